"""Text made fit for the lines of a mail: no control characters, no hidden direction, no line too
long."""

from __future__ import annotations

import re
from itertools import zip_longest

UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2060\u2066-\u2069\ufdd0-\ufdef\ufeff"
    "\ufff9-\uffff\ud800-\udfff]"
)
"""What no mail client shows and some obey: controls, overrides of direction, half characters."""
SPACE = re.compile(r"\s+")
LONGEST_LINE = 900
"""Bytes. SMTP allows 998, and some servers break what is longer in the middle of a word."""
FOLDS = re.compile(rb'"[^"]*"|\*\|.*?\|\*|<!--.*?-->|( )|(\xe2\x80\x8b)')
"""Where a line of HTML can be broken: at a space or a place to break a word, but not in a value, a
merge tag or a comment."""


def one_line(text: str) -> str:
    """*text* without unfit characters, every run of white space one space."""
    return SPACE.sub(" ", UNFIT.sub("", text)).strip()


def fit(text: str) -> str:
    """*text* without unfit characters, its lines as they are."""
    return UNFIT.sub("", text)


def shorten(text: str, most: int) -> str:
    """*text* cut before a word so that it has at most *most* characters, with "…" if it was cut."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at = kept.rfind(" ")
    return (kept[:at] if at > most // 2 else kept).rstrip(" ,;:.-") + "…"


def fold(html: str) -> str:
    """*html* with line breaks in lines of more than ``LONGEST_LINE`` bytes, where they show as the
    space that was there, or not at all: in a comment, within words that have no space."""
    return "\n".join(
        _fold(line.encode()).decode() if len(line) * 3 > LONGEST_LINE else line
        for line in html.split("\n")
    )


def _fold(line: bytes) -> bytes:
    folded, start = b"", 0
    spots = [spot for spot in FOLDS.finditer(line) if spot.lastindex]
    for spot, after in zip_longest(spots, spots[1:]):
        if (after.start() if after else len(line)) - start > LONGEST_LINE - len("--><!--"):
            space = spot.group() == b" "
            folded += line[start : spot.start() if space else spot.end()]
            folded += b"\n" if space else b"<!--\n-->"
            start = spot.end()
    return folded + line[start:]
