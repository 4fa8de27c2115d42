"""A calendar month, the span of one Edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path

from ..blog.dates import month_name
from ..blog.problems import Problem, ProblemsFound

SHAPE = re.compile(r"(?P<year>[12]\d{3})-(?P<number>0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month; *number* counts from 1. ``str()`` is "2026-11"."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read "2026-11"; anything else raises ProblemsFound with what to write."""
        found = SHAPE.fullmatch(text.strip())
        if found is None:
            what = f'"{text[:40]}" is not a month; write it as 2026-11'
            raise ProblemsFound([Problem("--month", 1, what)])
        return cls(int(found["year"]), int(found["number"]))

    @classmethod
    def of(cls, moment: datetime, zone: tzinfo) -> Month:
        """The month of *moment* on the calendars of *zone*."""
        here = moment.astimezone(zone)
        return cls(here.year, here.month)

    @property
    def after(self) -> Month:
        """The next month."""
        return Month(self.year + self.number // 12, self.number % 12 + 1)

    @property
    def before(self) -> Month:
        """The month that came last."""
        return Month(self.year - (self.number == 1), (self.number - 2) % 12 + 1)

    def named(self, lang: str) -> str:
        """ "November 2026", in *lang* where it is known."""
        return f"{month_name(self.number, lang)} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


def month_of(path: Path) -> Month | None:
    """The month that a file is named after, whatever follows the first dot; None for another."""
    try:
        return Month.parse(path.name.split(".", maxsplit=1)[0])
    except ProblemsFound:
        return None
