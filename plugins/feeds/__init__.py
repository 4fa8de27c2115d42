"""Writes the feeds that pelicanconf.py lists, and tells templates which there are."""

from __future__ import annotations

import logging
import mimetypes
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from pelican import signals
from pelican.urlwrappers import Author, Category

from ..blog.article import Article
from ..blog.files import kept_by, write_with
from ..blog.library import from_content, published
from ..blog.settings import BlogSettings, Site, read_section
from .again import feed_of
from .catalogue import Catalogue, file_away
from .ending import Words, words_in
from .entry import outline, prepare
from .feed import BEFORE_ALL, STYLESHEET, Feed, Picture, Written, told_of
from .formats import FORMATS
from .opml import write_list
from .settings import EDITIONS, FeedOptions, Pattern, read_patterns
from .shelves import Label, Labels, Shelf, divide, require_apart, shelve

LIST = "feeds/feeds.opml"
MOST = 3000
"""Entries that are kept as they were written, for other feeds: 20 MB."""
STYLE = Path(__file__).with_name("feed.css")

logger = logging.getLogger(__name__)


class FeedsGenerator:
    """Pelican runs it beside its own generators: first for the context, then for the files."""

    def __init__(
        self, context: dict[str, Any], settings: dict[str, Any], output_path: str, **_: Any
    ) -> None:
        self.context, self.settings, self.output = context, settings, Path(output_path)
        self.site = Site.from_pelican(settings)
        self.options = FeedOptions.from_pelican(settings)
        self.patterns = read_patterns(settings)
        self.made: dict[Any, Any] = {}
        self._contents: dict[int, Any] = {}

    def generate_context(self) -> None:
        """Give templates ``feeds``: each feed's title, path and format."""
        self.context["feeds"] = Catalogue(lambda: file_away(self.shelves))

    def generate_output(self, writer: Any) -> None:
        """Each page of each feed; a *writer* that knows those that stand leaves them."""
        if self.patterns and "://" not in self.site.url:
            logger.warning("Feeds need the site's address: set SITEURL or FEED_DOMAIN")
        written: Written = {}
        feeds = [
            feed_of(shelf, self.site, self.pictures, self.options.hub) for shelf in self.shelves
        ]
        pages = [
            (page, shelf.format)
            for feed, shelf in zip(feeds, self.shelves, strict=True)
            for page in divide(feed, self.options.limit)
        ]
        self.made = kept_by(writer)
        # What is of one time is written together: the same articles are in many feeds.
        for page, kind in sorted(pages, key=lambda each: _newest(each[0]), reverse=True):
            path = page.url.removeprefix(f"{self.site.url}/")
            make = partial(self._write, replace(page, written=written), kind)
            write_with(writer, self.output, path, make, kind, told_of(page))
            for oldest in list(written)[: max(0, len(written) - MOST)]:
                del written[oldest]
        if feeds:
            write_with(writer, self.output, STYLESHEET, STYLE.read_bytes)
            listed = partial(write_list, self.site.title, feeds)
            told = [(each.title, each.url, each.page, each.lang) for each in feeds]
            write_with(writer, self.output, LIST, listed, told)

    def _write(self, page: Feed, kind: str) -> bytes:
        articles = tuple(self.whole(each) for each in page.articles)
        return FORMATS[kind].write(replace(page, articles=articles))

    @cached_property
    def shelves(self) -> tuple[Shelf, ...]:
        """What goes where; the articles are outlines. First asked for when all plugins have done
        their work: none changes an article after that."""
        contents = tuple(published(self.context))
        articles = [
            outline(from_content(each, self.site, whole=False), self.site) for each in contents
        ]
        self._contents = {id(each): of for each, of in zip(articles, contents, strict=True)}
        return self._shelved(articles)

    def whole(self, article: Article) -> Article:
        """The article of which this is the outline, as feeds carry it."""
        key = "feeds", article.path
        if key in self.made:
            found: Article = self.made[key]
            return found
        content = self._contents.get(id(article))
        known = from_content(content, self.site) if content else article
        self.made[key] = made = prepare(known, self.site, self._words(known.lang))
        return made

    def has(self, article: Article) -> bool:
        """Whether a feed that shows it was made in this build."""
        return ("feeds", article.path) in self.made.keys()  # noqa: SIM118 - a look, no question

    def _shelved(self, articles: Sequence[Article]) -> tuple[Shelf, ...]:
        known = {category.slug: str(category) for category, _ in self.context.get("categories", ())}
        latest = self.context.get("latest", frozenset())
        labels = labels_of(self.settings, self.site, self._words, known, latest)
        shelves: list[Shelf] = []
        for pattern in self.patterns:
            if pattern.editions:
                shelves += self._editions(pattern)
            else:
                shelves += shelve(pattern, articles, labels, self.site)
        require_apart(shelves)
        return tuple(shelves)

    def _editions(self, pattern: Pattern) -> Iterator[Shelf]:
        """The digest's editions, if there is a digest: it leaves them in the context."""
        editions: Iterable[Article] | None = self.context.get("edition_articles")
        if editions is None:
            return
        articles = tuple(outline(each, self.site) for each in editions)
        digest = self.settings.get("DIGEST")
        name = digest.get("name") if isinstance(digest, Mapping) else None
        yield Shelf(
            path=pattern.path,
            format=pattern.format,
            kind=EDITIONS,
            slugs=(),
            title=f"{name}: {self.site.title}" if name else self.site.title,
            # Each edition lies in a folder of its own; the folder above lists them.
            page=urljoin(articles[0].url, "../") if articles else f"{self.site.url}/",
            lang=self.site.language,
            articles=articles,
        )

    def _words(self, lang: str) -> Words:
        return words_in(lang, self.settings.get("WORDS", {}))

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """Every article's picture whose file is here, so that its length is known."""
        addresses = {article.image for shelf in self.shelves for article in shelf.articles}
        made = self.context.get("pictures")  # the images room's, if it is there
        found = {}
        for address in sorted(addresses):
            path = unquote(address.removeprefix(f"{self.site.url}/"))
            kind = mimetypes.guess_type(path)[0] or ""
            file = Path(self.settings["PATH"], path)
            if path != address and kind.startswith("image/") and file.is_file():
                picture = made.of(path) if made else None
                length = picture.size if picture else file.stat().st_size
                found[address] = Picture(address, kind, length)
        return found


def labels_of(
    settings: Mapping[str, Any],
    site: Site,
    words: Callable[[str], Words],
    known: Mapping[str, str] | None = None,
    latest: Container[str] = (),
) -> Labels:
    """What articles are filed under, with the slugs and pages that Pelican gives. *known* are the
    names of categories by slug, *latest* the files that are new enough for the shelf of the
    newest."""
    known = known or {}
    section = read_section(settings, "BLOG", BlogSettings)

    def shelves(article: Article) -> list[str]:
        named = [*article.categories]
        if section.latest and section.latest_by == "newest":
            own = Category(section.latest, settings).slug
            named = [each for each in named if Category(each, settings).slug != own]
        return [*named, section.latest] if article.path.as_posix() in latest else named

    def filed(wrapper: type[Category | Author], names: Iterable[str]) -> list[Label]:
        made = [wrapper(name, settings) for name in names]
        spelled = known if wrapper is Category else {}
        labels = (
            Label(each.slug, spelled.get(each.slug, each.name), f"{site.url}/{each.url}")
            for each in made
        )
        return list({each.slug: each for each in labels}.values())

    return {
        "topic": lambda article: [
            Label(topic.slug, topic.title, f"{site.url}/topics/{topic.slug}/")
            for topic in article.topics
        ],
        "category": lambda article: filed(Category, shelves(article)),
        "author": lambda article: filed(Author, article.authors),
        "lang": lambda article: [Label(article.lang, words(article.lang).name, f"{site.url}/")],
    }


def _newest(feed: Feed) -> datetime:
    return feed.articles[0].published if feed.articles else BEFORE_ALL


def feeds_generator(pelican: Any) -> type[FeedsGenerator]:  # noqa: ARG001 - Pelican passes it
    return FeedsGenerator


def register() -> None:
    signals.get_generators.connect(feeds_generator)
