"""The ways a Feed can be written down: a new one is a function and a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import json_feed, xml_feeds
from .feed import Feed


@dataclass(frozen=True, slots=True)
class Format:
    """*write* gives the same bytes for the same feed, on every machine and every day."""

    write: Callable[[Feed], bytes]
    media_type: str


FORMATS: Mapping[str, Format] = {
    "rss": Format(xml_feeds.write_rss, xml_feeds.RSS_TYPE),
    "atom": Format(xml_feeds.write_atom, xml_feeds.ATOM_TYPE),
    "json": Format(json_feed.write, json_feed.MEDIA_TYPE),
}
