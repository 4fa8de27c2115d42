"""What an article is, once it has been read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .event import Event
from .people import Person

WORDS_A_MINUTE = 238
"""Silent reading of English non-fiction: Brysbaert, Journal of Memory and Language 109 (2019)."""


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """A subject of the taxonomy; *title* is in the language of the article that carries it."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A name with what is known of it: a publication, a source."""

    name: str
    url: str = ""
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a reader wrote, in that reader's words. *name* is as the reader allowed it, or empty."""

    text: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What readers answered to an article's question, as an edition of the digest tells it.

    *counts* are in the order in which the answers were offered; an empty answer counts those who
    wrote without choosing one. *title* and *url* are the edition's.
    """

    counts: tuple[tuple[str, int], ...]
    replies: tuple[Reply, ...]
    title: str
    url: str

    @property
    def number(self) -> int:
        """How many answered, as far as they were counted."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Article:
    """A published article, as every room outside Pelican sees it.

    *path* is relative to the content folder. *url* is absolute when the site has an address.
    *guid* names the article for ever: it survives a new slug, date or domain. *summary* is plain
    text. *image* is an absolute address, or empty. *original* is false for a translation of an
    article that the site also has in its main language. *people* are those of its authors of whom
    something is known. *roundup* says that it lists what others wrote. *withheld*
    is true until *public_from*: its page is for those whom the digest tells of it. *report* is the
    absolute address of a file, or empty.
    """

    path: Path
    title: str
    url: str
    guid: str
    published: datetime
    updated: datetime
    authors: tuple[str, ...]
    summary: str
    html: str
    lang: str
    slug: str
    words: int
    categories: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    image: str = ""
    image_alt: str = ""
    image_size: tuple[int, int] = (0, 0)
    question: str = ""
    answers: tuple[str, ...] = ()
    written_for: Credit | None = None
    source: Credit | None = None
    posted_by: str = ""
    original: bool = True
    told: tuple[Told, ...] = ()
    people: tuple[Person, ...] = ()
    roundup: bool = False
    public_from: datetime | None = None
    withheld: bool = False
    report: str = ""
    event: Event | None = None
    organiser: Credit | None = None

    @property
    def minutes(self) -> int:
        """Reading time in whole minutes, at least one."""
        return max(1, round(self.words / WORDS_A_MINUTE))
