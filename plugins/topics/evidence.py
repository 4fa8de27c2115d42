"""The words of a text that speak for a topic, as readers are shown them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from .index import Index, Reading
from .text import WORD, Document
from .weights import Hit


class Evidence(NamedTuple):
    """One term found. *words* are the text's own, within *sentence*; *rules* say what lifted or
    lowered its *weight*. A tuple: a text has dozens."""

    term: str
    words: str
    sentence: str
    line: int
    where: str
    weight: float
    rules: tuple[str, ...] = ()


class Proofs:
    """Cuts what was found out of one text."""

    def __init__(self, document: Document, index: Index, text: Reading) -> None:
        self._sentences = document.sentences
        self._index = index
        self._pieces = text.pieces
        self._ends: dict[int, list[int]] = {}

    def of(self, hits: Iterable[Hit], most: int | None = None) -> tuple[Evidence, ...]:
        """*hits*, or *most* of them, with their words, the heaviest first."""
        keyed = [(-hit.weight, hit.sentence, hit.span, n, hit) for n, hit in enumerate(hits)]
        ranked = sorted(keyed)
        found = []
        for weight, number, span, _, hit in ranked[:most]:
            sentence = self._sentences[number]
            words = self._words(number, *span)
            found.append(
                Evidence(
                    hit.rule.term,
                    words,
                    sentence.text,
                    sentence.line,
                    sentence.where,
                    round(-weight, 3),
                    hit.rules,
                )
            )
        return tuple(found)

    def _words(self, number: int, start: int, end: int) -> str:
        """From the first word to before the last, without the signs around them."""
        pieces = self._pieces[number]
        ends = self._ends.get(number)
        if ends is None:
            ends = self._ends[number] = list(accumulate(self._index.lengths(pieces)))
        first, last = bisect_right(ends, start), bisect_left(ends, end)
        some = pieces[first : last + 1]
        if not some[-1].isalnum():
            words = list(WORD.finditer(some[-1]))
            some[-1] = some[-1][: words[end - 1 - ends[last]].end()]
        if not pieces[first].isalnum():
            words = list(WORD.finditer(pieces[first]))
            some[0] = some[0][words[start - ends[first]].start() :]
        return " ".join(some)
