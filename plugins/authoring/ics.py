"""The calendar as a file that calendar programs read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from ..blog.problems import Problem, ProblemsFound
from .calendar import DRAFT, IMPORTED, PUBLISHED, Calendar


def as_ics(calendar: Calendar, host: str, stamp: datetime) -> bytes:
    """What is to come in *calendar*: editions at their moments, articles as days.

    *stamp* is the moment of making it, *host* the site's, so that an event keeps its name and a
    calendar program replaces it when the file is read again. Raises ProblemsFound where the library
    that writes such files is not installed.
    """
    try:
        import icalendar
    except ImportError:
        what = "this needs a library that is not here: pip install icalendar"
        raise ProblemsFound([Problem("--ics", 1, what)]) from None
    made = icalendar.Calendar()
    made.add("prodid", f"-//{host}//greetz//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", calendar.name or host)
    for name, start, summary, description in _events(calendar):
        event = icalendar.Event()
        event.add("uid", f"{name}@{host}")
        event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", start)
        event.add("summary", summary)
        if description:
            event.add("description", description)
        event.add("transp", "TRANSPARENT")  # nobody is busy because of it
        made.add_component(event)
    return bytes(made.to_ical())


def count_events(calendar: Calendar) -> int:
    """How many there are."""
    return sum(1 for _ in _events(calendar))


def _events(calendar: Calendar) -> Iterator[tuple[str, date, str, str]]:
    for page in calendar.pages:
        for each in page.pieces:
            if each.state in {PUBLISHED, IMPORTED}:
                continue
            words = f"Draft: {each.title}" if each.state == DRAFT else f"{each.title} appears"
            yield each.shown.replace("/", "-"), each.day, words, each.shown
        if page.due and not page.sent and not page.late:
            lacks = "\n".join(f"missing: {each}" for each in page.missing)
            at = page.due.astimezone(UTC)
            yield f"edition-{page.key}", at, f"{calendar.name} {page.key} goes out", lacks
