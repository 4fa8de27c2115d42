"""An article made ready to leave the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from html import escape

from ..blog.article import Article, Topic
from ..blog.settings import Site
from ..blog.text import part_opening
from .clean import clean, legal
from .ending import Words, end


def prepare(article: Article, site: Site, words: Words) -> Article:
    """The same article as feeds carry it: text that any format can hold, dates with a zone,
    addresses in full, the picture of the header, and under the text what the page has there."""
    html = illustrated(article) + end(article, site.mail, words)
    return replace(
        outline(article, site), summary=legal(article.summary), html=clean(html, article.url)
    )


def outline(article: Article, site: Site) -> Article:
    """All of that but its text and its summary: enough to know which feeds carry it."""
    return replace(
        article,
        title=legal(article.title),
        guid=legal(article.guid),
        published=moment(article.published, site.timezone),
        updated=moment(article.updated, site.timezone),
        authors=_legal(article.authors),
        categories=_legal(article.categories),
        topics=tuple(Topic(topic.slug, legal(topic.title)) for topic in article.topics),
    )


def illustrated(article: Article) -> str:
    """The article's text with its picture after the opening, where the page has it too, unless the
    text shows it already."""
    if not article.image or article.image in article.html:
        return article.html
    address, words = escape(article.image), escape(article.image_alt)
    width, height = article.image_size
    size = f' width="{width}" height="{height}"' if width else ""
    figure = f'<figure><img src="{address}" alt="{words}"{size}></figure>'
    first, rest = part_opening(article.html)
    return f"{first}\n{figure}{rest}".lstrip()


def moment(when: datetime, zone: tzinfo) -> datetime:
    """*when* with a zone. Neither RSS nor Atom can write an offset with seconds, as clocks had
    before there were time zones: such a moment is told in UTC."""
    known = when if when.tzinfo else when.replace(tzinfo=zone)
    offset = known.utcoffset() or timedelta()
    return known.astimezone(UTC) if offset % timedelta(minutes=1) else known


def _legal(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(legal(word) for word in words)
