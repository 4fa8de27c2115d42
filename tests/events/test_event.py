"""What an author may say of an event, and what cannot be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.blog.event import Event, event_of, faults_of
from plugins.blog.headers import parse_header
from plugins.blog.opening import open_run
from plugins.blog.survey import survey

ROOT = Path(__file__).resolve().parents[2]
HOME = ZoneInfo("Europe/Amsterdam")


def made(*lines: str) -> Event:
    event = event_of(header(*lines).fields, HOME)
    assert event is not None
    return event


def header(*lines: str):
    return parse_header("\n".join(("---", "title: A", "kind: event", *lines, "---", "Text")))


def test_hours_are_those_of_its_zone() -> None:
    event = made("start: 2026-12-09 19:30", "end: 21:30", "zone: America/New_York")
    assert event.begins == datetime(2026, 12, 10, 0, 30, tzinfo=UTC)
    assert event.ends == datetime(2026, 12, 10, 2, 30, tzinfo=UTC)
    assert made("start: 2026-12-09 19:30").begins == datetime(2026, 12, 9, 18, 30, tzinfo=UTC)
    assert made("start: 2026-12-09 19:30Z").begins == datetime(2026, 12, 9, 19, 30, tzinfo=UTC)


def test_it_is_over_when_its_end_has_come() -> None:
    event = made("start: 2026-12-09 19:30", "end: 21:30")
    assert not event.over(datetime(2026, 12, 9, 20, 29, 59, tzinfo=UTC))
    assert event.over(datetime(2026, 12, 9, 20, 30, tzinfo=UTC))


def test_a_whole_day_ends_at_midnight_of_its_zone() -> None:
    event = made("start: 2026-09-09", "end: 2026-09-10")
    assert (event.whole, event.end) == (True, date(2026, 9, 10))
    assert event.ends == datetime(2026, 9, 10, 22, tzinfo=UTC)
    assert made("start: 2026-09-09").ends == datetime(2026, 9, 9, 22, tzinfo=UTC)


def test_an_evening_across_the_end_of_summer_time_is_as_long_as_it_is() -> None:
    event = made("start: 2026-10-25 01:00", "end: 2026-10-25 04:00")
    assert (event.ends - event.begins).total_seconds() == 4 * 3600
    event = made("start: 2026-03-29 01:00", "end: 2026-03-29 04:00")
    assert (event.ends - event.begins).total_seconds() == 2 * 3600


@pytest.mark.parametrize(
    ("lines", "lang", "expected"),
    [
        (
            ("start: 2026-12-09 19:30", "end: 21.30"),
            "en",
            "Wednesday 9 December 2026, 19:30 to 21:30",
        ),
        (("start: 2026-12-09 19:30",), "nl", "woensdag 9 december 2026, 19:30"),
        (
            ("start: 2026-12-09 22:00", "end: 2026-12-10 02:00"),
            "nl",
            "woensdag 9 december 2026, 22:00 tot donderdag 10 december 2026, 02:00",
        ),
        (("start: 2026-09-09",), "en", "Wednesday 9 September 2026"),
        (
            ("start: 2026-09-09", "end: 2026-09-10"),
            "en",
            "Wednesday 9 September 2026 to Thursday 10 September 2026",
        ),
    ],
)
def test_when_in_words(lines: tuple[str, ...], lang: str, expected: str) -> None:
    assert made(*lines).when(lang) == expected


@pytest.mark.parametrize(
    ("lines", "key", "expected"),
    [
        ((), "start", "an event needs a start; write it as 2026-12-09 19:30"),
        (("start: next week",), "start", 'the start "next week" cannot be read'),
        (("start: 2026-02-30",), "start", 'the start "2026-02-30" cannot be read'),
        (("start: 19:30",), "start", 'the start "19:30" cannot be read'),
        (
            ("start: 2026-12-09 19:30", "end: 2026-12-09 18:00"),
            "end",
            "the event ends before it starts: 2026-12-09 18:00 is before 2026-12-09 19:30",
        ),
        (("start: 2026-12-09 19:30", "end: 18:00"), "end", "the event ends before it starts"),
        (("start: 2026-12-09", "end: 2026-12-08"), "end", "the event ends before it starts"),
        (("start: 2026-12-09", "end: 2026-12-09 18:00"), "end", "must both have an hour"),
        (
            ("start: 2026-12-09", "zone: Europe/Amsterdm"),
            "zone",
            'zone "Europe/Amsterdm" is not known; did you mean "Europe/Amsterdam"?',
        ),
        (("start: 2026-12-09", "online: zoom"), "online", '"zoom" must be an address'),
        (
            ("start: 2026-12-09 19:30", "deadline: 2026-12-10"),
            "deadline",
            "the deadline lies after the event",
        ),
        (
            ("start: 2026-03-29 02:30", "zone: Europe/Amsterdam"),
            "start",
            "clocks in Europe/Amsterdam skip 02:30 that night",
        ),
    ],
)
def test_what_cannot_be(lines: tuple[str, ...], key: str, expected: str) -> None:
    told = list(faults_of(header(*lines)))
    assert [each for each, _ in told] == [key]
    assert expected in told[0][1]
    assert event_of(header(*lines).fields, HOME) is None


def test_only_an_event_is_looked_at() -> None:
    text = "---\ntitle: A\nstart: now\n---\nText"
    assert list(faults_of(parse_header(text))) == []


def test_the_survey_tells_its_line_and_knows_when_it_turns(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    head = "---\ntitle: A\ndate: 2026-11-01\nkind: event\nstart: 2026-12-09 19:30\nend: "
    (tmp_path / "articles" / "a.md").write_text(f"{head}18:00\n---\nText\n", encoding="utf-8")
    run = open_run(ROOT / "pelicanconf.py", str(tmp_path), str(tmp_path / "out"))
    told = survey(run.settings, tmp_path).problems
    assert [(each.path, each.line, each.code) for each in told] == [("articles/a.md", 6, "event")]
    (tmp_path / "articles" / "a.md").write_text(f"{head}21:30\n---\nText\n", encoding="utf-8")
    assert survey(run.settings, tmp_path).waiting == (
        datetime(2026, 12, 9, 18, 30, tzinfo=UTC),
        datetime(2026, 12, 9, 20, 30, tzinfo=UTC),
    )
