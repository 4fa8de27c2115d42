"""A small site and its articles, for every feed test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugins.blog import Article, Credit, Site, Topic
from plugins.feeds.ending import Words
from plugins.feeds.entry import prepare
from plugins.feeds.feed import Feed, Picture

URL = "https://site.example"
GOLDEN = Path(__file__).parents[1] / "golden" / "feeds"

SITE = Site(
    title="Kept & Sound",
    subtitle="Essays on promises",
    url=URL,
    author="Sam Sample",
    language="en",
    timezone=ZoneInfo("Europe/Amsterdam"),
    mail="hello@site.example",
)
PLAIN = Article(
    path=Path("articles/late-bread.md"),
    title="The late bread",
    url=f"{URL}/late-bread/",
    guid="urn:uuid:0b0b0b0b-0000-5000-8000-000000000001",
    published=datetime(2026, 9, 3, 8, tzinfo=UTC),
    updated=datetime(2026, 9, 3, 8, tzinfo=UTC),
    authors=("Sam Sample",),
    summary="A baker who said sorry before anybody asked.",
    html="<p>The bread was late.</p>",
    lang="en",
    slug="late-bread",
    words=4,
)
FULL = replace(
    PLAIN,
    title="The wall by the showers",
    url=f"{URL}/the-wall/",
    guid="urn:uuid:0b0b0b0b-0000-5000-8000-000000000002",
    published=datetime(2026, 11, 19, 8, tzinfo=SITE.timezone),
    updated=datetime(2026, 11, 20, 9, 30, tzinfo=SITE.timezone),
    authors=("Sam Sample", "Vera Voorbeeld"),
    summary="Fish & chips, and what <em> means.",
    html=(
        f'<p>Complaints hang on <a href="{URL}/late-bread/">a wall</a>.</p>\n'
        '<p>"Tom & Jerry" said: if a &lt; b.</p>'
    ),
    categories=("Service", "consistency"),
    topics=(Topic("complaints", "Complaints"), Topic("consistency", "Consistency")),
    image=f"{URL}/images/wall.jpg",
    image_alt="A wall of cards",
    question="Would you hang your complaints on a wall?",
    answers=("Yes", "No"),
    written_for=Credit(
        "CustomerFirst", "https://cf.example/?a=1&b=2", datetime(2026, 11, 1, tzinfo=UTC)
    ),
    source=Credit("L&S platform"),
)
DUTCH = replace(
    PLAIN,
    title="Steek uw hand op",
    url=f"{URL}/nl/raise-your-hand/",
    guid="urn:uuid:0b0b0b0b-0000-5000-8000-000000000003",
    published=datetime(2026, 10, 13, 8, tzinfo=SITE.timezone),
    updated=datetime(2026, 10, 13, 8, tzinfo=SITE.timezone),
    summary="Wat een belofte waard is.",
    html="<p>Ik ben bang voor de tandarts.</p>",
    lang="nl",
)
HARD = replace(
    PLAIN,
    title="שלום \x08 👩‍🚒 \x85]]> AT&T < us",
    url=f"{URL}/hard/",
    guid="urn:uuid:0b0b0b0b-0000-5000-8000-000000000004",
    published=datetime(2026, 10, 1, 8),  # noqa: DTZ001 - a date without a zone is the case
    updated=datetime(2026, 10, 1, 8),  # noqa: DTZ001
    summary="Ends ]]> here \x00.",
    html='<p>CDATA ends ]]> here\x0b, AT&T and &copy; stay. 🙂</p><p><img src="/a.png" alt=""></p>',
)

Ready = Callable[..., Article]


@pytest.fixture
def site() -> Site:
    return SITE


@pytest.fixture
def ready() -> Ready:
    """An article as feeds carry it, with the given fields."""

    def make(article: Article = PLAIN, **fields: Any) -> Article:
        return prepare(replace(article, **fields), SITE, Words())

    return make


@pytest.fixture
def articles(ready: Ready) -> tuple[Article, ...]:
    """One of each kind, newest first."""
    return tuple(ready(each) for each in (FULL, DUTCH, HARD, PLAIN))


@pytest.fixture
def feed(articles: tuple[Article, ...]) -> Feed:
    """The feed of the whole site, with everything that a feed can have."""
    picture = Picture(FULL.image, "image/jpeg", 98765)
    return Feed(
        site=SITE,
        title=SITE.title,
        url=f"{URL}/feeds/all.xml",
        page=f"{URL}/",
        articles=articles,
        lang="en",
        pictures={picture.url: picture},
        hub="https://hub.example/",
        older=f"{URL}/feeds/all.archive-2.xml",
    )


@pytest.fixture
def golden(update: bool) -> Callable[[str, bytes], None]:
    """Compare bytes with an approved file; ``--update`` approves them."""

    def compare(name: str, data: bytes) -> None:
        path = GOLDEN / name
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert data == path.read_bytes(), f"{path} differs; look, then run pytest with --update"

    return compare
