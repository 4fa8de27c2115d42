"""Dates as pages and maps of a site tell them."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

from plugins.blog.dates import newest_day

FIRST, LAST = datetime(2026, 9, 3, tzinfo=UTC), datetime(2026, 11, 20, 23, tzinfo=UTC)


def test_the_newest_day_is_that_of_the_last_change() -> None:
    old, changed = SimpleNamespace(date=FIRST), SimpleNamespace(date=FIRST, modified=LAST)
    assert newest_day([old]) == "2026-09-03"
    assert newest_day([changed, old]) == "2026-11-20"
    assert newest_day([]) == ""
