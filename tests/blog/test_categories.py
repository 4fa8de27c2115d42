"""An article on several shelves, the shelf of the newest, and one shelf under two spellings."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pelican import Pelican

from plugins.blog.categories import judge_categories
from plugins.blog.opening import open_run
from plugins.blog.problems import ProblemsFound
from plugins.blog.survey import survey

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(2026, 11, 21, tzinfo=UTC)
NAMES = {
    "a": "category: Customer Services",
    "b": "categories: [Customer Services, Latest News]",
    "c": "category: customer services",
    "d": "category: [Notes, Complaints]",
    "e": "category: Notes\ncategories: [Notes]",
}


def settings_of(folder: Path, headers: dict[str, str] = NAMES, **blog: Any) -> dict[str, Any]:
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for day, (name, header) in enumerate(headers.items(), 1):
        text = f"---\ntitle: {name}\ndate: 2026-11-0{day}\n{header}\n---\nText.\n"
        (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    run = open_run(ROOT / "pelicanconf.py", str(folder), str(folder.parent / "out"), TODAY)
    run.settings["PLUGINS"] = ["plugins.blog", "plugins.feeds"]
    run.settings["BLOG"] |= blog
    return run.settings


def build(folder: Path, **blog: Any) -> Path:
    settings = settings_of(folder / "content", **blog)
    Pelican(settings).run()
    return Path(settings["OUTPUT_PATH"])


def page(output: Path, slug: str) -> list[str]:
    html = (output / "category" / slug / "index.html").read_text(encoding="utf-8")
    return re.findall(r'<h2 dir="auto"><a[^>]*>(\w)</a>', html)


def feed(output: Path, slug: str) -> list[str]:
    xml = (output / "feeds" / "category" / f"{slug}.rss.xml").read_text(encoding="utf-8")
    return re.findall(r"<title>(\w)</title>", xml)


def test_each_category_has_the_article_on_its_page_and_in_its_feed(tmp_path: Path) -> None:
    output = build(tmp_path)
    shelves = {
        "customer-services": ["c", "b", "a"],
        "latest-news": ["b"],
        "notes": ["e", "d"],
        "complaints": ["d"],
    }
    assert {slug: page(output, slug) for slug in shelves} == shelves
    assert {slug: feed(output, slug) for slug in shelves} == shelves


def test_two_spellings_are_one_shelf_under_the_commoner_name(tmp_path: Path) -> None:
    output = build(tmp_path)
    listed = (output / "category" / "index.html").read_text(encoding="utf-8")
    assert listed.count("customer-services/") == 1
    assert ">Customer Services</a>" in listed
    xml = (output / "feeds" / "category" / "customer-services.rss.xml").read_text(encoding="utf-8")
    assert "<title>Customer Services: " in xml


@pytest.mark.parametrize(
    ("way", "expected"),
    [("category", ["b"]), ("newest", ["e", "d"]), ("both", ["e", "d", "b"])],
)
def test_the_newest_by_setting(tmp_path: Path, way: str, expected: list[str]) -> None:
    output = build(tmp_path, latest="Latest News", latest_by=way, latest_number=2)
    assert page(output, "latest-news") == expected
    assert feed(output, "latest-news") == expected
    assert page(output, "complaints") == ["d"]


def test_the_newest_need_no_article_that_names_them(tmp_path: Path) -> None:
    output = build(tmp_path, latest="What is new", latest_by="both", latest_number=1)
    assert page(output, "what-is-new") == feed(output, "what-is-new") == ["e"]


def test_a_category_that_differs_only_in_case_is_told(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "content")
    found = [str(each) for each in judge_categories(settings, survey(settings, tmp_path))]
    what = 'the category "customer services" is elsewhere written "Customer Services": it is one '
    assert found == [f"content/articles/c.md:4: warning: {what}shelf, so write it alike"]


def test_a_setting_that_cannot_be_is_refused(tmp_path: Path) -> None:
    settings = settings_of(tmp_path / "content", latest_by="newset", latest_number=0)
    with pytest.raises(ProblemsFound) as found:
        list(judge_categories(settings, survey(settings, tmp_path)))
    assert [each.message for each in found.value.problems] == [
        'BLOG: "latest_by" cannot be "newset"; did you mean "newest"?',
        'BLOG: "latest_number" must be at least 1, not 0',
    ]
