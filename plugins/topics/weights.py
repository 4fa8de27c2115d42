"""What each term that stands in a text counts for its topic, and which rule made it so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .rules import Rule, Spans

STRONG, WEAK = 1.0, 0.45
PLACES = {"title": 1.8, "summary": 1.3, "heading": 1.3, "text": 1.0, "quote": 0.8}
LEAD, LEAD_SENTENCES = 1.15, 3
AGAIN = 0.5
"""What each further term in one sentence counts, of the one before it."""
REPEATED = 0.6
"""What each further use of one term counts, of the one before it."""
FAR = 0.8
"""What a weak term counts when no customer word stands in its sentence or beside it."""
BARE = 0.6
"""What a strong term of one word counts there: such a word has another sense in another field."""
ONCE, TOLD = 0.8, 0.3
"""What a topic counts that is told in one sentence alone; from which weight on it is told there."""
MOST = 4
"""Terms that count for one topic in one sentence."""

Weight = tuple[float, tuple[str, ...]]
"""What a term counts, and the rules that made it so."""
Table = tuple[Mapping[str, Weight], Mapping[str, Weight]]
"""What terms of each kind count in one place: those of several words, and those of one."""


@dataclass(slots=True)
class Hit:
    """A term found: *span* has its first word in the sentence of that number and the one after its
    last, *rules* what lifted or lowered its *weight*."""

    rule: Rule
    sentence: int
    span: tuple[int, int]
    weight: float
    rules: tuple[str, ...]


class Scale:
    """Weighs the terms of one text, sentence after sentence. *gate* is what all of them count."""

    def __init__(self, gate: float) -> None:
        self._gate = gate
        self._said: dict[int, int] = {}
        self.hits: dict[str, list[Hit]] = {}

    def put(self, found: Sequence[tuple[Rule, Spans]], number: int, where: str, near: bool) -> None:
        """Weigh all that was *found* in the sentence of that *number*. *near*: a customer word
        stands in it or beside it."""
        place = "lead" if where == "text" and number <= LEAD_SENTENCES else where
        excluded: dict[str, set[int]] = {}
        needed: set[str] = set()
        for rule, spans in found:
            if rule.kind == "not":
                excluded.setdefault(rule.slug, set()).update(*[range(*span) for span in spans])
            elif rule.kind == "needs":
                needed.add(rule.slug)
        table = _table(place, near, self._gate)
        close = _table(place, True, self._gate) if needed else table
        taken: dict[str, list[Hit]] = {}
        for rule, spans in found:
            slug, kind = rule.slug, rule.kind
            if kind not in table[0]:
                continue
            weight, rules = (close if slug in needed else table)[rule.bare][kind]
            hits = taken.get(slug)
            if hits is None:
                hits = taken[slug] = []
            taken_back = excluded.get(slug)
            for span in spans:
                if taken_back is None or taken_back.isdisjoint(range(*span)):
                    hits.append(Hit(rule, number, span, weight, rules))
        for slug, hits in taken.items():
            if hits:
                self.hits.setdefault(slug, []).extend(self._thin(hits))

    def _thin(self, hits: list[Hit]) -> list[Hit]:
        """Of terms that share words the heaviest stays, and what was said before weighs less; each
        further term in a sentence counts less."""
        said = self._said
        for hit in hits:
            times = said.get(hit.rule.order)
            if times:
                hit.weight *= REPEATED**times
                hit.rules += (f"said before x{REPEATED**times:.2f}",)
        if len(hits) > 1:
            hits = _apart(hits)
        for hit in hits:
            said[hit.rule.order] = said.get(hit.rule.order, 0) + 1
        return hits


@lru_cache(maxsize=256)
def _table(place: str, near: bool, gate: float) -> Table:
    """The same for all terms in that place; most texts have the same gate."""
    kinds = ("strong", "weak")
    several, bare = (
        {kind: _weigh(kind, bare, place, near, gate) for kind in kinds} for bare in (False, True)
    )
    return several, bare


def _weigh(kind: str, bare: bool, place: str, near: bool, gate: float) -> Weight:
    weight, rules = STRONG if kind == "strong" else WEAK, [kind]
    share = LEAD if place == "lead" else PLACES[place]
    weight *= share
    if share != 1.0:
        rules.append(f"{place} x{share}")
    far = FAR if kind == "weak" else BARE if bare else 1.0
    if not near and far < 1.0:
        weight *= far
        rules.append(f"no customer word near x{far}")
    if gate < 1.0:
        weight *= gate
        rules.append(f"few customer words in the text x{gate:.2f}")
    return weight, tuple(rules)


def _apart(hits: list[Hit]) -> list[Hit]:
    hits.sort(key=_heaviest)
    kept: list[Hit] = []
    for hit in hits:
        start, end = hit.span
        if any([start < other.span[1] and other.span[0] < end for other in kept]):  # noqa: C419 - a list is faster here, and this runs for every term
            continue
        if kept:
            if any([hit.rule is other.rule for other in kept]):  # noqa: C419 - as above
                hit.weight *= REPEATED
                hit.rules += (f"twice in this sentence x{REPEATED}",)
            hit.weight *= AGAIN ** len(kept)
            hit.rules += (f"also in this sentence x{AGAIN ** len(kept):.2f}",)
        kept.append(hit)
        if len(kept) == MOST:
            break
    return kept


def _heaviest(hit: Hit) -> tuple[float, int, tuple[int, int], int]:
    return -hit.weight, hit.span[0] - hit.span[1], hit.span, hit.rule.order


def total(hits: Iterable[Hit]) -> float:
    """The sum of a topic's terms; each counts less where it is told in one sentence alone."""
    told: dict[int, float] = {}
    for hit in hits:
        told[hit.sentence] = told.get(hit.sentence, 0.0) + hit.weight
    weight = sum(told.values())
    if sum([each > TOLD for each in told.values()]) > 1:
        return weight
    for hit in hits:
        hit.weight *= ONCE
        hit.rules += (f"in one sentence alone x{ONCE}",)
    return weight * ONCE
