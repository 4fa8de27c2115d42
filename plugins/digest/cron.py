"""Looks at the clock that sends by itself: is it set for what was promised, and does it go on?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta

from ..blog.findings import Finding, bites, ok, unasked
from ..blog.history import History
from ..blog.rhythm import Rhythm
from .month import Month

CRON = "cron"
LINE = re.compile(r"""^\s*-\s*cron:\s*["']([^"'#]+)["']""", re.MULTILINE)
DAILY = re.compile(r"(?P<minute>\d{1,2}) (?P<hours>\d{1,2}(,\d{1,2})*) \* \* \*")
QUIET = timedelta(days=60)
"""After which GitHub switches off what runs by its clock, in public repositories."""
SOON = timedelta(days=45)
TOLERABLE = timedelta(hours=1)
MONTHS = 12  # looked ahead, so that summer and winter are both among them


def read_times(workflow: str) -> tuple[time, ...]:
    """When a workflow wakes each day, in UTC; empty where one of its lines is not for each day."""
    times = []
    for line in LINE.findall(workflow):
        found = DAILY.fullmatch(line.strip())
        if found is None:
            return ()
        minute = int(found["minute"])
        times += [time(int(hour), minute) for hour in found["hours"].split(",")]
    return tuple(sorted(times))


def first_after(moment: datetime, times: Iterable[time]) -> datetime:
    """The first of the daily *times*, in UTC, at or after *moment*."""
    there = moment.astimezone(UTC)
    days = (there.date(), there.date() + timedelta(days=1))
    runs = (datetime.combine(day, each, UTC) for day in days for each in times)
    return min(run for run in runs if run >= there)


def longest_wait(rhythm: Rhythm, times: tuple[time, ...], now: datetime) -> timedelta:
    """How long, at worst, readers wait after the promised moment, in the months to come."""
    month = Month.of(now, rhythm.zone)
    waits = []
    for _ in range(MONTHS):
        due = rhythm.due(month.year, month.number)
        waits.append(first_after(due, times) - due)
        month = month.after
    return max(waits)


def judge_cron(
    history: History, daily: str, workflow: str, rhythm: Rhythm | None, now: datetime
) -> Iterator[Finding]:
    """What is known of the clock. *daily* is the workflow's name and *workflow* its text; both are
    empty where there is none."""
    if not (daily and history.github):
        words = "whether a clock runs invoke digest --due cannot be seen from here"
        do = 'look yourself with crontab -l; docs/operator.md, "By itself", has the line'
        yield unasked(CRON, words, do)
        return
    times = read_times(workflow)
    if rhythm and times and longest_wait(rhythm, times, now) > TOLERABLE:
        wait = longest_wait(rhythm, times, now).total_seconds() / 3600
        shown = ", ".join(f"{each:%H:%M}" for each in times)
        words = f"{daily} wakes at {shown} UTC, {wait:.0f} hours after the promised moment"
        yield bites(CRON, words, "move its cron line to just after that, in summer and in winter")
    yield _judge_quiet(history, daily, now)


def _judge_quiet(history: History, daily: str, now: datetime) -> Finding:
    age = now - history.last if history.last else timedelta()
    if age < SOON:
        words = f"{daily} runs by GitHub's clock, which is UTC and often late"
        return ok(CRON, f"{words}; off after 60 days without a commit, the last was {age.days} ago")
    said = "has switched off" if age >= QUIET else "will soon switch off"
    words = f"no commit for {age.days} days: in a public repository GitHub {said} {daily}"
    do = "commit something; under Actions, Daily, press Enable workflow if it is off"
    return bites(CRON, words, do)
