"""Which words of a text are its author's own, each on its own line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.authoring.prose import prose_of

GONE = {
    "code": "a `X` b",
    "a block of code": "a\n\n```\nX\n```\n\nb",
    "indented code": "a\n\n    X\n\nb",
    "a comment": "a <!-- X --> b",
    "a quotation": "a\n\n> said\n> X\n\nb",
    "a quotation that runs on": "a\n\n> said\nX\n\nb",
    "an inner quotation": "a\n\n> > X\n\nb",
    "speech": "a “so X so” b",
    "speech over two lines": "a “so\nX so” b",
    "speech of several paragraphs": "a “so\nX\n\nb",
    "straight quotes": 'a "so X" b',
    "Dutch quotes": "a ‘zo X zo’ b",
    "Dutch quotes with an apostrophe": "a ‘zo’n X’ b",
    "German quotes": "a „so X“ b",
    "French quotes": "a «X» b",
    "HTML's quotation": "a <blockquote><p>X</p></blockquote> b",
    "HTML's short quotation": "a <q>X</q> b",
    "where a link leads": "a [b](https://example.org/X 'X')",
    "a bare address": "a https://example.org/X b",
    "a mail address": "a X@example.org b",
    "what a picture shows": "a ![X](X.jpg) b",
    "an attribute": "a b\n{: .X}",
    "a tag": 'a <abbr title="X">b</abbr>',
    "a shortcode": "a {{< X >}} b",
    "a reference": "a [b][1]\n\n[1]: X\n",
}
KEPT = {
    "emphasis": "going *forward*",
    "emphasis within": "going **for**ward",
    "the words of a link": "[going forward](https://example.org)",
    "a heading": "## going forward",
    "a list": "- going forward",
    "a table": "| going forward | b |",
    "a footnote's text": "[^1]: going forward",
    "an apostrophe before": "the dogs’ bowl is going forward",
    "after a quotation": "> X\n\ngoing forward",
    "an inch": 'a 5" pipe is going forward',
    "a quote that never closes": 'he "said\n\ngoing forward',
}


@pytest.mark.parametrize("name", GONE)
def test_what_is_not_the_authors_is_gone(name: str) -> None:
    text = GONE[name]
    prose = prose_of(text)
    assert "X" not in prose
    assert "a" in prose
    assert prose.count("\n") == text.count("\n")


@pytest.mark.parametrize("name", KEPT)
def test_what_is_the_authors_stays(name: str) -> None:
    assert "going forward" in prose_of(KEPT[name])


def test_every_word_stays_on_its_line() -> None:
    text = "one\n\n“two\ntwo” *three*\n\n> four\n\n```\nfive\n```\n\nsix [seven\neight](x) nine\n"
    rows = prose_of(text).split("\n")
    assert [n for n, row in enumerate(rows, 1) if row.strip()] == [1, 4, 12, 13]
    assert (rows[3].strip(), rows[11], rows[12]) == ("three", "six seven", "eight nine")


PIECES = (
    "“",
    "”",
    '"',
    "‘",
    "’",
    "„",
    "«",
    "»",
    "<q>",
    "</q>",
    "[",
    "](",
    ")",
    "`",
    "*",
    ">",
    "{{",
    "}}",
)


@given(st.lists(st.sampled_from((*PIECES, "a", " ", "\n", "\n\n")), max_size=60))
def test_lines_are_never_lost_whatever_is_typed(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert prose_of(text).count("\n") == text.count("\n")
