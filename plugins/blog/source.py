"""A content file as it lies on disk: its header, and what keeps it from being published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import available_timezones

from dateutil import parser as dates

from .dates import plain_moment
from .event import faults_of as event_faults
from .headers import Header, Value, parse_header
from .keys import ONE_VALUE, REQUIRED, RESERVED, WORDS
from .mentions import faults_of
from .problems import Problem

REVIEW = "review"
"""A draft whose author asks for it to be looked at."""
STATUSES = ("published", "draft", REVIEW, "hidden", "skip")
DATE_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
DATE_HELP = "write it as 2026-11-20 or 2026-11-20 08:00"
MORE_DATES = ("modified", "public_from")
SLUG = re.compile(r"(?!\.+(/|$))[A-Za-z0-9._~-]{1,150}(/(?!\.+(/|$))[A-Za-z0-9._~-]{1,150})*/?")
YEARS = (1900, 2200)
"""What lies outside is a slip of the finger, and feeds could not say it."""


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
        return _unread(path, shown, 1, "empty", "this file is empty; write in it or remove it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "this file is not saved as UTF-8, so its letters are unsure; save it again as UTF-8"
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            what = "this file is saved as UTF-16; save it again as UTF-8"
        return _unread(path, shown, line, "not-utf-8", what)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = "this is not a text file (it holds a NUL character); was another file renamed?"
        return _unread(path, shown, line, "not-text", what)
    header = _meant(parse_header(text), path)
    faults = tuple(
        Problem(shown, fault.line, fault.message, fault.warning, fault.code)
        for fault in header.faults
    )
    stopped = any(not fault.warning for fault in faults)
    more = () if stopped else tuple(_judge(header, shown, needs_date))
    return Source(path, shown, header, faults + more)


def _meant(header: Header, path: Path) -> Header:
    """A header without a value counts as left out: Pelican would publish under an empty address.

    And a date in the file's name, which Pelican takes where none is typed, counts as typed, so
    that one still to come keeps such an article waiting too.
    """
    found = DATE_IN_NAME.match(path.name)
    fields = {key: value for key, value in header.fields.items() if value or key in REQUIRED}
    if found and fields and not _typed(fields.get("date")):
        fields["date"] = found[0]
    return replace(header, fields=fields)


def _unread(path: Path, shown: str, line: int, code: str, what: str) -> Source:
    return Source(path, shown, Header(), (Problem(shown, line, what, code=code),))


def _judge(header: Header, shown: str, needs_date: bool) -> Iterator[Problem]:
    fields = header.fields
    if not fields:
        what = 'there are no headers; begin the file with the lines "Title: ..." and "Date: ..."'
        yield Problem(shown, 1, f"{what}, then an empty line", code="no-headers")
        return
    rules = (
        *(_judge_keys, _judge_title, _judge_status, _judge_slug, _judge_timezone, _judge_links),
        _judge_event,
    )
    for rule in rules:
        yield from rule(header, shown)
    date = _typed(fields.get("date"))
    if date:
        yield from _judge_date("date", date, header, shown)
    elif needs_date:
        near = _mistyped("date", header)
        what = f'is "{near}" meant to be it?' if near else f'add a line "Date: ..."; {DATE_HELP}'
        yield Problem(shown, header.line(near), f"there is no date; {what}", code="date-missing")
    for key in MORE_DATES:
        typed = _typed(fields.get(key))
        if typed:
            yield from _judge_date(key, typed, header, shown)


def _judge_keys(header: Header, shown: str) -> Iterator[Problem]:
    for key, value in header.fields.items():
        if key in RESERVED or key.startswith("_"):
            what = f'"{key}" is a name the program keeps for itself; give this header another'
            yield Problem(shown, header.line(key), what, code="reserved-key")
        elif key in ONE_VALUE and not isinstance(value, str):
            what = f'"{key}" takes a single value, not a list; write it on one line'
            yield Problem(shown, header.line(key), what, code="single-value")
        elif key in WORDS and isinstance(value, dict):
            what = f'"{key}" takes words, without names and colons of their own'
            yield Problem(shown, header.line(key), what, code="single-value")


def _judge_title(header: Header, shown: str) -> Iterator[Problem]:
    if _typed(header.fields.get("title")):
        return
    if "title" in header.fields:
        what = "the title is empty; write one"
        yield Problem(shown, header.line("title"), what, code="title-missing")
        return
    near = _mistyped("title", header)
    what = f'is "{near}" meant to be it?' if near else 'add a line "Title: ..." to the headers'
    yield Problem(shown, header.line(near), f"there is no title; {what}", code="title-missing")


def _mistyped(key: str, header: Header) -> str:
    """A header that was probably meant to be *key*, as "tilte" for "title"."""
    found = get_close_matches(key, header.fields, n=1, cutoff=0.7)
    return found[0] if found else ""


def _judge_status(header: Header, shown: str) -> Iterator[Problem]:
    status = _word(header.fields.get("status"))
    if status and status.lower() not in STATUSES:
        known = f"{', '.join(STATUSES[:-1])} or {STATUSES[-1]}"
        what = f'the status "{status}" is not known; write {known}, or leave the line out'
        yield Problem(shown, header.line("status"), what, code="status")


def _judge_slug(header: Header, shown: str) -> Iterator[Problem]:
    slug = _word(header.fields.get("slug"))
    if slug and not SLUG.fullmatch(slug):
        what = f'the slug "{slug}" cannot be an address; use only a-z, 0-9 and hyphens, at most 150'
        yield Problem(shown, header.line("slug"), what, code="slug")


def _judge_timezone(header: Header, shown: str) -> Iterator[Problem]:
    zone = _word(header.fields.get("timezone"))
    if zone and zone not in available_timezones():
        what = f'the time zone "{zone}" is not known; write it as Europe/Amsterdam'
        yield Problem(shown, header.line("timezone"), what, code="timezone")


def _judge_event(header: Header, shown: str) -> Iterator[Problem]:
    for key, what in event_faults(header):
        yield Problem(shown, header.line(key), what, code="event")


def _judge_links(header: Header, shown: str) -> Iterator[Problem]:
    for what in faults_of(header):
        yield Problem(shown, header.line("links"), what, code="roundup-link")


def _word(value: Value | None) -> str:
    """A header of ONE_VALUE; when it is more than that, it has been named already."""
    return value.strip() if isinstance(value, str) else ""


def _typed(value: Value | None) -> str:
    """A header's words on one line, as the reader joins them; a mapping counts as missing."""
    if isinstance(value, list):
        return " ".join(each for each in value if isinstance(each, str)).strip()
    return value.strip() if isinstance(value, str) else ""


def _judge_date(key: str, typed: str, header: Header, shown: str) -> Iterator[Problem]:
    plain = plain_moment(typed)
    if plain and YEARS[0] <= plain[0] <= YEARS[1]:
        return
    # What the words leave open is filled in from the default: two defaults show whether they do.
    try:
        first, second = (
            dates.parse(typed.replace("_", " "), default=datetime(year, month, day))  # noqa: DTZ001
            for year, month, day in ((2000, 1, 1), (2001, 2, 2))
        )
        first.utcoffset()  # dateutil reads +99:00 and raises only when it is asked
    except (ValueError, OverflowError, TypeError):
        what = f'the {key} "{typed}" cannot be read; {DATE_HELP}'
        yield Problem(shown, header.line(key), what, code="date")
        return
    if first != second:
        what = f'the {key} "{typed}" is not a whole date; {DATE_HELP}'
        yield Problem(shown, header.line(key), what, code="date")
    elif not YEARS[0] <= first.year <= YEARS[1]:
        what = f'the {key} "{typed}" lies in the year {first.year}; {DATE_HELP}'
        yield Problem(shown, header.line(key), what, code="date")
