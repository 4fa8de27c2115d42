"""What each piece of a text can stand for, worked out when it is first met and then remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .fillers import FILLERS
from .hints import GATE, Hints
from .keys import Keys
from .pattern import Pattern
from .plan import Plan
from .rules import Part, Rule, Slot, make_rule
from .stem import STEMMERS
from .taxonomy import Taxonomy
from .text import words_of

REMEMBERED = 60_000
"""Distinct pieces of text whose words are kept; past it the memory is emptied and filled anew."""
LONGEST_REMEMBERED = 60
"""Letters; a longer piece has no space where others have one, and hardly comes again."""


class Lead(NamedTuple):
    """A rule as its rarest word sees it: *others* are the partners of which it needs one each, but
    for those by which it is found. The *part* that has the rarest word starts from *most* words
    before it to *least*."""

    others: tuple[int, ...]
    rule: Rule
    part: Part
    most: int
    least: int


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a word can stand for: its *keys*, the rules that it satisfies *alone*, and those that it
    *leads*, being their rarest word, by each partner that their next rarest slot may have.

    Partners are bits: *partner* has those that the word is itself, *partners* those that it looks
    for first. *classes* are those it belongs to, *hint* is the key of its hint. *noted*: it has
    classes or rules of its own.
    """

    keys: Slot
    alone: tuple[Rule, ...]
    partner: int
    partners: int
    leads: dict[int, tuple[Lead, ...]]
    classes: tuple[str, ...]
    hint: int
    noted: bool


class Words(dict[str, tuple[Word, ...]]):
    """The words in a piece of text. No word goes over white space, so what stands between spaces
    is remembered as it is, with its signs. A term is made ready when its rarest word is met."""

    def __init__(self, taxonomy: Taxonomy, lang: str) -> None:
        super().__init__()
        self._keys = Keys(taxonomy.words[lang], STEMMERS[lang])
        lexicons = {
            slug: subject.lexicons[lang]
            for slug, subject in taxonomy.subjects.items()
            if lang in subject.lexicons
        }
        self._terms: list[tuple[str, str, Pattern]] = [
            (slug, kind, pattern)
            for slug, lexicon in lexicons.items()
            for kind, patterns in lexicon.lists
            for pattern in patterns
        ]
        self._plan = Plan(
            (pattern for _, _, pattern in self._terms),
            self._keys.of_term,
            self._keys.classes.values(),
            FILLERS.get(lang, ()),
        )
        hints = {slug: lexicon.hints for slug, lexicon in lexicons.items()}
        gate = taxonomy.gates.get(lang)
        if gate:
            hints[GATE] = gate.hints
        self.hints = Hints(hints.items(), self._keys.of_term, FILLERS.get(lang, ()))
        self._rules: dict[int, Rule] = {}
        self._same: dict[Slot, Word] = {}

    def __missing__(self, piece: str) -> tuple[Word, ...]:
        words = tuple([self._word(self._keys.of_word(word)) for word in words_of(piece)])
        if len(self) >= REMEMBERED:
            self.clear()
            self._same.clear()
        if len(piece) <= LONGEST_REMEMBERED:
            self[piece] = words
        return words

    def _word(self, keys: Slot) -> Word:
        """All words with the same keys are the same to every term."""
        known = self._same.get(keys)
        if known is None:
            self._same[keys] = known = self._make(keys)
        return known

    def _make(self, keys: Slot) -> Word:
        alone: list[Rule] = []
        leads: dict[int, list[Lead]] = {}
        bits = self._plan.partners
        for order in sorted({order for key in keys for order in self._plan.led.get(key, ())}):
            rule = self._rule(order)
            if rule.bare:
                alone.append(rule)
                continue
            partner, lead = self._lead(rule)
            for key in partner:
                leads.setdefault(bits[key], []).append(lead)
        classes = tuple([name for name, key in self._keys.classes.items() if key in keys])
        return Word(
            keys,
            tuple(alone),
            self._partners(keys),
            sum([1 << bit for bit in leads]),
            {bit: tuple(each) for bit, each in leads.items()},
            classes,
            self.hints.among(keys),
            bool(alone or classes),
        )

    def _rule(self, order: int) -> Rule:
        known = self._rules.get(order)
        if known is None:
            slug, kind, pattern = self._terms[order]
            self._rules[order] = known = make_rule(slug, kind, pattern, order, self._keys.of_term)
        return known

    def _lead(self, rule: Rule) -> tuple[Slot, Lead]:
        places = [(part, n, slot) for part in rule.parts for n, slot in enumerate(part.slots)]
        ranked = [places[rank] for rank in self._plan.ranks[rule.order]]
        (part, n, _), (_, _, partner), *others = ranked
        masks = [self._partners(slot) for _, _, slot in others]
        return partner, Lead(tuple(masks), rule, part, part.before(n), n)

    def _partners(self, keys: Slot) -> int:
        bits = self._plan.partners
        return sum([1 << bits[key] for key in keys if key in bits])
