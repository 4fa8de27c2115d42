"""Writes /events/, a calendar file for each event, and one of all to subscribe to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pelican.generators import Generator, PelicanTemplateNotFound

from ..blog.article import Article
from ..blog.files import write_if_changed
from ..blog.library import from_content, published
from ..blog.settings import Site
from .ics import as_ics

FOLDER = "events/"
ALL = f"{FOLDER}events.ics"


@dataclass(frozen=True, slots=True)
class Events:
    """What is to come, the next first, and what is over, the last first: Pelican's articles."""

    coming: tuple[Any, ...] = ()
    past: tuple[Any, ...] = ()


class EventsGenerator(Generator):  # type: ignore[misc]
    """Nothing, where there is no event; no page, where the theme has no template for it."""

    events = Events()

    def generate_context(self) -> None:
        """Give templates ``events_page``, the address of the list or nothing, and each event the
        address of its file."""
        contents = [each for each in published(self.context) if hasattr(each, "event")]
        for content in contents:
            content.event_file = f"{FOLDER}{file_name(content, self.settings)}"
        # A translation is the same event once more.
        self.events = sort(each for each in contents if not getattr(each, "translation_of", None))
        try:
            self.template = self.get_template("events") if contents else None
        except PelicanTemplateNotFound:
            self.template = None
        self.context["events_page"] = FOLDER if self.template else ""

    def generate_output(self, writer: Any) -> None:
        site = Site.from_pelican(self.settings)
        host = urlsplit(site.url).hostname or "localhost"
        everything = (*self.events.coming, *self.events.past)
        told = [(each, from_content(each, site)) for each in everything]
        for original, _ in list(told):
            for each in original.translations:
                self._write(each.event_file, [from_content(each, site)], site.title, host)
        for content, article in told:
            self._write(content.event_file, [article], site.title, host)
        if told:
            self._write(ALL, [article for _, article in told], site.title, host)
        if self.template is None:
            return
        writer.write_file(
            f"{FOLDER}index.html",
            self.template,
            self.context,
            relative_urls=self.settings["RELATIVE_URLS"],
            url=FOLDER,
            coming=list(self.events.coming),
            past=list(self.events.past),
            subscribe=ALL,
        )

    def _write(self, path: str, articles: list[Article], name: str, host: str) -> None:
        write_if_changed(Path(self.output_path, path), as_ics(articles, name, host))


def sort(contents: Iterable[Any]) -> Events:
    """By the moment at which they begin; what begins together by address."""
    listed = sorted(contents, key=lambda each: (each.event.begins, each.url))
    past = [each for each in listed if each.event_over]
    past.sort(key=lambda each: each.event.begins, reverse=True)
    return Events(tuple(each for each in listed if not each.event_over), tuple(past))


def file_name(content: Any, settings: Any) -> str:
    """ "an-evening.ics", or "nl/an-evening.ics" of a translation."""
    folder = "" if content.lang == settings["DEFAULT_LANG"] else f"{content.lang}/"
    return f"{folder}{content.slug}.ics"
