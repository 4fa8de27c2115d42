"""Author's text made fit for one line of a mail: no control characters, no hidden direction."""

from __future__ import annotations

import re

UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2060\u2066-\u2069\ufdd0-\ufdef\ufeff"
    "\ufff9-\uffff\ud800-\udfff]"
)
"""What no mail client shows and some obey: controls, overrides of direction, half characters."""
SPACE = re.compile(r"\s+")


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
