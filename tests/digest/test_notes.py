from __future__ import annotations

import pytest

from plugins.blog import Reply
from plugins.digest.notes import Correction, Event, parse_notes

FULL = """---
title: On promises
preheader: Three pieces
picks: [one, two]
order: oldest
editor: Sam Sample
question: "Yes: or no?"
answers: [Yes, No]
tally: [Yes 41, No 12, It depends 3]
replies:
  - "We tried: it held."
  - name: Anna, Utrecht
    text: >
      <b>Never</b> since
      that day.
events:
  - {title: CX Day, date: 3 December 2026, place: Utrecht, url: https://day.example/}
corrections:
  - {date: 2026-12-04, text: The fee was 85 euros.}
---
Dear *reader*,

- one
"""


def test_reads_all_an_editor_may_type():
    notes = parse_notes(FULL, "e.md")
    assert notes.problems == ()
    assert (notes.title, notes.picks, notes.order) == ("On promises", ("one", "two"), "oldest")
    assert (notes.question, notes.answers) == ("Yes: or no?", ("Yes", "No"))
    assert notes.tally == (("Yes", 41), ("No", 12), ("It depends", 3))
    assert notes.replies == (
        Reply("We tried: it held."),
        Reply("<b>Never</b> since that day.", "Anna, Utrecht"),
    )
    assert notes.events == (Event("CX Day", "3 December 2026", "Utrecht", "https://day.example/"),)
    assert notes.corrections == (Correction("2026-12-04", "The fee was 85 euros."),)
    assert "<em>reader</em>" in notes.word


def test_classic_headers_do_as_well():
    notes = parse_notes(
        "Title: On promises\nPicks: one, two\nTally: Yes 2, No 1\n\nDear reader", "e.md"
    )
    assert (notes.title, notes.picks) == ("On promises", ("one", "two"))
    assert notes.tally == (("Yes", 2), ("No", 1))


def test_names_the_line_of_each_mistake():
    text = (
        "---\ntitel: x\norder: random\ntally: [Yes many]\nevents:\n  - place: Utrecht\n"
        "corrections: soon\n---\n"
    )
    found = {(each.line, each.warning): each.message for each in parse_notes(text, "e.md").problems}
    assert 'did you mean "title"?' in found[2, True]
    assert "choose one of newest" in found[3, False]
    assert "not a number" in found[4, False]
    assert "needs a title and a date" in found[5, False]
    assert "2026-11-24" in found[7, False]


def test_broken_front_matter_is_a_problem_and_no_traceback():
    (problem,) = parse_notes("---\ntitle: a: b\n---\nx", "e.md").problems
    assert (problem.line, problem.warning) == (2, False)


def test_an_event_links_to_the_web_only():
    text = "---\nevents:\n  - {title: x, date: soon, url: 'javascript:alert(1)'}\n---\n"
    notes = parse_notes(text, "e.md")
    assert notes.events == ()
    assert "must begin with https://" in notes.problems[0].message


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("[{name: Anna}]", "reply 1 has no text"),
        ("[Fine, {text: So, nmae: Anna}]", 'reply 2 has "nmae"; did you mean "name"?'),
        ("[We tried: it held]", "reply 1 has a colon in its text; put the text between quotes"),
        ("[[a, b], [[]]]", "reply 2 has no text"),
        (f"[{'word ' * 121}]", "reply 1 has 604 characters, at most 600"),
    ],
)
def test_a_reply_that_cannot_stand_is_named_with_its_line(typed: str, said: str):
    problems = parse_notes(f"---\ntitle: x\nreplies: {typed}\n---\n", "e.md").problems
    assert [(each.path, each.line, each.warning) for each in problems] == [("e.md", 3, False)]
    assert said in problems[0].message


def test_a_tally_may_be_one_number_for_an_open_question():
    assert parse_notes("---\ntally: 37\n---\n", "e.md").tally == (("", 37),)


def test_a_correction_needs_a_day_that_there_is():
    notes = parse_notes("---\ncorrections:\n  - {date: 2026-13-45, text: x}\n---\n", "n.md")
    assert notes.corrections == ()
    assert "a date as 2026-11-24" in notes.problems[0].message


@pytest.mark.parametrize(
    "row",
    [
        "corrections:\n  - {date: 2026-12-04, text: It was 85, not 58}",
        "events: {title: CX Day, date: 3 December 2026, town: Utrecht}",
    ],
)
def test_what_a_comma_would_lose_is_named(row: str):
    notes = parse_notes(f"---\ntitle: On promises\n{row}\n---\nDear reader\n", "e.md")
    (problem,) = notes.problems
    assert (problem.line, "between quotes" in problem.message) == (3, True)
