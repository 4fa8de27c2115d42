"""The months to come, on both sides of their moments."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugins.authoring.calendar import Calendar, Desk, Piece, as_text, find_pieces, make_calendar
from plugins.authoring.ics import as_ics, count_events
from plugins.blog import ProblemsFound
from plugins.blog.addresses import Address, Register
from plugins.blog.promise_file import parse_promise
from plugins.blog.survey import survey

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
RHYTHM = '[rhythm]\nday = "first Thursday"\ntime = "08:00"\n'
PROMISE = parse_promise(RHYTHM + "[number]\nmin_articles = 2\n", "promise.toml", ZONE)
PIECES = (
    Piece(date(2026, 11, 19), "published", "The wall", "articles/wall.md"),
    Piece(date(2026, 11, 28), "scheduled", "The bell", "articles/bell.md"),
    Piece(date(2026, 12, 5), "draft", "The card", "articles/card.md"),
    Piece(date(2026, 11, 2), "draft", "The thought", "articles/thought.md"),
    Piece(date(2027, 6, 1), "scheduled", "The summer", "articles/summer.md"),
)
DESK = Desk("CX Greetz", {}, frozenset({(2026, 11)}), "content/editions")


def calendar(**changed: Any) -> Calendar:
    given: dict[str, Any] = {"pieces": PIECES, "promise": PROMISE, "desk": DESK, "now": NOW}
    return make_calendar(**{**given, **changed}, zone=ZONE)


def test_it_says_what_is_written_scheduled_promised_and_missing() -> None:
    assert as_text(calendar()) == (
        "November 2026: CX Greetz is promised for Thursday 3 December 2026, 08:00 "
        "(Europe/Amsterdam)\n"
        "  19  published  The wall\n"
        "  28  scheduled  The bell (articles/bell.md)\n"
        "\n"
        "December 2026: CX Greetz is promised for Thursday 7 January 2027, 08:00 "
        "(Europe/Amsterdam)\n"
        "   5  draft      The card (articles/card.md)\n"
        "      missing    2 articles: at least 2 are promised, none will be there\n"
        "\n"
        "January 2027: CX Greetz is promised for Thursday 4 February 2027, 08:00 "
        "(Europe/Amsterdam)\n"
        "      nothing is written for it yet\n"
        "      missing    2 articles: at least 2 are promised, none will be there\n"
        "\n"
        "February 2027: CX Greetz is promised for Thursday 4 March 2027, 08:00 "
        "(Europe/Amsterdam)\n"
        "      nothing is written for it yet\n"
        "      missing    2 articles: at least 2 are promised, none will be there\n"
        "\n"
        "June 2027: CX Greetz is promised for Thursday 1 July 2027, 08:00 (Europe/Amsterdam)\n"
        "   1  scheduled  The summer (articles/summer.md)\n"
        "      missing    1 article: at least 2 are promised, 1 will be there\n"
        "\n"
        "Drafts without a day to come\n"
        "  The thought (articles/thought.md)\n"
    )


def test_a_month_stays_until_its_edition_has_gone_out() -> None:
    december = datetime(2026, 12, 3, 6, 59, tzinfo=UTC)
    first = calendar(now=december).pages[0]
    assert (first.key, first.late, first.missing) == ("2026-11", False, ())
    assert calendar(now=december.replace(hour=7, minute=0)).pages[0].late
    sent = Desk("CX Greetz", {(2026, 11): date(2026, 12, 3)})
    assert calendar(now=december, desk=sent).pages[0].key == "2026-12"


def test_the_editors_word_is_missing_once_its_month_has_begun() -> None:
    bare = Desk("CX Greetz", folder="editions")
    pages = calendar(desk=bare).pages
    assert pages[0].missing == ("the editor's word: editions/2026-11.md",)
    assert not [each for each in pages[1].missing if "word" in each]


def test_an_edition_that_was_sent_lacks_nothing() -> None:
    sent = Desk("CX Greetz", {(2026, 11): date(2026, 11, 20)})
    page = calendar(desk=sent, pieces=()).pages[0]
    assert (page.sent, page.missing) == (date(2026, 11, 20), ())
    text = as_text(calendar(desk=sent))
    assert text.startswith("November 2026: CX Greetz was sent on 20 November 2026\n")


def test_without_a_promise_or_a_digest_it_lists_what_is_written() -> None:
    for promise, desk in ((None, DESK), (PROMISE, Desk())):
        text = as_text(calendar(promise=promise, desk=desk))
        assert text.startswith("November 2026\n  19  published  The wall\n")
        assert "promised for" not in text
    since = parse_promise(f'since = "2026-12"\n{RHYTHM}', "p", ZONE)
    pages = calendar(promise=since).pages
    assert (pages[0].due, bool(pages[1].due)) == (None, True)


def test_an_empty_site_has_a_calendar_too() -> None:
    text = as_text(calendar(pieces=(), promise=None, desk=Desk()))
    assert text.count("nothing is written for it yet") == 4


def test_pieces_are_found_with_their_states(
    tmp_path: Path, settings_of: Callable[[Path], dict[str, Any]]
) -> None:
    (tmp_path / "articles").mkdir()
    for name, head in {
        "a": "Title: A\nDate: 2026-11-01\nSlug: a",
        "a-nl": "Title: A in het Nederlands\nDate: 2026-11-01\nSlug: a\nLang: nl",
        "only-nl": "Title: Alleen\nDate: 2026-11-02\nSlug: alleen\nLang: nl",
        "later": "Title: Later\nDate: 2026-12-01",
        "draft": "Title: Draft\nDate: 2026-12-02\nStatus: draft",
        "hidden": "Title: Hidden\nDate: 2026-11-02\nStatus: hidden",
        "skip": "Title: Skip\nDate: 2026-11-02\nStatus: skip",
        "broken": "Title: Broken\nDate: soon",
    }.items():
        (tmp_path / "articles" / f"{name}.md").write_text(f"{head}\n\nText\n", encoding="utf-8")
    found = survey(settings_of(tmp_path), tmp_path)
    former = Address("/alleen/", "articles/only-nl.md", "", "", "2026-11-02", mailed="imported")
    register = Register((former,))
    pieces = sorted((each.title, each.state) for each in find_pieces(found, "en", register))
    assert pieces == [
        ("A", "published"),
        ("Alleen", "imported"),
        ("Draft", "draft"),
        ("Later", "scheduled"),
    ]
    text = as_text(calendar(left_out=len(found.left_out)))
    assert text.endswith("\n1 file cannot be published: invoke check tells why\n")


def test_what_was_mailed_at_a_former_home_is_no_part_of_an_edition() -> None:
    piece = Piece(date(2026, 11, 19), "imported", "The wall", "articles/wall.md")
    made = calendar(pieces=(piece,))
    assert "  19  imported   The wall\n" in as_text(made)
    assert "2 articles: at least 2 are promised, none will be there" in made.pages[0].missing
    before = replace(piece, day=date(2026, 10, 19))
    pages = calendar(pieces=(before,), desk=Desk("CX")).pages
    assert pages[0].key == "2026-11"
    assert count_events(calendar(pieces=(piece,), promise=None)) == 0


def test_what_is_to_come_as_events() -> None:
    icalendar = pytest.importorskip("icalendar")
    made = calendar()
    data = as_ics(made, "kept.example", NOW)
    assert data == as_ics(made, "kept.example", NOW)
    events = icalendar.Calendar.from_ical(data).walk("VEVENT")
    told = {str(each["uid"]): each for each in events}
    assert len(told) == len(events) == count_events(made) == 8
    edition = told["edition-2026-11@kept.example"]
    assert edition["dtstart"].dt == datetime(2026, 12, 3, 7, tzinfo=UTC)
    assert str(edition["summary"]) == "CX Greetz 2026-11 goes out"
    assert told["articles-bell.md@kept.example"]["dtstart"].dt == date(2026, 11, 28)
    assert str(told["articles-card.md@kept.example"]["summary"]) == "Draft: The card"
    assert "missing: 2 articles" in str(told["edition-2026-12@kept.example"]["description"])


def test_titles_cannot_break_the_file() -> None:
    icalendar = pytest.importorskip("icalendar")
    hostile = Piece(date(2026, 12, 5), "draft", "x\r\nEND:VEVENT\nBEGIN:VALARM; é, ,", "a/b.md")
    data = as_ics(calendar(pieces=(hostile,)), "kept.example", NOW)
    read = icalendar.Calendar.from_ical(data)
    assert len(read.walk("VEVENT")) == 5
    assert read.walk("VALARM") == []


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(ProblemsFound, match="pip install icalendar"):
        as_ics(calendar(), "kept.example", NOW)
