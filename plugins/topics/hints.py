"""Single words that say a little for a topic or against it, and what they come to in a text."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from struct import Struct

from .rules import Slot
from .taxonomy import Hint
from .weights import PLACES

HINTED, POWER = 100, 0.5
"""Words. What the hints come to falls with this power of the length, in *HINTED* ones: the longer
a text, the more of them stand in it by chance."""
SHOWN, LEAST, FAINT = 4, 0.2, 0.02
"""How many hints of a topic are shown as evidence at most; what each must weigh at least; and what
where none weighs as much."""
GATE = ""
"""Stands for the gate where a topic's slug would."""
UNIT, BITS = 1_000, 32
"""Parts of 1 in which weights are counted, and room for the sum of a topic's in a text."""
HALF = 1 << BITS - 1

Spoken = dict[int, list[tuple[float, str]]]
"""For the keys of words the hints that they are."""
Firsts = Mapping[int, int]
"""For the key of each hint in a text the first word that has it."""


class Hints:
    """The hints of one language by the keys of their words. A hint counts once in a text; *dull*
    ones stand in every text: they count, and are shown as a reason only where no other is."""

    def __init__(
        self,
        hints: Iterable[tuple[str, Iterable[Hint]]],
        key: Callable[[str], int],
        dull: Collection[str] = (),
    ) -> None:
        self._slugs: list[str] = []
        self._numbers: dict[tuple[int, ...], int] = {}
        self._several: dict[int, tuple[int, ...]] = {}
        self._loud: dict[str, Spoken] = {}
        self._faint: dict[str, Spoken] = {}
        # For each key what it says for all topics, each in BITS of its own: added in one go.
        self._sums: dict[int, int] = {}
        for slug, own in hints:
            loud, faint = self._loud.setdefault(slug, {}), self._faint.setdefault(slug, {})
            for word, weight in own:
                this = key(word)
                parts = round(weight * UNIT) << BITS * len(self._slugs)
                self._sums[this] = self._sums.get(this, 0) + parts
                if weight >= FAINT:
                    kept = loud if weight >= LEAST and word not in dull else faint
                    kept.setdefault(this, []).append((weight, word))
            self._slugs.append(slug)
        # So much more, and no topic's sum is below 0.
        self._lift = sum([HALF << BITS * n for n in range(len(self._slugs))])
        self._rows = Struct(f"<{len(self._slugs)}I")

    def among(self, keys: Slot) -> int:
        """The hint among a word's *keys*, or a number below 0 for several of them; 0 for none."""
        found = tuple(sorted([key for key in keys if key in self._sums]))
        if len(found) < 2:
            return found[0] if found else 0
        number = self._numbers.setdefault(found, -1 - len(self._numbers))
        self._several[number] = found
        return number

    def firsts(self, hints: Sequence[int]) -> Firsts:
        """The first word of each hint; *hints* has what is among the keys of each word."""
        last = len(hints) - 1
        firsts = dict(zip(reversed(hints), range(last, -1, -1), strict=True))
        firsts.pop(0, None)
        for number in firsts.keys() & self._several.keys():
            at = firsts.pop(number)
            for key in self._several[number]:
                firsts[key] = min(at, firsts.get(key, at))
        return firsts

    def total(self, firsts: Firsts, title: int, length: int) -> Mapping[str, float]:
        """What the hints in a text come to for each topic; below 0 they speak against it. The first
        words, as many as *title*, are its title."""
        every = self._unpack(sum(map(self._sums.__getitem__, firsts)))
        loud = self._unpack(sum([self._sums[key] for key, at in firsts.items() if at < title]))
        lift = PLACES["title"] - 1.0
        shrink = UNIT * float((length / HINTED) ** POWER)
        return {
            slug: (one - HALF + lift * (more - HALF)) / shrink
            for slug, one, more in zip(self._slugs, every, loud, strict=True)
            if one != HALF or more != HALF
        }

    def _unpack(self, parts: int) -> tuple[int, ...]:
        return self._rows.unpack((parts + self._lift).to_bytes(self._rows.size, "little"))

    def find(self, slug: str, firsts: Firsts) -> list[tuple[str, float, int]]:
        """The hints that speak most for a topic, each with its weight and its first word."""
        found = _loudest(self._loud[slug], firsts) or _loudest(self._faint[slug], firsts)
        said = [(-weight, firsts[key], word) for weight, word, key in found]
        return [(word, -weight, at) for weight, at, word in sorted(said)[:SHOWN]]


def _loudest(spoken: Spoken, firsts: Firsts) -> list[tuple[float, str, int]]:
    """As many of a topic's hints as are shown, and those that weigh no less than the last."""
    said = [
        (weight, word, key) for key in spoken.keys() & firsts.keys() for weight, word in spoken[key]
    ]
    said.sort(reverse=True)
    return [each for each in said if each[0] >= said[:SHOWN][-1][0]]
