"""Writes fitted hints, bars and gates into a taxonomy's text; every other line stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from .fitted import Fitted

WIDTH = 138
TOPIC = re.compile(r'^\[\[topics\]\]\nid = "(?P<slug>[\w-]+)"$', re.MULTILINE)
HINTS = re.compile(r"^hints = \[\n(?:  .*\n)*\]\n", re.MULTILINE)
BARS = re.compile(r"^threshold = .*$", re.MULTILINE)
GATES = re.compile(r"^\[gate\.\w+\]\n(?:.+\n)*\n", re.MULTILINE)


def write(
    text: str, topics: Mapping[str, Mapping[str, Fitted]], gates: Mapping[str, Fitted]
) -> str:
    """*text* with the hints and bars of *topics* (by slug, then language) and with *gates*."""
    first = text.index("[[groups]]")
    head = GATES.sub("", text[:first]) + "".join(map(_gate, gates, gates.values()))
    starts = [*TOPIC.finditer(text)]
    ends = [each.start() for each in starts[1:]] + [len(text)]
    between = text[first : starts[0].start()]
    blocks = [
        _topic(text[start.start() : end], topics[start["slug"]])
        for start, end in zip(starts, ends, strict=True)
    ]
    return (head + between + "".join(blocks)).rstrip("\n") + "\n"


def _topic(block: str, fitted: Mapping[str, Fitted]) -> str:
    bars = ", ".join(f"{lang} = {max(each.bar, 0.01):.2f}" for lang, each in fitted.items())
    block = BARS.sub(f"threshold = {{ {bars} }}", block, count=1)
    for lang, each in fitted.items():
        start = block.index(f"[topics.{lang}]")
        end = block.find("\n[", start)
        own = block[start : end if end > 0 else len(block)]
        # The hints stand last in a lexicon; comments above them are not theirs.
        rest = block[end:] if end > 0 else ""
        block = f"{block[:start]}{HINTS.sub('', own).rstrip()}\n{_rows(each.hints)}{rest}"
    return block.rstrip("\n") + "\n\n"


def _gate(lang: str, fitted: Fitted) -> str:
    head = f"[gate.{lang}]\nabout = {fitted.about:.2f}\nbar = {fitted.bar:.2f}\n"
    return f"{head}{_rows(fitted.hints)}\n"


def _rows(hints: Mapping[str, float]) -> str:
    """A row for each weight, the heaviest first, its words in the alphabet's order, those with an
    apostrophe last: they need other quotes than the rest."""
    rows: dict[float, list[str]] = {}
    for word in sorted(hints, key=lambda word: ("'" in word, word)):
        rows.setdefault(hints[word], []).append(word)
    lines = [line for weight in sorted(rows, reverse=True) for line in _row(weight, rows[weight])]
    return "hints = [\n" + "".join(f"{line}\n" for line in lines) + "]\n"


def _row(weight: float, words: list[str]) -> Iterator[str]:
    """One text of many words, or as many texts as it takes: a line is no longer than *WIDTH*."""
    line = f"  [{weight:g}, "
    held: list[str] = []
    for word in words:
        full = len(line) + sum(len(each) + 1 for each in held) + len(word) + 4 > WIDTH
        if held and (full or ("'" in word) != ("'" in held[0])):
            yield f"{line}{_quoted(held)},"
            line, held = "    ", []
        held.append(word)
    yield f"{line}{_quoted(held)}],"


def _quoted(words: list[str]) -> str:
    """Between single quotes, which are read without looking at each letter, where they can be."""
    quote = '"' if "'" in words[0] else "'"
    return f"{quote}{' '.join(words)}{quote}"
