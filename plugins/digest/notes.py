"""The editor's word for one Edition: content/editions/2026-11.md."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from markdown import Markdown

from ..blog.article import Reply
from ..blog.headers import Header, Value, parse_header, words_of
from ..blog.problems import Problem, nearest
from .lines import one_line

KEYS = (
    "title",
    "preheader",
    "picks",
    "order",
    "editor",
    "question",
    "answers",
    "tally",
    "replies",
    "events",
    "corrections",
    "missed",
)
ORDERS = ("newest", "oldest", "subject")
ROWS = {
    "events": ("title", "date", "place", "url"),
    "corrections": ("date", "text"),
}
"""What a row of a list may hold."""
SHAPE_OF_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WEB = ("https://", "http://")
LONGEST_REPLY = 600
"""Characters; a mail has no room for a letter, and a reader none for the third paragraph of one."""


@dataclass(frozen=True, slots=True)
class Event:
    """A date to keep. *day* is what the editor typed; *url* may be empty."""

    title: str
    day: str
    place: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong in an Edition that has been sent. *day* is as 2026-11-24; *at* the moment,
    where it is known."""

    day: str
    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Notes:
    """What the editor typed, all of it in *typed*. *word* is the HTML of the Markdown below the
    header; *missed* says why this month's edition did not keep the promise."""

    shown: str = ""
    title: str = ""
    preheader: str = ""
    picks: tuple[str, ...] = ()
    order: str = "newest"
    editor: str = ""
    question: str = ""
    answers: tuple[str, ...] = ()
    tally: tuple[tuple[str, int], ...] = ()
    replies: tuple[Reply, ...] = ()
    events: tuple[Event, ...] = ()
    corrections: tuple[Correction, ...] = ()
    missed: str = ""
    word: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)
    problems: tuple[Problem, ...] = ()
    typed: str = field(default="", compare=False, repr=False)

    def line_of(self, *words: str) -> int:
        """The first line of the file with all of *words*, else with the last of them; 0: none."""
        lines = self.typed.splitlines()
        for wanted in (words, words[-1:]):
            for number, line in enumerate(lines, 1):
                if all(word in line for word in wanted):
                    return number
        return 0

    def line(self, key: str) -> int:
        """Where *key* stands in the file, or the first line."""
        return self.lines.get(key, 1)


def parse_notes(text: str, shown: str) -> Notes:
    """Read an editor's file. Never raises: ``problems`` has what is wrong, *shown* as its path."""
    header = parse_header(text)
    problems = [Problem(shown, each.line, each.message, each.warning) for each in header.faults]
    problems += _unknown(header, shown)
    fields = header.fields
    tally, events, corrections = [], [], []
    for answer, count in _pairs(fields.get("tally")):
        if count.isdecimal():
            tally.append((answer, int(count)))
        else:
            what = f'the tally of "{answer}" is not a number; write it as "{answer}: 12"'
            problems.append(Problem(shown, header.line("tally"), what))
    replies = tuple(_replies(fields.get("replies"), shown, header.line("replies"), problems))
    problems += _strays(header, shown)
    for row in _rows(fields.get("events"), "title"):
        event = Event(row.get("title", ""), row.get("date", ""), row.get("place", ""))
        url = row.get("url", "")
        if not event.title or not event.day:
            what = "an event needs a title and a date"
            problems.append(Problem(shown, header.line("events"), what))
        elif url and not url.startswith(WEB):
            what = f'the address "{url}" of an event must begin with https://'
            problems.append(Problem(shown, header.line("events"), what))
        else:
            events.append(Event(event.title, event.day, event.place, url))
    for row in _rows(fields.get("corrections"), "text"):
        if _is_day(row.get("date", "")) and row.get("text"):
            corrections.append(Correction(row["date"], row["text"]))
        else:
            what = "a correction needs a text and a date as 2026-11-24"
            problems.append(Problem(shown, header.line("corrections"), what))
    order = _line(fields.get("order")) or "newest"
    if order not in ORDERS:
        what = f'the order "{order}" is not known; choose one of {", ".join(ORDERS)}'
        problems.append(Problem(shown, header.line("order"), what + nearest(order, ORDERS)))
        order = "newest"
    return Notes(
        shown=shown,
        title=_line(fields.get("title")),
        preheader=_line(fields.get("preheader")),
        picks=words_of(fields.get("picks")),
        order=order,
        editor=_line(fields.get("editor")),
        question=_line(fields.get("question")),
        answers=tuple(one_line(each) for each in words_of(fields.get("answers"))),
        tally=tuple(tally),
        replies=replies,
        events=tuple(events),
        corrections=tuple(corrections),
        missed=_line(fields.get("missed")),
        word=Markdown(extensions=["extra", "sane_lists"]).convert(header.body).strip(),
        lines=header.lines,
        problems=tuple(sorted(problems)),
        typed=text,
    )


def _unknown(header: Header, shown: str) -> Iterator[Problem]:
    for key in header.fields:
        if key not in KEYS:
            what = f'"{key}" is not a header of an edition{nearest(key, KEYS)}'
            yield Problem(shown, header.line(key), what, warning=True)


def _replies(
    value: Value | None, shown: str, line: int, problems: list[Problem]
) -> Iterator[Reply]:
    """Replies as typed: a bare line is one of a reader who gave no name. Adds to *problems*."""
    for number, each in enumerate(value if isinstance(value, list) else [value], 1):
        if each is None or each == "":
            continue
        row = each if isinstance(each, dict) else {"text": each}
        text = _line(row.get("text"))
        fault = _fault(row, text)
        if fault:
            problems.append(Problem(shown, line, f"reply {number} {fault}"))
        else:
            yield Reply(text, _line(row.get("name")))


def _fault(row: Mapping[str, Value], text: str) -> str:
    """Why a reply cannot stand, after "reply 2 "; empty if it can."""
    for key in row:
        if key not in {"text", "name"}:
            near = nearest(key, ("text", "name"))
            if near:
                return f'has "{key}"{near}'
            # YAML takes what stands before a colon for a key.
            return "has a colon in its text; put the text between quotes"
    if not text:
        return "has no text; write it as - text: what the reader wrote"
    if len(text) > LONGEST_REPLY:
        most = f"has {len(text)} characters, at most {LONGEST_REPLY}"
        return f"{most}; choose the sentences that say it"
    return ""


def _is_day(typed: str) -> bool:
    try:
        date.fromisoformat(typed)
    except ValueError:
        return False
    return SHAPE_OF_DAY.fullmatch(typed) is not None


def _line(value: Value | None) -> str:
    if isinstance(value, list):
        return " ".join(filter(None, map(_line, value)))
    return one_line(value) if isinstance(value, str) else ""


def _pairs(value: Value | None) -> Iterator[tuple[str, str]]:
    """``{Yes: 12}``, ``[Yes: 12]`` or, in the classic header, ``Yes 12, No 5``."""
    if isinstance(value, dict):
        yield from ((one_line(key), _line(each)) for key, each in value.items())
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for each in value:
            yield from _pairs(each)
    else:
        for word in words_of(value):
            answer, _, count = word.rpartition(" ")
            yield one_line(answer.rstrip(":=")), count


def _strays(header: Header, shown: str) -> Iterator[Problem]:
    """Words that a line between braces would lose: ``{date: 2026-12-04, text: One, two}``."""
    for name, known in ROWS.items():
        value = header.fields.get(name)
        for row in value if isinstance(value, list) else [value]:
            for key in row if isinstance(row, dict) else ():
                if key not in known:
                    what = (
                        f'"{key}" stands by itself in {name}; put words with a comma between quotes'
                    )
                    yield Problem(shown, header.line(name), what)


def _rows(value: Value | None, main: str) -> Iterator[dict[str, str]]:
    """A list of mappings, or one; a bare line is its *main* word."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield {key: _line(word) for key, word in each.items()}
        elif isinstance(each, str) and each:
            yield {main: one_line(each)}
