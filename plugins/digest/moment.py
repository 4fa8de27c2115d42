"""The moment that a person chose for a mail to leave, read before anything else is done."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from ..blog.problems import Problem, ProblemsFound

QUARTER = 15  # minutes; Mailchimp sends at no other times


def parse_moment(typed: str, zone: tzinfo) -> datetime:
    """The moment that was *typed*, on the clocks of *zone* where it names none; raises
    ProblemsFound with what to write."""
    try:
        read = datetime.fromisoformat(typed.strip())
    except ValueError:
        what = f'"{typed[:40]}" is not a moment; write it as 2026-12-03T08:00'
        raise ProblemsFound([Problem("--schedule", 1, what)]) from None
    return read if read.tzinfo else read.replace(tzinfo=zone)


def refuse(moment: datetime, now: datetime) -> str:
    """Why nothing can be sent at *moment*, or nothing."""
    there = moment.astimezone(UTC)
    if there.minute % QUARTER or there.second or there.microsecond:
        return f"{there:%H:%M} UTC is not a quarter hour; choose :00, :15, :30 or :45"
    return f"{there:%Y-%m-%d %H:%M} UTC is over" if there <= now else ""


def require_ahead(typed: str, zone: tzinfo, now: datetime) -> datetime:
    """The moment that was *typed*, if a mail can leave then; raises ProblemsFound if not."""
    moment = parse_moment(typed, zone)
    why = refuse(moment, now)
    if why:
        raise ProblemsFound([Problem("--schedule", 1, why)])
    return moment
