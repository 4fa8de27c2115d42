"""Articles that belong together and are read in order: a page for each series, and its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pelican.generators import Generator, PelicanTemplateNotFound
from pelican.utils import slugify

from ..blog.library import published
from .neighbours import told_in

FOLDER = "series/"


@dataclass(frozen=True, slots=True)
class Series:
    """A series as the templates get it; *articles* oldest first, each in one language."""

    slug: str
    title: str
    articles: tuple[Any, ...]

    @property
    def url(self) -> str:
        """Its page, relative to the site."""
        return f"{FOLDER}{self.slug}/"


@dataclass(frozen=True, slots=True)
class Part:
    """Where an article stands in its series. *before* and *after* are the articles next to it, in
    its own language where they have it, or None."""

    series: Series
    number: int
    before: Any = None
    after: Any = None


class SeriesGenerator(Generator):  # type: ignore[misc]
    """Writes ``/series/`` and a page for each series, where the theme has templates for them."""

    series: tuple[Series, ...] = ()

    def generate_context(self) -> None:
        """Give templates ``all_series``, and each article of a series its ``part``."""
        articles = list(published(self.context))
        self.series = gather(articles, self._slug)
        self.context["all_series"] = self.series
        by_slug = {each.slug: each for each in self.series}
        for content in articles:
            name = _name(content)
            if name:
                content.part = part_of(content, by_slug[self._slug(name)])

    def generate_output(self, writer: Any) -> None:
        """Nothing, where no article belongs to a series."""
        try:
            one, many = self.get_template("series"), self.get_template("all_series")
        except PelicanTemplateNotFound:
            return
        shared = {"relative_urls": self.settings["RELATIVE_URLS"]}
        if self.series:
            writer.write_file(f"{FOLDER}index.html", many, self.context, url=FOLDER, **shared)
        for each in self.series:
            writer.write_file(
                f"{each.url}index.html",
                one,
                self.context,
                url=each.url,
                series=each,
                articles=list(each.articles),
                **shared,
            )

    def _slug(self, name: str) -> str:
        substitutions = self.settings["SLUG_REGEX_SUBSTITUTIONS"]
        return str(slugify(name, regex_subs=substitutions)) or "series"


def gather(articles: Iterable[Any], slug_of: Any) -> tuple[Series, ...]:
    """The series that *articles* name, by title. Names that give one slug are one series.

    A translation stands in it only where its original does not.
    """
    shelves: dict[str, list[Any]] = {}
    for content in articles:
        name = _name(content)
        if name:
            shelves.setdefault(slug_of(name), []).append(content)
    found = []
    for slug, contents in shelves.items():
        contents.sort(key=lambda each: (each.date, each.source_path))
        here = {id(each) for each in contents if not getattr(each, "translation_of", None)}
        kept = tuple(
            each
            for each in contents
            if id(each) in here or here.isdisjoint(map(id, each.translations))
        )
        found.append(Series(slug, _name(kept[0]), kept))
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.slug)))


def part_of(content: Any, series: Series) -> Part:
    """The place of *content*, or of the article it translates, in *series*."""
    family = {id(content), *map(id, content.translations)}
    at = next(n for n, each in enumerate(series.articles) if id(each) in family)
    before = series.articles[at - 1] if at else None
    after = series.articles[at + 1] if at + 1 < len(series.articles) else None
    return Part(series, at + 1, told_in(before, content.lang), told_in(after, content.lang))


def _name(content: Any) -> str:
    return " ".join(str(getattr(content, "series", "") or "").split())
