"""What ``digest --due`` decides, on both sides of each moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.blog.rhythm import Rhythm, parse_day, parse_time
from plugins.digest.due import Due, find_due
from plugins.digest.month import Month

ZONE = ZoneInfo("Europe/Amsterdam")
RHYTHM = Rhythm(parse_day("first Thursday"), parse_time("08:00"), ZONE)
AUGUST, SEPTEMBER, OCTOBER, NOVEMBER = (Month(2026, number) for number in (8, 9, 10, 11))
HOUR = timedelta(hours=1)
FILLED = (AUGUST, SEPTEMBER, OCTOBER, NOVEMBER)
MOMENT = datetime(2026, 12, 3, 7, tzinfo=UTC)
"""Eight o'clock in Amsterdam, on the first Thursday of December."""
SAID = "Thursday 3 December 2026, 08:00 (Europe/Amsterdam)"


def due(now: datetime, sent: tuple[Month, ...] = (OCTOBER,), **changed: object) -> Due:
    given = {"filled": FILLED, "begun": (), "since": None, **changed}
    return find_due(RHYTHM, now, ZONE, sent=sent, **given)  # type: ignore[arg-type]


def test_nothing_is_due_where_nothing_is_promised() -> None:
    found = find_due(None, MOMENT, ZONE, filled=FILLED, sent=())
    assert (found.month, "no rhythm is promised" in found.why) == (None, True)


def test_it_leaves_at_its_moment_and_not_a_second_before() -> None:
    before = due(MOMENT - timedelta(seconds=1))
    assert before == Due(None, f"nothing is due before {SAID}: then 2026-11 goes out")
    assert due(MOMENT) == Due(NOVEMBER, f"2026-11 is due: it was promised for {SAID}")


@pytest.mark.parametrize("late", [timedelta(days=1), timedelta(days=28)])
def test_late_it_still_leaves_and_only_once(late: timedelta) -> None:
    assert due(MOMENT + late).month == NOVEMBER
    after = due(MOMENT + late, sent=(OCTOBER, NOVEMBER))
    assert after.month is None
    assert after.why.startswith(
        "nothing is due: 2026-11 was sent already; 2026-12 is promised for "
    )
    assert after.why.endswith("Thursday 7 January 2027, 08:00 (Europe/Amsterdam)")


def test_a_month_without_articles_has_nothing_to_send() -> None:
    found = due(MOMENT, filled=(OCTOBER,))
    assert found == Due(None, "nothing is due: 2026-11 has no articles")


def test_a_missed_month_is_named_and_not_sent_any_more() -> None:
    for now in (MOMENT - timedelta(days=2), MOMENT):
        found = due(now, sent=(AUGUST,))
        assert found.month in {None, NOVEMBER}
        assert [each[:7] for each in found.remarks] == ["2026-09", "2026-10"]
        assert "its articles come along with 2026-11" in found.remarks[0]
    assert due(MOMENT, sent=(SEPTEMBER,), filled=(SEPTEMBER, NOVEMBER)).remarks == ()


def test_before_the_first_edition_nothing_was_missed() -> None:
    assert due(MOMENT, sent=()) == Due(NOVEMBER, f"2026-11 is due: it was promised for {SAID}")


def test_what_was_begun_is_finished_first() -> None:
    assert due(MOMENT, begun=(OCTOBER,), sent=()).month == OCTOBER
    assert due(MOMENT, begun=(NOVEMBER,)).month == NOVEMBER
    assert due(MOMENT, begun=(OCTOBER,), sent=(OCTOBER,)).month == NOVEMBER


def test_nothing_is_due_before_the_promise_begins() -> None:
    found = due(MOMENT, since=Month(2026, 12), sent=())
    assert found.month is None
    assert "the promise begins with 2026-12, due on Thursday 7 January 2027" in found.why
    assert due(MOMENT, since=NOVEMBER, sent=()).month == NOVEMBER


def test_months_end_on_the_sites_clocks() -> None:
    """Half past eleven in the evening of 30 November in London is December in Amsterdam."""
    first = Rhythm(parse_day("1"), parse_time("00:10"), ZONE)
    now = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    assert find_due(first, now, ZONE, filled=FILLED, sent=()).month == NOVEMBER
    assert find_due(first, now, ZoneInfo("UTC"), filled=FILLED, sent=()).month == OCTOBER


@pytest.mark.parametrize(
    ("month", "hour"),
    [(Month(2027, 1), 7), (Month(2027, 2), 6), (Month(2027, 8), 6), (Month(2027, 9), 7)],
)
def test_summer_time_moves_the_moment_with_the_clock_on_the_wall(month: Month, hour: int) -> None:
    """The last Sundays of March and October 2027 are the days on which the clocks change."""
    rhythm = Rhythm(parse_day("last Sunday"), parse_time("08:00"), ZONE)
    at = rhythm.due(month.year, month.number).astimezone(UTC)
    assert at.hour == hour
    given = {"filled": (month,), "sent": ()}
    assert find_due(rhythm, at - timedelta(seconds=1), ZONE, **given).month is None
    assert find_due(rhythm, at, ZONE, **given).month == month


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-12-31T06:59", None),  # before eight o'clock
        ("2026-12-31T07:00", NOVEMBER),
        ("2027-01-01T12:00", NOVEMBER),  # a day late, in the next month already
        ("2027-01-10T12:00", NOVEMBER),
        ("2027-01-16T12:00", None),  # now December's 28 January is nearer
        ("2027-01-28T07:00", Month(2026, 12)),
    ],
)
def test_late_at_the_turn_of_a_month_it_still_leaves(now: str, expected: Month | None) -> None:
    """The last Thursday of December 2026 is its last day."""
    rhythm = Rhythm(parse_day("last Thursday"), parse_time("08:00"), ZONE)
    moment = datetime.fromisoformat(f"{now}:00+00:00")
    filled = (OCTOBER, NOVEMBER, Month(2026, 12))
    assert find_due(rhythm, moment, ZONE, filled=filled, sent=(OCTOBER,)).month == expected


@given(
    st.integers(0, 12_000).map(lambda hours: datetime(2026, 9, 1, tzinfo=UTC) + hours * HOUR),
    st.sampled_from(["first Thursday", "last Sunday", "28", "1"]),
    st.times().map(lambda each: f"{each.hour:02}:{each.minute:02}"),
)
def test_over_any_time_each_month_leaves_once_in_order_and_never_before(
    start: datetime, day: str, time: str
) -> None:
    """Cron runs every seven hours for a hundred days."""
    rhythm = Rhythm(parse_day(day), parse_time(time), ZONE)
    months = [Month(2026, 6)]
    while len(months) < 30:
        months.append(months[-1].after)
    sent: list[Month] = []
    for hours in range(0, 2400, 7):
        now = start + hours * HOUR
        found = find_due(rhythm, now, ZONE, filled=months, sent=sent).month
        if found:
            assert rhythm.due(found.year, found.number) <= now
            assert not sent or found == sent[-1].after
            sent.append(found)
    assert len(sent) >= 3
