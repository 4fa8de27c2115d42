"""The protocol by itself: what is decided from what is known, and the read-back's tolerance."""

from __future__ import annotations

import pytest

from plugins.digest.ledger import Entry
from plugins.digest.transports.mailchimp_campaign import Campaign, Past, View
from plugins.digest.transports.mailchimp_protocol import (
    Adopt,
    Create,
    Fill,
    Finish,
    Goal,
    Launch,
    Look,
    Run,
    Step,
    Stop,
    decide,
)
from plugins.digest.transports.mailchimp_readback import compare_content

OURS = ("Ann", "ann@x.example")


def campaign(ident: str, status: str = "save", *, made: int = 1, sender: str = "Ann") -> Campaign:
    body = {
        "id": ident,
        "status": status,
        "type": "regular",
        "create_time": f"2026-12-01T09:00:{made:02}+00:00",
        "settings": {"title": "T", "from_name": sender, "reply_to": OURS[1]},
    }
    return Campaign.parse(body)


def view(*campaigns: Campaign, gone: str = "", unclear: str = "") -> View:
    listed = frozenset(each.id for each in campaigns)
    return View(campaigns, listed, frozenset({gone} - {""}), unclear)


SENT, HELD = campaign("aa", "sent"), campaign("bb", made=5)
DRAFTED = Past("bb", ("bb",))
READY = Past("bb", ("bb",), ready=True)
TOLD = Past("bb", ("bb",), ready=True, attempted=True)
LONG = 1000.0


@pytest.mark.parametrize(
    ("past", "seen", "run", "step"),
    [
        (Past(), view(), Run(), Create),
        (Past(), view(SENT), Run(), Finish),
        (Past(), view(campaign("aa", "schedule")), Run(), Finish),
        (Past(), view(campaign("aa", "canceled")), Run(), Stop),
        (Past(), view(unclear="?"), Run(), Look),
        (Past(), view(unclear="?"), Run(waited=LONG), Stop),
        (Past(), view(HELD), Run(), Adopt),
        (Past(), view(campaign("cc", sender="Bob")), Run(), Stop),
        (Past(creating=True), view(), Run(), Look),
        (Past(creating=True), view(), Run(waited=LONG), Create),
        (Past(creating=True), view(), Run(waited=LONG, creates=3), Stop),
        (DRAFTED, view(HELD), Run(), Fill),
        (DRAFTED, view(HELD, campaign("aa", made=2)), Run(filled="bb"), Adopt),
        (DRAFTED, view(HELD, campaign("aa", made=7)), Run(filled="bb"), Launch),
        (DRAFTED, view(HELD), Run(filled="bb"), Launch),
        (DRAFTED, View((HELD,)), Run(filled="bb"), Look),
        (DRAFTED, View((HELD,)), Run(filled="bb", waited=LONG), Stop),
        (DRAFTED, view(gone="bb"), Run(waited=LONG), Create),
        (READY, view(gone="bb"), Run(waited=LONG), Stop),
        (TOLD, view(HELD), Run(pending=True), Look),
        (TOLD, view(HELD), Run(pending=True, waited=LONG), Launch),
        (TOLD, view(HELD), Run(pending=True, waited=LONG, sends=3), Stop),
        (TOLD, view(gone="bb"), Run(waited=LONG), Stop),
        (TOLD, view(unclear="?"), Run(waited=LONG), Look),
        (TOLD, view(unclear="?"), Run(late=True), Stop),
        (TOLD, view(HELD, SENT), Run(), Finish),
    ],
)
def test_the_next_step(past: Past, seen: View, run: Run, step: type[Step]) -> None:
    assert isinstance(decide(past, seen, run, Goal.SEND, OURS), step)


@pytest.mark.parametrize(
    ("past", "seen", "run", "safe"),
    [
        (Past(), view(unclear="?"), Run(waited=LONG), True),
        (Past(), view(campaign("aa", "canceled")), Run(), False),
        (READY, view(gone="bb"), Run(waited=LONG), False),
        (TOLD, view(HELD), Run(pending=True, waited=LONG, sends=3), False),
        (TOLD, view(HELD), Run(pending=False, waited=LONG, sends=3), True),
        (TOLD, view(unclear="?"), Run(late=True), False),
    ],
)
def test_a_stop_is_called_safe_only_when_it_is(
    past: Past, seen: View, run: Run, safe: bool
) -> None:
    step = decide(past, seen, run, Goal.SEND, OURS)
    assert isinstance(step, Stop)
    assert step.safe is safe


def test_a_draft_is_never_sent_for_a_person() -> None:
    step = decide(DRAFTED, view(HELD), Run(filled="bb"), Goal.DRAFT, OURS)
    assert step == Finish(HELD, "ready")
    assert isinstance(
        decide(TOLD, view(HELD), Run(pending=True, waited=LONG), Goal.DRAFT, OURS), Stop
    )


def entries(*lines: str) -> list[Entry]:
    pairs = [line.split() for line in lines]
    return [Entry("k", "mailchimp", state, *rest) for state, *rest in pairs]


def test_ledgers_of_two_machines_may_be_joined_in_any_order() -> None:
    one = ["creating", "draft aa", "ready aa", "sending aa"]
    two = ["creating", "draft bb", "ready bb"]
    for lines in ([*one, *two], [*two, *one]):
        past = Past.read(entries(*lines))
        assert (past.held, past.attempted) == ("aa", True)
        assert set(past.known) == {"aa", "bb"}


def test_an_attempt_that_came_to_nothing_is_closed() -> None:
    past = Past.read(entries("creating", "draft aa", "sending aa", "ready aa"))
    assert (past.held, past.ready, past.attempted, past.creating) == ("aa", True, False, False)


MAIL = '<body><h1>Keys &amp; queues</h1><a href="*|UNSUB|*">Leave</a><p>End</p></body>'


@pytest.mark.parametrize(
    "stored",
    [
        MAIL,
        MAIL.replace("&amp;", "&#38;"),
        MAIL.replace('href="*|UNSUB|*"', "href='*%7CUNSUB%7C*'"),
        f"<!DOCTYPE html><html><head><meta charset=utf-8></head>\n{MAIL}</html>",
        MAIL.replace("</body>", '<center><a href="http://eepurl.com/x">Mailchimp</a></center>'),
        MAIL.replace("<p>End", "<br>This was sent by *|LIST:DESCRIPTION|* <p>End"),
    ],
)
def test_what_mailchimp_is_known_to_add_is_tolerated(stored: str) -> None:
    assert compare_content(MAIL, "Keys", {"html": stored, "plain_text": "Keys\n"}) == ""


@pytest.mark.parametrize(
    ("stored", "text", "words"),
    [
        ("", "Keys", '"<body <h1 Keys & queues'),
        (MAIL.replace("queues", "clues"), "Keys", '"queues <a href='),
        (MAIL.replace("*|UNSUB|*", "http://x"), "Keys", "is missing"),
        (MAIL.replace("<p>", "<p>Buy this <p>"), "Keys", "Buy this"),
        (MAIL, "", 'in its plain text, "Keys" is missing'),
        (MAIL, "Keys and more", '"and more" was not ours'),
    ],
)
def test_anything_else_is_named(stored: str, text: str, words: str) -> None:
    assert words in compare_content(MAIL, "Keys", {"html": stored, "plain_text": text})


@pytest.mark.parametrize(
    ("stored", "alike"),
    [
        (MAIL.replace("<h1>", '<h1 style="color:red">'), True),
        (MAIL.replace("<p>", "<style>p {}</style><!-- x --><p class=x>"), True),
        (MAIL.replace("End", "And"), False),
        (MAIL.replace("*|UNSUB|*", "http://x.example"), False),
        (MAIL.replace("<p>", '<img src="http://x.example/pixel.png"><p>'), False),
        (MAIL.replace("<p>", "<!--*|IF:X|*--><p>"), False),
    ],
)
def test_another_spelling_of_the_same_words_does_not_stop_an_edition(
    stored: str, alike: bool
) -> None:
    document = {"html": stored, "plain_text": "Keys"}
    assert compare_content(MAIL, "Keys", document) != ""
    assert (compare_content(MAIL, "Keys", document, spelling=False) == "") is alike
