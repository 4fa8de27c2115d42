"""Feeds of whole sites, built by Pelican: which files there are, and what they say."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import feedparser
import pelican
import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.blog import ProblemsFound
from plugins.blog.log import collected_log
from plugins.blog.opening import open_run
from plugins.blog.text import plain
from plugins.feeds import FeedsGenerator
from tests.feeds.conftest import PLAIN
from tests.feeds.rules import faults

TODAY = datetime(2026, 11, 21, tzinfo=UTC)
SITE = "https://kept-promises.example"
TEMPLATES = {
    "article.html": "{{ article.content|safe }}",
    "feeds.html": "{% for title, path, format in feeds %}{{ path }} {{ format }} {{ title }}\n"
    '{% endfor %}{% for each in feeds.of("lang", "nl") %}{{ each.media_type }}{% endfor %}',
}
FIRST = """---
title: "First: a start"
date: 2026-11-01
author: Ella Example
categories: [Customer first, Service]
image: counter.jpg
---
A link to [the second](second.md), a [page](/about/).

| a | b |
|--:|---|
| 1 | 2 |
"""
SECOND = "Title: Second\nDate: 2026-11-02\nCategory: Service\nId: two\n\nWords & more.\n"
DUTCH = "Title: Tweede\nDate: 2026-11-02\nLang: nl\nSlug: second\nCategory: Service\n\nWoorden.\n"
THIRD = "Title: Third\nDate: 2026-11-03\nModified: 2026-11-05\nCategory: Service\n\nNewest.\n"


def build(output: Path, content: Path | None, root: Path, **settings: Any) -> list[str]:
    """Build with the feeds room and templates that show an article's text alone. Answers what
    went wrong with articles."""
    shown = output.parent / "templates"
    shown.mkdir(exist_ok=True)
    for name, template in TEMPLATES.items():
        (shown / name).write_text(template, encoding="utf-8")
    run = open_run(root / "publishconf.py", str(content) if content else None, str(output), TODAY)
    chosen = {
        "PLUGINS": ["plugins.blog", "plugins.feeds"],
        "THEME": str(Path(pelican.__file__).with_name("themes") / "simple"),
        "THEME_TEMPLATES_OVERRIDES": [str(shown)],
        "DIRECT_TEMPLATES": ["feeds"],
        "WORDS": {"nl": {"name": "Nederlands"}},
    }
    with collected_log() as records:
        pelican.Pelican({**run.settings, **chosen, **settings}).run()
    return [str(each.error or each.message) for each in records if each.serious]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Three articles and a translation, two entries a feed."""
    folder = tmp_path_factory.mktemp("small")
    articles = folder / "content" / "articles"
    articles.mkdir(parents=True)
    (articles / "counter.jpg").write_bytes(b"x" * 1234)
    for name, text in {"first": FIRST, "second": SECOND, "tweede": DUTCH, "third": THIRD}.items():
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    wrong = build(folder / "output", folder / "content", root, FEED_OPTIONS={"limit": 2})
    assert wrong == []
    return folder / "output"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The site that this repository brings."""
    output = tmp_path_factory.mktemp("sample") / "output"
    assert build(output, None, root) == []
    return output


def files(output: Path) -> set[str]:
    found = (each for each in (output / "feeds").rglob("*") if each.is_file())
    return {each.relative_to(output / "feeds").as_posix() for each in found}


def test_each_pattern_gives_its_files(small: Path) -> None:
    assert files(small) == {
        "index.html",
        "feed.css",
        "feeds.opml",
        "all.rss.xml",
        "all.archive-1.rss.xml",
        "all.atom.xml",
        "all.archive-1.atom.xml",
        "all.json",
        "all.archive-1.json",
        "nl/all.rss.xml",
        "author/ella-example.rss.xml",
        "author/sam-sample.rss.xml",
        "category/customer-first.rss.xml",
        "category/service.rss.xml",
        "category/service.archive-1.rss.xml",
    }


def test_articles_stand_newest_first_and_translations_apart(small: Path) -> None:
    def titles(path: str) -> list[str]:
        parsed: Any = feedparser.parse((small / "feeds" / path).read_bytes())
        return [each.title for each in parsed.entries]

    assert titles("all.rss.xml") == ["Third", "Second"]
    assert titles("all.archive-1.rss.xml") == ["Second", "First: a start"]
    assert titles("nl/all.rss.xml") == ["Tweede"]
    assert titles("category/customer-first.rss.xml") == ["First: a start"]
    older = json.loads((small / "feeds" / "all.archive-1.json").read_bytes())
    assert [each["title"] for each in older["items"]] == ["Second", "First: a start"]


def test_a_feed_says_what_the_site_says(small: Path) -> None:
    parsed: Any = feedparser.parse((small / "feeds/category/customer-first.rss.xml").read_bytes())
    assert parsed.feed.title == "Customer first: Kept Promises"
    assert parsed.feed.link == f"{SITE}/category/customer-first/"
    assert parsed.feed.language == "en"
    assert parsed.feed.updated == "Sun, 01 Nov 2026 00:00:00 +0100"
    entry = parsed.entries[0]
    assert entry.link == f"{SITE}/first-a-start/"
    assert entry.author == "Ella Example"
    assert [each.term for each in entry.tags] == ["Customer first", "Service"]
    assert f'href="{SITE}/second/"' in entry.content[0].value
    assert f'href="{SITE}/about/"' in entry.content[0].value
    assert entry.enclosures[0].href == f"{SITE}/articles/counter.jpg"
    assert (entry.enclosures[0].length, entry.enclosures[0].type) == ("1234", "image/jpeg")


def test_a_feed_was_changed_when_its_newest_change_was(small: Path) -> None:
    parsed: Any = feedparser.parse((small / "feeds/all.atom.xml").read_bytes())
    assert parsed.feed.updated == "2026-11-05T00:00:00+01:00"
    assert parsed.entries[0].published == "2026-11-03T00:00:00+01:00"


def test_an_id_of_the_author_names_the_entry_for_ever(small: Path) -> None:
    parsed: Any = feedparser.parse((small / "feeds/all.rss.xml").read_bytes())
    assert parsed.entries[1].id.startswith("urn:uuid:")
    assert SITE not in parsed.entries[0].id


def test_templates_know_every_feed(small: Path) -> None:
    *lines, media_type = (small / "feeds/index.html").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "feeds/all.rss.xml rss Kept Promises"
    assert lines[3] == "feeds/nl/all.rss.xml rss Nederlands: Kept Promises"
    assert media_type == "application/rss+xml"
    listed = {line.split(" ")[0].removeprefix("feeds/") for line in lines}
    others = {"index.html", "feed.css", "feeds.opml"}
    assert listed == {each for each in files(small) if "archive" not in each} - others


def test_a_second_build_writes_nothing(small: Path, root: Path) -> None:
    before = {each: each.stat().st_mtime_ns for each in (small / "feeds").rglob("*.*ml")}
    feeds = {each: when for each, when in before.items() if each.suffix != ".html"}
    assert len(feeds) > 10
    build(small, small.parent / "content", root, FEED_OPTIONS={"limit": 2})
    assert {each: each.stat().st_mtime_ns for each in feeds} == feeds


def test_the_sample_feeds_break_no_rule(sample: Path) -> None:
    found = sorted((sample / "feeds").rglob("*.xml"))
    assert len(found) > 8
    wrong = {each.name: faults(each.read_bytes()) for each in found}
    assert {name: broken for name, broken in wrong.items() if broken} == {}


def test_the_text_of_an_entry_is_that_of_its_page(sample: Path) -> None:
    compared = 0
    for path in ("all.rss.xml", "all.atom.xml", "nl/all.rss.xml"):
        parsed: Any = feedparser.parse((sample / "feeds" / path).read_bytes())
        assert not parsed.bozo
        for entry in parsed.entries:
            page = sample / entry.link.removeprefix(f"{SITE}/") / "index.html"
            shown = plain(page.read_text(encoding="utf-8"))
            assert plain(entry.content[0].value).startswith(shown)
            compared += 1
    assert compared > 25


def test_the_formats_say_the_same(sample: Path) -> None:
    rss: Any = feedparser.parse((sample / "feeds/all.rss.xml").read_bytes())
    atom: Any = feedparser.parse((sample / "feeds/all.atom.xml").read_bytes())
    read = json.loads((sample / "feeds/all.json").read_bytes())
    assert [each.id for each in rss.entries] == [each.id for each in atom.entries]
    assert [each.id for each in rss.entries] == [each["id"] for each in read["items"]]
    assert [each.content[0].value for each in rss.entries] == [
        each.content[0].value for each in atom.entries
    ]


@pytest.mark.real_input
def test_real_articles_travel_whole(real_articles: Path, tmp_path: Path, root: Path) -> None:
    assert build(tmp_path / "output", real_articles, root) == []
    data = (tmp_path / "output/feeds/all.rss.xml").read_bytes()
    assert faults(data) == []
    text = " ".join(plain(each.content[0].value) for each in feedparser.parse(data).entries)
    assert "This article was written for CustomerFirst" in text
    assert "Source: L&S platform" in text
    assert "Yes · No" in text


@pytest.mark.real_input
def test_real_posts_break_no_rule(real_posts: Path, tmp_path: Path, root: Path) -> None:
    build(tmp_path / "output", real_posts, root)
    found = sorted((tmp_path / "output/feeds").rglob("all.*.xml"))
    assert len(found) > 8
    wrong = {each.name: faults(each.read_bytes()) for each in found}
    assert {name: broken for name, broken in wrong.items() if broken} == {}


def generator(output: Path, feeds: dict[str, str], **context: Any) -> FeedsGenerator:
    settings = {**DEFAULT_CONFIG, "SITEURL": "https://a.example", "FEEDS": feeds}
    settings["DIGEST"] = {"name": "CX Greetz"}
    made = FeedsGenerator({"articles": [], **context}, settings, str(output))
    made.generate_context()
    return made


def test_editions_have_a_feed_where_there_is_a_digest(tmp_path: Path) -> None:
    feeds = {"feeds/greetz.xml": "atom of editions"}
    generator(tmp_path / "without", feeds).generate_output(None)
    assert not (tmp_path / "without").exists()
    edition = replace(PLAIN, url="https://a.example/greetz/2026-11/", title="November")
    made = generator(tmp_path / "with", feeds, edition_articles=(edition,))
    made.generate_output(None)
    data = (tmp_path / "with/feeds/greetz.xml").read_bytes()
    parsed: Any = feedparser.parse(data)
    assert faults(data) == []
    assert parsed.feed.title.startswith("CX Greetz: ")
    assert parsed.feed.link == "https://a.example/greetz/"
    assert [each.title for each in parsed.entries] == ["November"]
    assert [tuple(each) for each in made.context["feeds"].of("editions")] == [
        (parsed.feed.title, "feeds/greetz.xml", "atom")
    ]
    assert len(made.context["feeds"]) == 1
    assert made.context["feeds"][0].media_type == "application/atom+xml"


def test_a_wrong_setting_stops_the_build_before_it_begins(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match='"rrs" is not known'):
        generator(tmp_path, {"a.xml": "rrs"})


def test_a_site_without_its_address_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = FeedsGenerator(
        {"articles": []}, {**DEFAULT_CONFIG, "FEEDS": {"a.xml": "rss"}}, str(tmp_path)
    )
    with caplog.at_level(logging.WARNING):
        made.generate_output(None)
    assert "set SITEURL or FEED_DOMAIN" in caplog.text
