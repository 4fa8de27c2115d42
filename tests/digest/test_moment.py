from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.moment import require_ahead

HERE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "utc"),
    [
        ("2026-12-03T08:00", "2026-12-03T07:00:00+00:00"),
        (" 2026-12-03 08:15 ", "2026-12-03T07:15:00+00:00"),
        ("2026-12-03T08:00+00:00", "2026-12-03T08:00:00+00:00"),
        ("2026-12-03", "2026-12-02T23:00:00+00:00"),
    ],
)
def test_a_moment_without_a_zone_is_on_the_clocks_of_the_site(typed: str, utc: str):
    assert require_ahead(typed, HERE, NOW).astimezone(UTC).isoformat() == utc


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("yesterday", '"yesterday" is not a moment; write it as 2026-12-03T08:00'),
        ("", '"" is not a moment; write it as 2026-12-03T08:00'),
        ("2026-13-03T08:00", '"2026-13-03T08:00" is not a moment; write it as 2026-12-03T08:00'),
        ("2026-11-30T08:00", "2026-11-30 07:00 UTC is over"),
        ("2026-12-01T10:00", "2026-12-01 09:00 UTC is over"),
        (
            "2026-12-03T08:07",
            "07:07 UTC is not a quarter hour; choose :00, :15, :30 or :45",
        ),
        (
            "2026-12-03T08:00:30",
            "07:00 UTC is not a quarter hour; choose :00, :15, :30 or :45",
        ),
    ],
)
def test_a_moment_at_which_nothing_can_leave(typed: str, words: str):
    with pytest.raises(ProblemsFound) as found:
        require_ahead(typed, HERE, NOW)
    assert str(found.value) == f"--schedule:1: {words}"
