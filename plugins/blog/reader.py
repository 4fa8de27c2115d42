"""Pelican's Markdown reader with our headers: two styles, words as typed, plain links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from markdown import Markdown
from pelican.readers import MarkdownReader, _filter_discardable_metadata

from .article import Credit
from .dates import now
from .headers import Header, Value, words_of
from .links import PlainLinks, PlainLinksExtension, follow_refs
from .problems import ProblemsFound
from .safe import host_of, safe
from .settings import BlogSettings, read_section
from .source import read_source
from .tables import AlignmentExtension

META = "markdown.extensions.meta"
LISTS = ("tags", "authors", "categories", "topics", "not_topics", "answers")
PELICAN_LISTS = ("tags", "authors")
"""These become Pelican's own wrappers; the other lists stay words."""
CREDITS = ("written_for", "source")
TEXTS = ("title", "summary", "question", "image_alt", "category", "date", "modified", "slug")
"""Kept on one line where a writer let them run over several."""


class ArticleReader(MarkdownReader):  # type: ignore[misc]
    """Raises ProblemsFound for a file that cannot be published; Pelican then leaves it out."""

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)
        self.links = PlainLinks()
        self.links.content = Path(settings["PATH"])
        options = dict(settings["MARKDOWN"])
        options["extensions"] = [
            *(each for each in options["extensions"] if each != META),
            PlainLinksExtension(self.links),
            AlignmentExtension(),
        ]
        self._md = Markdown(**options)
        own = (host_of(str(settings.get(key) or "")) for key in ("SITEURL", "FEED_DOMAIN"))
        embeds = read_section(settings, "BLOG", BlogSettings).embeds
        self.hosts = frozenset(each for each in (*embeds, *own) if each)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML with Pelican's placeholders still in it, and the metadata of the header."""
        path = Path(source_path)
        left_out: Mapping[Path, str] = self.settings.get("LEFT_OUT", {})
        if path in left_out:
            raise ProblemsFound(())
        source = read_source(path, str(path), needs_date=False)
        if not source.sound:
            raise ProblemsFound(source.problems)
        metadata = self.metadata(source.header)
        html = self.render(source.header.body, path)
        metadata["toc"] = getattr(self._md, "toc_tokens", [])
        return html, metadata

    def render(self, body: str, path: Path) -> str:
        """The Markdown *body* of the file at *path* as HTML, placeholders still in it, without
        what runs or comes from hosts that the settings do not name."""
        self.links.source = path
        self._md.reset()
        html: str = self._md.convert(follow_refs(body, path, self.links.content))
        return safe(html, self.hosts)

    def metadata(self, header: Header) -> dict[str, Any]:
        """The header as Pelican wants it: dates, wrappers, our lists and credits."""
        fields = dict(header.fields)
        if isinstance(fields.get("author"), list) and "authors" not in fields:
            fields["authors"] = fields.pop("author")
        categories = words_of(fields.get("categories"))
        if categories and not fields.get("category"):
            fields["category"] = categories[0]
        found = {name: self._made(name, value) for name, value in fields.items()}
        kept: dict[str, Any] = _filter_discardable_metadata(found)
        self._schedule(kept)
        return kept

    def _made(self, name: str, value: Value) -> Any:
        if name in CREDITS:
            return self._credit(value)
        if name in LISTS:
            words = list(words_of(value))
            return self.process_metadata(name, words) if name in PELICAN_LISTS else words
        if name in TEXTS and isinstance(value, list):
            value = " ".join(each for each in value if isinstance(each, str))
        if not isinstance(value, str):
            return value
        if name == "title":  # Pelican's titles are HTML, ours are text
            value = unescape(value)
        if name in self.settings["FORMATTED_FIELDS"]:
            self._md.reset()
            return self._md.convert(value)
        return self.process_metadata(name, value)

    def _credit(self, value: Value) -> Credit | None:
        """A mapping of name, url and date; a bare word is the name."""
        if isinstance(value, str):
            return Credit(value) if value else None
        if not isinstance(value, dict):
            return None
        name, url, date = (str(value.get(key) or "") for key in ("name", "url", "date"))
        return Credit(name or url, url, self.process_metadata("modified", date) if date else None)

    def _schedule(self, metadata: dict[str, Any]) -> None:
        """What is dated in the future is a draft until that moment comes."""
        date = metadata.get("date")
        if not isinstance(date, datetime) or metadata.get("status", "published") != "published":
            return
        if date.tzinfo is None:
            zone = str(metadata.get("timezone") or self.settings.get("TIMEZONE") or "UTC")
            date = date.replace(tzinfo=ZoneInfo(zone))
        if date > (self.settings.get("NOW") or now()):
            metadata["status"] = "draft"
            metadata["scheduled"] = True
