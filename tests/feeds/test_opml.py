"""The list of feeds for readers that take it over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from plugins.feeds.feed import Feed
from plugins.feeds.opml import write_list
from tests.feeds.conftest import URL


def test_each_feed_is_listed_once(feed: Feed, golden: Callable[[str, bytes], None]) -> None:
    atom = replace(feed, url=f"{URL}/feeds/all.atom.xml")
    topic = replace(feed, title='"Trust" & co', url=f"{URL}/feeds/t.xml", page=f"{URL}/topics/t/")
    data = write_list("Kept & Sound", [feed, atom, topic])
    assert data.count(b"<outline ") == 2
    golden("feeds.opml", data)
