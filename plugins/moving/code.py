"""Finds what stands in a Markdown text outside its code, where nothing may be translated."""

from __future__ import annotations

import re
from collections.abc import Callable

FENCE = re.compile(r"^(?:[ \t]*>)*[ \t]*(?:[-*+]|\d+[.)])?[ \t]*(`{3,}|~{3,})")
SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).){1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
"""At most as many characters as no sentence has, so that a stray backquote costs nothing."""
COVER = "\x01"

Words = Callable[[str | int], str]
"""The text of a group of a match, by its name or number."""


def covered(text: str) -> str:
    """*text* with a sign nobody types in the place of each letter of code; lines stay lines."""
    fence, kept = "", []
    for line in text.split("\n"):
        found = FENCE.match(line)
        if fence:
            closes = found and found[1].startswith(fence) and not line[found.end() :].strip()
            fence = "" if closes else fence
            kept.append(COVER * len(line))
        elif found:
            fence = found[1]
            kept.append(COVER * len(line))
        else:
            kept.append(line)
    return SPAN.sub(lambda span: re.sub(r"[^\n]", COVER, span[0]), "\n".join(kept))


def replaced(
    pattern: re.Pattern[str], text: str, make: Callable[[Words, int], str | None], line: int = 1
) -> str:
    """*text* with each match of *pattern* outside code replaced by what *make* makes of its words
    and its line; where that is None it stays. *line* is that of the text's first."""
    parts, at, seen = [], 0, 0
    for found in pattern.finditer(covered(text)):
        line += text.count("\n", seen, found.start())
        seen = found.start()

        def words(group: str | int, found: re.Match[str] = found) -> str:
            start, end = found.span(group)
            return text[start:end] if start >= 0 else ""

        instead = make(words, line)
        if instead is not None:
            parts += [text[at : found.start()], instead]
            at = found.end()
    return "".join((*parts, text[at:]))
