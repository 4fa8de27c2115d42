"""The clock that sends by itself: its hour, and that it goes on."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.blog.findings import Finding, Group
from plugins.blog.history import History
from plugins.blog.rhythm import Rhythm, parse_day
from plugins.digest.cron import first_after, judge_cron, longest_wait, read_times

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
AT_EIGHT = Rhythm(parse_day("first Thursday"), time(8), ZoneInfo("Europe/Amsterdam"))
LINE = 'on:\n  schedule:\n    - cron: "{}"\n'


def judged(days: int, line: str = "7 6,7 * * *", github: bool = True) -> list[Finding]:
    history = History(True, NOW - timedelta(days=days), github=github)
    return list(judge_cron(history, "daily.yml", LINE.format(line), AT_EIGHT, NOW))


@pytest.mark.parametrize(
    ("line", "times"),
    [
        ("7 6,7 * * *", (time(6, 7), time(7, 7))),
        ("0 23 * * *", (time(23, 0),)),
        ("7 6 * * 1", ()),
        ("*/5 * * * *", ()),
    ],
)
def test_daily_times_are_read_and_nothing_else_is_guessed(
    line: str, times: tuple[time, ...]
) -> None:
    assert read_times(LINE.format(line)) == times


def test_the_first_run_may_be_the_next_day() -> None:
    moment = datetime(2026, 12, 3, 8, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert first_after(moment, (time(7, 0),)) == datetime(2026, 12, 3, 7, 0, tzinfo=UTC)
    assert first_after(moment, (time(6, 59),)) == datetime(2026, 12, 4, 6, 59, tzinfo=UTC)


def test_one_hour_of_utc_is_not_enough_for_summer_and_winter() -> None:
    assert longest_wait(AT_EIGHT, (time(6, 7), time(7, 7)), NOW) == timedelta(minutes=7)
    assert longest_wait(AT_EIGHT, (time(7, 7),), NOW) == timedelta(hours=1, minutes=7)
    assert longest_wait(AT_EIGHT, (time(6, 7),), NOW) == timedelta(hours=23, minutes=7)


@pytest.mark.parametrize(
    ("days", "group", "words"),
    [
        (0, Group.OK, "the last was 0 ago"),
        (44, Group.OK, "the last was 44 ago"),
        (45, Group.BITES, "will soon switch off"),
        (60, Group.BITES, "has switched off"),
    ],
)
def test_quiet_days_are_counted(days: int, group: Group, words: str) -> None:
    (found,) = judged(days)
    assert (found.group, words in found.words) == (group, True)


def test_a_clock_that_is_set_too_early_is_told() -> None:
    first, _ = judged(0, "7 5 * * *")
    assert (first.group, "23 hours after" in first.words) == (Group.BITES, True)


def test_elsewhere_nobody_can_see_the_clock() -> None:
    (found,) = judged(0, github=False)
    assert (found.group, "cannot be seen" in found.words) == (Group.UNASKED, True)


def test_the_workflow_of_this_site_wakes_when_the_promise_wants_it(root: Path) -> None:
    text = (root / ".github" / "workflows" / "daily.yml").read_text(encoding="utf-8")
    times = read_times(text)
    assert longest_wait(AT_EIGHT, times, NOW) < timedelta(minutes=30)
