"""Text on its way into a mail: no merge tag, no word too long for a phone, no line too wide."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

COLUMNS = 72
LONGEST_TOKEN = 28
"""Letters of text in one word on a phone of 320 px; large letters are fewer."""
GAP = re.compile("^ +| {2,}")


@pass_eval_context
def harmless(context: EvalContext, value: Any) -> Any:
    """The one place every value passes on its way into a template: none can be a merge tag.

    Template text does not pass, so that our own tags stay. Markup comes from our own macros,
    whose values have passed.
    """
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    return harmless_html(value) if context.autoescape else harmless_text(value)


def harmless_html(value: str) -> str:
    """A word joiner, which nobody sees, parts what would be a tag."""
    if "|" not in value:
        return value
    return ("\u2060" if value[0] == "|" else "") + value.replace("*|", "*\u2060|")


def harmless_text(value: str) -> str:
    """A space parts what would be a tag: not every reader of plain text knows a word joiner."""
    if "|" not in value:
        return value
    return (" " if value[0] == "|" else "") + value.replace("*|", "* |")


def soft(text: str, longest: int = LONGEST_TOKEN) -> str:
    """Places to break in words of more than *longest* letters, as a phone is no wider."""
    if len(text) <= longest:
        return text
    step = longest * 3 // 4
    return " ".join(
        "\u200b".join(word[at : at + step] for at in range(0, len(word), step))
        if len(word) > longest
        else word
        for word in text.split(" ")
    )


def wrap(text: str, hang: int = 0, first: str = "") -> str:
    """*text* in lines of 72 columns; *first* stands before it, later lines hang by *hang*."""
    lines: list[str] = []
    for number, part in enumerate(harmless_text(text).split("\n")):
        line = "" if number else first
        for word in part.split(" "):
            if len(line) + len(word) > COLUMNS and line.strip():
                lines.append(line.rstrip(" "))
                line = " " * hang
            rest = word
            while len(line) + len(rest) > COLUMNS:
                room = COLUMNS - len(line)
                lines.append(line + rest[:room])
                line, rest = " " * hang, rest[room:]
            line += rest + " "
        lines.append(line.rstrip(" "))
    return "\n".join(lines)


def no_break(text: str) -> str:
    """*text* that stays on one line."""
    return text.replace(" ", "\u00a0")


def spaced(line: str) -> str:
    """A *line* of code with its indentation and columns, where white space shrinks to one space."""
    return GAP.sub(
        lambda gap: "\u00a0" * (len(gap[0]) - 1) + (" " if gap.start() else "\u00a0"),
        line.expandtabs(4),
    )


def safe_url(address: str) -> str:
    """*address* with everything percent-encoded that could end it or begin a merge tag."""
    return quote(address, safe="/:?#[]@!$&'()*+,;=%~")
