"""What ``invoke topics`` says: each article's topics and the sentences that speak for them."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from ..blog.headers import words_of
from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.survey import Place, Survey
from .choice import Choice, choose
from .reading import Desk, Text, read_text
from .tagger import Assignment, Evidence, Tagging

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """One article with all that was found in it and what became of that. *wanted* and
    *forbidden* are the author's words under ``topics`` and ``not_topics``."""

    place: Place
    text: Text
    tagging: Tagging
    choice: Choice
    wanted: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def path(self) -> str:
        """Its file, as an author would type it."""
        return self.place.source.shown


def read_entries(desk: Desk, survey: Survey, paths: Iterable[str] = ()) -> tuple[Entry, ...]:
    """The topics of every article, or of those at *paths*, without building anything.

    Drafts are read too. A file that is not sound is left out: ``invoke check`` says why.
    """
    asked = list(paths)
    places = [place for place in survey.of("article") if place.source.sound and place.lang]
    if asked:
        places = list(_asked(asked, places))
    entries = tuple(_read(desk, place) for place in places)
    desk.cache.save(whole=not asked)
    return entries


def _asked(asked: list[str], places: list[Place]) -> Iterator[Place]:
    by_path = {place.source.path.resolve(): place for place in places}
    shown = [place.source.shown for place in places]
    missing = [each for each in asked if Path(each).resolve() not in by_path]
    if missing:
        what = "this is not an article of the site, or has mistakes that invoke check names"
        raise ProblemsFound(Problem(each, 1, f"{what}{nearest(each, shown)}") for each in missing)
    yield from (by_path[path] for path in dict.fromkeys(Path(each).resolve() for each in asked))


def _read(desk: Desk, place: Place) -> Entry:
    text = read_text(place.source.path.read_text(encoding="utf-8-sig"))
    fields = place.source.header.fields
    wanted, forbidden = words_of(fields.get("topics")), words_of(fields.get("not_topics"))
    tagging = desk.tag(text, place.lang)
    choice = choose(
        tagging,
        desk.taxonomy,
        desk.names,
        place.lang,
        wanted=wanted,
        forbidden=forbidden,
    )
    return Entry(place, text, tagging, choice, wanted, forbidden)


class Line(NamedTuple):
    """What is said of one article, whether it has topics, and whether its author named them."""

    text: str
    tagged: bool
    by_author: bool


def line_of(entry: Entry, *, json: bool = False) -> Line:
    """What is said of *entry*: for people, or one object for programs."""
    text = as_object(entry) if json else "\n".join(_article(entry, WIDTH))
    return Line(text, bool(entry.choice.topics), entry.choice.by_author)


def as_json(lines: Iterable[Line]) -> str:
    """One object a line for each article, as docs/contract.md has it."""
    return "".join(f"{each.text}\n" for each in lines)


def as_object(entry: Entry) -> str:
    """One article for programs."""
    return json.dumps(_fields(entry), ensure_ascii=False)


def _fields(entry: Entry) -> dict[str, object]:
    choice = entry.choice
    return {
        "path": entry.path,
        "topics": [topic.slug for topic in choice.topics],
        "suggested": [each.topic.slug for each in choice.suggested],
        "evidence": [
            {
                "topic": each.topic.slug,
                "term": proof.term,
                "sentence": proof.sentence,
                "line": proof.line,
            }
            for each in (*choice.assignments, *choice.suggested)
            for proof in each.evidence
        ],
    }


def as_table(lines: Iterable[Line]) -> str:
    """For people: under each article its topics, best first, with their score as a multiple of
    the bar and the sentence that speaks for each most."""
    listed = list(lines)
    with_topics = sum(each.tagged for each in listed)
    by_author = sum(each.by_author for each in listed)
    last = f"{_of(len(listed), 'article')}, {with_topics} with topics"
    parts = [each.text for each in listed]
    parts.append(last + (f", {by_author} of them by their author" if by_author else ""))
    return "\n\n".join(parts) + "\n"


def _article(entry: Entry, width: int) -> Iterator[str]:
    yield printable(f"{entry.path}: {entry.text.title}" if entry.text.title else entry.path)
    choice = entry.choice
    proven = {each.topic.slug: each for each in choice.assignments}
    for topic in choice.topics:
        assignment = proven.get(topic.slug)
        yield from _topic(topic.title, assignment, width, by_author=choice.by_author)
    if not choice.topics:
        yield "  no topic reaches its bar"
    for each in choice.suggested:
        yield from _topic(f"perhaps {each.topic.title}", each, width)


def _topic(
    title: str, assignment: Assignment | None, width: int, *, by_author: bool = False
) -> Iterator[str]:
    number = f"{assignment.score:5.2f}" if assignment else "     "
    yield f"  {number}  {printable(title)}{', named by the author' if by_author else ''}"
    if not assignment or not assignment.evidence:
        yield f"{'':9}no sentence speaks for it"
        return
    proof = assignment.evidence[0]
    told = f"line {proof.line}: {clip(proof, width - 24)}"
    yield from textwrap.wrap(told, width, initial_indent=" " * 9, subsequent_indent=" " * 9)


def clip(proof: Evidence, width: int) -> str:
    """The sentence, cut to about *width* letters around the words that were found."""
    sentence = printable(proof.sentence)
    if len(sentence) <= width:
        return f"“{sentence}”"
    at = max(0, sentence.find(printable(proof.words)))
    start = max(0, min(at - (width - len(proof.words)) // 2, len(sentence) - width))
    piece = sentence[start : start + width]
    if start:
        piece = "… " + piece.partition(" ")[2]
    if start + width < len(sentence):
        piece = piece.rpartition(" ")[0] + " …"
    return f"“{piece}”"


def printable(text: str) -> str:
    """What an author typed may hold anything; a terminal must not obey it."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
