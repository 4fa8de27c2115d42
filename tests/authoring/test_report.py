"""The same problems for a terminal, a pipe, a program and GitHub."""

from __future__ import annotations

import json

from plugins.authoring.report import (
    as_github,
    as_json,
    as_lines,
    as_screen,
    count,
    summaries_as_json,
)
from plugins.blog import Problem
from plugins.verbs.recall import Summary

DEAD = Problem("articles/b.md", 7, '"x.md" leads nowhere', code="link")
BARE = Problem("articles/a.md", 12, "this picture has no description", True, "alt")
PLAIN = Problem("pelicanconf.py", 1, "DIGEST: 100% wrong")


def test_a_pipe_gets_every_line_sorted_and_as_the_contract_says() -> None:
    assert as_lines([DEAD, BARE]) == (
        "articles/a.md:12: warning: this picture has no description\n"
        'articles/b.md:7: "x.md" leads nowhere\n'
    )


def test_a_terminal_gets_them_by_file_with_the_way_to_the_guide() -> None:
    assert as_screen([DEAD, BARE, PLAIN]) == (
        "articles/a.md\n"
        "    12  warning  this picture has no description\n"
        "                 docs/problems.md#alt\n"
        "\n"
        "articles/b.md\n"
        '     7  problem  "x.md" leads nowhere\n'
        "                 docs/problems.md#link\n"
        "\n"
        "pelicanconf.py\n"
        "     1  problem  DIGEST: 100% wrong\n"
    )


def test_a_terminal_names_the_section_of_a_kind_once_a_file() -> None:
    again = Problem("articles/b.md", 9, '"y.md" leads nowhere', code="link")
    assert as_screen([DEAD, again]) == (
        "articles/b.md\n"
        '     7  problem  "x.md" leads nowhere\n'
        '     9  problem  "y.md" leads nowhere\n'
        "                 docs/problems.md#link\n"
    )


def test_articles_in_numbers_come_after_the_problems() -> None:
    (first, second) = map(
        json.loads,
        summaries_as_json(
            [Summary("a.md", "en", 480, 61), Summary("b.md", "fr", 20, None)]
        ).splitlines(),
    )
    assert first == {
        "path": "a.md", "severity": "none", "lang": "en", "words": 480, "minutes": 2, "ease": 61
    }  # fmt: skip
    assert (second["minutes"], second["ease"]) == (1, None)


def test_colour_only_when_told() -> None:
    assert "\x1b[31mproblem\x1b[0m" in as_screen([DEAD], colour=True)
    assert "\x1b" not in as_screen([DEAD])


def test_a_terminal_folds_a_warning_that_is_everywhere_and_never_a_problem() -> None:
    warnings = [Problem(f"{n:02}.md", 1, "as typed", True, "shortcode") for n in range(30)]
    problems = [Problem(f"{n:02}.md", 1, "nowhere", code="link") for n in range(30)]
    told = as_screen([*warnings, *problems])
    assert told.count("as typed") == 5
    assert told.count("nowhere") == 30
    assert "and 25 more warnings of this kind (docs/problems.md#shortcode)" in told
    assert as_screen(warnings[:12]).count("as typed") == 12
    assert as_lines(warnings).count("as typed") == 30


def test_json_is_one_object_a_line() -> None:
    first, second = map(json.loads, as_json([DEAD, PLAIN]).splitlines())
    assert first == {
        "path": "articles/b.md",
        "line": 7,
        "severity": "problem",
        "message": '"x.md" leads nowhere',
        "code": "link",
        "help": "docs/problems.md#link",
    }
    assert (second["code"], second["help"]) == ("", "")


def test_github_gets_annotations_that_nothing_typed_can_break() -> None:
    nasty = Problem("a,b:c.md", 3, "100%\n::error::done", True)
    assert as_github([nasty, DEAD]) == (
        "::warning file=a%2Cb%3Ac.md,line=3::100%25%0A::error::done\n"
        '::error file=articles/b.md,line=7::"x.md" leads nowhere (docs/problems.md#link)\n'
    )


def test_a_terminal_does_not_obey_what_an_author_typed() -> None:
    nasty = Problem("a.md", 1, "the title \x1b[2J\nis odd")
    assert "\x1b" not in as_screen([nasty]) + as_lines([nasty])
    assert as_lines([nasty]).count("\n") == 1


def test_the_last_line_counts() -> None:
    assert count([DEAD, BARE, BARE], 1200) == "1 problem and 2 warnings in 1,200 files"
    assert count([BARE], 1) == "1 warning in 1 file"
    assert count([], 3) == "nothing to mend in 3 files"
