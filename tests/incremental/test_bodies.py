"""Texts that were made HTML before: believed only where nothing else could have come of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican.settings import DEFAULT_CONFIG

from plugins.blog.reader import ArticleReader
from plugins.incremental.bodies import FILE, Bodies, counted

TEXT = "## A heading\n\nSee [it](other.md), ![a cup](cup.png) and *why*.\n"


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    (tmp_path / "content").mkdir()
    options = {"extensions": ["markdown.extensions.toc"], "extension_configs": {}}
    return {**DEFAULT_CONFIG, "PATH": str(tmp_path / "content"), "MARKDOWN": options}


def opened(settings: dict[str, Any], code: str = "1") -> Bodies:
    return Bodies.open(Path(settings["PATH"]).parent, settings, code)


def make(bodies: Bodies, settings: dict[str, Any], path: Path, *texts: str) -> None:
    for text in texts:
        bodies.keep(path, text, ArticleReader(settings).body(text, path))


def kept(settings: dict[str, Any]) -> Path:
    """A text that is remembered, on disk."""
    path = Path(settings["PATH"], "text.md")
    bodies = opened(settings)
    make(bodies, settings, path, TEXT)
    bodies.close()
    return path


def test_what_is_found_is_what_would_be_made(settings: dict[str, Any]) -> None:
    path = kept(settings)
    bodies = opened(settings)
    assert bodies.knows(path, TEXT)
    found = bodies.find(path, TEXT)
    assert found == counted(ArticleReader(settings).body(TEXT, path))
    assert found.words == 6


def test_what_is_ready_is_given_once(settings: dict[str, Any]) -> None:
    path = Path(settings["PATH"], "text.md")
    bodies = opened(settings)
    body = counted(ArticleReader(settings).body(TEXT, path))
    bodies.ready[bodies.key(path, TEXT)] = body
    assert bodies.find(path, TEXT) is body
    assert bodies.find(path, TEXT) is None


def test_words_are_told_of_the_very_text_that_was_counted(settings: dict[str, Any]) -> None:
    path = kept(settings)
    bodies = opened(settings)
    body = bodies.find(path, TEXT)
    assert body
    assert bodies.words(path, body.html) == body.words
    assert bodies.words(path, body.html) is None  # told once
    bodies.find(path, TEXT)
    assert bodies.words(path, body.html + " more") is None


@pytest.mark.parametrize(
    "name", ["other.md", "cup.png"], ids=["a text that came", "a picture that came"]
)
def test_a_link_that_leads_elsewhere_now_is_looked_up(settings: dict[str, Any], name: str) -> None:
    path = kept(settings)
    Path(settings["PATH"], name).write_text("here", encoding="utf-8")
    assert opened(settings).find(path, TEXT) is None


def test_whatever_else_decides_it_tells_them_apart(settings: dict[str, Any]) -> None:
    path = kept(settings)
    assert opened(settings).find(path, TEXT + " ") is None
    assert opened(settings).find(path.with_name("moved.md"), TEXT) is None
    assert opened(settings, "2").find(path, TEXT) is None
    assert opened({**settings, "BLOG": {"embeds": ["example.org"]}}).find(path, TEXT) is None
    other = {"extensions": ["markdown.extensions.extra"], "extension_configs": {}}
    assert opened({**settings, "MARKDOWN": other}).find(path, TEXT) is None


def test_an_extension_that_cannot_be_named_is_not_remembered(settings: dict[str, Any]) -> None:
    from markdown.extensions.toc import TocExtension

    kept(settings)
    other = {"extensions": [TocExtension()], "extension_configs": {}}
    assert opened({**settings, "MARKDOWN": other}).names == set()


def test_references_of_hugo_are_made_each_time(settings: dict[str, Any]) -> None:
    path = Path(settings["PATH"], "text.md")
    text = 'See [it]({{< ref "other.md" >}}).\n'
    bodies = opened(settings)
    make(bodies, settings, path, text)
    bodies.close()
    assert not bodies.knows(path, text)


def test_a_damaged_record_is_none(settings: dict[str, Any]) -> None:
    path = kept(settings)
    file = Path(settings["PATH"]).parent / FILE
    data = file.read_bytes()
    assert b"A heading" in data
    file.write_bytes(data.replace(b"A heading", b"A hearing"))
    assert opened(settings).find(path, TEXT) is None
    file.write_bytes(b"no database")
    assert opened(settings).names == set()


def test_what_nobody_asks_for_goes_in_the_end(settings: dict[str, Any]) -> None:
    path = Path(settings["PATH"], "text.md")
    bodies = opened(settings)
    make(bodies, settings, path, *(f"Version {number}.\n" for number in range(5)))
    bodies.close()
    again = opened(settings)
    assert again.find(path, "Version 4.\n")
    again.close()
    assert len(opened(settings).names) == 1
