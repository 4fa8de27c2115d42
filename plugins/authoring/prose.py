"""The words of a text: all that is read of it, or those alone that are its author's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .facts import without_code

QUOTED = re.compile(r"^[ \t]*>")
SHORTCODE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}")
IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
LINK = re.compile(r"\[([^\[\]]*)\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])")
REFERENCE = re.compile(r"^ {0,3}\[[^\[\]\n]+\]:[ \t]*\S+.*$", re.MULTILINE)
FOOTNOTE = re.compile(r"\[\^[^\[\]\n]+\]:?")
SAID = re.compile(
    r"<(?P<tag>blockquote|q|cite|pre|code)\b[^>]*>.*?</(?P=tag)\s*>", re.DOTALL | re.IGNORECASE
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
ADDRESS = re.compile(r"<?(?:https?://|www\.)[^\s<>]+>?|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}")
EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\*\*")
LINE_BREAK = r"\n(?![ \t]*\n)"
END = r"(?=\n[ \t]*\n|\Z)"
SPEECH = re.compile(
    # Who quotes several paragraphs opens each anew and closes the last: a paragraph's end will do.
    rf"“(?:[^”\n]|{LINE_BREAK})*(?:”|{END})|„(?:[^”“\n]|{LINE_BREAK})*(?:[”“]|{END})"
    rf"|«(?:[^»\n]|{LINE_BREAK})*(?:»|{END})|(?<!\w)\"(?:[^\"\n]|{LINE_BREAK})*\""
    # A closing ’ is an apostrophe where a letter follows.
    rf"|(?<!\w)‘(?:[^’\n]|’(?=\w)|{LINE_BREAK})*(?:’|{END})"
)
UNREAD = re.compile(
    r"^ {0,3}#{1,6}[ \t].*$|^[^\n]*\S[^\n]*\n {0,3}(?:=+|-+)[ \t]*$"
    r"|^[ \t]*\|.*$|^[ \t]*[-*_=]{3,}[ \t]*$",
    re.MULTILINE,
)
"""Headings, tables and rules: no sentences."""
QUOTE_SIGN = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
MARKER = re.compile(r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
STOP = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s+[\"“„«‘'(\[]?[^\W_a-zß-ÿ])")
"""An end, if what follows begins with a capital or a figure."""
SHORT = re.compile(
    r"(?:\b(?:mrs?|ms|dr|prof|st|vs|no|fig|e\.g|i\.e|cf|bijv|bv|o\.a|d\.w\.z|dhr|mevr|mw|drs|ir|ca|nr|blz"
    r"|jl|t/m)|\b[^\W\d_])\.$",
    re.IGNORECASE,
)
"""An abbreviation or an initial, which ends no sentence."""
READ = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Its words, and the line on which the first of them stands."""

    line: int
    words: tuple[str, ...]


def sentences_of(body: str, first_line: int) -> tuple[Sentence, ...]:
    """What a reader reads sentence by sentence, quotations too: no headings, tables or code. An
    item of a list ends one. Figures are no words here."""
    text = QUOTE_SIGN.sub(_blank, UNREAD.sub(_blank, _plain(without_code(body))))
    found = (
        Sentence(first_line + text.count("\n", 0, start + _lead(piece)), tuple(READ.findall(piece)))
        for start, piece in _pieces(text)
    )
    return tuple(each for each in found if each.words)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Each sentence with where it begins."""
    start = at = 0
    for line in text.splitlines(keepends=True):
        mark = MARKER.match(line)
        if mark or not line.strip():
            yield from _split(text[start:at], start)
            start = at + (mark.end() if mark else 0)
        at += len(line)
    yield from _split(text[start:], start)


def _split(block: str, offset: int) -> Iterator[tuple[int, str]]:
    start = 0
    for stop in STOP.finditer(block):
        if not SHORT.search(block[start : stop.start() + 1]):
            yield offset + start, block[start : stop.end()]
            start = stop.end()
    yield offset + start, block[start:]


def _lead(piece: str) -> int:
    return len(piece) - len(piece.lstrip())


def prose_of(body: str) -> str:
    """*body* with spaces in the place of all that is not its author's running words. Every word
    that is left stands on its own line; emphasis is taken out, as it may stand within a phrase."""
    return without_speech(_plain(_without_quotes(without_code(body))))


def _plain(text: str) -> str:
    """*text* without signs and addresses."""
    text = IMAGE.sub(_blank, SHORTCODE.sub(_blank, text))
    text = SAID.sub(_blank, text) if "</" in text else text
    text = REFERENCE.sub(_blank, FOOTNOTE.sub(_blank, text))
    text = LINK.sub(r"\1", text)
    if "://" in text or "www." in text or "@" in text:
        text = ADDRESS.sub(_blank, text)
    text = ATTRIBUTES.sub(_blank, TAG.sub(_blank, text))
    return EMPHASIS.sub("", text) if "*" in text or "_" in text else text


def without_speech(text: str) -> str:
    """*text* without what stands between quotation marks."""
    return SPEECH.sub(_blank, text)


def _without_quotes(text: str) -> str:
    """A quotation goes on to the next empty line, whether each line is marked or not."""
    kept, quoting = [], False
    for line in text.split("\n"):
        quoting = bool(QUOTED.match(line)) or (quoting and bool(line.strip()))
        kept.append("" if quoting else line)
    return "\n".join(kept)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
