"""The ways a call can go wrong, a line each."""

from __future__ import annotations

import json

from .fake_mailchimp import FakeMailchimp
from .machine import LIST
from .wire import KEY, Fault, Raw, Wire


def problem_body(status: int, detail: str) -> bytes:
    words = {"type": "x", "title": "Oh", "status": status, "detail": detail, "instance": "1"}
    return json.dumps(words).encode()


def in_words(status: int, detail: str = "Something went wrong.") -> Raw:
    return Raw(status, problem_body(status, detail), "application/problem+json")


EMPTY = b'{"campaigns": [], "total_items": 0}'
PAGE = b"<html><body>Sorry</body></html>"

BEFORE = (
    Fault("connection refused", unsent=True),
    Fault("connection lost before it acted", "drop"),
    Fault("connection reset before it acted", "reset"),
    Fault("half an answer, not acted", "half"),
    Fault("429 without words", Raw(429)),
    Fault("429 in words", in_words(429, "You have exceeded the limit of 10 connections.")),
    Fault("403 with a page", Raw(403, PAGE)),
    Fault("403 with nothing", Raw(403)),
    Fault("403 in words", in_words(403, "The user does not have access.")),
    Fault("400 in words", in_words(400, "Your Campaign is not ready to send.")),
    Fault("400 with a page", Raw(400, PAGE)),
    Fault("401 that repeats the key", in_words(401, f"The key {KEY} is no good.\n\x1b[31m")),
    Fault("404 in words", in_words(404, "The requested resource could not be found.")),
    Fault("404 with a page", Raw(404, PAGE)),
    Fault("408 in words", in_words(408)),
    Fault("500 in words", in_words(500)),
    Fault("503 with a page", Raw(503, PAGE)),
    Fault("504 with nothing", Raw(504)),
    Fault("200 with nothing", Raw(200)),
    Fault("200 with a page", Raw(200, PAGE)),
    Fault("200 with {}", Raw(200, b"{}", "application/json")),
    Fault("200 with broken JSON", Raw(200, b'{"id": ', "application/json")),
    Fault("200 with null", Raw(200, b"null", "application/json")),
    Fault("200 with a list", Raw(200, b"[1]", "application/json")),
    Fault("a list that hides all", Raw(200, EMPTY, "application/json")),
    Fault("200 with wrong types", Raw(200, b'{"id": 1, "status": 2}', "application/json")),
    Fault("a success that is a lie", "lie"),
)
"""Mailchimp does nothing of what it was asked."""

AFTER = (
    Fault("connection lost after it acted", "drop", acts=True),
    Fault("connection reset after it acted", "reset", acts=True),
    Fault("half an answer, acted", "half", acts=True),
    Fault("500 with nothing, acted", Raw(500), acts=True),
    Fault("500 in words, acted", in_words(500), acts=True),
    Fault("503 with a page, acted", Raw(503, PAGE), acts=True),
    Fault("200 with nothing, acted", Raw(200), acts=True),
    Fault("200 with broken JSON, acted", Raw(200, b'{"id": ', "application/json"), acts=True),
    Fault("200 with {}, acted", Raw(200, b"{}", "application/json"), acts=True),
    Fault("204, acted", Raw(204), acts=True),
)
"""Mailchimp does what it was asked, and the answer does not tell. A look asks for nothing to be
done, so these are for the calls that act; what they do to a look is among those above."""

LATE = (
    Fault("lost, acts 20 s later", "drop", late=20.0),
    Fault("lost, acts 5 min later", "drop", late=300.0),
    Fault("500, acts 100 s later", Raw(500), late=100.0),
    Fault("accepted, acts 40 s later", "lie", late=40.0),
)

SLOW = (
    Fault("no answer, not acted", "silence"),
    Fault("no answer, acted", "silence", acts=True),
    Fault("an answer that drips, not acted", "drip"),
    Fault("an answer that drips, acted", "drip", acts=True),
    Fault("no answer, acts 20 s later", "silence", late=20.0),
)
"""These last until the caller's patience is over."""

ONCE = (*BEFORE, *AFTER, *LATE)
OUTAGES = tuple(
    each
    for each in (*BEFORE, *AFTER)
    if each.name
    in (
        "connection refused",
        "connection lost before it acted",
        "429 without words",
        "503 with a page",
        "connection lost after it acted",
    )
)
"""These may go on for as long as the run lasts."""


def redirect(wire: Wire) -> tuple[Fault, ...]:
    """A proxy's page that leads to another host, which must not learn the key."""
    return tuple(
        Fault(f"{status} to a stranger", Raw(status, headers=(("Location", wire.elsewhere),)))
        for status in (302, 307)
    )


def draft_of(fake: FakeMailchimp) -> str:
    """The newest campaign of the edition."""
    found = [
        ident
        for ident, each in fake.campaigns.items()
        if each["recipients"]["list_id"] == LIST and each["settings"]["title"] == fake.watched
    ]
    return found[-1] if found else ""


def person_sends(fake: FakeMailchimp) -> None:
    if draft_of(fake):
        fake.press_send(draft_of(fake))


def person_deletes(fake: FakeMailchimp) -> None:
    ident = draft_of(fake)
    if ident and fake.campaigns[ident]["status"] == "save":
        del fake.campaigns[ident]


def person_renames(fake: FakeMailchimp) -> None:
    ident = draft_of(fake)
    if ident:
        fake.campaigns[ident]["settings"]["title"] = "My own words"


def person_edits(fake: FakeMailchimp) -> None:
    ident = draft_of(fake)
    if ident and fake.campaigns[ident]["status"] == "save":
        fake.campaigns[ident]["settings"]["subject_line"] = "Another subject"
        fake.campaigns[ident]["_html"] = "<p>Something else</p>"


def list_goes_stale(fake: FakeMailchimp) -> None:
    fake.lag = 90.0


PEOPLE = (
    Fault("a person sends the draft", event=person_sends),
    Fault("a person deletes the draft", event=person_deletes),
    Fault("a person renames the draft", event=person_renames),
    Fault("a person edits the draft", event=person_edits),
)
STALE = Fault("the list hides what is new", event=list_goes_stale)
