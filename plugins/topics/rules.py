"""Terms made ready to be looked for: slots as sets of keys, their order and their distances."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .pattern import NEAR, Pattern

Slot = frozenset[int]
"""The keys of the words of which any may stand there."""
Span = tuple[int, int]
"""The first word of something in its sentence, and the one after its last."""
Spans = list[Span]
FEW = 8
"""Spans that are looked through one after the other; of more, those far away are left out first."""


@dataclass(frozen=True, slots=True)
class Part:
    """Slots in their order: the *first*, and *steps* to the others, each with how many words on it
    may stand at most. *reach* is the sum of these."""

    first: Slot
    steps: tuple[tuple[Slot, int], ...]
    reach: int

    @property
    def slots(self) -> tuple[Slot, ...]:
        return self.first, *(slot for slot, _ in self.steps)

    def before(self, slot: int) -> int:
        """How many words before the slot of that number the first may stand at most."""
        return sum([step for _, step in self.steps[:slot]])


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One term of one topic. *kind* is strong, weak, needs or not; *bare* terms are of one word;
    *order* is the term's place in the file."""

    slug: str
    kind: str
    term: str
    parts: tuple[Part, ...]
    order: int
    bare: bool


def make_rule(
    slug: str, kind: str, pattern: Pattern, order: int, key: Callable[[str], int]
) -> Rule:
    """The rule of a term; *key* gives the key of an alternative as it is written."""
    parts = []
    for part in pattern.parts:
        first, *rest = [frozenset(map(key, slot)) for slot in part.slots]
        steps = [(slot, gap + 1) for slot, gap in zip(rest, part.gaps[1:], strict=True)]
        parts.append(Part(first, tuple(steps), sum([step for _, step in steps])))
    return Rule(slug, kind, pattern.term, tuple(parts), order, pattern.bare)


def stand(sentence: Sequence[Slot]) -> Mapping[int, list[int]]:
    """For each key in a sentence the words that have it."""
    stands: dict[int, list[int]] = {}
    for at, keys in enumerate(sentence):
        for key in keys:
            if key in stands:
                stands[key].append(at)
            else:
                stands[key] = [at]
    return stands


def match(rule: Rule, sentence: Sequence[Slot], stands: Mapping[int, list[int]]) -> Spans:
    """Everywhere that *rule* is satisfied, with the parts that stand nearest to the first one;
    *sentence* has the keys of each word. The work grows with its length and not faster."""
    first, *others = rule.parts
    found = [(span, span) for span in _everywhere(first, sentence, stands)]
    for part in others:
        spans = _everywhere(part, sentence, stands)
        if not found or not spans:
            return []
        near = [(own, whole, _nearest(own, spans, part.reach)) for own, whole in found]
        found = [
            (own, (min(low, other[0]), max(high, other[1])))
            for own, (low, high), other in near
            if other
        ]
    return [whole for _, whole in found]


def _everywhere(part: Part, sentence: Sequence[Slot], stands: Mapping[int, list[int]]) -> Spans:
    starts = {at for key in part.first if key in stands for at in stands[key]}
    return match_part(part, sentence, sorted(starts))


def match_part(part: Part, sentence: Sequence[Slot], starts: Iterable[int]) -> Spans:
    """Spans of the slots in order from each of *starts*, where the first slot is filled. From each
    the nearest next word is taken."""
    spans: Spans = []
    for start in starts:
        at = start
        for slot, step in part.steps:
            for keys in sentence[at + 1 : at + 1 + step]:
                at += 1
                if not slot.isdisjoint(keys):
                    break
            else:
                break
        else:
            spans.append((start, at + 1))
    return spans


def _nearest(span: Span, spans: Spans, reach: int) -> Span | None:
    """Of *spans*, none of them over *reach* words on, the one that begins nearest to the beginning
    of *span* and is near it."""
    start, end = span
    if len(spans) > FEW:
        from_here = bisect_left(spans, (start - NEAR - reach - 1,))
        spans = spans[from_here : bisect_left(spans, (end + NEAR,), from_here)]
    nearest = None
    least = 0
    for other in spans:
        low, high = other
        if 0 <= low - end < NEAR or 0 <= start - high < NEAR:
            away = abs(low - start)
            if nearest is None or away < least:
                nearest, least = other, away
    return nearest
