"""The words of a text that are its author's own: no code, no quotations, no addresses."""

from __future__ import annotations

import re

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


def prose_of(body: str) -> str:
    """*body* with spaces in the place of all that is not its author's running words. Every word
    that is left stands on its own line; emphasis is taken out, as it may stand within a phrase."""
    text = _without_quotes(without_code(body))
    text = IMAGE.sub(_blank, SHORTCODE.sub(_blank, text))
    text = SAID.sub(_blank, text) if "</" in text else text
    text = REFERENCE.sub(_blank, FOOTNOTE.sub(_blank, text))
    text = LINK.sub(r"\1", text)
    if "://" in text or "www." in text or "@" in text:
        text = ADDRESS.sub(_blank, text)
    text = ATTRIBUTES.sub(_blank, TAG.sub(_blank, text))
    text = EMPHASIS.sub("", text) if "*" in text or "_" in text else text
    return without_speech(text)


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
