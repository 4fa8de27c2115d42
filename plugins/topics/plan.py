"""By which two of its words each term is looked for, so that most terms are never tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .pattern import Pattern

COMMON = 4000
"""Uses in terms that a filler counts more than it has, by its letters: the shorter the commoner.
Such words stand in most sentences, and are hardly ever the ones to look for first."""
CLASS = 500
"""The same for a word class."""


class Plan:
    """What to look for. *ranks* has for each term of more than one word the numbers of its slots,
    the rarest first; *led* for each key the terms of which it fills the rarest slot, *partners* a
    number for each key that fills another slot of some term: the commoner, the smaller."""

    def __init__(
        self,
        patterns: Iterable[Pattern],
        key: Callable[[str], int],
        classes: Iterable[int],
        fillers: Iterable[str],
    ) -> None:
        terms = [
            [{key(word) for word in slot} for part in pattern.parts for slot in part.slots]
            for pattern in patterns
        ]
        uses = dict.fromkeys(classes, CLASS)
        for filler in fillers:
            uses[key(filler)] = COMMON // len(filler)
        _count(terms, uses)
        self.ranks: dict[int, list[int]] = {}
        self.led: dict[int, list[int]] = {}
        partners: set[int] = set()
        for order, slots in enumerate(terms):
            rarest = 0
            if len(slots) > 1:
                met = [sum([uses[each] for each in slot]) for slot in slots]
                ranks = self.ranks[order] = sorted(range(len(slots)), key=met.__getitem__)
                rarest = ranks[0]
                partners.update(*[slots[n] for n in ranks[1:]])
            for each in slots[rarest]:
                self.led.setdefault(each, []).append(order)
        ranked = sorted(partners, key=lambda each: (-uses[each], each))
        self.partners = {each: n for n, each in enumerate(ranked)}


def _count(terms: Iterable[Sequence[set[int]]], uses: dict[int, int]) -> None:
    for slots in terms:
        for slot in slots:
            for each in slot:
                uses[each] = uses.get(each, 0) + 1
