"""The topics of a blog and the words that speak for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .pattern import Pattern

NEEDED_CLASS = "customer"
"""The class that the domain gate looks for; each language of a taxonomy has it."""
LEXICON = ("strong", "weak", "needs", "not")

Hint = tuple[str, float]
"""A word, as a term of one word is written, and what it says for a topic (or, below 0, against)."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of one topic in one language. *needs* are words a weak term may stand near
    instead of a customer word; *excludes* are other senses, which take back what they cover;
    *hints* are words that say a little, whatever stands beside them."""

    strong: tuple[Pattern, ...] = ()
    weak: tuple[Pattern, ...] = ()
    needs: tuple[Pattern, ...] = ()
    excludes: tuple[Pattern, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def lists(self) -> tuple[tuple[str, tuple[Pattern, ...]], ...]:
        """Its terms under the names that their lists have in the file."""
        return tuple(zip(LEXICON, (self.strong, self.weak, self.needs, self.excludes), strict=True))


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether a text is about customers at all: *about* times what its classes of words say, and
    the *hints* in it, come to no less than *bar*."""

    about: float
    bar: float
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A broader term that several topics share."""

    slug: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic of the taxonomy with all that is known of it. *thresholds*: score per language."""

    slug: str
    labels: Mapping[str, str]
    definition: Mapping[str, str]
    broader: str
    related: tuple[str, ...]
    thresholds: Mapping[str, float]
    lexicons: Mapping[str, Lexicon]

    def label(self, lang: str) -> str:
        """Its name in *lang*, else in the first language that it has."""
        return self.labels.get(lang) or next(iter(self.labels.values()))

    def define(self, lang: str) -> str:
        """Its definition for readers, in *lang* if there is one."""
        return self.definition.get(lang) or next(iter(self.definition.values()), "")


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything in the file. *words* has the word classes of each language: ``@customer``;
    *gates* the gate of each language that has one."""

    subjects: Mapping[str, Subject]
    groups: Mapping[str, Group]
    words: Mapping[str, Mapping[str, tuple[str, ...]]]
    text: str = field(repr=False, default="")
    gates: Mapping[str, Gate] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(self.words)
