"""Pelican's Markdown reader with our headers: two styles, words as typed, plain links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from markdown import Markdown
from pelican.readers import MarkdownReader, _filter_discardable_metadata
from pelican.utils import SafeDatetime

from .article import Credit
from .contributions import refuse
from .dates import now, plain_moment
from .event import event_of
from .headers import Header, Value, words_of
from .links import PlainLinks, PlainLinksExtension, follow_refs
from .mentions import as_html, mentions_of
from .people_file import known_people
from .problems import ProblemsFound
from .safe import host_of, safe
from .settings import BlogSettings, read_section
from .source import REVIEW, Source, read_source
from .tables import AlignmentExtension
from .unmarked import UnmarkedExtension

META = "markdown.extensions.meta"
LISTS = ("tags", "authors", "categories", "topics", "not_topics", "answers")
PELICAN_LISTS = ("tags", "authors")
"""These become Pelican's own wrappers; the other lists stay words."""
CREDITS = ("written_for", "source", "organiser")
DATES = ("date", "modified")
TEXTS = ("title", "summary", "question", "image_alt", "category", "date", "modified", "slug")
"""Kept on one line where a writer let them run over several."""


@dataclass(frozen=True, slots=True)
class Body:
    """A text as HTML, its headings, and each address that was looked up with the file it led to,
    or nothing. *words* are counted where it is remembered."""

    html: str
    toc: list[dict[str, Any]]
    asked: tuple[tuple[str, str], ...] = ()
    words: int = 0


class Remembered(Protocol):
    """What earlier builds made of texts; an ordinary build has it in the setting BODIES."""

    def find(self, path: Path, text: str) -> Body | None: ...
    def keep(self, path: Path, text: str, body: Body) -> None: ...
    def words(self, path: Path, html: str) -> int | None: ...


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
            *([UnmarkedExtension()] if settings.get("BODIES") else ()),
        ]
        self._md = Markdown(**options)
        own = (host_of(str(settings.get(key) or "")) for key in ("SITEURL", "FEED_DOMAIN"))
        embeds = read_section(settings, "BLOG", BlogSettings).embeds
        self.hosts = frozenset(each for each in (*embeds, *own) if each)
        self.people = known_people(settings)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """HTML with Pelican's placeholders still in it, and the metadata of the header."""
        path = Path(source_path)
        left_out: Mapping[Path, str] = self.settings.get("LEFT_OUT", {})
        if path in left_out:
            raise ProblemsFound(())
        source, text = self._sourced(path)
        refused = tuple(refuse(path.absolute(), str(path), source.header, self.settings))
        if not source.sound or refused:
            raise ProblemsFound((*source.problems, *refused))
        metadata = self.metadata(source.header)
        body = self._remembered(text, path)
        html = body.html + as_html(metadata.get("links", ()), self.word("source", metadata))
        metadata["toc"] = body.toc
        return html, metadata

    def _sourced(self, path: Path) -> tuple[Source, str]:
        """What stands at *path*, and the text in it: read now, or a moment ago for the survey."""
        known: dict[Path, tuple[Source, str]] = self.settings.get("SOURCES", {})
        if path in known:
            return known.pop(path)  # it is asked for once, and there are many
        source = read_source(path, str(path), needs_date=False)
        return source, source.header.body

    def _remembered(self, text: str, path: Path) -> Body:
        bodies: Remembered | None = self.settings.get("BODIES")
        body = bodies.find(path, text) if bodies else None
        if body is None:
            body = self.body(text, path)
            if bodies:
                bodies.keep(path, text, body)
        return body

    def body(self, text: str, path: Path) -> Body:
        """All that is made of the Markdown *text* of the file at *path*."""
        html = self.render(text, path)
        return Body(html, getattr(self._md, "toc_tokens", []), tuple(self.links.asked))

    def render(self, body: str, path: Path) -> str:
        """The Markdown *body* of the file at *path* as HTML, placeholders still in it, without
        what runs or comes from hosts that the settings do not name."""
        self.links.source = path
        self.links.asked = []
        self._md.reset()
        html: str = self._md.convert(follow_refs(body, path, self.links.content))
        return safe(html, self.hosts)

    def word(self, name: str, metadata: Mapping[str, Any]) -> str:
        """A word of the interface in the language of the article."""
        words = self.settings.get("WORDS", {})
        lang = str(metadata.get("lang") or self.settings.get("DEFAULT_LANG"))
        return str({**words.get("en", {}), **words.get(lang, {})}.get(name) or name.capitalize())

    def metadata(self, header: Header) -> dict[str, Any]:
        """The header as Pelican wants it: dates, wrappers, our lists and credits."""
        fields = dict(header.fields)
        if isinstance(fields.get("author"), list) and "authors" not in fields:
            fields["authors"] = fields.pop("author")
        if isinstance(fields.get("category"), list):
            names = (*words_of(fields.pop("category")), *words_of(fields.get("categories")))
            fields["categories"] = list(dict.fromkeys(names))
        categories = words_of(fields.get("categories"))
        if categories and not fields.get("category"):
            fields["category"] = categories[0]
        found = {name: self._made(name, value) for name, value in fields.items()}
        kept: dict[str, Any] = _filter_discardable_metadata(found)
        if str(kept.get("status", "")).lower() == REVIEW:
            kept |= {"status": "draft", "in_review": True}
        self._schedule(kept)
        event = event_of(header.fields, ZoneInfo(str(self.settings.get("TIMEZONE") or "UTC")))
        if event:
            kept["event"] = event
            kept["event_over"] = event.over(self.settings.get("NOW") or now())
        return kept

    def _made(self, name: str, value: Value) -> Any:
        if name in CREDITS:
            return self._credit(value)
        if name == "links":
            return mentions_of(value)
        if name in LISTS:
            words = list(words_of(value))
            if name == "authors":
                words = [self.people.spelled(word) for word in words]
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
        if name in ("author", "posted_by"):
            value = self.people.spelled(value)
        if name == "public_from":
            name = "modified"
        plain = plain_moment(value) if name in DATES else None
        if plain:  # the same as Pelican finds, at a tenth of the cost
            return SafeDatetime(*plain)
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
        """What is dated in the future is a draft until that moment comes; what has its date and
        is public from a later one has its page until then, and no list names it."""
        date, public = (self._zoned(metadata, key) for key in ("date", "public_from"))
        if public:
            metadata["public_from"] = public
        if date is None or metadata.get("status", "published") != "published":
            return
        moment = self.settings.get("NOW") or now()
        if date > moment:
            metadata["status"] = "draft"
            metadata["scheduled"] = True
        elif public and public > moment:
            metadata["status"] = "hidden"
            metadata["withheld"] = True

    def _zoned(self, metadata: Mapping[str, Any], key: str) -> datetime | None:
        """A moment of the header, in the zone that it is meant in."""
        value = metadata.get(key)
        if not isinstance(value, datetime) or value.tzinfo:
            return value if isinstance(value, datetime) else None
        zone = str(metadata.get("timezone") or self.settings.get("TIMEZONE") or "UTC")
        return value.replace(tzinfo=ZoneInfo(zone))
