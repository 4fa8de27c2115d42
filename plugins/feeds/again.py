"""The feeds that carry one article, written again without the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..blog.article import Article
from ..blog.library import from_content
from ..blog.settings import Site
from .ending import words_in
from .entry import prepare
from .feed import Feed, Picture
from .formats import FORMATS
from .settings import FeedOptions
from .shelves import Shelf, cut, newest_first, page_of


@dataclass(frozen=True, slots=True)
class Kept:
    """All feeds of a build, their articles by name only: *shelves* hold none, *names* has those of
    each, newest first. A name is the path of a source in the content folder."""

    shelves: tuple[Shelf, ...]
    names: tuple[tuple[str, ...], ...]
    pictures: Mapping[str, Picture]


def keep(
    shelves: Iterable[Shelf], pictures: Mapping[str, Picture]
) -> tuple[Kept, dict[str, Article]]:
    """What is needed to write any page of these feeds again, and the articles by name."""
    bare, names = [], []
    articles: dict[str, Article] = {}
    for shelf in shelves:
        ordered = newest_first(shelf.articles)
        named = tuple(each.path.as_posix() for each in ordered)
        articles |= zip(named, ordered, strict=True)
        bare.append(replace(shelf, articles=()))
        names.append(named)
    return Kept(tuple(bare), tuple(names), pictures), articles


def prepared(content: Any, settings: Mapping[str, Any]) -> Article:
    """A Pelican article as feeds carry it."""
    site = Site.from_pelican(settings)
    article = from_content(content, site)
    return prepare(article, site, words_in(article.lang, settings.get("WORDS", {})))


def rewrite(
    kept: Kept,
    changed: Mapping[str, Article],
    read: Callable[[str], Article],
    settings: Mapping[str, Any],
) -> Iterator[tuple[str, bytes]]:
    """Each feed's page that carries one of *changed*: its path in the site, and its bytes. *read*
    answers any other article by name."""
    site, options = Site.from_pelican(settings), FeedOptions.from_pelican(settings)
    for shelf, names in zip(kept.shelves, kept.names, strict=True):
        touched = [at for at, name in enumerate(names) if name in changed]
        for piece in cut(len(names), options.limit) if touched else ():
            if not any(piece.start <= at < piece.stop for at in touched):
                continue
            shown = names[piece.start : piece.stop]
            articles = tuple(changed[name] if name in changed else read(name) for name in shown)
            feed = feed_of(replace(shelf, articles=articles), site, kept.pictures, options.hub)
            page = page_of(feed, piece)
            yield page.url.removeprefix(f"{site.url}/"), FORMATS[shelf.format].write(page)


def feed_of(shelf: Shelf, site: Site, pictures: Mapping[str, Picture], hub: str) -> Feed:
    """A shelf's feed, not yet divided into pages."""
    return Feed(
        site=site,
        title=shelf.title,
        url=f"{site.url}/{shelf.path}",
        page=shelf.page,
        articles=shelf.articles,
        lang=shelf.lang,
        pictures=pictures,
        hub=hub,
    )
