"""What an Edition is made of; ``edition`` has the rules that make it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ..blog.article import Reply, Topic
from .month import Month
from .notes import Correction, Event


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as it stands in an Edition. *written_for* and *source* are names; *html* is its
    whole text where it is carried whole; *image* is set for the one piece that shows its picture.
    *published* is in the site's zone; *public_from* is a day as 2026-12-03 where it is for
    subscribers until then, else empty.
    """

    guid: str
    slug: str
    title: str
    url: str
    published: datetime
    lang: str
    authors: tuple[str, ...]
    topics: tuple[Topic, ...]
    minutes: int
    summary: str
    written_for: str = ""
    source: str = ""
    source_url: str = ""
    public_from: str = ""
    html: str = ""
    image: str = ""
    image_alt: str = ""

    @property
    def shown_topics(self) -> tuple[Topic, ...]:
        """Those that readers see beside it: the best two."""
        return self.topics[:2]


@dataclass(frozen=True, slots=True)
class Question:
    """What readers are asked. *title* and *url* are those of the article it comes from, if any."""

    text: str
    answers: tuple[str, ...] = ()
    lang: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What readers answered to the last question: how many gave each answer, and the replies that
    the editor chose. *lang* is the question's; *counts* and *replies* may each be empty."""

    question: str
    counts: tuple[tuple[str, int], ...]
    replies: tuple[Reply, ...] = ()
    lang: str = ""

    @property
    def number(self) -> int:
        """How many answered, as far as they were counted."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True, slots=True)
class Edition:
    """One month's mail before anybody has seen it; the mail, the text and the page show this.

    *word* is HTML of the editor's Markdown, not yet trusted. *decisions* says in plain sentences
    what the rules decided; *waiting* is what an edition of this size had no room for.
    """

    key: str
    name: str
    slug: str
    month: Month
    number: int
    lang: str
    title: str
    subject: str
    preheader: str
    site_title: str
    site_url: str
    sender: str
    reply_to: str
    sign_up: str
    postal: str = ""
    word: str = ""
    editor: str = ""
    pieces: tuple[Piece, ...] = ()
    question: Question | None = None
    tally: Tally | None = None
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    waiting: tuple[Piece, ...] = field(default=(), compare=False)
    decisions: tuple[str, ...] = field(default=(), compare=False)

    @property
    def url(self) -> str:
        """The address of its page."""
        return f"{self.site_url}/{self.slug}/{self.month}/"


@dataclass(frozen=True, slots=True)
class Sent:
    """What is remembered of an edition that subscribers got. *cut* is when it was composed;
    *carried* and *waiting* are guids."""

    month: Month
    cut: datetime
    carried: tuple[str, ...]
    waiting: tuple[str, ...] = ()
