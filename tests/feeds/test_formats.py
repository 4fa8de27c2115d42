"""Every format against its approved file, byte for byte, and read back as a reader does."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import feedparser
import pytest

from plugins.blog import Article
from plugins.blog.text import plain
from plugins.feeds.feed import BEFORE_ALL, Feed, Written
from plugins.feeds.formats import FORMATS
from tests.feeds.conftest import URL
from tests.feeds.rules import faults

Golden = Callable[[str, bytes], None]
XML = ("rss", "atom")


def write(feed: Feed, form: str) -> bytes:
    return FORMATS[form].write(replace(feed, url=f"{URL}/feeds/all.{form}"))


def archived(feed: Feed) -> Feed:
    page = replace(
        feed, url=f"{URL}/feeds/all.archive-2.xml", current=feed.url, articles=feed.articles[2:]
    )
    return replace(page, older=f"{URL}/feeds/all.archive-1.xml", newer="")


@pytest.mark.parametrize("form", FORMATS)
def test_bytes_are_the_approved_ones(feed: Feed, form: str, golden: Golden) -> None:
    golden(f"all.{form}", write(feed, form))


@pytest.mark.parametrize("form", XML)
def test_an_archive_page_is_approved(feed: Feed, form: str, golden: Golden) -> None:
    data = FORMATS[form].write(archived(feed))
    assert faults(data) == []
    golden(f"all.archive-2.{form}", data)


@pytest.mark.parametrize("form", XML)
def test_readers_get_each_article_whole(
    feed: Feed, articles: tuple[Article, ...], form: str
) -> None:
    parsed: Any = feedparser.parse(write(feed, form))
    assert not parsed.bozo
    assert parsed.feed.title == "Kept & Sound"
    assert parsed.feed.link == feed.page
    assert len(parsed.entries) == len(articles)
    for entry, article in zip(parsed.entries, articles, strict=True):
        assert plain(entry.title) == plain(article.title)
        assert entry.link == article.url
        assert entry.id == article.guid
        assert plain(entry.content[0].value) == plain(article.html)
        assert [each.name for each in entry.authors] == list(article.authors)
        assert datetime(*entry.published_parsed[:6]) == article.published.astimezone(  # noqa: DTZ001
            tz=BEFORE_ALL.tzinfo
        ).replace(tzinfo=None)


def test_a_description_is_plain_text_that_html_readers_see_right(feed: Feed) -> None:
    """RSS reads a description as HTML, so "<em>" in plain text must be told apart from a tag."""
    parsed: Any = feedparser.parse(write(feed, "rss"))
    assert plain(parsed.entries[0].summary) == "Fish & chips, and what <em> means."


def test_atom_says_text_and_dates_of_change(feed: Feed) -> None:
    parsed: Any = feedparser.parse(write(feed, "atom"))
    first = parsed.entries[0]
    assert first.summary_detail.type == "text/plain"
    assert first.updated == "2026-11-20T09:30:00+01:00"
    assert parsed.feed.updated == "2026-11-20T09:30:00+01:00"
    assert [(each.term, each.label) for each in first.tags] == [
        ("complaints", "Complaints"),
        ("consistency", "Consistency"),
        ("Service", "Service"),
    ]


@pytest.mark.parametrize("form", XML)
def test_hostile_text_survives(feed: Feed, form: str) -> None:
    parsed: Any = feedparser.parse(write(feed, form))
    hard = parsed.entries[2]
    assert hard.title.startswith("שלום  👩‍🚒 ]]>")
    text = plain(hard.content[0].value)
    assert text == "CDATA ends ]]> here, AT&T and © stay. 🙂"
    assert f"{URL}/a.png" in hard.content[0].value


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_feed_is_sound_and_never_asks_the_clock(feed: Feed, form: str) -> None:
    empty = replace(feed, articles=(), older="")
    data = write(empty, form)
    assert data == write(empty, form)
    if form in XML:
        assert faults(data) == []
        assert b"2000" in data


@pytest.mark.parametrize("form", FORMATS)
def test_another_language_is_marked(feed: Feed, form: str) -> None:
    text = write(feed, form).decode()
    mark = {
        "rss": "<dc:language>nl</dc:language>",
        "atom": '<entry xml:lang="nl">',
        "json": '"language": "nl"',
    }[form]
    assert text.count(mark) == 1
    assert (
        text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace('\\"', '"')
        .count('<div lang="nl"><p>Ik ben bang')
        == 1
    )


def test_the_style_is_found_under_any_address(feed: Feed) -> None:
    below = replace(feed.site, url=f"{URL}/blog")
    for path, style in (
        ("/blog/feeds/all.xml", b'href="feed.css"'),
        ("/blog/feeds/topics/trust.xml", b'href="../feed.css"'),
        ("/blog/news.xml", b'href="feeds/feed.css"'),
    ):
        assert style in FORMATS["rss"].write(replace(feed, site=below, url=f"{URL}{path}"))


def test_json_feed_has_what_its_version_asks(feed: Feed, articles: tuple[Article, ...]) -> None:
    read = json.loads(write(feed, "json"))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert read["next_url"] == feed.older
    assert read["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert [each["id"] for each in read["items"]] == [each.guid for each in articles]
    assert [plain(each["content_html"]) for each in read["items"]] == [
        plain(each.html) for each in articles
    ]
    assert read["items"][0]["tags"] == ["Complaints", "Consistency", "Service"]
    assert read["items"][0]["date_modified"] == "2026-11-20T09:30:00+01:00"
    assert "image" not in read["items"][1]


def test_a_picture_of_unknown_length_is_left_out(feed: Feed) -> None:
    bare = replace(feed, pictures={})
    assert b"enclosure" not in write(bare, "rss")
    assert b"enclosure" not in write(bare, "atom")


@pytest.mark.parametrize("form", FORMATS)
def test_an_entry_that_stands_in_another_feed_is_the_same(feed: Feed, form: str) -> None:
    written: Written = {}
    for articles in (feed.articles[1:3], feed.articles[::-1], feed.articles):
        for lang in ("en", "nl"):
            alone = replace(feed, articles=articles, lang=lang, written={})
            assert write(replace(alone, written=written), form) == write(alone, form)
    assert bool(written) == (form in XML)


@pytest.mark.parametrize("form", XML)
def test_a_text_that_looks_like_an_entry_is_none(feed: Feed, form: str) -> None:
    odd = replace(feed.articles[0], html="<p>\n    </item>\n<item>\n  </entry>\n<entry>\n</p>")
    written: Written = {}
    for articles in ((odd,), (feed.articles[1], odd), (odd,)):
        alone = replace(feed, articles=articles, written={})
        assert write(replace(alone, written=written), form) == write(alone, form)
