"""Which articles go into which feed, and which of them onto archive pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import PurePosixPath

from ..blog.article import Article
from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import Site
from .feed import Feed
from .settings import Pattern


@dataclass(frozen=True, slots=True)
class Label:
    """One value of a placeholder: its *slug* in addresses, its *title*, its HTML page."""

    slug: str
    title: str
    page: str


Labels = Mapping[str, Callable[[Article], Sequence[Label]]]
"""For each placeholder, what an article is filed under."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The articles of one feed, before it is divided into pages. *path* is inside the site.

    *kind* is "site", "editions" or the placeholders of its pattern; *slugs* are their values.
    """

    path: str
    format: str
    kind: str
    slugs: tuple[str, ...]
    title: str
    page: str
    lang: str
    articles: tuple[Article, ...]


def shelve(
    pattern: Pattern, articles: Iterable[Article], labels: Labels, site: Site
) -> Iterator[Shelf]:
    """A shelf for each value of the pattern's placeholders, in the order of their slugs.

    A pattern with {lang} has every article in each language but the main one, translations too;
    any other has originals alone, whatever their language.
    """
    by_lang = "lang" in pattern.placeholders
    found: dict[tuple[str, ...], tuple[tuple[Label, ...], list[Article]]] = {}
    if not pattern.placeholders:
        found[()] = ((), [])  # the feed of a site without articles is empty, not missing
    for article in articles:
        if article.lang == site.language if by_lang else not article.original:
            continue
        for filed in product(*(labels[each](article) for each in pattern.placeholders)):
            key = tuple(label.slug for label in filed)
            _first, shelved = found.setdefault(key, (filed, []))
            shelved.append(article)
            if article.lang == site.language:
                # A topic's title is in its article's language: the main language has the word.
                found[key] = (filed, shelved)
    for key, (filed, shelved) in sorted(found.items(), key=lambda each: each[0]):
        yield Shelf(
            path=pattern.path.format(**dict(zip(pattern.placeholders, key, strict=True))),
            format=pattern.format,
            kind=" ".join(pattern.placeholders) or "site",
            slugs=key,
            title=": ".join([*(label.title for label in filed), site.title]),
            page=filed[0].page if filed else f"{site.url}/",
            lang=shelved[0].lang if by_lang else site.language,
            articles=tuple(shelved),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """One page of a feed: which of its articles, newest first, and which archive pages there are.

    *number* counts from the oldest; 0 is the feed itself. *older* and *newer* are 0 where there
    is no such archive page.
    """

    start: int
    stop: int
    number: int = 0
    older: int = 0
    newer: int = 0


def cut(length: int, limit: int) -> Iterator[Piece]:
    """The newest *limit* of *length* articles, then the archive pages, newest first.

    Archive pages are full and counted from the oldest article, so that a new article changes
    none of them; the last one may repeat articles that are still in the feed.
    """
    count = max(0, -(-(length - limit) // limit))
    yield Piece(0, min(length, limit), older=count)
    for number in range(count, 0, -1):
        start = length - number * limit
        newer = number + 1 if number < count else 0
        yield Piece(max(0, start), start + limit, number, number - 1, newer)


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """As they stand in a feed."""
    return tuple(sorted(articles, key=lambda each: each.published, reverse=True))


def divide(feed: Feed, limit: int) -> Iterator[Feed]:
    """The feed with its newest *limit* articles, then its archive pages, newest first."""
    ordered = newest_first(feed.articles)
    for piece in cut(len(ordered), limit):
        yield page_of(replace(feed, articles=ordered[piece.start : piece.stop]), piece)


def page_of(feed: Feed, piece: Piece) -> Feed:
    """One page of *feed*, whose articles are those of *piece* alone."""

    def address(number: int) -> str:
        return archive_address(feed.url, number) if number else ""

    archived = piece.number > 0
    return replace(
        feed,
        url=address(piece.number) or feed.url,
        current=feed.url if archived else "",
        older=address(piece.older),
        newer=address(piece.newer),
    )


def archive_address(address: str, number: int) -> str:
    """ "all.rss.xml" as "all.archive-1.rss.xml"; works on paths and whole addresses."""
    folder, slash, name = address.rpartition("/")
    stem, dot, endings = name.partition(".")
    return f"{folder}{slash}{stem}.archive-{number}{dot}{endings}"


def require_apart(shelves: Iterable[Shelf]) -> None:
    """Refuse two feeds with one path: the second would overwrite the first."""
    taken: dict[PurePosixPath, Shelf] = {}
    wrong = []
    for shelf in shelves:
        other = taken.setdefault(PurePosixPath(shelf.path), shelf)
        if other is not shelf:
            what = f'FEEDS: "{shelf.path}" is the path of two feeds; give each pattern its folder'
            wrong.append(Problem("pelicanconf.py", 1, what))
    if wrong:
        raise ProblemsFound(wrong)
