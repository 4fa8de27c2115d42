"""Text made fit for the lines of a mail: no control characters, no hidden direction, no line too
long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2060\u2066-\u2069\ufdd0-\ufdef\ufeff"
    "\ufff9-\uffff\ud800-\udfff]"
)
"""What no mail client shows and some obey: controls, overrides of direction, half characters."""
SPACE = re.compile(r"\s+")
LONGEST_LINE = 900
"""Bytes. SMTP allows 998, and some servers break what is longer in the middle of a word."""
STOPS = "、。，．！？；：…」』）】》"
FOLDS = re.compile(
    r'"[^"]*"|\*\|.*?\|\*|<!--.*?-->|(?P<space> )|(?P<tag></?[a-z][a-z0-9]*(?=>))'
    f"|(?P<stop>[{STOPS}](?=[^<{STOPS}]))|(?P<word>\u200b)"
)
"""Where a line of HTML can be broken: not in a value, a merge tag or a comment."""


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
    """*html* with line breaks in lines of more than ``LONGEST_LINE`` bytes, where nobody sees them:
    at a space, inside a tag, after a full-width stop, which has room of its own; and only where
    there is none of these, inside a comment between two letters: filters take many of those for
    words in hiding."""
    return "\n".join(
        "".join(_folded(line)) if len(line.encode()) > LONGEST_LINE else line
        for line in html.split("\n")
    )


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place to break at: the line ends before *start* and goes on at *end*. *ends* and *begins*
    are the same in bytes; *free* is whether that takes no comment."""

    start: int
    end: int
    ends: int
    begins: int
    free: bool


def _folded(line: str) -> Iterator[str]:
    """*line* in pieces that are as long as they can be, but rather end at a free spot."""
    spots, whole = tuple(_spots(line)), len(line.encode())
    start = begins = at = 0
    while at < len(spots) and whole - begins > LONGEST_LINE:
        within = at
        while within < len(spots) and spots[within].ends - begins <= LONGEST_LINE:
            within += 1
        free = [n for n in range(at, within) if spots[n].free]
        chosen = free[-1] if free else max(within - 1, at)
        spot = spots[chosen]
        yield line[start : spot.start]
        yield "\n" if spot.free else "<!--\n-->"
        start, begins, at = spot.end, spot.begins, chosen + 1
    yield line[start:]


def _spots(line: str) -> Iterator[_Spot]:
    """Every one of *line*; the marks of a comment count for what stands on their side of it."""
    last = size = 0
    for found in FOLDS.finditer(line):
        if not found.lastgroup:
            continue
        start, end = found.end(), found.end()
        if found.lastgroup == "space":
            start = found.start()
        ends = size + len(line[last:start].encode())
        last, size = end, size + len(line[last:end].encode())
        if found.lastgroup == "word":
            yield _Spot(start, end, ends + len("<!--"), size - len("-->"), free=False)
        else:
            yield _Spot(start, end, ends, size, free=True)
