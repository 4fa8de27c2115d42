"""Breaks a title into lines of about one length, as large as there is room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Measure = Callable[[str, int], float]
"""How wide some words are at a size, both in pixels."""
CUT = "…"


@dataclass(frozen=True, slots=True)
class Setting:
    """A title as it will stand: its lines at *size* pixels."""

    size: int
    lines: tuple[str, ...]


def fit(text: str, measure: Measure, width: int, height: int, sizes: Sequence[int]) -> Setting:
    """The largest of *sizes* (largest first) at which *text* fits; at the last one it is cut."""
    for size in sizes:
        room = max(1, height // leading(size))
        lines = break_lines(text, measure, width, size)
        whole = all(measure(line, size) <= width for line in lines)
        if whole and len(lines) <= room:
            return Setting(size, balance(lines, measure, width, size))
    pieces = [piece for line in lines for piece in split(line, measure, width, size)]
    if len(pieces) > room:
        last = pieces[room - 1]
        while last and measure(last + CUT, size) > width:
            last = last[:-1]
        pieces = [*pieces[: room - 1], last.rstrip(" ,;:–-") + CUT]
    return Setting(size, tuple(pieces))


def leading(size: int) -> int:
    """Pixels from one line to the next."""
    return round(size * 1.12)


def break_lines(text: str, measure: Measure, width: float, size: int) -> list[str]:
    """As many words on each line as fit; a word wider than *width* has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def balance(lines: list[str], measure: Measure, width: int, size: int) -> tuple[str, ...]:
    """As many lines, the longest of them as short as can be."""
    text, low, high = " ".join(lines), 0, width
    while high - low > 4:
        middle = (low + high) // 2
        tried = break_lines(text, measure, middle, size)
        fits = len(tried) <= len(lines) and all(measure(each, size) <= middle for each in tried)
        low, high = (low, middle) if fits else (middle, high)
    return tuple(break_lines(text, measure, high, size))


def split(line: str, measure: Measure, width: int, size: int) -> list[str]:
    """A word that no line can hold, in pieces that do."""
    pieces = [""]
    for letter in line:
        if pieces[-1] and measure(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
