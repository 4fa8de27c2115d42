"""The index of words: the same bytes each time, and a plain sentence where it cannot be made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.finding import search
from plugins.finding.search import make_index

PAGE = """<!doctype html><html lang="{lang}"><title>{title}</title>
<main><article><h1>{title}</h1><p>{text}</p></article></main></html>"""


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Two pages to find, in two languages, and one that is not to be found."""
    for name, lang, text in (
        ("a", "en", "Promises."),
        ("b", "nl", "Beloften."),
        ("c", "fr", "Oui"),
    ):
        page = tmp_path / name / "index.html"
        page.parent.mkdir()
        page.write_text(PAGE.format(lang=lang, title=name, text=text), encoding="utf-8")
    draft = tmp_path / "c" / "index.html"
    draft.write_text(
        draft.read_text("utf-8").replace("<article", '<article data-pagefind-ignore="all"'),
        encoding="utf-8",
    )
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_pages_give_the_same_index_and_nothing_more_than_is_needed(pages: Path) -> None:
    make_index(pages, "en")
    first = files(pages / "pagefind")
    assert {name.split("/")[0] for name in first} >= {"fragment", "index", "pagefind.js"}
    assert not [name for name in first if "ui" in name or name.endswith(".css")]
    assert sum(name.startswith("fragment/") for name in first) == 2
    shutil.rmtree(pages / "pagefind")
    make_index(pages, "en")
    assert files(pages / "pagefind") == first


def test_without_pagefind_it_says_what_to_do(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "find_spec", lambda _: None)
    with pytest.raises(ProblemsFound, match="pip install pagefind"):
        make_index(pages, "en")
