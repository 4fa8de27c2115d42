from __future__ import annotations

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
