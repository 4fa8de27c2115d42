"""The clauses of the promise that an article can break, one function for each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from ..blog.article import WORDS_A_MINUTE
from ..blog.problems import Problem
from ..blog.promise import (
    PARTS,
    Avoided,
    Clause,
    LengthClause,
    Promise,
    StructureClause,
    ToneClause,
    broken,
)
from ..blog.source import Source
from ..blog.text import WORD
from .facts import without_code
from .prose import prose_of, without_speech

OPENING = 20
"""Words before the first heading: two lines of a page."""
HEADING = re.compile(r"^(?: {0,3}#{1,6}[ \t]|[^\n]*\S[^\n]*\n {0,3}(?:=+|-+)[ \t]*$)", re.MULTILINE)
PARAGRAPH = re.compile(r"\n[ \t]*\n")
ASKS = re.compile(r"\?(?!\w)")
CONCRETE = re.compile(r"\d|[^\W\d_A-Z][,;:]? (?!I\b)[A-ZÀ-Þ]\w")
"""A figure, or a capital within a sentence: a name, a place, a day."""
SAID = re.compile(r"[“„«\"‘]\w|^[ \t]*>", re.MULTILINE)
UNJUDGED = ("draft", "hidden", "skip")
"""Statuses of what no reader was promised."""


def judge(source: Source, words: int, promise: Promise, language: str) -> Iterator[Problem]:
    """Each clause of *promise* that the article breaks, but for one that says why in ``extra``.

    *words* are those of the page; *language* is the site's, for an article that names none.
    """
    if _word(source, "status").casefold() in UNJUDGED or reason_of(source):
        return
    kind = _word(source, "kind").casefold()
    lang = (_word(source, "lang") or language).casefold()
    prose = prose_of(source.header.body) if promise.structure or promise.tone else ""

    def holds(clause: Clause) -> bool:
        return kind not in (each.casefold() for each in clause.not_for)

    if promise.length and holds(promise.length):
        yield from _length(promise.length, source, words)
    if promise.structure and holds(promise.structure):
        yield from _structure(promise.structure, source, prose)
    if promise.tone and holds(promise.tone):
        yield from _tone(promise.tone.of(lang), promise.tone, source, prose)


def judge_house(promise: Promise, mail: str) -> Iterator[Problem]:
    """What the site itself lacks to keep *promise*: an answer needs an address to write to."""
    if promise.answers and not mail:
        what = 'nobody can write: no page shows an address; set BLOG["mail"] in pelicanconf.py'
        yield broken(promise.answers, "answers", promise.shown, promise.answers.line, what)


def reason_of(source: Source) -> str:
    """What the article's ``extra`` says, on one line."""
    return " ".join(_word(source, "extra").split())


def _length(clause: LengthClause, source: Source, words: int) -> Iterator[Problem]:
    """Words and minutes are one length, and are told once."""
    minutes, said = max(1, round(words / WORDS_A_MINUTE)), ""
    if words not in clause.words:
        unit = "word" if words == 1 else "words"
        said = f"{words:,} {unit}, and readers were promised {clause.words}"
    elif minutes not in clause.minutes:
        unit = "minute" if minutes == 1 else "minutes"
        said = f"{minutes} {unit} of reading, and readers were promised {clause.minutes}"
    if said:
        line = _first_line(source)
        yield broken(clause, "length", source.shown, line, f"this article has {said}")


def _structure(clause: StructureClause, source: Source, prose: str) -> Iterator[Problem]:
    header = source.header
    body = without_code(header.body)
    first, last = _first_line(source), _last_line(source)
    heading = HEADING.search(body)
    before = body[: heading.start()] if heading else body
    opening, case, question = PARTS
    if opening in clause.parts and len(list(islice(WORD.finditer(before), OPENING))) < OPENING:
        at = header.body_line + body.count("\n", 0, heading.start()) if heading else first
        what = f"there is no opening; let the text begin with {OPENING} words or more"
        yield broken(clause, "structure", source.shown, at, f"{what} before its first heading")
    paragraphs = PARAGRAPH.split(prose.rstrip())
    concrete = any(CONCRETE.search(" ".join(each.split())) for each in paragraphs)
    if case in clause.parts and not concrete and not SAID.search(body):
        what = "there is no case: no name, no figure, and nobody's words; tell what happened, when "
        yield broken(clause, "structure", source.shown, first, f"{what}and to whom")
    asks = _texts(source, "question") or ASKS.search(paragraphs[-1])
    if question in clause.parts and not asks:
        what = 'there is no closing question; end on one, or ask readers in the header "question"'
        yield broken(clause, "structure", source.shown, last, what)


def _tone(
    avoided: tuple[Avoided, ...], clause: ToneClause, source: Source, prose: str
) -> Iterator[Problem]:
    header = source.header
    heads = ("title", "summary")
    places = [(without_speech("\n".join(_texts(source, key))), header.line(key)) for key in heads]
    for text, first in (*places, (prose, header.body_line)):
        folded = text.casefold().replace("’", "'")
        for each in avoided:
            if each.key not in folded:
                continue
            for found in each.pattern.finditer(text):
                line = first + text.count("\n", 0, found.start())
                instead = f'write "{each.instead}" instead' if each.instead else "leave it out"
                words = " ".join(found[0].split())
                what = f'the house avoids "{words}"; {instead}'
                yield broken(clause, "tone", source.shown, line, what)


def _first_line(source: Source) -> int:
    """Of the text, past what is empty."""
    rows = source.header.body.split("\n")
    return source.header.body_line + next((n for n, row in enumerate(rows) if row.strip()), 0)


def _last_line(source: Source) -> int:
    rows = source.header.body.rstrip().split("\n")
    return source.header.body_line + len(rows) - 1


def _word(source: Source, key: str) -> str:
    value = source.header.fields.get(key)
    return value.strip() if isinstance(value, str) else ""


def _texts(source: Source, key: str) -> list[str]:
    """A header's words, which may run over several lines."""
    value = source.header.fields.get(key)
    rows = value if isinstance(value, list) else [value]
    return [row for row in rows if isinstance(row, str) and row.strip()]
