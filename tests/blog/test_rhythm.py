"""Days of the month and their moments, right through summer time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from plugins.blog.rhythm import Day, Rhythm, parse_day, parse_time

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("words", "month", "expected"),
    [
        ("first Thursday", (2026, 12), date(2026, 12, 3)),
        ("First thursday", (2026, 10), date(2026, 10, 1)),
        ("the second Monday", (2026, 6), date(2026, 6, 8)),
        ("fourth Sunday", (2027, 2), date(2027, 2, 28)),
        ("last Friday", (2026, 12), date(2026, 12, 25)),
        ("last Sunday", (2027, 2), date(2027, 2, 28)),
        ("5", (2026, 2), date(2026, 2, 5)),
        ("28", (2027, 2), date(2027, 2, 28)),
    ],
)
def test_a_day_is_found_in_its_month(words: str, month: tuple[int, int], expected: date) -> None:
    assert parse_day(words).of(*month) == expected


@pytest.mark.parametrize(
    "words",
    ["", "Thursday", "fifth Thursday", "first Thirsday", "0", "29", "-1", "first Thursday of May"],
)
def test_what_is_no_day_of_every_month_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=r"no day of a month|not every month"):
        parse_day(words)


def test_times() -> None:
    assert parse_time("08:00") == parse_time("8.00") == time(8)
    for words in ("", "8", "24:00", "08:60", "noon", "08:00 CET"):
        with pytest.raises(ValueError, match="no time of the day"):
            parse_time(words)


def test_what_tells_of_a_month_comes_in_the_next_one_over_new_year_too() -> None:
    rhythm = Rhythm(Day(1, 3), time(8), AMSTERDAM)
    assert rhythm.due(2026, 11).isoformat() == "2026-12-03T08:00:00+01:00"
    assert rhythm.due(2026, 12).isoformat() == "2027-01-07T08:00:00+01:00"
    assert rhythm.due(2027, 5).isoformat() == "2027-06-03T08:00:00+02:00"


def test_the_clock_on_the_wall_counts_on_both_sides_of_summer_time() -> None:
    winter = Rhythm(parse_day("last Saturday"), time(8), AMSTERDAM).due(2027, 2)
    summer = Rhythm(parse_day("last Sunday"), time(8), AMSTERDAM).due(2027, 2)
    assert (winter.date(), summer.date()) == (date(2027, 3, 27), date(2027, 3, 28))
    assert (summer.astimezone(UTC) - winter.astimezone(UTC)).total_seconds() == 23 * 3600


def test_an_hour_that_is_leapt_over_is_the_next_and_of_one_that_comes_twice_the_first() -> None:
    """28 March 2027 has no 02:30 in Amsterdam; 31 October 2027 has two."""
    last_sunday = parse_day("last Sunday")
    gone = Rhythm(last_sunday, time(2, 30), AMSTERDAM).due(2027, 2)
    twice = Rhythm(last_sunday, time(2, 30), AMSTERDAM).due(2027, 9)
    assert gone.isoformat() == "2027-03-28T03:30:00+02:00"
    assert twice.astimezone(UTC) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
