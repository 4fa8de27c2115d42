"""A calendar month, the span of one Edition."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, tzinfo

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

    def named(self, lang: str) -> str:
        """ "November 2026", in *lang* where it is known."""
        return f"{month_name(self.number, lang)} {self.year}"

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
