"""What a former home has kept of one post, and what of it could not come along."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from dateutil import parser as dates

from ..blog.headers import Value
from ..blog.problems import Problem

PUBLISHED, DRAFT, HIDDEN = "published", "draft", "hidden"
YEARS = (1900, 2200)
"""The years that ``check`` takes for meant."""


@dataclass(frozen=True, slots=True)
class When:
    """A moment as a former home had it; of some only the day was typed."""

    at: datetime
    whole_day: bool = False

    def __str__(self) -> str:
        if self.whole_day:
            return f"{self.at:%Y-%m-%d}"
        seconds = ":%S" if self.at.second else ""
        return f"{self.at:%Y-%m-%d %H:%M{seconds}}{self.at.isoformat()[-6:]}"


@dataclass(frozen=True, slots=True)
class Post:
    """One post or page as it was read. *shown* and *line* say where it stands in the export;
    *body_line* where its text begins there.

    *body* is Markdown, or HTML where *html* is true. *url* is its old address, whole where the
    former home's own is known, else a path, else empty; *aliases* are paths that led to it too.
    *names* are what links inside the former home may call it. *folder* is where its own pictures
    lie. *more* are headers that nothing here reads, *losses* what could not be read of it.
    """

    shown: str
    title: str
    body: str
    line: int = 1
    body_line: int = 1
    html: bool = False
    date: When | None = None
    modified: When | None = None
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    slug: str = ""
    summary: str = ""
    status: str = PUBLISHED
    lang: str = ""
    guid: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    image: str = ""
    image_alt: str = ""
    page: bool = False
    folder: Path | None = None
    more: Mapping[str, Value] = field(default_factory=dict)
    losses: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """All that was found at a former home. *home* is its address, empty where it is not known;
    *pictures* are folders in which pictures and other files may lie; *translate* turns what only
    that home understands into Markdown or HTML, and answers what it did not understand."""

    posts: tuple[Post, ...]
    losses: tuple[Problem, ...] = ()
    home: str = ""
    pictures: tuple[Path, ...] = ()
    translate: Callable[[Post], tuple[str, list[Problem]]] | None = None


def loss(shown: str, line: int, what: str, kind: str) -> Problem:
    """Something that does not come along as it was; *kind* is the part of the report it is in."""
    return Problem(shown, line, what, warning=True, code=kind)


def parse_when(typed: str, zone: tzinfo) -> When | None:
    """*typed* as a moment; where it names no zone, that of *zone* is meant. None if it is none."""
    text = typed.strip().replace("_", " ")
    try:
        first, second = (dates.parse(text, default=datetime(y, m, m)) for y, m in YEARS_TRIED)  # noqa: DTZ001
        first.utcoffset()
    except (ValueError, OverflowError, TypeError):
        return None
    if first != second or not YEARS[0] <= first.year <= YEARS[1]:
        return None
    whole_day = ":" not in text and first.tzinfo is None and not first.hour
    return When(first if first.tzinfo else first.replace(tzinfo=zone), whole_day)


YEARS_TRIED = ((2000, 1), (2001, 2))
"""What the words leave open is filled in from a default: two of them show whether they do."""


def zone_of(name: str) -> ZoneInfo | None:
    """The zone of that name, None if there is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def decoded(data: bytes, shown: str) -> tuple[str, list[Problem]]:
    """*data* as text. What is not UTF-8 is read as the Windows of western Europe, and told."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig").replace("\0", ""), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "this is not UTF-8 and was read as Windows-1252; look at its accents"
        text = data.decode("cp1252", errors="replace").replace("\0", "")
        return text, [loss(shown, line, what, "letters")]
