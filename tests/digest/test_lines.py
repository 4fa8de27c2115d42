from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.digest.lines import LONGEST_LINE, fold, one_line, shorten


def test_an_authors_name_with_a_quote_and_a_newline_stays_one_line():
    assert one_line('Sam "the\r\nBcc: x"\u2028 Sample\x00') == 'Sam "the Bcc: x" Sample'


def test_hidden_direction_is_removed_and_rtl_letters_stay():
    assert one_line("\u202eevil\u202c שלום") == "evil שלום"


def test_shortens_before_a_word():
    assert shorten("a promise is a promise", 12) == "a promise…"
    assert shorten("short", 12) == "short"
    assert len(shorten("x" * 50, 12)) == 12


WORDY = 'He said *|IF:A B|* "keep it" <a href="https://x.example/a b" title=\'t\'>so</a>. ' * 40


@pytest.mark.parametrize(
    "line", [WORDY, "<p>" + "\u200b".join(["\u5ba2\u6237" * 10] * 60) + "</p>", f"<p>{'ab ' * 900}"]
)
def test_long_lines_are_broken_where_nobody_sees_it(line: str):
    folded = fold(f"<!DOCTYPE html>\n{line}\n<p>short</p>\n")
    assert max(len(each.encode()) for each in folded.split("\n")) <= LONGEST_LINE
    shown = folded.replace("<!--\n-->", "").replace("\n>", ">")
    assert shown.split("\n", 1)[1].replace("\n", " ") == f"{line} <p>short</p> "
    for kept in ("*|IF:A B|*", 'href="https://x.example/a b"'):
        assert folded.count(kept) == line.count(kept)


def test_a_line_that_fits_is_left_alone():
    line = f"<p>{'ab ' * 290}</p>"
    assert fold(line) == line
    assert fold("\u5ba2" * 300) == "\u5ba2" * 300


WORDS = st.one_of(
    st.text("ab'é客户\U00020000😀", min_size=1, max_size=40),
    st.sampled_from(
        [
            " ",
            "\u200b",
            "。",
            "、」",
            "<b>",
            "</b>",
            '<a href="a b。c">',
            "*|IF:A B。|*",
            "<!-- a。 -->",
        ]
    ),
)


@given(st.lists(WORDS, min_size=30, max_size=400).map("\u200b".join))
def test_no_line_is_too_long_and_nothing_else_changes(line: str):
    folded = fold(line)
    assert max(len(each.encode()) for each in folded.split("\n")) <= LONGEST_LINE
    bare = folded.replace("<!--\n-->", "").replace("\n>", ">")
    bare = re.sub(r"([、。」])\n", r"\1", bare).replace("\n", " ")
    assert bare == line
    assert fold(folded) == folded


def test_words_of_long_letters_are_broken_too():
    line = "\u200b".join(["\U00020000" * 21] * 12)
    assert len(line) * 3 < LONGEST_LINE < len(line.encode())
    assert max(len(each.encode()) for each in fold(line).split("\n")) <= LONGEST_LINE


def test_a_comment_stands_only_where_there_is_no_better_place():
    sentence = "客户的承诺就是信任\u200b约束着我们的日常工作"
    assert "<!--" not in fold(f"<p>{'。'.join([sentence] * 80)}</p>")
    assert "<!--" not in fold(f"<p>{'</b>'.join([sentence] * 80)}</p>")
    assert fold(f"<p>{sentence * 80}</p>").count("<!--") == 5


def test_what_has_no_place_to_break_stays():
    line = f'<p title="{"a b " * 300}">'
    assert fold(line).split("\n", 1)[0] == "<p"
    assert fold(line).replace("\n", " ") == line
