from __future__ import annotations

import pytest

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
    shown = folded.replace("<!--\n-->", "").split("\n", 1)[1].replace("\n", " ")
    assert shown == f"{line} <p>short</p> "
    for kept in ("*|IF:A B|*", 'href="https://x.example/a b"'):
        assert folded.count(kept) == line.count(kept)


def test_a_line_that_fits_is_left_alone():
    line = f"<p>{'ab ' * 290}</p>"
    assert fold(line) == line
    assert fold("\u5ba2" * 300) == "\u5ba2" * 300


def test_what_has_no_place_to_break_stays():
    line = f'<p title="{"a b " * 300}">'
    assert fold(line).split("\n", 1)[0] == "<p"
    assert fold(line).replace("\n", " ") == line
