"""Pictures in the formats and widths that each reader's browser wants, and cards for sharing.

Templates get ``pictures`` (see album.py) and ``article.card`` (see picture.py).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican import signals

from ..blog import ProblemsFound, Site
from ..blog.files import write_if_changed
from ..blog.library import published
from .album import Album
from .cache import Cache
from .card import Words
from .look import look, quietly
from .picture import FOLDER, PICTURES, Card, Look, Made, Picture, Source, name_of
from .reading import contents_of, problems_of, settle_pictures
from .settings import ImagesSettings
from .workshop import CardJob, Job, card_name, draw_cards, make_pictures

logger = logging.getLogger(__name__)


class ImagesGenerator:
    """Makes all pictures once everything has been read; writes them after the pages.

    A picture at its own address is replaced by the one made of it: no original leaves the house,
    with the place where it was taken or at ten times the size.
    """

    def __init__(
        self, context: dict[str, Any], settings: dict[str, Any], output_path: str, **_: Any
    ) -> None:
        self.context, self.output = context, Path(output_path)
        self.folder = Path(settings["PATH"])
        self.site = Site.from_pelican(settings)
        self.section = ImagesSettings.from_pelican(settings)
        self.cache = Cache(self.section)
        self.jobs: dict[str, Job] = {}
        """By path: what is published in place of the original."""
        self.faults: dict[str, Look] = {}
        self.files: dict[str, Path] = {}
        """By path in the output: what else is written."""

    def make(self, contents: Iterable[Any]) -> None:
        """Make what is not in the cache, give templates the pictures, name the broken ones."""
        contents = list(contents)
        used = {path for content in contents for path in content.pictures_used}
        self.context["pictures"] = Album(dict(self._pictures(used)))
        if self.section.cards:
            self._draw_cards()
        for content in contents:
            found = tuple(problems_of(content, self.faults))
            if found:
                _report(content, ProblemsFound(found))

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 - Pelican passes it
        """Put everything in its place, and keep Pelican from copying the originals there."""
        kept = []
        for static in self.context["staticfiles"]:
            path = static.relative_source_path
            if path in self.jobs:
                job = self.jobs[path]
                made = self.cache.find(job.key)
                if made:
                    self.files[static.save_as] = self.cache.file(job.key, made.plain)
            elif not (path in self.faults and self.faults[path].refused):
                kept.append(static)
        self.context["staticfiles"][:] = kept
        for name, file in self.files.items():
            write_if_changed(self.output / name, file.read_bytes())

    def _pictures(self, used: set[str]) -> Iterator[tuple[str, Picture]]:
        """Each sound picture by its address; sets jobs, faults and files."""
        seen: dict[str, Look] = {}
        addresses = {}
        for static in self.context["staticfiles"]:
            path = static.relative_source_path
            if Path(path).suffix.lower() in PICTURES:
                seen[path] = look(self.folder / path)
                # Not static.url: Pelican would take it for settled, and {attach} would not move it.
                addresses[path] = static.get_url_setting("url")
        for path in sorted(seen):
            if seen[path].fault:
                self.faults[path] = seen[path]
            elif not seen[path].whole:
                offered, file = path in used, self.folder / path
                key = self.cache.key(file, offered=offered)
                self.jobs[path] = Job(file, seen[path], key, offered)
        done = make_pictures(self.jobs.values(), self.cache, self.section)
        for path in sorted(seen.keys() - self.faults):
            made = done[self.jobs[path].key] if path in self.jobs else None
            if isinstance(made, Look):
                self.faults[path] = made
                del self.jobs[path]
            else:
                yield addresses[path], self._picture(path, seen[path], made)

    def _picture(self, path: str, seen: Look, made: Made | None) -> Picture:
        width, height = seen.fit(self.section.largest)
        if made is None:
            return Picture(path, width, height, (self.folder / path).stat().st_size)
        key = self.jobs[path].key
        for source in made.sources:
            for _, name in source.files:
                self.files[f"{FOLDER}/{name_of(path, key, name)}"] = self.cache.file(key, name)
        sources = tuple(
            Source(
                each.type, tuple((width, name_of(path, key, name)) for width, name in each.files)
            )
            for each in made.sources
        )
        return Picture(path, width, height, made.size, key, sources)

    def _draw_cards(self) -> None:
        """Give each published article its card."""
        jobs = [(content, self._card_job(content)) for content in published(self.context)]
        drawn = draw_cards((job for _, job in jobs), self.cache, self.section)
        for content, job in jobs:
            made = drawn[job.key]
            if made:
                path = card_name(content.slug, job.key, made)
                self.files[path] = self.cache.file(job.key, made.plain)
                content.card = Card(path, job.words.title)

    def _card_job(self, content: Any) -> CardJob:
        topics = getattr(content, "topics", None) or [getattr(content, "category", "")]
        words = Words(
            title=" ".join(content.title.split()),
            site=self.site.title,
            label=str(getattr(topics[0], "title", topics[0])),
            author=str(getattr(content, "author", "")),
        )
        job = self.jobs.get(str(getattr(content, "image", "") or ""))
        said = (words.title, words.site, words.label, words.author, job.key if job else "")
        return CardJob(words, job.path if job else None, self.cache.card_key(*said))


def _report(content: Any, found: ProblemsFound) -> None:
    """Log it as Pelican does for an article that cannot be read: blog.log tells the author."""
    try:
        raise found
    except ProblemsFound:
        logger.error("%s: %s", content.source_path, found)


def settle(generator: Any) -> None:
    """All articles, or all pages, have been read."""
    if _chosen(generator.settings):
        settle_pictures(generator)


def make_pictures_of(generators: Iterable[Any]) -> None:
    """Everything has been read: the picture of every page is known."""
    contents = [content for generator in generators for content in contents_of(generator)]
    for generator in generators:
        if isinstance(generator, ImagesGenerator):
            with quietly():
                generator.make(each for each in contents if hasattr(each, "pictures_used"))


def images_generator(pelican: Any) -> type[ImagesGenerator] | None:
    return ImagesGenerator if _chosen(pelican.settings) else None


def _chosen(settings: Mapping[str, Any]) -> bool:
    """Pelican connects a plugin for the whole process; another site in it may not want this one."""
    return __name__ in settings["PLUGINS"]


def register() -> None:
    signals.article_generator_pretaxonomy.connect(settle)
    signals.page_generator_finalized.connect(settle)
    signals.all_generators_finalized.connect(make_pictures_of)
    signals.get_generators.connect(images_generator)
