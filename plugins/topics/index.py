"""A taxonomy made ready for one language: from each word of a text straight to the terms it may begin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .pattern import NEAR, Pattern, Sequence
from .stem import STEMMERS
from .taxonomy import NEEDED_CLASS, Taxonomy
from .text import LONGEST_WORD

REMEMBERED = 60_000
"""Distinct words whose keys are kept; past it the memory is emptied and filled anew."""

Spans = list[tuple[int, int]]
Places = Mapping[int, list[int]]


@dataclass(frozen=True, slots=True)
class Part:
    """A sequence of slots by their keys."""

    slots: tuple[tuple[int, ...], ...]
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One term of one topic. *kind* is strong, weak, needs, not or the name of a word class."""

    slug: str
    kind: str
    term: str
    parts: tuple[Part, ...]
    order: int


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
        self._members: dict[int, list[int]] = {}
        self._count = len(taxonomy.words[lang])
        self.classes = {name: n for n, name in enumerate(taxonomy.words[lang], 1)}
        for name, members in taxonomy.words[lang].items():
            self._fill(self.classes[name], members)
        self.customer = self.classes[NEEDED_CLASS]
        rules: list[Rule] = []
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
                rules += [
                    self._rule(subject.slug, kind, pattern, len(rules) + n)
                    for n, pattern in enumerate(patterns)
                ]
        self.rules = rules
        self._anchors = self._anchor(rules)
        self._prefix_lengths = sorted({len(word) for word in self._prefixes})
        self._suffix_lengths = sorted({len(word) for word in self._suffixes})
        self._memory: dict[str, tuple[int, ...]] = {}

    def _new(self, table: dict[str, int], word: str) -> int:
        if word not in table:
            self._count += 1
            table[word] = self._count
        return table[word]

    def _key(self, word: str) -> int:
        """The key of one alternative as it is written in a term."""
        if word[0] == "@":
            return self.classes.get(word[1:], 0)
        if word[0] == "=":
            return self._new(self._exact, word[1:])
        if word[0] == "*" and word[-1] == "*":
            return self._new(self._infixes, word[1:-1])
        if word[0] == "*":
            return self._new(self._suffixes, word[1:])
        if word[-1] == "*":
            return self._new(self._prefixes, word[:-1])
        return self._new(self._stems, self._stem(word))

    def _fill(self, number: int, members: Iterable[str]) -> None:
        """Let every word of a class also stand for the class; classes may name earlier ones."""
        for member in members:
            self._members.setdefault(self._key(member), []).append(number)

    def _rule(self, slug: str, kind: str, pattern: Pattern, order: int) -> Rule:
        return Rule(slug, kind, pattern.term, tuple(map(self._part, pattern.parts)), order)

    def _part(self, part: Sequence) -> Part:
        slots = tuple(tuple(dict.fromkeys(map(self._key, slot))) for slot in part.slots)
        return Part(slots, part.gaps)

    def _anchor(self, rules: Iterable[Rule]) -> dict[int, list[Rule]]:
        """Hang each rule on its rarest slot, so that common words start few searches."""
        uses: dict[int, int] = {}
        for rule in rules:
            for part in rule.parts:
                for slot in part.slots:
                    for key in slot:
                        uses[key] = uses.get(key, 0) + 1
        common = set(self.classes.values())
        anchors: dict[int, list[Rule]] = {}
        for rule in rules:
            slots = [slot for part in rule.parts for slot in part.slots]
            best = min(slots, key=lambda slot: sum(uses[k] + 500 * (k in common) for k in slot))
            for key in best:
                anchors.setdefault(key, []).append(rule)
        return anchors

    def keys(self, word: str) -> tuple[int, ...]:
        """Everything in the lexicon that *word* (in lower case) can stand for."""
        known = self._memory.get(word)
        if known is not None:
            return known
        found: list[int] = []
        if len(word) <= LONGEST_WORD:
            bare = word.replace("’", "'")
            for table, form in ((self._exact, bare), (self._stems, self._stem(bare))):
                if form in table:
                    found.append(table[form])
            for n in self._prefix_lengths:
                if n > len(bare):
                    break
                if bare[:n] in self._prefixes:
                    found.append(self._prefixes[bare[:n]])
            for n in self._suffix_lengths:
                if n > len(bare):
                    break
                if bare[-n:] in self._suffixes:
                    found.append(self._suffixes[bare[-n:]])
            found += [key for infix, key in self._infixes.items() if infix in bare]
            for key in found:  # grows while it is walked: a class may belong to a class
                found += self._members.get(key, ())
        keys = tuple(dict.fromkeys(found))
        if len(self._memory) >= REMEMBERED:
            self._memory.clear()
        self._memory[word] = keys
        return keys

    def places(self, words: list[str]) -> dict[int, list[int]]:
        """Where in a sentence each key stands."""
        memory, found = self._memory, dict[int, list[int]]()
        for at, word in enumerate(words):
            keys = memory.get(word)
            for key in self.keys(word) if keys is None else keys:
                if key in found:
                    found[key].append(at)
                else:
                    found[key] = [at]
        return found

    def search(self, places: Places) -> list[tuple[Rule, Spans]]:
        """Every rule that the sentence satisfies, with the words that do, in the file's order."""
        found: dict[int, tuple[Rule, Spans]] = {}
        anchors = self._anchors
        for key in places:
            for rule in anchors.get(key, ()):
                if rule.order not in found:
                    spans = _match(rule, places)
                    if spans:
                        found[rule.order] = rule, spans
        return [found[order] for order in sorted(found)]


def _match(rule: Rule, places: Places) -> Spans:
    if len(rule.parts) == 1:
        part = rule.parts[0]
        if len(part.slots) > 1:
            return _sequence(part, places)
        return sorted({(at, at + 1) for key in part.slots[0] for at in places.get(key, ())})
    for part in rule.parts:
        for slot in part.slots:
            if not any(key in places for key in slot):
                return []
    first, *others = [_sequence(part, places) for part in rule.parts]
    spans: Spans = []
    for start, end in first:
        low, high = start, end
        for other in others:
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
            spans.append((low, high))
    return spans


def _sequence(part: Part, places: Places) -> Spans:
    """Spans of the slots in order; from each start the nearest next word is taken."""
    columns: list[list[int]] = []
    for slot in part.slots:
        if len(slot) == 1:
            column = places.get(slot[0])
        else:
            column = sorted({at for key in slot for at in places.get(key, ())})
        if not column:
            return []
        columns.append(column)
    spans: Spans = []
    for start in columns[0]:
        at = start
        for column, gap in zip(columns[1:], part.gaps[1:], strict=True):
            step = next((place for place in column if place > at), None)
            if step is None or step - at - 1 > gap:
                break
            at = step
        else:
            spans.append((start, at + 1))
    return spans
