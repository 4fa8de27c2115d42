from __future__ import annotations

from plugins.digest.lines import one_line, shorten


def test_an_authors_name_with_a_quote_and_a_newline_stays_one_line():
    assert one_line('Sam "the\r\nBcc: x"\u2028 Sample\x00') == 'Sam "the Bcc: x" Sample'


def test_hidden_direction_is_removed_and_rtl_letters_stay():
    assert one_line("\u202eevil\u202c שלום") == "evil שלום"


def test_shortens_before_a_word():
    assert shorten("a promise is a promise", 12) == "a promise…"
    assert shorten("short", 12) == "short"
    assert len(shorten("x" * 50, 12)) == 12
