from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.month import Month


def test_reads_a_month():
    assert Month.parse(" 2026-11 ") == Month(2026, 11)
    assert str(Month(2026, 3)) == "2026-03"


@pytest.mark.parametrize(
    "typed", ["nonsense", "2026-13", "2026-1", "26-11", "", "2026-11-20", "२०२६-११"]
)
def test_refuses_what_is_no_month(typed: str):
    with pytest.raises(ProblemsFound) as found:
        Month.parse(typed)
    assert "write it as 2026-11" in str(found.value)


def test_the_last_hour_of_a_month_belongs_to_the_next_further_east():
    moment = datetime(2026, 10, 31, 23, 30, tzinfo=UTC)
    assert Month.of(moment, UTC) == Month(2026, 10)
    assert Month.of(moment, ZoneInfo("Europe/Amsterdam")) == Month(2026, 11)


def test_months_sort_and_have_names():
    assert Month(2025, 12) < Month(2026, 1)
    assert Month(2026, 11).named("nl") == "november 2026"
    assert Month(2026, 11).named("fr") == "November 2026"
