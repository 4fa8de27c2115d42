"""The promise in plain words, in both languages."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from plugins.blog.promise import PARTS, UNITS
from plugins.blog.promise_file import CLAUSES, parse_promise
from plugins.digest.month import Month
from plugins.digest.notes import Correction
from plugins.digest.promised import Kept, Record
from plugins.promise.told import House, Page, Row, Section, tell
from plugins.promise.words import DUTCH, ENGLISH, words_in

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (ROOT / "content" / "promise.toml").read_text(encoding="utf-8")
ZONE = ZoneInfo("Europe/Amsterdam")


def page(text: str, lang: str = "en", **house: object) -> Page:
    promise = parse_promise(text, "promise.toml", ZONE)
    given = {"digest": "CX Greetz", "mail": "me@example.org", **house}
    return tell(promise, House(**given), lang, "promise/")  # type: ignore[arg-type]


def said(text: str, lang: str = "en", **house: object) -> str:
    return " ".join(
        sentence for section in page(text, lang, **house).sections for sentence in section.sentences
    )


def section(of: Page, name: str) -> Section:
    return next(each for each in of.sections if each.name == name)


def test_the_sample_in_english_and_dutch() -> None:
    english, dutch = page(SAMPLE), page(SAMPLE, "nl")
    assert [each.name for each in english.sections] == [each.name for each in dutch.sections]
    assert {*CLAUSES} <= {each.name for each in english.sections}
    assert "comes on the first Thursday of the month, at 08:00" in said(SAMPLE)
    assert "komt op de eerste donderdag van de maand, om 08:00 uur" in said(SAMPLE, "nl")
    assert "500 to 1,000 words" in said(SAMPLE)
    assert "500 tot 1.000 woorden" in said(SAMPLE, "nl")
    assert "for: notes, events, reports and roundups." in said(SAMPLE)
    assert Row("going forward", "from now on") in section(english, "tone").rows
    assert section(dutch, "tone").rows[0].label == "ontzorg…"
    assert section(english, "tone").rows[5] == Row("at the end of the day", "nothing")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('[rhythm]\nday = "5"\ntime = "18:30"\n', "comes on day 5 of the month, at 18:30"),
        (
            '[rhythm]\nday = "last Friday"\ntime = "8:00"\n',
            "on the last Friday of the month, at 08",
        ),
        (
            '[rhythm]\nday = "5"\ntime = "8:00"\nzone = "America/Argentina/Buenos_Aires"\n',
            "The time is that of Buenos Aires.",
        ),
        ("[number]\nmin_articles = 1\n", "An edition has at least 1 piece."),
        ("[number]\nmax_articles = 4\n", "An edition has at most 4 pieces. What has no room"),
        ("[number]\nmin_articles = 4\nmax_articles = 4\n", "An edition has 4 pieces."),
        ('[length]\nwords = "at least 1500"\n', "A piece has at least 1,500 words."),
        ('[length]\nminutes = "at most 1"\n', "Reading it takes at most 1 minute."),
        ('[length]\nwords = "1 to 9"\nnot_for = ["poem"]\n', "This does not go for: poem."),
        ('[answers]\nwithin = "1 week"\n', "within 1 week."),
        ('[answers]\nwithin = "24 hours"\n', "within 24 hours."),
    ],
)
def test_each_clause_is_a_sentence(text: str, sentence: str) -> None:
    assert sentence in said(text)


def test_only_what_is_promised_is_told() -> None:
    assert [each.name for each in page("[number]\nmax_articles = 4\n").sections] == ["number"]
    tone = '[tone.nl]\n"x" = ""\n'
    assert [each.name for each in page(tone).sections] == ["holding"]
    assert [each.name for each in page(tone, "nl").sections] == ["tone", "holding"]


def test_without_an_address_none_is_named() -> None:
    answers = '[answers]\nwithin = "2 days"\n'
    assert section(page(answers), "answers").mail == "me@example.org"
    assert section(page(answers, mail=""), "answers").sentences == (
        "You get an answer from a person within 2 days.",
    )


def test_readers_are_told_what_is_stopped() -> None:
    text = '[length]\nwords = "1 to 9"\nhold = "refuse"\n[number]\nmax_articles = 9\n'
    more = text + 'hold = "refuse"\n[tone.en]\n"x" = ""\n'
    assert said(text).endswith("does not go out: how long it takes.")
    assert said(more).endswith("does not go out: how much it brings and how long it takes.")
    assert "does not go out" not in said('[length]\nwords = "1 to 9"\n')


OCTOBER = Kept(
    Month(2026, 10),
    datetime(2026, 11, 5, 8, tzinfo=ZONE),
    datetime(2026, 11, 6, 10, tzinfo=UTC).astimezone(ZONE),
    2,
    ("late", "few"),
    "The editor had the flu.",
    (Correction("2026-11-08", "It was 58 euros."),),
)
NOVEMBER = Kept(Month(2026, 11), datetime(2026, 12, 3, 8, tzinfo=ZONE), None, faults=("unsent",))
DECEMBER = Kept(Month(2026, 12), None, datetime(2027, 1, 7, 8, tzinfo=ZONE), 4)


def test_the_record_names_each_miss_with_its_reason_newest_first() -> None:
    editions = (("2026-10", "greetz/2026-10/"),)
    told = page("", record=Record((OCTOBER, NOVEMBER, DECEMBER)), editions=editions)
    record = section(told, "record")
    assert record.sentences[0] == "Promise kept in 1 of 3 months."
    assert record.rows == (
        Row(
            "November 2026",
            "Promised for 3 December 2026, and it did not come. We have not said why yet.",
        ),
        Row(
            "October 2026",
            "Promised for 5 November 2026, and it came on Friday 6 November 2026, 11:00 and it had "
            "2 pieces, fewer than promised. The editor had the flu.",
            "greetz/2026-10/",
        ),
    )
    assert section(told, "corrected").rows == (
        Row("8 November 2026", "It was 58 euros.", "greetz/2026-10/"),
    )
    assert "Belofte gehouden in 1 van 3 maanden." in said(
        "", "nl", record=Record((OCTOBER, NOVEMBER, DECEMBER))
    )


def test_the_record_is_shown_only_where_it_is_asked_for() -> None:
    assert page("").sections == ()
    assert "No edition has gone out" in said("", record=Record())
    assert "kept in 1 of 1 month: in every one" in said("", record=Record((DECEMBER,)))


def test_both_languages_have_every_word_with_the_same_gaps() -> None:
    import re

    def gaps(text: object) -> list[str]:
        return sorted(set(re.findall(r"\{\w+\}", str(text)))) if isinstance(text, str) else []

    for each in fields(ENGLISH):
        one, other = getattr(ENGLISH, each.name), getattr(DUTCH, each.name)
        assert gaps(one) == gaps(other), each.name
        if not isinstance(one, str):
            assert one.keys() == other.keys(), each.name
    assert {*PARTS} == {*ENGLISH.parts}
    assert {*UNITS} == {*ENGLISH.units}
    assert {*CLAUSES} == {*ENGLISH.clauses}
    assert (words_in("nl-BE"), words_in("fr")) == (DUTCH, ENGLISH)
