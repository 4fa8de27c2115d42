"""The sheet of an article of the sample, put together from what every room says of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog.opening import open_run
from plugins.verbs.sheet import sheet_of

Tell = Callable[[str], str]
PAGE = '<meta property="og:title" content="The late bread">'
TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def told(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tell:
    monkeypatch.chdir(site)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(TODAY.timestamp())))

    def tell(address: str) -> str:
        run = open_run(site / "pelicanconf.py", today=TODAY)
        return sheet_of(run, tmp_path / "memory", address, PAGE)

    return tell


def test_the_sheet_of_an_article(told: Tell, site: Path) -> None:
    path = site / "content" / "articles" / "2026-09-03-the-late-bread.md"
    with path.open("a", encoding="utf-8") as file:
        file.write("\nSee [this](nowhere.md).\n")
    text = told("/the-late-bread/")
    for words in (
        "content/articles/2026-09-03-the-late-bread.md",
        "&#34;nowhere.md&#34; leads nowhere",
        "Service recovery",
        "<mark>an apology</mark>",
        "The digest with this article",
        "As if it were alone in September 2026.",
        "The text that feed readers get",
        '<p class="title">The late bread</p>',
    ):
        assert words in text


def test_a_draft_has_one_and_a_page_or_a_list_has_none(told: Tell, site: Path) -> None:
    draft = site / "content" / "articles" / "2026-11-20-soon.md"
    draft.write_text("---\ntitle: Soon\nstatus: draft\n---\nIt comes.\n", encoding="utf-8")
    text = told("/drafts/soon/")
    assert "It is a draft" in text
    assert "In the digest" in text
    for address in ("/about/", "/archive/", "/", "/no-such/"):
        assert told(address) == ""
