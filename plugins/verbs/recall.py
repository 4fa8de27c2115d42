"""What a check leaves for the next one, as records in a store: what was seen, and what was said."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..blog.problems import Problem
from ..blog.review import Review, reviews_of
from ..incremental.inputs import Look
from ..incremental.store import Doubt, Store

if TYPE_CHECKING:  # they load every room, and a check that finds nothing changed needs none
    from ..authoring.links import Places
    from ..blog.survey import Place
    from .rooms import Book, Seen

VERSION = 2
MOST = 100
"""Texts that are kept beside the rest before all of it is written anew."""

Row = tuple[str, int, str, bool, str]
"""A problem, as plain values: thousands of them are read at once."""
Numbers = tuple[str, int, int | None]
"""An article's language, words and reading ease."""


@dataclass(frozen=True, slots=True)
class Summary:
    """An article in numbers. *ease* is None where it cannot be measured."""

    path: str
    lang: str
    words: int
    ease: int | None


@dataclass(frozen=True, slots=True)
class Result:
    """What an author is told: problems, sorted, how many files were looked at, a line on the little
    extra, the articles in numbers, and those in review."""

    problems: tuple[Problem, ...]
    files: int
    extras: str
    summaries: tuple[Summary, ...]
    reviews: tuple[Review, ...]


@dataclass(slots=True)
class Recall:
    """All that is remembered. It holds in one *world*, from *since* to *until*, seconds since 1970.

    *texts* gives by the path of a file how it is shown; by that *own* and *numbers*. *site* are
    problems of everything together, *unused* those of pictures that no text shows.
    """

    world: str
    looks: dict[str, Look]
    since: float = 0.0
    until: float = 0.0
    extras: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    own: dict[str, list[Row]] = field(default_factory=dict)
    site: list[Row] = field(default_factory=list)
    unused: list[Row] = field(default_factory=list)
    numbers: dict[str, Numbers] = field(default_factory=dict)
    reviews: list[tuple[str, str, tuple[str, ...], int]] = field(default_factory=list)
    retouched: dict[str, tuple[Look, list[Row], Numbers | None]] = field(default_factory=dict)
    """By path, what changed since all the rest was written."""

    def result(self) -> Result:
        """As it is told."""
        rows = sorted(chain(self.unused, self.site, *self.own.values()))
        summaries = (Summary(shown, *self.numbers[shown]) for shown in sorted(self.numbers))
        problems = tuple([Problem(*row) for row, _ in groupby(rows)])
        reviews = tuple(
            Review(Path(path), shown, authors, faults)
            for path, shown, authors, faults in self.reviews
        )
        return Result(problems, len(self.texts), self.extras, tuple(summaries), reviews)


def load(store: Store) -> Recall:
    """What is remembered; raises Doubt."""
    values = marshal.loads(store.get("all"))  # noqa: S302 - checked, ours
    if values[0] != VERSION:
        raise Doubt("another version")
    known = Recall(*values[1:])
    known.retouched = marshal.loads(store.get("retouched"))  # noqa: S302
    for path, (look, rows, numbers) in known.retouched.items():
        shown = known.texts[path]
        known.looks[path], known.own[shown] = look, rows
        if numbers:
            known.numbers[shown] = numbers
    return known


def keep_all(
    store: Store, known: Recall, places: Places | None = None, seen: Iterable[Seen] = ()
) -> None:
    """Write everything but the texts; of *seen* where each of them lives."""
    known.retouched = {}
    values = (
        VERSION, known.world, known.looks, known.since, known.until, known.extras, known.texts,
        known.own, known.site, known.unused, known.numbers, known.reviews,
    )  # fmt: skip
    store.put([("all", marshal.dumps(values)), ("retouched", marshal.dumps({}))])
    if places is not None:
        survey = [each.text.place for each in seen]
        store.put([("places", pickle.dumps(places)), ("survey", pickle.dumps(survey))])


def keep_retouched(store: Store, known: Recall, paths: Iterable[str]) -> None:
    """Write what changed at *paths*, beside the rest."""
    for path in paths:
        shown = known.texts[path]
        numbers = known.numbers.get(shown)
        known.retouched[path] = (known.looks[path], known.own[shown], numbers)
    if len(known.retouched) > MOST:
        keep_all(store, known)
    else:
        store.put([("retouched", marshal.dumps(known.retouched))])


def keep_texts(store: Store, seen: Iterable[Seen]) -> None:
    store.put((f"text {each.shown}", pickle.dumps(each)) for each in seen)


def load_text(store: Store, shown: str) -> Seen:
    """A text as it was last read; raises Doubt."""
    seen: Seen = pickle.loads(store.get(f"text {shown}"))  # noqa: S301 - checked, ours
    return seen


def load_places(store: Store) -> Places:
    """Where links may lead; raises Doubt."""
    places: Places = pickle.loads(store.get("places"))  # noqa: S301 - checked, ours
    return places


def load_survey(store: Store) -> list[Place]:
    """Every file with its headers, in order; raises Doubt."""
    places: list[Place] = pickle.loads(store.get("survey"))  # noqa: S301 - checked, ours
    return places


def keep_book(store: Store, book: Book) -> None:
    """Write what is known of words."""
    kept: list[tuple[str, dict[str, Any]]] = [
        *((f"words {lang}", dict(known)) for lang, known in book.known.items()),
        *((f"syllables {lang}", each.known) for lang, each in book.counted.items()),
    ]
    store.put((name, marshal.dumps(words)) for name, words in kept if words)


def load_words(store: Store, kind: str, lang: str) -> dict[str, Any]:
    """What is known of words in *lang*; *kind* is "words" or "syllables"."""
    try:
        known: dict[str, Any] = marshal.loads(  # noqa: S302 - checked, ours
            store.get(f"{kind} {lang}")
        )
    except Doubt:
        return {}
    return known


def rows_of(problems: Iterable[Problem]) -> list[Row]:
    """*problems* as plain values."""
    return [(each.path, each.line, each.message, each.warning, each.code) for each in problems]


def numbers_of(seen: Iterable[Seen]) -> Iterator[tuple[str, Numbers]]:
    """Each article in numbers, by how it is shown."""
    for each in seen:
        place = each.text.place
        if place.kind == "article" and place.source.sound:
            ease = each.ease.score if each.ease else None
            yield each.shown, (place.lang, each.text.facts.words, ease)


def review_rows(seen: Iterable[Seen]) -> list[tuple[str, str, tuple[str, ...], int]]:
    """The articles in review, as plain values."""
    reviews = reviews_of(each.text.place for each in seen)
    return [(str(each.path), each.shown, each.authors, each.faults) for each in reviews]


def known_rows(own: Mapping[str, Iterable[Problem]]) -> dict[str, list[Row]]:
    """The same by text."""
    return {shown: rows_of(problems) for shown, problems in own.items()}
