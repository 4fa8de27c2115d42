"""What readers may count on: the clauses of ``content/promise.toml``, as values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .problems import Problem
from .rhythm import Rhythm

HOLDS = ("warn", "refuse")
PARTS = ("an opening", "a case", "a closing question")
UNITS = ("hour", "day", "working day", "week")
ENDING = re.compile(r"\\\*(?=\\ |$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """*hold* says what happens where it is broken: "warn" tells, "refuse" stops. *line* is where it
    begins in its file; *not_for* are kinds of articles of which it says nothing."""

    hold: str = "warn"
    line: int = 1
    not_for: tuple[str, ...] = ()

    @property
    def refuses(self) -> bool:
        return self.hold == "refuse"


@dataclass(frozen=True, slots=True)
class Span:
    """From *least* to *most*, both within; 0 is no bound."""

    least: int = 0
    most: int = 0

    def __contains__(self, number: int) -> bool:
        return self.least <= number and (not self.most or number <= self.most)

    def __bool__(self) -> bool:
        return bool(self.least or self.most)

    def __str__(self) -> str:
        if self.least and self.most:
            same = self.least == self.most
            return f"{self.most:,}" if same else f"{self.least:,} to {self.most:,}"
        return f"at most {self.most:,}" if self.most else f"at least {self.least:,}"


@dataclass(frozen=True, slots=True)
class RhythmClause(Clause):
    """When the digest comes."""

    rhythm: Rhythm


@dataclass(frozen=True, slots=True)
class NumberClause(Clause):
    """How many articles an edition has."""

    articles: Span


@dataclass(frozen=True, slots=True)
class LengthClause(Clause):
    """How long an article is, in words and in minutes of reading; an empty Span is no promise."""

    words: Span
    minutes: Span


@dataclass(frozen=True, slots=True)
class StructureClause(Clause):
    """What an article has, of PARTS."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Avoided:
    """A word or a phrase that the house does not use, and what it writes *instead*, which may be
    empty. *pattern* finds it in prose; *key* stands, in small letters, in all that it finds."""

    phrase: str
    instead: str
    pattern: re.Pattern[str]
    key: str

    @classmethod
    def of(cls, phrase: str, instead: str = "") -> Avoided:
        """A ``*`` at the end of a word stands for any ending."""
        words = " ".join(phrase.split())
        spelled = ENDING.sub(r"\\w*", re.escape(words.replace("’", "'")))
        spelled = spelled.replace(r"\ ", r"\s+").replace("'", "['’]")
        parts = re.findall(r"[^\s*'’]+", words.casefold())
        return cls(
            words,
            " ".join(instead.split()),
            re.compile(rf"(?<!\w){spelled}(?!\w)", re.IGNORECASE),
            max(parts, key=len, default=""),
        )


@dataclass(frozen=True, slots=True)
class ToneClause(Clause):
    """The words that the house avoids, by language."""

    avoided: Mapping[str, tuple[Avoided, ...]] = field(hash=False)

    def of(self, lang: str) -> tuple[Avoided, ...]:
        """Those of *lang*; of "en-GB" those of "en"."""
        return self.avoided.get(lang) or self.avoided.get(lang.split("-", maxsplit=1)[0], ())


@dataclass(frozen=True, slots=True)
class AnswersClause(Clause):
    """How soon who writes gets an answer: within *number* of a *unit*, of UNITS."""

    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class Promise:
    """All of it; a clause that is not there is not promised.

    *shown* is the file as an author would type it. *record* says that the page tells how often the
    promise was kept, beginning with the month *since*, as "2026-11"; empty: with the first edition
    that was sent.
    """

    shown: str = ""
    rhythm: RhythmClause | None = None
    number: NumberClause | None = None
    length: LengthClause | None = None
    structure: StructureClause | None = None
    tone: ToneClause | None = None
    answers: AnswersClause | None = None
    record: bool = False
    since: str = ""

    @property
    def anything(self) -> bool:
        """Whether there is a clause at all."""
        clauses = (self.rhythm, self.number, self.length, self.structure, self.tone, self.answers)
        return any(clause is not None for clause in clauses)


def broken(clause: Clause, name: str, path: str, line: int, what: str) -> Problem:
    """What an author is told where the clause called *name* is broken."""
    message = f"promised {name}: {what}"
    return Problem(path, line, message, not clause.refuses, f"promise-{name}")
