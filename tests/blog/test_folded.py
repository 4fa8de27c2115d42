"""An article whose text is fetched later is an article like any other."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.blog.article import Article, Topic
from plugins.blog.folded import Anchors, alike, row_of, unfold

WHOLE = Article(
    path=Path("articles/a.md"),
    title="A",
    url="https://x.example/a/",
    guid="urn:a",
    published=datetime(2026, 11, 1, tzinfo=UTC),
    updated=datetime(2026, 11, 1, tzinfo=UTC),
    authors=("Ann",),
    summary="Short.",
    html='<p id="end">Long.</p>',
    lang="en",
    slug="a",
    words=500,
    topics=(Topic("trust", "Trust"),),
)


def test_it_says_the_same_and_fetches_its_text_once() -> None:
    asked: list[str] = []

    def fetch(path: str) -> str:
        asked.append(path)
        return WHOLE.html

    folded = unfold(row_of(WHOLE), fetch)
    assert folded.minutes == WHOLE.minutes
    assert asked == []
    for _ in range(2):
        for field in fields(Article):
            assert getattr(folded, field.name) == getattr(WHOLE, field.name)
    assert asked == ["articles/a.md"]
    changed = replace(folded, title="B")
    assert (changed.title, changed.html) == ("B", WHOLE.html)


def test_rows_are_compared_by_name() -> None:
    other = row_of(replace(WHOLE, title="B", html=""))
    assert alike(row_of(WHOLE), other, {"url", "slug"})
    assert not alike(row_of(WHOLE), other, {"url", "title"})


def test_anchors_are_looked_for_when_somebody_asks() -> None:
    def fetch(_: str) -> str:
        raise AssertionError("nobody asked yet")

    Anchors(unfold(row_of(WHOLE), fetch))
    anchors = Anchors(WHOLE)
    assert anchors == {"end"}
    assert "end" in anchors
    assert "beginning" not in anchors
