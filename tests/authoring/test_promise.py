"""Each clause of the promise against one article."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugins.authoring.extras import Extra, find_extras, tell_extras
from plugins.authoring.promise import judge, judge_house
from plugins.authoring.site import look
from plugins.blog.headers import parse_header
from plugins.blog.promise_file import parse_promise
from plugins.blog.source import Source
from plugins.blog.survey import survey

LENGTH = '[length]\nwords = "100 to 500"\nminutes = "at most 2"\n'
STRUCTURE = '[structure]\nparts = ["an opening", "a case", "a closing question"]\n'
TONE = '[tone.en]\n"going forward" = "from now on"\n[tone.nl]\n"voortvarend" = ""\n'
OPENING = (
    "Somebody stands at a counter and waits for what she was told would come, and nobody comes, "
)
OPENING += "and she waits.\n"
Put = Callable[[dict[str, str | bytes]], Path]


def told(promise: str, text: str, words: int = 200, language: str = "en") -> list[str]:
    header = parse_header(text)
    source = Source(Path("a.md"), "a.md", header)
    read = parse_promise(promise, "promise.toml", ZoneInfo("UTC"))
    return [str(each) for each in judge(source, words, read, language)]


def test_an_article_as_promised_is_passed_over() -> None:
    text = f"Title: A\nQuestion: Would you?\n\n{OPENING}\n## Then\n\nAt nine Iris came.\n"
    assert told(LENGTH + STRUCTURE + TONE, text) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (99, ["this article has 99 words, and readers were promised 100 to 500"]),
        (100, []),
        (500, []),
        (501, ["this article has 501 words, and readers were promised 100 to 500"]),
    ],
)
def test_both_ends_of_a_length_are_within(words: int, said: list[str]) -> None:
    found = told(LENGTH, "Title: A\n\n\nText\n", words)
    assert found == [f"a.md:4: warning: promised length: {each}" for each in said]


def test_minutes_are_those_of_the_page() -> None:
    found = told('[length]\nminutes = "2 to 3"\n', "Title: A\n\nText\n", 240)
    assert found[0].endswith("1 minute of reading, and readers were promised 2 to 3")
    assert told('[length]\nminutes = "2 to 3"\n', "Title: A\n\nText\n", 714) == []


def test_refusing_makes_it_a_problem() -> None:
    (found,) = told(LENGTH + 'hold = "refuse"\n', "Title: A\n\nText\n", 9)
    assert found.startswith("a.md:3: promised length: ")


@pytest.mark.parametrize(
    "header", ["Status: draft", "Status: Hidden", "Extra: It is a poem.", "Kind: Note"]
)
def test_some_are_not_judged(header: str) -> None:
    promise = LENGTH + 'not_for = ["note"]\n'
    assert told(promise, f"Title: A\n{header}\n\nText\n", 9) == []
    assert told(promise, "Title: A\nKind: essay\n\nText\n", 9)


def test_an_opening_comes_before_the_first_heading() -> None:
    parts = '[structure]\nparts = ["an opening"]\n'
    (found,) = told(parts, "Title: A\n\nHello.\n\n## A heading\n\n" + OPENING)
    assert found.startswith("a.md:5: warning: promised structure: there is no opening")
    (under,) = told(parts, "Title: A\n\nA heading\n=========\n\n" + OPENING)
    assert under.startswith("a.md:3: ")
    assert told(parts, f"Title: A\n\n{OPENING}") == []
    assert told(parts, f"Title: A\n\n> {OPENING}\n## So\n") == []
    assert told(parts, f"Title: A\n\n```\n# no heading\n```\n\n{OPENING}") == []


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("We care about all people. It is so.", False),
        ("See [the page](2026-11-20-x.md) there.", False),
        ("I think that I care.", False),
        ("She paid 40 euros.", True),
        ("Then Iris came.", True),
        ("It was on Tuesday.", True),
        ("She said “no”.", True),
        ("> No.", True),
    ],
)
def test_a_case_has_a_name_a_figure_or_somebodys_words(text: str, sound: bool) -> None:
    found = told('[structure]\nparts = ["a case"]\n', f"Title: A\n\n{text}\n")
    assert (found == []) == sound


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Title: A\n\nWould you?\n\nNo.\n", False),
        ("Title: A\n\nShe asked “would you?”\n", False),
        ("Title: A\n\nNo.\n\nWould *you*?\n\n", True),
        ("Title: A\n\nSee /a?b=c now.\n", False),
        ("Title: A\nQuestion: Would you?\n\nNo.\n", True),
        ("---\ntitle: A\nquestion:\n---\nNo.\n", False),
        ("Title: A\n\n", False),
    ],
)
def test_a_closing_question_is_the_last_paragraphs_or_the_headers(text: str, sound: bool) -> None:
    found = told('[structure]\nparts = ["a closing question"]\n', text)
    assert (found == []) == sound


def test_the_line_of_a_missing_question_is_the_last() -> None:
    (found,) = told(
        '[structure]\nparts = ["a closing question"]\n', "Title: A\n\nOne.\n\nTwo.\n\n\n"
    )
    assert found.startswith("a.md:5: ")


def test_tone_is_told_for_each_place_in_its_own_language() -> None:
    text = (
        "---\ntitle: Going forward\nsummary: We say “going forward” never.\nlang: en-GB\n---\n"
        "First.\n\nWe go going\nFORWARD, going forward. Voortvarend.\n"
    )
    found = told(TONE, text)
    assert [each.split(" ")[0] for each in found] == ["a.md:2:", "a.md:8:", "a.md:9:"]
    assert 'the house avoids "going FORWARD"; write "from now on" instead' in found[1]
    (dutch,) = told(TONE, "Title: A\nLang: nl\n\nVoortvarend going forward\n")
    assert dutch.endswith('the house avoids "Voortvarend"; leave it out')
    assert told(TONE, "Title: A\n\nVoortvarend\n", language="nl") != []
    assert told(TONE, "Title: A\nLang: fr\n\nGoing forward, voortvarend\n") == []


def test_a_summary_over_several_lines_is_told_on_the_right_one() -> None:
    (found,) = told(TONE, "Title: A\nSummary: One\n    two\n    going forward\n\nText\n")
    assert found.startswith("a.md:4: ")


def test_who_promises_answers_must_have_an_address() -> None:
    promise = parse_promise(
        '\n[answers]\nwithin = "1 day"\nhold = "refuse"\n', "p", ZoneInfo("UTC")
    )
    (problem,) = judge_house(promise, "")
    assert (problem.line, problem.warning, problem.code) == (2, False, "promise-answers")
    assert list(judge_house(promise, "me@example.org")) == []


def test_extras_are_counted_whatever_they_break(
    put: Put, settings_of: Callable[[Path], dict[str, Any]]
) -> None:
    site = put(
        {
            "promise.toml": '[length]\nwords = "at least 100"\nhold = "refuse"\n',
            "articles/a.md": "Title: A\nDate: 2026-11-01\nExtra: A  poem.\n\nText\n",
            "articles/b.md": "Title: B\nDate: 2026-11-02\nExtra: A list\n\nText\n",
            "articles/draft.md": "Title: C\nDate: 2026-11-02\nStatus: draft\nExtra: x\n\nText\n",
            "articles/later.md": "Title: D\nDate: 2026-12-02\n\nText\n",
            "pages/page.md": "Title: A page\n\nText\n",
        }
    )
    settings = settings_of(site)
    found = survey(settings, site)
    (problem,) = look(settings, site, surveyed=found).problems
    assert problem.path == "articles/later.md"
    extras = find_extras(found)
    assert extras == (Extra("articles/a.md", "A poem."), Extra("articles/b.md", "A list"))
    assert tell_extras(extras) == (
        "the little extra: 2 articles step outside the promise on purpose: "
        "articles/a.md (A poem.); articles/b.md (A list)"
    )
    assert tell_extras(extras[:1]).startswith("the little extra: 1 article steps outside")
    assert tell_extras(()) == ""


def test_a_broken_promise_hides_no_other_problem(
    put: Put, settings_of: Callable[[Path], dict[str, Any]]
) -> None:
    site = put({"promise.toml": "[rythm]\n", "articles/a.md": "Title: A\n\nText\n"})
    told_codes = [each.code for each in look(settings_of(site), site).problems]
    assert sorted(told_codes) == ["date-missing", "promise-file"]
