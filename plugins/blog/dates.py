"""Dates as people write them, without the machine's locale, so that every machine agrees."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

ENGLISH = (
    "January, February, March, April, May, June, "
    "July, August, September, October, November, December"
)
DUTCH = (
    "januari, februari, maart, april, mei, juni, "
    "juli, augustus, september, oktober, november, december"
)
MONTHS = {"en": ENGLISH.split(", "), "nl": DUTCH.split(", ")}
WEEKDAYS = {
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "nl": ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
}


PLAIN = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?: (\d\d):(\d\d)(?::(\d\d))?)?", re.ASCII)


def plain_moment(typed: str) -> tuple[int, ...] | None:
    """The numbers of a date written as 2026-11-20 or 2026-11-20 08:00, as nearly all are; None for
    any other, which a parser has to read."""
    found = PLAIN.fullmatch(typed)
    if not found:
        return None
    numbers = tuple(int(each) for each in found.groups() if each)
    try:
        datetime(*numbers)  # type: ignore[arg-type]  # noqa: DTZ001 - only whether there is one
    except ValueError:
        return None
    return numbers


def month_name(number: int, lang: str) -> str:
    """The name of month *number* (1-12); English where the language is not known."""
    return MONTHS.get(lang.split("-", maxsplit=1)[0], MONTHS["en"])[number - 1]


def long_date(day: date, lang: str) -> str:
    """*day* as "20 November 2026"."""
    return f"{day.day} {month_name(day.month, lang)} {day.year}"


def month_and_year(day: date, lang: str) -> str:
    """*day*'s month as "November 2026"."""
    return f"{month_name(day.month, lang)} {day.year}"


def weekday_name(number: int, lang: str) -> str:
    """The name of a day of the week, 0 is Monday; English where the language is not known."""
    return WEEKDAYS.get(lang.split("-", maxsplit=1)[0], WEEKDAYS["en"])[number]


def full_moment(moment: datetime, lang: str) -> str:
    """*moment* as "Thursday 3 December 2026, 08:00", on its own clock."""
    day = moment.date()
    return f"{weekday_name(day.weekday(), lang)} {long_date(day, lang)}, {moment:%H:%M}"


def now() -> datetime:
    """This moment, or the one that SOURCE_DATE_EPOCH fixes (seconds since 1970)."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC)


def newest_day(contents: Iterable[Any]) -> str:
    """The day, as 2026-11-20, on which the last of *contents* was changed."""
    dates = (getattr(each, "modified", None) or each.date for each in contents)
    return max((each.date().isoformat() for each in dates), default="")
