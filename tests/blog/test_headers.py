"""Headers in both styles, words as typed, mistakes in plain words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.blog.headers import parse_header, words_of


def test_classic_headers_and_text() -> None:
    header = parse_header("Title: One: two\nDate: 2026-11-20\nTags: a, b\n\nThe text.\n")
    assert header.fields == {"title": "One: two", "date": "2026-11-20", "tags": "a, b"}
    assert header.lines == {"title": 1, "date": 2, "tags": 3}
    assert (header.body.strip(), header.body_line) == ("The text.", 5)


def test_classic_value_over_several_lines() -> None:
    header = parse_header("Authors: Sam Sample\n    Ella Example\n\nx")
    assert header.fields["authors"] == ["Sam Sample", "Ella Example"]


def test_a_text_that_only_looks_like_a_header_is_kept() -> None:
    text = "Once upon a time\nthere was a queue.\n"
    assert parse_header(text).body == text.strip()


def test_a_broken_classic_line_is_a_warning_and_nothing_is_lost() -> None:
    header = parse_header("Title: A\nDate 2026-11-20\n\nText")
    assert [fault.line for fault in header.faults] == [2]
    assert all(fault.warning for fault in header.faults)
    assert header.body.startswith("Date 2026-11-20")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("[Yes, No]", ["Yes", "No"]),
        ("[on, off, true, ~x]", ["on", "off", "true", "~x"]),
        ("1.10", "1.10"),
        ("007", "007"),
        ("2026-11-20", "2026-11-20"),
        ("'quoted: colon'", "quoted: colon"),
        ("~", ""),
        ("", ""),
        ('"~"', "~"),
        (
            "{name: CustomerFirst, date: 2019-10-16}",
            {"name": "CustomerFirst", "date": "2019-10-16"},
        ),
    ],
)
def test_yaml_words_stay_as_typed(typed: str, read: object) -> None:
    assert parse_header(f"---\nanswers: {typed}\n---\n").fields["answers"] == read


def test_yaml_lines_count_from_the_top_of_the_file() -> None:
    header = parse_header("\n\n---\ntitle: A\n\ndate: 2026-11-20\n---\nText\n")
    assert (header.lines["title"], header.lines["date"], header.body_line) == (4, 6, 8)
    assert header.body == "Text"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("---\ntitle: Customer first: always\n---\n", 2, '"title" has a colon in its text'),
        ("---\ntitle: A\n", 1, "never closed"),
        ("---\ntitle: A\n\tdate: x\n---\n", 3, "tab"),
        ("---\njust words\n---\n", 2, 'not made of "key: value" lines'),
        ("+++\ntitle = 'A'\n+++\n", 1, "TOML"),
        ("---\ntitle: [A\n---\n", 2, "never closes it"),
        ("---\na: &a [x]\nb: " + "[" * 30 + "]" * 30 + "\n---\n", 3, "nested too deep"),
    ],
)
def test_a_mistake_has_its_line_and_a_plain_sentence(text: str, line: int, words: str) -> None:
    fault = parse_header(text).faults[0]
    assert (fault.warning, words in fault.message) == (False, True), fault
    assert abs(fault.line - line) <= (1 if "[A" in text else 0), fault


def test_aliases_cannot_grow_without_bound() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{b}: &{b} [{', '.join(['*' + a] * 10)}]"
        for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ]
    header = parse_header("---\n" + "\n".join(rows) + "\n---\n")
    assert any("too large" in fault.message for fault in header.faults)


def test_the_first_of_two_equal_keys_is_used() -> None:
    header = parse_header("---\ntitle: A\nTitle: B\n---\n")
    assert header.fields["title"] == "A"
    assert [(fault.line, fault.warning) for fault in header.faults] == [(3, True)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("Yes, No", ("Yes", "No")),
        ("[Yes, No]", ("Yes", "No")),
        ("Doe, Jane; Poe, Ed", ("Doe, Jane", "Poe, Ed")),
        (["Yes", " No ", "Yes", ""], ("Yes", "No")),
        (None, ()),
        ("", ()),
    ],
)
def test_lists_as_authors_type_them(value: str | list[str] | None, words: tuple[str, ...]) -> None:
    assert words_of(value) == words  # type: ignore[arg-type]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_no_text_makes_it_raise_or_lose_lines(text: str) -> None:
    for candidate in (text, f"---\n{text}\n---\nbody", f"Title: {text}"):
        header = parse_header(candidate)
        assert 1 <= header.body_line <= candidate.count("\n") + len(candidate.splitlines()) + 2
