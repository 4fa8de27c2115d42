"""What a feed says, before any format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import escape

from ..blog.article import Article
from ..blog.settings import Site

STYLESHEET = "feeds/feed.css"
"""Where the site keeps the style that a browser shows a feed in."""
BEFORE_ALL = datetime(2000, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: formats want a date, and the clock would make
every build differ."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the site. *length* is in bytes; *type* is a media type."""

    url: str
    type: str
    length: int


Written = dict[tuple[int, str, bool], tuple[Article, bytes]]
"""Entries as they are written down, each with its article: by the identity of that, by format, and
by whether the feed is in its language. Feeds with one home write the same article alike."""


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest articles about something, or one page of the older ones.

    *url* is its own address; *page* the HTML page it belongs to. *articles* are made ready by
    entry.prepare, newest first. *pictures* are those whose length is known, by address.
    *current* is set on an archive page alone (RFC 5005): the feed that it is a part of. *older*
    and *newer* are archive pages, empty where there is none. *written* are entries as they stand
    in other feeds.
    """

    site: Site
    title: str
    url: str
    page: str
    articles: tuple[Article, ...]
    lang: str
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    hub: str = ""
    current: str = ""
    older: str = ""
    newer: str = ""
    written: Written = field(default_factory=dict, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The name of the feed: its archive pages share it."""
        return self.current or self.url

    @property
    def description(self) -> str:
        """One sentence about the site; never empty, since RSS asks for it."""
        return self.site.subtitle or self.site.title

    @property
    def updated(self) -> datetime:
        """When its last changed entry was changed."""
        return max((each.updated for each in self.articles), default=BEFORE_ALL)

    def html(self, article: Article) -> str:
        """The article's text, marked where its language is not the feed's."""
        if article.lang == self.lang:
            return article.html
        return f'<div lang="{escape(article.lang)}">{article.html}</div>'

    def picture(self, article: Article) -> Picture | None:
        """The article's picture if its length is known: an enclosure must say it."""
        return self.pictures.get(article.image)


def told_of(feed: Feed) -> tuple[object, ...]:
    """All that decides how *feed* is written but the texts of its articles, if these are outlines.
    The site follows from the settings."""
    pictures = tuple(feed.picture(each) for each in feed.articles)
    about = feed.title, feed.url, feed.page, feed.lang, feed.hub
    return about, (feed.current, feed.older, feed.newer), feed.articles, pictures


def categories(article: Article) -> tuple[tuple[str, str], ...]:
    """What the article is filed under, as (term, label): topics first, each label once."""
    filed = [(topic.slug, topic.title) for topic in article.topics]
    filed += [(name, name) for name in article.categories]
    unique: dict[str, tuple[str, str]] = {}
    for term, label in filed:
        unique.setdefault(label.casefold(), (term, label))
    return tuple(unique.values())
