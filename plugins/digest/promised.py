"""How the promise was kept, month by month, and what it wants now: by what the ledger knows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ..blog.addresses import read_register
from ..blog.dates import full_moment
from ..blog.problems import Problem
from ..blog.promise import Promise
from ..blog.settings import BlogSettings, read_section
from .due import Due, find_due
from .ledger import SUBMITTED, Ledger
from .month import Month
from .notes import Correction, Notes
from .shelf import Shelf

MONTH_OF_KEY = re.compile(r"-(\d{4}-\d{2})")
OUTBOX = "outbox"


@dataclass(frozen=True, slots=True)
class Sending:
    """An edition that went out *at* a moment, with a number of *articles*; None: not known."""

    at: datetime
    articles: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """One month. *faults* are of "unsent", "late", "early", "few" and "many"; none: it was kept.

    *due* and *sent* are on the clocks of the promise; *reason* is what the editor says of it.
    """

    month: Month
    due: datetime | None
    sent: datetime | None
    articles: int | None = None
    faults: tuple[str, ...] = ()
    reason: str = ""
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Every month that counts, oldest first."""

    months: tuple[Kept, ...] = ()

    @property
    def kept(self) -> int:
        """In how many of them the promise was kept."""
        return sum(not each.faults for each in self.months)

    @property
    def missed(self) -> tuple[Kept, ...]:
        return tuple(each for each in self.months if each.faults)


def submissions(ledger: Ledger) -> Iterator[tuple[Month, str, datetime]]:
    """Each edition's month with the transport that took it and when, oldest first. The steps on
    the way, corrections, and lines that tell no moment are passed over."""
    for entry in ledger:
        month = MONTH_OF_KEY.fullmatch(entry.key[-8:])
        if month is None or entry.state != SUBMITTED:
            continue
        try:
            at = datetime.fromisoformat(entry.at)
        except ValueError:
            continue
        yield Month.parse(month[1]), entry.transport, at if at.tzinfo else at.replace(tzinfo=UTC)


def look_due(shelf: Shelf, ledger: Ledger, via: str, unsound: Collection[Month] = ()) -> Due:
    """Which month the promise sends now through *via*, by the ledger of that way out. *unsound* are
    months that have articles, though none of them may be fit to be published.

    What lies in the outbox counts as sent if it was put there when it was due: before, a publish
    has put it there for a look.
    """
    clause = shelf.promise.rhythm if shelf.promise else None
    rhythm = clause.rhythm if clause else None
    sent = {
        month
        for month, transport, at in submissions(ledger)
        if (transport != OUTBOX if via != OUTBOX else transport == OUTBOX)
        and (via != OUTBOX or (rhythm and at >= rhythm.due(month.year, month.number)))
    }
    real = via != OUTBOX
    return find_due(
        rhythm,
        shelf.now,
        shelf.site.timezone,
        filled={*shelf.months(), *unsound},
        sent=sent | set(shelf.frozen) if real else sent,
        begun=tuple(shelf.held) if real else (),
        since=Month.parse(shelf.promise.since) if shelf.promise and shelf.promise.since else None,
    )


def read_sendings(shelf: Shelf) -> dict[Month, Sending]:
    """Every edition that went out for real: the ledger knows when, the frozen one what was in it,
    and when too if the ledger was lost."""
    found = {
        month: Sending(each.cut, len(each.edition.pieces)) for month, each in shelf.frozen.items()
    }
    first: dict[Month, datetime] = {}
    for month, transport, at in submissions(Ledger(Path(shelf.settings.ledger))):
        if transport != OUTBOX:
            first.setdefault(month, at)
    for month, at in first.items():
        known = found.get(month)
        found[month] = Sending(at, known.articles if known else None)
    return found


def sent_days(shelf: Shelf) -> dict[Month, date]:
    """The days on which editions left, on the site's clocks."""
    zone = shelf.site.timezone
    return {month: each.at.astimezone(zone).date() for month, each in read_sendings(shelf).items()}


def read_record(shelf: Shelf, settings: Mapping[str, Any]) -> Record | None:
    """How the promise was kept so far; None where readers are not shown it."""
    if shelf.promise is None or not shelf.promise.record:
        return None
    sendings = read_sendings(shelf)
    register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    pages = tuple(f"{folder}/" for folder in settings["PAGE_PATHS"])
    # The day of each line is sound: the shelf has read them.
    days = [each.first for each in register.addresses if not each.path.startswith(pages)]
    filled = {Month.parse(day[:7]) for day in days}
    return keep_record(shelf.promise, sendings, shelf.notes, filled, shelf.now)


def keep_record(
    promise: Promise,
    sendings: Mapping[Month, Sending],
    notes: Mapping[Month, Notes],
    filled: Collection[Month],
    now: datetime,
) -> Record:
    """Judge each month from the promise's first on, until the last whose promised day is over.

    *filled* are months in which something appeared. A month in which nothing did counts only where
    a number of articles is promised: else nothing was to be sent.
    """
    first = Month.parse(promise.since) if promise.since else min(sendings, default=None)
    if first is None:
        return Record()
    return Record(tuple(_months(promise, sendings, notes, filled, now, first)))


def _months(
    promise: Promise,
    sendings: Mapping[Month, Sending],
    notes: Mapping[Month, Notes],
    filled: Collection[Month],
    now: datetime,
    month: Month,
) -> Iterator[Kept]:
    last = max(sendings, default=month)
    while month <= max(last, Month.of(now, UTC)):
        sending = sendings.get(month)
        due, sent = _due(promise, month), sending.at if sending else None
        if due:
            sent = sent.astimezone(due.tzinfo) if sent else None
        promised = month in filled or bool(promise.number and promise.number.articles.least)
        if sending or (due and _is_over(due, now) and promised):
            note = notes.get(month, Notes())
            articles = sending.articles if sending else None
            faults = tuple(_faults(promise, due, sent, articles))
            yield Kept(month, due, sent, articles, faults, note.missed, note.corrections)
        month = month.after


def _due(promise: Promise, month: Month) -> datetime | None:
    clause = promise.rhythm
    return clause.rhythm.due(month.year, month.number) if clause else None


def _is_over(due: datetime, now: datetime) -> bool:
    """Whether the promised day has ended."""
    return now.astimezone(due.tzinfo).date() > due.date()


def _faults(
    promise: Promise, due: datetime | None, sent: datetime | None, articles: int | None
) -> Iterator[str]:
    if due and sent is None:
        yield "unsent"
    elif due and sent and sent.date() != due.date():
        yield "late" if sent.date() > due.date() else "early"
    bounds = promise.number.articles if promise.number else None
    if bounds and articles is not None and articles not in bounds:
        yield "few" if articles < bounds.least else "many"


def unexplained(record: Record, promise: Promise, folder: str) -> Iterator[Problem]:
    """A warning for each miss that readers see without a reason. Never more than that: what has
    passed cannot be mended, and the next edition must be able to leave."""
    clause = promise.rhythm
    for each in record.missed:
        if each.reason or not clause or not each.due or not {*each.faults} & {"unsent", "late"}:
            continue
        when = full_moment(each.due, "en")
        then = f"went out on {each.sent.date()}" if each.sent else "has not gone out"
        what = f"promised rhythm: this edition was promised for {when} and {then}; readers see "
        what += 'that at /promise/, so tell them why in the header "missed"'
        yield Problem(f"{folder}/{each.month}.md", 1, what, True, "promise-rhythm")
