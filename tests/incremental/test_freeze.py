"""Contents as records, and back again one at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Category

from plugins.incremental.freeze import Freezer, Thawer
from plugins.incremental.store import Doubt

SETTINGS: dict[str, Any] = {**DEFAULT_CONFIG, "PATH": "/site", "TIMEZONE": "UTC"}


def article(name: str) -> Article:
    metadata = {"title": name.title(), "slug": name, "category": Category("Service", SETTINGS)}
    return Article(f"<p>{name}</p>", metadata, SETTINGS, str(Path("/site", f"{name}.md")), CONTEXT)


CONTEXT: dict[str, Any] = {"localsiteurl": ""}


@pytest.fixture
def thawer() -> Thawer:
    """Three articles: one is related to the second, the second to the third and to itself."""
    one, two, three = map(article, ("one", "two", "three"))
    one.related, two.related = (two,), (three, two)
    contents = {each.source_path: each for each in (one, two, three)}
    freezer = Freezer(SETTINGS, CONTEXT, contents.values())
    records = {f"content {name}": freezer.content(each) for name, each in contents.items()}
    settings, context = {**SETTINGS, "SITENAME": "Another run"}, {**CONTEXT, "new": True}

    def read(name: str) -> bytes:
        asked.append(name)
        if name not in records:
            raise Doubt(name)
        return records[name]

    asked: list[str] = []
    made = Thawer(read, settings, context, dict.fromkeys(contents, Article))
    made.asked = asked  # type: ignore[attr-defined]
    return made


def test_an_article_comes_back_with_the_settings_of_this_run(thawer: Thawer) -> None:
    one = thawer.content("/site/one.md")
    assert (one.title, one.content, one.url) == ("One", "<p>one</p>", "one.html")
    assert one.settings["SITENAME"] == "Another run"
    assert one._context["new"]
    assert type(one) is Article
    assert str(one.category) == "Service"


def test_only_what_is_looked_at_is_loaded(thawer: Thawer) -> None:
    one = thawer.content("/site/one.md")
    assert thawer.asked == []  # type: ignore[attr-defined]
    (two,) = one.related
    assert thawer.asked == ["content /site/one.md"]  # type: ignore[attr-defined]
    assert two.title == "Two"
    assert two.related[1] is two
    assert thawer.asked[-1] == "content /site/two.md"  # type: ignore[attr-defined]


def test_what_it_never_had_it_does_not_have(thawer: Thawer) -> None:
    one = thawer.content("/site/one.md")
    assert not hasattr(one, "part")
    assert one.slug == "one"


def test_one_that_was_made_again_stands_wherever_it_is_shown(thawer: Thawer) -> None:
    new = article("two")
    thawer.replace("/site/two.md", new)
    assert thawer.content("/site/one.md").related == (new,)


def test_a_name_that_nobody_knows_is_a_doubt(thawer: Thawer) -> None:
    with pytest.raises(Doubt):
        thawer.content("/site/four.md")


@pytest.mark.parametrize("record", [b"", b"rubbish", b"\x80\x05.", b"\x80\x05\x95"])
def test_a_record_that_cannot_be_read_is_a_doubt(thawer: Thawer, record: bytes) -> None:
    with pytest.raises(Doubt):
        thawer.value(record)


def test_settings_that_it_was_read_with_come_back_as_those_of_the_run() -> None:
    apart = {**SETTINGS, "ARTICLE_PATHS": ["/site/one.md"]}
    one = article("one")
    one.category = Category("Service", apart)
    whole = Freezer(SETTINGS, CONTEXT, ()).content(one)
    record = Freezer(SETTINGS, CONTEXT, (), apart).content(one)
    assert len(record) < len(whole) / 2  # no settings in it
    thawed = Thawer(lambda _: record, SETTINGS, CONTEXT, {"one": Article}).content("one")
    assert thawed.category.settings is SETTINGS
