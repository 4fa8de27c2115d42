"""Writes /promise/, and /nl/promise/ where the site is read in that language too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pelican.generators import Generator, PelicanTemplateNotFound

from ..blog.library import published
from ..blog.promise_file import read_promise
from ..blog.settings import Site
from .told import House, Row, tell
from .words import LANGUAGES

FOLDER = "promise/"


class PromiseGenerator(Generator):  # type: ignore[misc]
    """Nothing, where nothing is promised or the theme has no template for it."""

    def generate_context(self) -> None:
        """Tell templates where the page is, by language: ``promise_pages``."""
        try:
            self.template = self.get_template("promise")
        except PelicanTemplateNotFound:
            self.template = None
        promise = read_promise(self.settings)
        self.promise = promise if promise and promise.anything else None
        wanted = self.promise is not None and self.template is not None
        self.context["promise_pages"] = dict(self._addresses()) if wanted else {}

    def generate_output(self, writer: Any) -> None:
        """A page in each language, each with the way to the others."""
        if self.promise is None or self.template is None:
            return
        site = Site.from_pelican(self.settings)
        digest = self.settings.get("DIGEST") or {}
        editions = tuple(
            (str(each.edition.month), each.url) for each in self.context.get("editions", ())
        )
        for lang, url in self.context["promise_pages"].items():
            house = House(
                str(digest.get("name") or site.title),
                site.mail or str(digest.get("reply_to") or ""),
                tuple(self._extras(lang)),
                self.context.get("promise_record"),
                editions,
            )
            page = tell(self.promise, house, lang, url)
            relative = self.settings["RELATIVE_URLS"]
            shared = {"relative_urls": relative, "url": url, "promise": page}
            writer.write_file(f"{url}index.html", self.template, self.context, **shared)

    def _addresses(self) -> Iterator[tuple[str, str]]:
        """The site's own language first; the others that something is published in."""
        main = str(self.settings["DEFAULT_LANG"])
        yield main, FOLDER
        found = {each.lang for each in published(self.context)}
        found |= {each.lang for each in self.context.get("pages", ())}
        for lang in sorted(found & set(LANGUAGES) - {main}):
            yield lang, f"{lang}/{FOLDER}"

    def _extras(self, lang: str) -> Iterator[Row]:
        """What steps outside on purpose, newest first; in *lang* where it is told in that."""
        for original in self.context["articles"]:
            told = next((each for each in original.translations if each.lang == lang), original)
            told = original if original.lang == lang else told
            reason = " ".join(str(getattr(told, "extra", "") or "").split())
            if reason:
                yield Row(str(told.title), reason, told.url, told.lang)
