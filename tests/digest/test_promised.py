"""What the shelf makes of a promise: the cap, the number, what is due, the record."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugins.blog import Article, ProblemsFound
from plugins.blog.promise_file import parse_promise
from plugins.digest.frozen import freeze
from plugins.digest.ledger import Entry, Ledger
from plugins.digest.month import Month
from plugins.digest.notes import Notes, parse_notes
from plugins.digest.promised import (
    Record,
    Sending,
    keep_record,
    look_due,
    read_record,
    submissions,
    unexplained,
)
from plugins.digest.proof import prove
from plugins.digest.shelf import Shelf, read_shelf
from tests.digest.samples import TEMPLATES, URL, article

ZONE = ZoneInfo("Europe/Amsterdam")
RHYTHM = '[rhythm]\nday = "first Thursday"\ntime = "08:00"\n'
OCTOBER, NOVEMBER, DECEMBER = (Month(2026, number) for number in (10, 11, 12))
THIRD = datetime(2026, 12, 3, 7, tzinfo=UTC)


def settings_of(folder: Path, **digest: Any) -> dict[str, Any]:
    return {
        "SITENAME": "Kept Promises",
        "SITEURL": URL,
        "PATH": str(folder),
        "PAGE_PATHS": ["pages"],
        "DEFAULT_LANG": "en",
        "TIMEZONE": "Europe/Amsterdam",
        "BLOG": {
            "register": str(folder / "published.jsonl"),
            "promise": str(folder / "promise.toml"),
        },
        "DIGEST": {
            "name": "CX Greetz",
            "slug": "greetz",
            "sender": "Sam",
            "reply_to": "sam@kept-promises.org",
            "sign_up": "Monthly.",
            "folder": str(folder),
            "ledger": str(folder / "sent.jsonl"),
            "trials": str(folder / "trials.jsonl"),
            **digest,
        },
    }


def shelf_of(folder: Path, promise: str, *articles: Article, now: datetime = THIRD) -> Shelf:
    (folder / "promise.toml").write_text(promise, encoding="utf-8")
    return read_shelf(articles, settings_of(folder), now)


def on(month: int, *days: int) -> list[Article]:
    return [
        article(f"a{month}-{day}", published=datetime(2026, month, day, 9, tzinfo=UTC))
        for day in days
    ]


def send(folder: Path, shelf: Shelf, month: Month, at: datetime, via: str = "mailchimp") -> None:
    """As a real sending leaves things behind."""
    edition = shelf.edition(month)
    Ledger(folder / "sent.jsonl").record(
        Entry(edition.key, via, "submitted", "c1", at=at.isoformat())
    )
    (folder / f"{month}.json").write_text(freeze(edition, at), encoding="utf-8")


def test_without_a_promise_everything_works(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, max_articles=1)
    shelf = read_shelf(on(11, 2, 3), settings, THIRD)
    assert (shelf.promise, len(shelf.edition(NOVEMBER).waiting)) == (None, 1)
    assert look_due(shelf, Ledger(tmp_path / "sent.jsonl"), "mailchimp").month is None
    assert read_record(shelf, settings) is None
    assert prove(shelf, NOVEMBER, TEMPLATES).sound


def test_a_broken_promise_file_stops_the_digest(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match=r'unknown clause "rythm"'):
        shelf_of(tmp_path, "[rythm]\n")


def test_the_cap_is_the_promises_before_the_settings(tmp_path: Path) -> None:
    (tmp_path / "promise.toml").write_text("[number]\nmax_articles = 2\n", encoding="utf-8")
    shelf = read_shelf(on(11, 2, 3, 4), settings_of(tmp_path, max_articles=1), THIRD)
    edition = shelf.edition(NOVEMBER)
    assert [each.slug for each in edition.pieces] == ["a11-3", "a11-2"]
    assert any(each.startswith("Kept for next month") for each in edition.decisions)
    assert edition.decisions[-1] == "Readers were promised at most 2 articles; there are 2."


def test_what_waits_comes_in_a_month_without_articles_of_its_own(tmp_path: Path) -> None:
    promise = RHYTHM + "[number]\nmax_articles = 1\n"
    fifth = datetime(2026, 11, 5, 7, tzinfo=UTC)
    shelf = shelf_of(tmp_path, promise, *on(10, 2, 3), now=fifth)
    send(tmp_path, shelf, OCTOBER, fifth)
    within = shelf_of(tmp_path, promise, *on(10, 2, 3), now=datetime(2026, 11, 30, tzinfo=UTC))
    assert within.months() == (OCTOBER,)
    later = shelf_of(tmp_path, promise, *on(10, 2, 3))
    assert later.months() == (OCTOBER, NOVEMBER)
    assert [each.slug for each in later.edition(NOVEMBER).pieces] == ["a10-3"]
    assert look_due(later, Ledger(tmp_path / "sent.jsonl"), "mailchimp").month == NOVEMBER
    send(tmp_path, later, NOVEMBER, THIRD)
    much_later = datetime(2027, 2, 1, tzinfo=UTC)
    assert shelf_of(tmp_path, promise, *on(10, 2, 3), now=much_later).months() == (
        OCTOBER,
        NOVEMBER,
    )


def test_articles_of_a_missed_month_come_along_even_those_older_than_the_last_cut(
    tmp_path: Path,
) -> None:
    """September left late, on 3 October; October never left."""
    late = datetime(2026, 10, 3, 6, tzinfo=UTC)
    articles = (*on(9, 8), *on(10, 1, 13), *on(11, 2))
    send(tmp_path, shelf_of(tmp_path, RHYTHM, *articles, now=late), Month(2026, 9), late)
    shelf = shelf_of(tmp_path, RHYTHM, *articles)
    carried = [each.slug for each in shelf.edition(NOVEMBER).pieces]
    assert carried == ["a11-2", "a10-13", "a10-1"]
    found = look_due(shelf, Ledger(tmp_path / "sent.jsonl"), "mailchimp")
    assert (found.month, [each[:7] for each in found.remarks]) == (NOVEMBER, ["2026-10"])


@pytest.mark.parametrize(
    ("hold", "via", "sound", "said"),
    [
        ("warn", "mailchimp", True, 1),
        ("refuse", "mailchimp", False, 1),
        ("refuse", "outbox", True, 1),
    ],
)
def test_an_edition_with_too_few_articles_says_so(
    tmp_path: Path, hold: str, via: str, sound: bool, said: int
) -> None:
    promise = f'[number]\nmin_articles = 2\nhold = "{hold}"\n'
    proof = prove(shelf_of(tmp_path, promise, *on(11, 2)), NOVEMBER, TEMPLATES, via)
    told = [each for each in proof.problems if each.code == "promise-number"]
    assert (proof.sound, len(told)) == (sound, said)
    assert "promised number: this edition has 1 article, and readers were promised at le" in str(
        told[0]
    )
    assert told[0].path.endswith("2026-11.md")


def test_it_says_nothing_while_the_month_goes_on_and_once_the_reason_is_told(
    tmp_path: Path,
) -> None:
    promise = '[number]\nmin_articles = 2\nhold = "refuse"\n'
    early = datetime(2026, 11, 20, tzinfo=UTC)
    going_on = prove(shelf_of(tmp_path, promise, *on(11, 2), now=early), NOVEMBER, TEMPLATES, "x")
    assert [each for each in going_on.problems if each.code == "promise-number"] == []
    (tmp_path / "2026-11.md").write_text("---\nmissed: We were ill.\n---\n", encoding="utf-8")
    told = prove(shelf_of(tmp_path, promise, *on(11, 2)), NOVEMBER, TEMPLATES, "x")
    assert [each for each in told.problems if each.code == "promise-number"] == []


def test_what_is_due_is_known_by_each_way_out(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, RHYTHM, *on(10, 2), *on(11, 2))
    real, trials = Ledger(tmp_path / "sent.jsonl"), Ledger(tmp_path / "trials.jsonl")
    key = shelf.edition(NOVEMBER).key
    trials.record(Entry(key, "outbox", "submitted", at="2026-11-20T09:00:00+00:00"))
    assert look_due(shelf, trials, "outbox").month == NOVEMBER  # a publish put it there for a look
    trials.record(Entry(key, "outbox", "submitted", at="2026-12-03T07:00:00+00:00"))
    assert look_due(shelf, trials, "outbox").month is None
    assert look_due(shelf, real, "mailchimp").month == NOVEMBER
    real.record(Entry(key, "mailchimp", "sending", at="2026-12-03T07:00:00+00:00"))
    assert look_due(shelf, real, "mailchimp").month == NOVEMBER
    real.record(Entry(key, "mailchimp", "submitted", at="2026-12-03T07:00:00+00:00"))
    assert look_due(shelf, real, "mailchimp").month is None


def test_with_a_lost_ledger_the_frozen_edition_knows_that_it_was_sent(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, RHYTHM, *on(11, 2))
    send(tmp_path, shelf, NOVEMBER, THIRD)
    (tmp_path / "sent.jsonl").unlink()
    again = shelf_of(tmp_path, RHYTHM, *on(11, 2))
    assert "was sent already" in look_due(again, Ledger(tmp_path / "sent.jsonl"), "mailchimp").why


def test_a_month_that_a_run_began_is_finished_first(tmp_path: Path) -> None:
    shelf = shelf_of(tmp_path, RHYTHM, *on(10, 2), *on(11, 2))
    (tmp_path / "2026-10.json.held").write_text(
        freeze(shelf.edition(OCTOBER), THIRD), encoding="utf-8"
    )
    begun = shelf_of(tmp_path, RHYTHM, *on(10, 2), *on(11, 2))
    assert look_due(begun, Ledger(tmp_path / "sent.jsonl"), "mailchimp").month == OCTOBER
    assert look_due(begun, Ledger(tmp_path / "trials.jsonl"), "outbox").month == NOVEMBER


def test_only_submissions_of_editions_with_a_moment_count(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "sent.jsonl")
    for key, state, at in (
        ("cx-greetz-2026-10", "submitted", "2026-11-05T08:00:00+01:00"),
        ("cx-greetz-2026-10-correction-1", "submitted", "2026-11-06T08:00:00+01:00"),
        ("cx-greetz-2026-11", "ready", "2026-12-03T08:00:00+01:00"),
        ("cx-greetz-2026-11", "submitted", "soon"),
        ("cx-greetz-2026-09", "submitted", "2026-10-01T06:00:00"),
    ):
        ledger.record(Entry(key, "mailchimp", state, at=at))
    assert [(str(month), at.isoformat()) for month, _, at in submissions(ledger)] == [
        ("2026-10", "2026-11-05T08:00:00+01:00"),
        ("2026-09", "2026-10-01T06:00:00+00:00"),
    ]


PROMISE = parse_promise("record = true\n" + RHYTHM, "promise.toml", ZONE)
NUMBERED = parse_promise(
    f"record = true\n{RHYTHM}[number]\nmin_articles = 2\nmax_articles = 3\n", "promise.toml", ZONE
)
FIFTH = datetime(2026, 11, 5, 7, 4, tzinfo=UTC)
SENT = {OCTOBER: Sending(FIFTH, 2)}


def faults(record: Record) -> dict[str, tuple[str, ...]]:
    return {str(each.month): each.faults for each in record.months}


def test_a_month_was_kept_when_its_edition_left_on_the_promised_day() -> None:
    evening, night, before = (
        datetime(2026, 12, day, 22, 59, tzinfo=UTC).replace(minute=minute, hour=hour)
        for day, hour, minute in ((3, 22, 59), (3, 23, 0), (2, 22, 59))
    )
    for at, said in ((evening, ()), (night, ("late",)), (before, ("early",))):
        record = keep_record(PROMISE, {**SENT, NOVEMBER: Sending(at, 1)}, {}, (), evening)
        assert faults(record) == {"2026-10": (), "2026-11": said}
        assert (record.kept, len(record.missed)) == ((1, 1) if said else (2, 0))
    assert record.months[1].sent
    assert record.months[1].sent.isoformat() == "2026-12-02T23:59:00+01:00"


def test_a_month_is_missed_when_its_promised_day_is_over_and_not_before() -> None:
    evening, night = (datetime(2026, 12, 3, hour, tzinfo=UTC) for hour in (22, 23))
    filled = (OCTOBER, NOVEMBER)
    assert faults(keep_record(PROMISE, SENT, {}, filled, evening)) == {"2026-10": ()}
    assert faults(keep_record(PROMISE, SENT, {}, filled, night))["2026-11"] == ("unsent",)


def test_a_month_in_which_nothing_appeared_counts_where_a_number_was_promised() -> None:
    night = datetime(2026, 12, 4, tzinfo=UTC)
    assert faults(keep_record(PROMISE, SENT, {}, (OCTOBER,), night)) == {"2026-10": ()}
    assert faults(keep_record(NUMBERED, SENT, {}, (OCTOBER,), night))["2026-11"] == ("unsent",)


def test_the_record_begins_with_the_first_edition_or_where_it_is_told_to() -> None:
    night = datetime(2026, 12, 4, tzinfo=UTC)
    everything = tuple(Month(2026, number) for number in range(1, 12))
    assert keep_record(PROMISE, {}, {}, everything, night) == Record()
    since = parse_promise(f'record = true\nsince = "2026-09"\n{RHYTHM}', "p", ZONE)
    record = keep_record(since, SENT, {}, everything, night)
    assert faults(record) == {"2026-09": ("unsent",), "2026-10": (), "2026-11": ("unsent",)}
    assert (record.kept, len(record.months)) == (1, 3)


def test_too_few_and_too_many_are_misses_and_an_unknown_number_is_none() -> None:
    for articles, said in ((1, ("few",)), (2, ()), (3, ()), (4, ("many",)), (None, ())):
        record = keep_record(NUMBERED, {OCTOBER: Sending(FIFTH, articles)}, {}, (), FIFTH)
        assert faults(record) == {"2026-10": said}


def test_without_a_rhythm_only_the_number_is_judged() -> None:
    promise = parse_promise("record = true\n[number]\nmin_articles = 3\n", "p", ZONE)
    record = keep_record(promise, SENT, {}, (OCTOBER, NOVEMBER), datetime(2027, 1, 1, tzinfo=UTC))
    assert faults(record) == {"2026-10": ("few",)}
    assert list(unexplained(record, promise, "editions")) == []


def test_a_miss_without_a_reason_is_a_warning_and_never_more() -> None:
    refusing = parse_promise(f'record = true\n{RHYTHM}hold = "refuse"\n', "p", ZONE)
    night = datetime(2026, 12, 4, 12, tzinfo=UTC)
    sent = {OCTOBER: Sending(datetime(2026, 11, 7, 8, tzinfo=UTC), 2)}
    bare = keep_record(refusing, sent, {}, (OCTOBER, NOVEMBER), night)
    told = list(unexplained(bare, refusing, "content/editions"))
    assert [(each.path, each.warning) for each in told] == [
        ("content/editions/2026-10.md", True),
        ("content/editions/2026-11.md", True),
    ]
    assert "for Thursday 5 November 2026, 08:00 and went out on 2026-11-07;" in told[0].message
    assert "and has not gone out;" in told[1].message
    notes = {month: Notes(missed="Ill.") for month in (OCTOBER, NOVEMBER)}
    record = keep_record(refusing, sent, notes, (OCTOBER, NOVEMBER), night)
    assert list(unexplained(record, refusing, "x")) == []
    assert record.missed[0].reason == "Ill."


def test_the_record_is_read_from_ledger_register_and_frozen_editions(tmp_path: Path) -> None:
    promise = f"record = true\n{RHYTHM}"
    october = shelf_of(tmp_path, promise, *on(10, 2), now=FIFTH)
    send(tmp_path, october, OCTOBER, datetime(2026, 11, 6, 9, tzinfo=UTC))
    Ledger(tmp_path / "sent.jsonl").record(
        Entry("cx-greetz-2026-12", "outbox", "submitted", at="2026-11-20T09:00:00+00:00")
    )
    notes = (
        "---\nmissed: The editor had the flu.\n"
        "corrections:\n  - {date: 2026-11-08, text: It was 58.}\n---\n"
    )
    (tmp_path / "2026-10.md").write_text(notes, encoding="utf-8")
    rows = [
        ("/a/", "articles/a.md", "2026-11-20"),
        ("/about/", "pages/about.md", "2026-12-02"),
    ]
    (tmp_path / "published.jsonl").write_text(
        "".join(
            json.dumps({"url": url, "path": path, "id": "", "guid": url, "first": first}) + "\n"
            for url, path, first in rows
        ),
        encoding="utf-8",
    )
    now = datetime(2027, 1, 20, tzinfo=UTC)
    shelf = shelf_of(tmp_path, promise, *on(10, 2), now=now)
    record = read_record(shelf, settings_of(tmp_path))
    assert record
    assert faults(record) == {"2026-10": ("late",), "2026-11": ("unsent",)}
    first = record.months[0]
    assert (first.articles, first.reason) == (1, "The editor had the flu.")
    assert [each.text for each in first.corrections] == ["It was 58."]
    silent = shelf_of(tmp_path, RHYTHM, *on(10, 2), now=now)
    assert read_record(silent, settings_of(tmp_path)) is None


def test_a_reason_is_a_header_of_the_month() -> None:
    notes = parse_notes("---\nmissed: |\n  Two\n  lines.\n---\n", "e.md")
    assert (notes.missed, notes.problems) == ("Two lines.", ())
