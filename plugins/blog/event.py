"""An event as an author writes it: when, in which zone, where, and until when one signs up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from dateutil import parser as dates

from .dates import full_moment, long_date, weekday_name
from .headers import Header, Value
from .problems import nearest

KIND = "event"
HELP = "write it as 2026-12-09 19:30, or 2026-12-09 for a whole day"
DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")
TO: Mapping[str, str] = {"en": "to", "nl": "tot"}
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Event:
    """*start* and *end* are moments in the zone of the event, or days where it is a whole day:
    then *end* is the last of them. *place* and *online* may both be empty, *deadline* is a day."""

    start: datetime | date
    end: datetime | date
    zone: ZoneInfo
    place: str = ""
    online: str = ""
    deadline: date | None = None

    @property
    def whole(self) -> bool:
        """Whether it has days and no hours."""
        return not isinstance(self.start, datetime)

    @property
    def begins(self) -> datetime:
        """The moment at which it begins."""
        return _moment(self.start, self.zone)

    @property
    def ends(self) -> datetime:
        """The moment at which it is over."""
        if isinstance(self.end, datetime):
            return self.end
        return _moment(self.end + timedelta(days=1), self.zone)

    def over(self, now: datetime) -> bool:
        """Whether it lies behind."""
        return self.ends <= now

    def when(self, lang: str) -> str:
        """ "Wednesday 9 December 2026, 19:30 to 21:30"."""
        to = TO.get(lang.split("-", maxsplit=1)[0], TO["en"])
        if not (isinstance(self.start, datetime) and isinstance(self.end, datetime)):
            days = (self.start,) if self.start == self.end else (self.start, self.end)
            return f" {to} ".join(
                f"{weekday_name(each.weekday(), lang)} {long_date(each, lang)}" for each in days
            )
        told = full_moment(self.start, lang)
        if self.end == self.start:
            return told
        same = self.end.date() == self.start.date()
        return f"{told} {to} {f'{self.end:%H:%M}' if same else full_moment(self.end, lang)}"


def event_of(fields: Mapping[str, Value], zone: tzinfo) -> Event | None:
    """The event that a header tells of; None where it is none, or has a fault. *zone* is meant
    where it names none."""
    if not is_event(fields):
        return None
    found, faults = _read(fields, zone)
    return None if faults else found


def is_event(fields: Mapping[str, Value]) -> bool:
    """Whether a header is that of an event."""
    return _word(fields, "kind").casefold() == KIND


def faults_of(header: Header) -> Iterator[tuple[str, str]]:
    """What is wrong with an event, each with its key."""
    if is_event(header.fields):
        yield from _read(header.fields, UTC)[1]


def _read(
    fields: Mapping[str, Value], default: tzinfo
) -> tuple[Event | None, list[tuple[str, str]]]:
    faults: list[tuple[str, str]] = []
    zone = default if isinstance(default, ZoneInfo) else ZoneInfo("UTC")
    named = _word(fields, "zone")
    if named and named not in available_timezones():
        known = sorted(each for each in available_timezones() if "/" in each)
        hint = nearest(named, known) or "; write it as Europe/Amsterdam"
        faults.append(("zone", f'the time zone "{named}" is not known{hint}'))
    elif named:
        zone = ZoneInfo(named)
    online = _word(fields, "online")
    if online and not online.startswith(WEB):
        faults.append(("online", f'"{online}" must be an address with https://'))
    start = end = None
    if not _word(fields, "start"):
        faults.append(("start", f"an event needs a start; {HELP}"))
    else:
        start = _when(fields, "start", zone, None, faults)
        end = _when(fields, "end", zone, start, faults) if _word(fields, "end") else start
    deadline = _when(fields, "deadline", zone, start, faults) if _word(fields, "deadline") else None
    if start is None or end is None:
        return None, faults
    if isinstance(start, datetime) != isinstance(end, datetime):
        faults.append(("end", "the start and the end must both have an hour, or neither"))
    elif _moment(end, zone) < _moment(start, zone):
        told = f"the event ends before it starts: {_word(fields, 'end')}"
        faults.append(("end", f"{told} is before {_word(fields, 'start')}"))
    last = deadline.date() if isinstance(deadline, datetime) else deadline
    if last and _moment(last, zone) > _moment(end, zone):
        faults.append(("deadline", "the deadline lies after the event"))
    event = Event(start, end, zone, _word(fields, "place"), online, last)
    return event, faults


def _when(
    fields: Mapping[str, Value],
    key: str,
    zone: ZoneInfo,
    start: datetime | date | None,
    faults: list[tuple[str, str]],
) -> datetime | date | None:
    """A day or a moment; an hour alone is one of the day of the *start*."""
    typed = _word(fields, key)
    try:
        if CLOCK.fullmatch(typed) and start:
            day = start.date() if isinstance(start, datetime) else start
            hour, minute = map(int, re.split("[:.]", typed))
            moment = datetime.combine(day, time(hour, minute))
        elif DAY.fullmatch(typed):
            return date(*map(int, typed.split("-")))
        else:
            first, second = (
                dates.parse(typed, default=datetime(year, 1, day))  # noqa: DTZ001
                for year, day in ((2000, 1), (2001, 2))
            )
            if first != second or not DAY.match(typed):
                raise ValueError
            moment = first
    except (ValueError, OverflowError, TypeError):
        faults.append((key, f'the {key} "{typed}" cannot be read; {HELP}'))
        return None
    here = moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    if here.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != here.replace(tzinfo=None):
        what = f"clocks in {zone.key} skip {here:%H:%M} that night: summer time begins"
        faults.append((key, f'the {key} "{typed}" does not exist: {what}'))
        return None
    return here


def _moment(when: datetime | date, zone: tzinfo) -> datetime:
    """Moments are compared in UTC: of two in one zone Python would compare the clocks."""
    here = when if isinstance(when, datetime) else datetime.combine(when, time(), zone)
    return here.astimezone(UTC)


def _word(fields: Mapping[str, Value], key: str) -> str:
    value = fields.get(key)
    return " ".join(value.split()) if isinstance(value, str) else ""
