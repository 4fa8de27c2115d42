from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from plugins.blog import ProblemsFound, Reply
from plugins.digest.frozen import fingerprint, freeze, thaw, with_corrections
from plugins.digest.notes import Correction, Event
from plugins.digest.pieces import Tally
from plugins.digest.render import render_page
from tests.digest.samples import GOLDEN, TEMPLATES, article, edition

CUT = datetime(2026, 12, 3, 8, tzinfo=UTC)
WHOLE = replace(
    edition(settings={"max_articles": 5}),
    tally=Tally("Would you?", (("Yes", 41), ("No", 12)), (Reply("Never.", "Anna"),), "en"),
    events=(Event("CX Day", "3 December 2026", "Utrecht", "https://day.example/"),),
)


def test_what_is_thawed_is_what_was_frozen():
    frozen = thaw(freeze(WHOLE, CUT, "abc"), "x.json")
    assert frozen.edition == WHOLE
    assert (frozen.cut, frozen.message, frozen.sha256) == (CUT, "abc", fingerprint(WHOLE))
    assert frozen.sent.carried == tuple(piece.guid for piece in WHOLE.pieces)
    assert frozen.waiting == ("urn:the-wall-by-the-showers",)


def test_golden(update: bool):
    made, path = freeze(WHOLE, CUT, "abc"), GOLDEN / "edition.json"
    if update:
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_an_edition_without_a_question_thaws():
    made = edition(article("one"))
    assert thaw(freeze(made, CUT), "x.json").edition == made


def test_a_changed_word_breaks_the_seal():
    changed = freeze(WHOLE, CUT).replace("The caretaker’s hour", "The caretaker’s day", 1)
    with pytest.raises(ProblemsFound) as found:
        thaw(changed, "content/editions/2026-11.json")
    assert "was changed after it was sent" in str(found.value)


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"edition": {}}', "{" * 9])
def test_what_is_no_frozen_edition_is_a_problem(text: str):
    with pytest.raises(ProblemsFound):
        thaw(text, "x.json")


def test_when_it_was_cut_is_not_part_of_what_readers_got():
    later = datetime(2027, 1, 1, tzinfo=UTC)
    assert json.loads(freeze(WHOLE, CUT))["sha256"] == json.loads(freeze(WHOLE, later))["sha256"]


def test_the_page_stays_whatever_happens_to_the_articles():
    before = render_page(WHOLE, TEMPLATES)
    assert render_page(thaw(freeze(WHOLE, CUT), "x").edition, TEMPLATES) == before


def test_corrections_come_below_and_break_nothing():
    corrected = with_corrections(WHOLE, [Correction("2026-12-04", "It was 85 euros.")])
    assert fingerprint(corrected) == fingerprint(WHOLE)
    assert "It was 85 euros." in render_page(corrected, TEMPLATES).html


def test_an_edition_sent_before_replies_had_a_place_thaws():
    sealed = json.loads(freeze(WHOLE, CUT))
    del sealed["edition"]["tally"]["replies"], sealed["edition"]["tally"]["lang"]
    body = json.dumps(
        sealed["edition"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()
    sealed["sha256"] = hashlib.sha256(body).hexdigest()
    tally = thaw(json.dumps(sealed), "x.json").edition.tally
    assert tally == Tally("Would you?", (("Yes", 41), ("No", 12)))
