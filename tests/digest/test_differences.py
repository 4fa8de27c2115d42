"""Each way in which an edition can be wrong, made once on purpose, and what the rule asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plugins.blog.article import Reply, Topic
from plugins.digest.differences import differences
from plugins.digest.notes import Event
from plugins.digest.pieces import Edition, Piece, Question, Tally
from plugins.digest.severity import RULE, Severity, worst
from tests.digest.samples import URL, edition

NOTHING, WEB, MAIL = Severity
SENT = replace(
    edition(),
    tally=Tally("Would you?", (("Yes", 41), ("No", 12)), (Reply("We did so too.", "Ann"),)),
    events=(Event("CX Day", "3 December 2026", "Utrecht", "https://day.example/"),),
)
ASKED = SENT.question
assert ASKED is not None
assert SENT.tally is not None
Change = Callable[[Edition], Edition]


def piece(at: int = 0, **changed: Any) -> Change:
    def change(made: Edition) -> Edition:
        pieces = list(made.pieces)
        pieces[at] = replace(pieces[at], **changed)
        return replace(made, pieces=tuple(pieces))

    return change


def head(**changed: Any) -> Change:
    return lambda made: replace(made, **changed)


def word(was: str, now: str) -> Change:
    def change(made: Edition) -> Edition:
        assert was in made.word
        return replace(made, word=made.word.replace(was, now))

    return change


def summary(was: str, now: str) -> Change:
    def change(made: Edition) -> Edition:
        assert was in made.pieces[0].summary
        return piece(summary=made.pieces[0].summary.replace(was, now))(made)

    return change


EVENT = SENT.events[0]
WRONG: dict[str, tuple[Change, Severity, str, str]] = {
    "nothing": (head(), NOTHING, "", ""),
    "another day of making": (head(number=9, decisions=("x",)), NOTHING, "", ""),
    "a title": (head(title="The Thursday that nobody comes"), MAIL, "title", "title"),
    "a slip in the title": (head(title="The Wedensday that nobody comes"), NOTHING, "spelling", ""),
    "a preheader": (head(preheader="Quite another thing about a shop"), WEB, "words", "preheader"),
    "a number in the preheader": (
        head(preheader=SENT.preheader.replace("fourteen", "forty")),
        MAIL,
        "number",
        "preheader",
    ),
    "the editor's name": (head(editor="Sam Simple"), MAIL, "name", "word"),
    "the word is missing": (head(word=""), MAIL, "section", "word"),
    "a name in the word": (word("Vera sent", "Vara sent"), MAIL, "name", "word"),
    "a link in the word": (
        word(f"{URL}/the-caretakers-hour/#end", f"{URL}/a-uniform/"),
        MAIL,
        "link",
        "word",
    ),
    "other words in the word": (word("stationery shop", "little company"), WEB, "words", "word"),
    "a slip in the word": (word("footprint", "footprnit"), NOTHING, "spelling", "word"),
    "an apostrophe in a title": (piece(title="The caretakers hour"), NOTHING, "spelling", "piece"),
    "a letter of the word that begins a title": (
        piece(5, title="Folowing the green coat"),
        WEB,
        "doubt",
        "piece",
    ),
    "a title of a piece": (piece(title="The janitor’s day"), MAIL, "title", "piece"),
    "a link of a piece": (piece(url=f"{URL}/other/"), MAIL, "link", "piece"),
    "a date of a piece": (
        piece(published=datetime(2026, 11, 7, 8, tzinfo=UTC)),
        MAIL,
        "date",
        "piece",
    ),
    "an hour of a piece": (
        piece(published=SENT.pieces[0].published.replace(hour=11)),
        NOTHING,
        "",
        "",
    ),
    "one letter of an author": (piece(authors=("Vera Vorbeeld",)), MAIL, "name", "piece"),
    "whom it was written for": (piece(written_for="CX Weekly"), MAIL, "name", "piece"),
    "its source": (piece(source="A platform"), MAIL, "name", "piece"),
    "a number in a summary": (summary("one hour", "two hours"), MAIL, "number", "piece"),
    "other words in a summary": (summary("wanted", "asked for"), WEB, "words", "piece"),
    "a slip in a summary": (summary("helpline", "hepline"), NOTHING, "spelling", "piece"),
    "a picture": (piece(image=f"{URL}/images/two.jpg"), WEB, "picture", "piece"),
    "a picture's description": (piece(image_alt="A closed window"), WEB, "picture", "piece"),
    "topics": (piece(topics=(Topic("x", "Trust"),)), WEB, "label", "piece"),
    "reading time": (piece(minutes=40), NOTHING, "", ""),
    "a piece is missing": (
        lambda made: replace(made, pieces=made.pieces[:-1]),
        MAIL,
        "section",
        "",
    ),
    "another order": (
        lambda made: replace(made, pieces=(*made.pieces[1:], made.pieces[0])),
        NOTHING,
        "",
        "",
    ),
    "the question": (
        head(question=replace(ASKED, text="Would you answer them?")),
        MAIL,
        "question",
        "question",
    ),
    "a slip in the question": (
        head(question=replace(ASKED, text=ASKED.text.replace("complaints", "complants"))),
        NOTHING,
        "spelling",
        "question",
    ),
    "an answer": (
        head(question=replace(ASKED, answers=("Yes", "No", "All"))),
        MAIL,
        "question",
        "question",
    ),
    "an answer is missing": (
        head(question=replace(ASKED, answers=("Yes", "No"))),
        MAIL,
        "question",
        "question",
    ),
    "no question": (head(question=None), MAIL, "section", "question"),
    "the address for answers": (head(reply_to="other@kept.org"), MAIL, "address", "answers"),
    "a count": (
        head(tally=replace(SENT.tally, counts=(("Yes", 41), ("No", 21)))),
        MAIL,
        "number",
        "tally",
    ),
    "no counts": (head(tally=replace(SENT.tally, counts=())), MAIL, "section", "tally"),
    "a reply's name": (
        head(tally=replace(SENT.tally, replies=(Reply("We did so too.", "Anna"),))),
        MAIL,
        "name",
        "replies",
    ),
    "a reply is missing": (
        head(tally=replace(SENT.tally, replies=())),
        MAIL,
        "section",
        "replies",
    ),
    "a date to keep": (
        head(events=(replace(EVENT, day="4 December 2026"),)),
        MAIL,
        "date",
        "event",
    ),
    "a place": (head(events=(replace(EVENT, place="Zwolle"),)), MAIL, "name", "event"),
    "one letter of a place": (
        head(events=(replace(EVENT, place="Utrect"),)),
        MAIL,
        "name",
        "event",
    ),
    "an event's link": (head(events=(replace(EVENT, url="https://x.org/"),)), MAIL, "link", ""),
    "an event's title": (head(events=(replace(EVENT, title="Open house"),)), MAIL, "title", ""),
    "an event is missing": (head(events=()), MAIL, "section", "event"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_once_with_its_kind(name: str):
    change, severity, kind, part = WRONG[name]
    right = change(SENT)
    for found in (differences(SENT, right), differences(right, SENT)):  # which one was sent is one
        assert [each.kind for each in found] == ([kind] if kind else [])
        assert worst(found) is severity
        assert part in {"", *(each.part for each in found)}


def test_every_kind_of_the_rule_happens():
    kinds = {kind for _, _, kind, _ in WRONG.values()} | {"denial"}
    assert kinds - {""} == set(RULE)


def test_every_field_of_an_edition_is_compared_or_known_to_say_nothing():
    silent = {"key", "name", "slug", "month", "number", "lang", "subject", "site_title", "sender"}
    silent |= {"sign_up", "postal", "corrections", "waiting", "decisions"}
    compared = {"title", "preheader", "site_url", "reply_to", "word", "editor", "pieces"}
    compared |= {"question", "tally", "events"}
    assert {each.name for each in fields(Edition)} == silent | compared
    read = {each.name for each in fields(Piece)} - {"guid", "slug", "lang", "minutes"}
    assert read == {
        *("title", "url", "published", "authors", "topics", "summary", "written_for", "source"),
        *("source_url", "public_from", "html", "image", "image_alt"),
    }
    assert {each.name for each in fields(Question)} - {"lang", "title", "url"} == {
        "text",
        "answers",
    }


def test_a_name_that_begins_a_sentence_or_a_title_is_known_from_the_running_text():
    sent = word("My father ran", "Katrin ran")(word("when Vera sent", "when Karin sent")(SENT))
    found = differences(sent, word("Katrin ran", "Karin ran")(sent))
    assert [(each.kind, each.part) for each in found] == [("name", "word")]
    titled = piece(title="Katrin’s hour")(sent)
    (found,) = differences(titled, piece(title="Karin’s hour")(titled))
    assert (found.kind, found.severity) == ("title", MAIL)
    (found,) = differences(piece(title="Katrin’s hour")(SENT), piece(title="Karin’s hour")(SENT))
    assert (found.kind, found.severity) == ("doubt", WEB)


def test_topics_that_readers_do_not_see_are_no_mistake():
    three = (Topic("a", "Trust"), Topic("b", "Loyalty"), Topic("c", "Metrics"))
    sent = piece(topics=three[:2])(SENT)
    assert differences(sent, piece(topics=three)(sent)) == ()
    (found,) = differences(sent, piece(topics=three[1:])(sent))
    assert (found.was, found.now) == ("Trust, Loyalty", "Loyalty, Metrics")


@pytest.mark.parametrize(("lang", "day"), [("en", "6 November 2026"), ("nl", "6 november 2026")])
def test_a_day_is_told_as_the_mail_told_it(lang: str, day: str):
    sent = replace(SENT, lang=lang)
    (found,) = differences(sent, piece(published=datetime(2026, 11, 7, 8, tzinfo=UTC))(sent))
    assert found.was == day


def test_an_address_that_is_written_out_is_a_fact():
    sent = piece(summary="Write to anna@kept.org, and she answers.")(SENT)
    (found,) = differences(sent, piece(summary="Write to anne@kept.org, and she answers.")(sent))
    assert (found.kind, found.severity) == ("address", MAIL)


def test_a_not_that_went_is_a_wrong_edition():
    sent = piece(summary="The tenants did not want one hour back.")(SENT)
    right = piece(summary="The tenants did want one hour back.")(SENT)
    (found,) = differences(sent, right)
    assert (found.kind, found.severity) == ("denial", MAIL)


def test_an_address_that_leads_readers_on_is_not_wrong():
    moved = piece(url=f"{URL}/new-address/")(SENT)
    assert differences(SENT, moved, {SENT.pieces[0].url}) == ()
    (found,) = differences(SENT, moved)
    assert (found.was, found.now) == (SENT.pieces[0].url, f"{URL}/new-address/")


def test_a_site_that_moved_is_told_once_and_not_for_every_link():
    text = repr(SENT.word).replace(URL, "https://new.org")
    there = replace(
        SENT,
        site_url="https://new.org",
        word=eval(text),  # noqa: S307 - our own words
        pieces=tuple(
            replace(
                each,
                url=each.url.replace(URL, "https://new.org"),
                image=each.image.replace(URL, "https://new.org"),
            )
            for each in SENT.pieces
        ),
    )
    (found,) = differences(SENT, there)
    assert (found.kind, found.part) == ("address", "site")


def test_a_preheader_of_titles_is_not_told_twice():
    def titled(first: str) -> Edition:
        made = piece(title=first)(SENT)
        titles = " · ".join(each.title for each in made.pieces)
        return replace(made, preheader=titles[:90] + "…")

    found = differences(titled("The caretaker’s hour"), titled("A janitor’s day"))
    assert [each.kind for each in found] == ["title"]


def test_a_piece_carried_whole_is_compared_whole():
    def whole(html: str) -> Edition:
        return piece(html=html, summary="x")(SENT)

    link = '<p>It has <a href="https://a.example/">88</a> rooms and many doors in it.</p>'
    assert (
        differences(whole(link), whole(link.replace("<p>", "<p><b>").replace("it.<", "it!<"))) == ()
    )
    (number,) = differences(whole(link), whole(link.replace("88", "99")))
    assert number.kind == "number"
    (away,) = differences(whole(link), whole(link.replace("a.example", "b.example")))
    assert (away.kind, away.now) == ("link", "https://b.example/")
    (gone,) = differences(whole(link), whole("<p>It has 88 rooms and many doors in it.</p>"))
    assert gone.severity is WEB
