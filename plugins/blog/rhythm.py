"""When something promised comes: on a day of each month, at a time, in a zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from .dates import WEEKDAYS

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
LAST_EVERYWHERE = 28
"""The last day that every month has."""
SHAPE_OF_TIME = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month. *which* is 1 to 4, or -1 for the last, of the *weekday* (0 is Monday);
    without a weekday *which* is the date, 1 to 28."""

    which: int
    weekday: int | None = None

    def of(self, year: int, month: int) -> date:
        """That day in one month."""
        first = date(year, month, 1)
        if self.weekday is None:
            return first.replace(day=self.which)
        if self.which < 0:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            return last - timedelta(days=(last.weekday() - self.weekday) % 7)
        ahead = (self.weekday - first.weekday()) % 7
        return first + timedelta(days=ahead + 7 * (self.which - 1))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """*day* of the month after the one that is told of, at *time* on the clocks of *zone*."""

    day: Day
    time: time
    zone: tzinfo

    def due(self, year: int, month: int) -> datetime:
        """When what tells of that month is promised, as it stands on the clocks of the zone.

        An hour that the clocks leap over is the one after it; of an hour that comes twice it is
        the first.
        """
        day = self.day.of(year + month // 12, month % 12 + 1)
        there = datetime.combine(day, self.time, self.zone)
        return there.astimezone(UTC).astimezone(self.zone)


def parse_day(words: str) -> Day:
    """Read "first Thursday", or "5" for the fifth. Raises ValueError with what to write."""
    spoken = words.casefold().split()
    if spoken[:1] == ["the"]:
        spoken = spoken[1:]
    if len(spoken) == 1 and spoken[0].isdecimal():
        number = int(spoken[0])
        if 1 <= number <= LAST_EVERYWHERE:
            return Day(number)
        raise ValueError(f"not every month has a day {number}; choose 1 to {LAST_EVERYWHERE}")
    names = [name.casefold() for name in WEEKDAYS["en"]]
    if len(spoken) == 2 and spoken[0] in ORDINALS and spoken[1] in names:
        return Day(ORDINALS[spoken[0]], names.index(spoken[1]))
    raise ValueError(f'"{words}" is no day of a month; write it as "first Thursday" or as "5"')


def parse_time(words: str) -> time:
    """Read "08:00". Raises ValueError with what to write."""
    found = SHAPE_OF_TIME.fullmatch(words.strip())
    if found is None:
        raise ValueError(f'"{words}" is no time of the day; write it as "08:00"')
    return time(int(found["hour"]), int(found["minute"]))
