"""RSS 2.0 and Atom by feedgen, which is used nowhere else.

feedgen loses the attributes of an Atom entry's links, knows no links in RSS but one, and drops
authors that have no address; where it does, our two extensions write the elements themselves.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from ..blog.article import Article
from .feed import STYLESHEET, Feed, categories

RSS_TYPE = "application/rss+xml"
ATOM_TYPE = "application/atom+xml"
ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "http://purl.org/syndication/history/1.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GENERATOR = "Greetz"
ENTRY = re.compile(rb"^ *<(item|entry)[ >].*?</\1>\n", re.DOTALL | re.MULTILINE)
"""One entry as lxml writes it; what looks like a tag in a text is escaped there."""
END = re.compile(rb"(?:  </channel>\n</rss>|</feed>)\n\Z")


class FeedParts:
    """The links that feedgen does not write, and the mark of an archive page."""

    def __init__(self) -> None:
        self.links: list[Mapping[str, str]] = []
        self.archive = False

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY} if self.archive else {}

    def extend_rss(self, root: Any) -> None:
        self._extend(root[0], ATOM)

    def extend_atom(self, root: Any) -> None:
        self._extend(root, "")

    def _extend(self, parent: Any, namespace: str) -> None:
        for link in self.links:
            xml_elem(f"{namespace}link", parent, **link)
        if self.archive:
            xml_elem(f"{{{HISTORY}}}archive", parent)


class EntryParts:
    """The links and the language of an Atom entry."""

    def __init__(self) -> None:
        self.links: list[Mapping[str, str]] = []
        self.lang = ""

    def extend_atom(self, entry: Any) -> None:
        for link in self.links:
            xml_elem("link", entry, **link)
        if self.lang:
            entry.set(LANG, self.lang)


def write_rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0."""
    made = _begin(feed, RSS_TYPE)
    made.load_extension("dc", atom=False)
    new = _unwritten(feed, "rss")
    for article in new:
        entry = _entry(made, article, feed)
        entry.description(escape(_summary(article), quote=False), isSummary=True)
        entry.link(href=article.url)
        entry.dc.dc_creator(list(article.authors))
        if article.lang != feed.lang:
            entry.dc.dc_language(article.lang)
        picture = feed.picture(article)
        if picture:
            entry.enclosure(picture.url, picture.length, picture.type)
    return _whole(feed, "rss", new, bytes(made.rss_str(pretty=True, xml_declaration=False)))


def write_atom(feed: Feed) -> bytes:
    """The feed as Atom (RFC 4287)."""
    made = _begin(feed, ATOM_TYPE)
    made.id(feed.id)
    made.subtitle(feed.description)
    made.author(name=feed.site.author)
    new = _unwritten(feed, "atom")
    for article in new:
        entry = _entry(made, article, feed)
        entry.summary(_summary(article))
        entry.author([{"name": name} for name in article.authors])
        entry.register_extension("parts", EntryParts, rss=False)
        link = {"rel": "alternate", "type": "text/html", "href": article.url}
        entry.parts.links.append(link)
        picture = feed.picture(article)
        if picture:
            about = {"href": picture.url, "type": picture.type, "length": str(picture.length)}
            entry.parts.links.append({"rel": "enclosure", **about})
        if article.lang != feed.lang:
            entry.parts.lang = article.lang
    return _whole(feed, "atom", new, bytes(made.atom_str(pretty=True, xml_declaration=False)))


def _unwritten(feed: Feed, kind: str) -> list[Article]:
    """The articles that no other feed has written down yet."""
    return [
        each
        for each in feed.articles
        if (id(each), kind, each.lang == feed.lang) not in feed.written
    ]


def _whole(feed: Feed, kind: str, new: Sequence[Article], made: bytes) -> bytes:
    """A feed with all its entries; *made* is it with the *new* ones alone."""
    entries = list(ENTRY.finditer(made))
    for article, entry in zip(new, entries, strict=True):
        feed.written[id(article), kind, article.lang == feed.lang] = article, entry[0]
    known = (feed.written[id(each), kind, each.lang == feed.lang][1] for each in feed.articles)
    end = END.search(made)
    assert end, "feedgen ends a feed otherwise"  # noqa: S101
    start = entries[0].start() if entries else end.start()
    return b"".join((_head(feed), made[:start], *known, made[end.start() :]))


def _begin(feed: Feed, media_type: str) -> Any:
    made = FeedGenerator()
    made.title(feed.title)
    made.description(feed.description)
    made.language(feed.lang)
    made.generator(GENERATOR)
    made.updated(feed.updated)
    made.link(
        [
            {"href": feed.url, "rel": "self", "type": media_type},
            # The last link becomes the <link> of RSS.
            {"href": feed.page, "rel": "alternate", "type": "text/html"},
        ]
    )
    made.register_extension("parts", FeedParts)
    # W3C's validator calls an archive page incomplete that is the only one, so it is not marked.
    made.parts.archive = bool(feed.current and (feed.older or feed.newer))
    for rel, href in (
        ("current", feed.current),
        ("prev-archive", feed.older),
        ("next-archive", feed.newer),
    ):
        if href:
            made.parts.links.append({"rel": rel, "type": media_type, "href": href})
    if feed.hub:
        made.parts.links.append({"rel": "hub", "href": feed.hub})
    return made


def _entry(made: Any, article: Article, feed: Feed) -> Any:
    entry = made.add_entry(order="append")  # feedgen's own way is to put each new entry first
    entry.id(article.guid)
    entry.title(article.title)
    entry.published(article.published)
    entry.updated(article.updated)
    entry.category([{"term": term, "label": label} for term, label in categories(article)])
    entry.content(feed.html(article), type="html")
    return entry


def _summary(article: Article) -> str:
    """Never empty: RSS would show the text in its place."""
    return article.summary or article.title


def _head(feed: Feed) -> bytes:
    """The first two lines. The style's address is relative, for sites under any address."""
    folder = posixpath.dirname(urlsplit(feed.url).path)
    root = urlsplit(feed.site.url).path
    style = posixpath.relpath(f"{root}/{STYLESHEET}", folder or "/")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<?xml-stylesheet type="text/css" href="{escape(style)}"?>\n'
    ).encode()
