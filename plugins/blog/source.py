"""A content file as it lies on disk: its header, and what keeps it from being published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dateutil import parser as dates

from .headers import Header, Value, parse_header
from .problems import Problem

STATUSES = ("published", "draft", "hidden", "skip")
DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_HELP = "write it as 2026-11-20 or 2026-11-20 08:00"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of content. *shown* is its path as an author would type it."""

    path: Path
    shown: str
    header: Header
    problems: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing in this file alone keeps it from being published."""
        return all(problem.warning for problem in self.problems)


def read_source(path: Path, shown: str, *, needs_date: bool) -> Source:
    """Read one file. Never raises for what an author can do wrong: that is in ``problems``."""
    data = path.read_bytes()
    if not data.strip():
        return Source(path, shown, Header(), (Problem(shown, 1, "this file is empty"),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "this file is not UTF-8 text; save it again as UTF-8"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            what = "this file is UTF-16; save it again as UTF-8"
        return Source(path, shown, Header(), (Problem(shown, line, what),))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = "this is not a text file (it holds a NUL character)"
        return Source(path, shown, Header(), (Problem(shown, line, what),))
    header = parse_header(text)
    faults = tuple(
        Problem(shown, fault.line, fault.message, fault.warning) for fault in header.faults
    )
    stopped = any(not fault.warning for fault in faults)
    more = () if stopped else tuple(_judge(header, path, shown, needs_date))
    return Source(path, shown, header, faults + more)


def _judge(header: Header, path: Path, shown: str, needs_date: bool) -> Iterator[Problem]:
    fields = header.fields
    if not fields:
        what = 'there are no headers; begin the file with "Title: ..." and "Date: ..." lines'
        yield Problem(shown, 1, what)
        return
    if not _typed(fields.get("title")):
        what = "the title is empty" if "title" in fields else 'there is no title; add "Title: ..."'
        yield Problem(shown, header.line("title"), what)
    date = _typed(fields.get("date"))
    if date:
        yield from _judge_date("date", date, header, shown)
    elif needs_date and not DATE_IN_NAME.match(path.name):
        what = f'there is no date; add "Date: ..." and {DATE_HELP}'
        yield Problem(shown, header.line("date"), what)
    modified = _typed(fields.get("modified"))
    if modified:
        yield from _judge_date("modified", modified, header, shown)
    status = _typed(fields.get("status"))
    if status and status not in STATUSES:
        what = f'the status "{status}" is not known; choose one of {", ".join(STATUSES)}'
        yield Problem(shown, header.line("status"), what)


def _typed(value: Value | None) -> str:
    """A header that is one line of words; anything else counts as missing."""
    if isinstance(value, list):
        return _typed(value[0]) if value else ""
    return value.strip() if isinstance(value, str) else ""


def _judge_date(key: str, typed: str, header: Header, shown: str) -> Iterator[Problem]:
    # What the words leave open is filled in from the default: two defaults show whether they do.
    try:
        first, second = (
            dates.parse(typed.replace("_", " "), default=datetime(year, month, day))  # noqa: DTZ001
            for year, month, day in ((2000, 1, 1), (2001, 2, 2))
        )
    except (ValueError, OverflowError, TypeError):
        yield Problem(shown, header.line(key), f'the {key} "{typed}" cannot be read; {DATE_HELP}')
        return
    if first != second:
        what = f'the {key} "{typed}" is not a whole date; {DATE_HELP}'
        yield Problem(shown, header.line(key), what)
