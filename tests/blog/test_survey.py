"""Every file is seen before a build; no two get one address."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.blog.opening import open_run
from plugins.blog.survey import Survey, survey

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(2026, 11, 21, tzinfo=UTC)


def look(folder: Path, **files: str) -> tuple[Survey, dict[str, Any]]:
    for name, text in files.items():
        path = folder / (name.replace("__", "/") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    run = open_run(ROOT / "pelicanconf.py", str(folder), str(folder.parent / "out"), TODAY)
    return survey(run.settings, folder), run.settings


def article(title: str, date: str = "2026-11-01", **more: str) -> str:
    lines = [f"{key}: {value}" for key, value in {"Title": title, "Date": date, **more}.items()]
    return "\n".join(lines) + "\n\nText.\n"


def addresses(found: Survey) -> dict[str, str]:
    return {place.source.shown: place.url for place in found.places}


def test_addresses_are_those_of_the_contract(tmp_path: Path) -> None:
    found, _ = look(
        tmp_path / "c",
        articles__a=article("Late Bread"),
        articles__nl=article("Laat brood", Lang="nl", Slug="late-bread"),
        articles__d=article("Not yet", Status="draft"),
        articles__f=article("To come", "2027-01-01"),
        pages__about="Title: About\n\nText.",
    )
    assert found.problems == ()
    assert addresses(found) == {
        "articles/a.md": "/late-bread/",
        "articles/nl.md": "/nl/late-bread/",
        "articles/d.md": "/drafts/not-yet/",
        "articles/f.md": "/drafts/to-come/",
        "pages/about.md": "/about/",
    }


def test_a_folder_without_articles_is_read_flat_but_for_its_readme(tmp_path: Path) -> None:
    found, _ = look(tmp_path / "c", a=article("A"), deep__b=article("B"), README="# Read me")
    assert sorted(addresses(found)) == ["a.md", "deep/b.md"]


def test_the_older_of_two_keeps_the_address(tmp_path: Path) -> None:
    found, _ = look(
        tmp_path / "c",
        articles__new=article("Same", "2026-11-02"),
        articles__old=article("Same", "2026-11-01"),
        pages__same="Title: Same\n\nText.",
    )
    said = [str(problem) for problem in found.problems]
    assert len(said) == 2
    assert all("/same/ is already that of" in line for line in said)
    assert {path.name for path in found.left_out} == {"new.md", "old.md"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"Slug": "topics"}, "belongs to the site's own pages"),
        ({"Slug": "archive"}, "belongs to the site's own pages"),
        ({"Save_as": "../../x.html"}, "leads out of the site"),
        ({"Save_as": "index.html"}, "belongs to the site's own pages"),
    ],
)
def test_addresses_that_are_not_free(tmp_path: Path, more: dict[str, str], words: str) -> None:
    found, _ = look(tmp_path / "c", articles__a=article("A", **more))
    assert len(found.problems) == 1
    assert words in found.problems[0].message


def test_a_title_without_letters_needs_a_slug(tmp_path: Path) -> None:
    found, _ = look(tmp_path / "c", articles__a=article("🎉"))
    assert "no address can be made of this title" in found.problems[0].message
