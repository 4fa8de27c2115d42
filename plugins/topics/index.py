"""A taxonomy made ready for one language: from a sentence's words straight to the terms in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .pattern import NEAR, Pattern, Sequence
from .stem import STEMMERS
from .taxonomy import Taxonomy
from .text import LONGEST_WORD

REMEMBERED = 60_000
"""Distinct words whose meaning is kept; past it the memory is emptied and filled anew."""
PLANES = 3
"""Slots of a rule that are looked for before its order and distances are."""

Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A sequence of slots by their keys."""

    slots: tuple[frozenset[int], ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One term of one topic. *kind* is strong, weak, needs or not; *bare* terms are of one word."""

    slug: str
    kind: str
    term: str
    parts: tuple[Part, ...]
    order: int
    bare: bool


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What a word can stand for: its *keys*, the rules that it satisfies alone, those (as bits) of
    which it fills the first, second or third slot looked for, and its word classes."""

    keys: frozenset[int]
    alone: tuple[Rule, ...]
    planes: tuple[int, ...]
    classes: tuple[str, ...]


class Index:
    """Finds the terms of one language in sentences. Its only state is a memory of words."""

    def __init__(self, taxonomy: Taxonomy, lang: str) -> None:
        self.lang = lang
        self._stem = STEMMERS[lang]
        self._prefixes: dict[str, int] = {}
        self._suffixes: dict[str, int] = {}
        self._infixes: dict[str, int] = {}
        self._exact: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._written: dict[str, int] = {}
        self._members: dict[int, list[int]] = {}
        self._classes = {name: n for n, name in enumerate(taxonomy.words[lang])}
        self._names = list(taxonomy.words[lang])
        self._count = len(self._names)
        for name, members in taxonomy.words[lang].items():
            for member in members:
                self._members.setdefault(self._key(member), []).append(self._classes[name])
        self.rules: list[Rule] = []
        for subject in taxonomy.subjects.values():
            lexicon = subject.lexicons.get(lang)
            if lexicon is None:
                continue
            for kind, patterns in (
                ("strong", lexicon.strong),
                ("weak", lexicon.weak),
                ("needs", lexicon.needs),
                ("not", lexicon.excludes),
            ):
                for pattern in patterns:
                    self.rules.append(self._rule(subject.slug, kind, pattern))
        self._alone: dict[int, list[Rule]] = {}
        self._fills = self._plan()
        self._prefix_lengths = sorted({len(word) for word in self._prefixes})
        self._suffix_lengths = sorted({len(word) for word in self._suffixes})
        self._masks: dict[int, tuple[int, ...]] = {}
        self._memory: dict[str, Word] = {}

    def _key(self, word: str) -> int:
        """The key of one alternative as it is written in a term."""
        known = self._written.get(word)
        if known is not None:
            return known
        if word[0] == "@":
            return self._classes.get(word[1:], -1)
        if word[0] == "=":
            table, form = self._exact, word[1:]
        elif word[0] == "*" and word[-1] == "*":
            table, form = self._infixes, word[1:-1]
        elif word[0] == "*":
            table, form = self._suffixes, word[1:]
        elif word[-1] == "*":
            table, form = self._prefixes, word[:-1]
        else:
            table, form = self._stems, self._stem(word)
        if form not in table:
            table[form] = self._count
            self._count += 1
        self._written[word] = table[form]
        return table[form]

    def _rule(self, slug: str, kind: str, pattern: Pattern) -> Rule:
        parts = tuple(map(self._part, pattern.parts))
        bare = len(parts) == 1 and len(parts[0].slots) == 1
        return Rule(slug, kind, pattern.term, parts, len(self.rules), bare)

    def _part(self, part: Sequence) -> Part:
        key = self._key
        return Part(tuple([frozenset(map(key, slot)) for slot in part.slots]), part.gaps)

    def _plan(self) -> list[dict[int, list[int]]]:
        """For each plane: key -> the rules of which it fills that slot. The rarest slots
        are looked for first; a rule with fewer slots than planes looks for its last one again."""
        uses: dict[int, int] = {}
        for rule in self.rules:
            for part in rule.parts:
                for slot in part.slots:
                    for key in slot:
                        uses[key] = uses.get(key, 0) + 1
        for n in range(len(self._names)):
            uses[n] = uses.get(n, 0) + 1000
        bits: list[dict[int, list[int]]] = [{} for _ in range(PLANES)]
        for rule in self.rules:
            slots = [slot for part in rule.parts for slot in part.slots]
            if rule.bare:
                for key in slots[0]:
                    self._alone.setdefault(key, []).append(rule)
                continue
            slots.sort(key=lambda slot: sum([uses[key] for key in slot]))
            for plane in range(PLANES):
                for key in slots[min(plane, len(slots) - 1)]:
                    bits[plane].setdefault(key, []).append(rule.order)
        return bits

    def word(self, word: str) -> Word:
        """Everything in the lexicon that *word* (in lower case) can stand for."""
        known = self._memory.get(word)
        if known is not None:
            return known
        bare = word.replace("’", "'") if len(word) <= LONGEST_WORD else ""
        keys = frozenset(self._keys(bare))
        planes = [0] * PLANES
        for key in keys:
            for plane, mask in enumerate(self._mask(key)):
                planes[plane] |= mask
        classes = tuple([name for n, name in enumerate(self._names) if n in keys])
        if len(self._memory) >= REMEMBERED:
            self._memory.clear()
        alone = {rule.order: rule for key in keys for rule in self._alone.get(key, ())}
        self._memory[word] = found = Word(keys, tuple(alone.values()), tuple(planes), classes)
        return found

    def _mask(self, key: int) -> tuple[int, ...]:
        """The rules of a key as bits, plane by plane; made when a text first has such a word."""
        known = self._masks.get(key)
        if known is None:
            masks = []
            for fills in self._fills:
                bits = bytearray(len(self.rules) // 8 + 1)
                for order in fills.get(key, ()):
                    bits[order >> 3] |= 1 << (order & 7)
                masks.append(int.from_bytes(bits, "little"))
            self._masks[key] = known = tuple(masks)
        return known

    def _keys(self, word: str) -> Iterator[int]:
        found = []
        for table, form in ((self._exact, word), (self._stems, self._stem(word))):
            if form in table:
                found.append(table[form])
        for n in self._prefix_lengths:
            if n > len(word):
                break
            if word[:n] in self._prefixes:
                found.append(self._prefixes[word[:n]])
        for n in self._suffix_lengths:
            if n > len(word):
                break
            if word[-n:] in self._suffixes:
                found.append(self._suffixes[word[-n:]])
        found += [key for infix, key in self._infixes.items() if infix in word]
        for key in found:
            yield key
            yield from self._members.get(key, ())

    def places(self, words: Iterable[str]) -> list[Word]:
        """A sentence, word by word."""
        memory, word = self._memory, self.word
        return [memory.get(each) or word(each) for each in words]

    def search(self, sentence: list[Word]) -> list[tuple[Rule, Spans]]:
        """Every rule that the sentence satisfies, with the words that do, in the file's order."""
        first = second = third = 0
        found: dict[int, tuple[Rule, Spans]] = {}
        for at, word in enumerate(sentence):
            if word.keys:
                one, two, three = word.planes
                first |= one
                second |= two
                third |= three
                for rule in word.alone:
                    found.setdefault(rule.order, (rule, []))[1].append((at, at + 1))
        left = first & second & third
        if left:
            keys = [word.keys for word in sentence]
            for order in _orders(left):
                rule = self.rules[order]
                spans = _match(rule, keys)
                if spans:
                    found[order] = rule, spans
        return [found[order] for order in sorted(found)]


def _orders(mask: int) -> list[int]:
    """The bits that are set, from the lowest."""
    found = []
    while mask:
        low = mask & -mask
        found.append(low.bit_length() - 1)
        mask ^= low
    return found


def _match(rule: Rule, keys: list[frozenset[int]]) -> Spans:
    first, *others = rule.parts
    spans = _sequence(first, keys)
    if not others or not spans:
        return spans
    found = []
    rest = [_sequence(part, keys) for part in others]
    for start, end in spans:
        low, high = start, end
        for other in rest:
            near = [
                (s, e)
                for s, e in other
                if (s >= end and s - end < NEAR) or (e <= start and start - e < NEAR)
            ]
            if not near:
                break
            s, e = min(near, key=lambda span: (abs(span[0] - start), span))
            low, high = min(low, s), max(high, e)
        else:
            found.append((low, high))
    return found


def _sequence(part: Part, keys: list[frozenset[int]]) -> Spans:
    """Spans of the slots in order; from each start the nearest next word is taken."""
    apart = part.slots[0].isdisjoint
    starts = [at for at, each in enumerate(keys) if not apart(each)]
    if len(part.slots) == 1:
        return [(at, at + 1) for at in starts]
    spans: Spans = []
    last = len(keys)
    for start in starts:
        at = start
        for n in range(1, len(part.slots)):
            slot = part.slots[n]
            for place in range(at + 1, min(last, at + 2 + part.gaps[n])):
                if not slot.isdisjoint(keys[place]):
                    at = place
                    break
            else:
                break
        else:
            spans.append((start, at + 1))
    return spans
