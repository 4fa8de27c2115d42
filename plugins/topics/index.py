"""A taxonomy made ready for one language: from a text's words straight to the terms in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import chain, compress, count, pairwise, repeat
from operator import and_, or_, sub

from ..blog.article import Topic
from .rules import Rule, Spans, match, match_part, stand
from .taxonomy import Taxonomy
from .words import Lead, Word, Words

Found = Mapping[int, list[tuple[Rule, Spans]]]
"""For the number of each sentence, in their order, the rules that it satisfies, in the file's
order, with the words that do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The words of a text. *pieces* are what stands between spaces in each sentence. *starts* is
    where each sentence begins among the words, and where the last one ends; *sentence* the number
    of each word's sentence. *noted* are the words that have classes or rules of their own, with
    their places; *here* the partners in each sentence, as bits."""

    pieces: list[list[str]]
    words: list[Word]
    starts: list[int]
    sentence: list[int]
    noted: list[tuple[int, Word]]
    here: list[int]

    def meetings(self) -> Iterator[tuple[int, int]]:
        """The places of words that lead rules, and the partners in the same sentence, as bits."""
        partners = [word.partners for word in self.words]
        met = list(map(and_, partners, map(self.here.__getitem__, self.sentence)))
        return compress(enumerate(met), met)

    def span(self, at: int) -> tuple[int, tuple[int, int]]:
        """The number of the sentence of a word, and where in the sentence the word stands."""
        number = self.sentence[at]
        place = at - self.starts[number]
        return number, (place, place + 1)


class Index:
    """Finds the terms of one language in texts. Its only state is a memory of words.

    A term is thought of where its two rarest words stand in one sentence, so most terms are never
    tried.
    """

    def __init__(self, taxonomy: Taxonomy, lang: str) -> None:
        self.lang = lang
        self._words = Words(taxonomy, lang)
        self.hints = self._words.hints
        subjects = taxonomy.subjects.values()
        self.topics = {each.slug: Topic(each.slug, each.label(lang)) for each in subjects}
        self.bars = {each.slug: each.thresholds[lang] for each in subjects}
        self.gate = taxonomy.gates.get(lang)

    def read(self, sentences: Iterable[str]) -> Reading:
        """The words of a text."""
        words: list[Word] = []
        starts = [0]
        pieces = [text.split() for text in sentences]
        for some in pieces:
            words += chain.from_iterable(map(self._words.__getitem__, some))
            starts.append(len(words))
        lengths = map(sub, starts[1:], starts)
        sentence = list(chain.from_iterable(map(repeat, count(), lengths)))
        noted = list(compress(enumerate(words), [word.noted for word in words]))
        partner = [word.partner for word in words]
        here = [reduce(or_, partner[start:end], 0) for start, end in pairwise(starts)]
        return Reading(pieces, words, starts, sentence, noted, here)

    def lengths(self, pieces: Iterable[str]) -> list[int]:
        """How many words each of the *pieces* has."""
        return list(map(len, map(self._words.__getitem__, pieces)))

    def search(self, text: Reading) -> Found:
        """Every rule that a sentence of *text* satisfies."""
        words, starts, sentence = text.words, text.starts, text.sentence
        found: dict[int, dict[int, tuple[Rule, Spans]]] = {}
        for at, word in text.noted:
            known = found.setdefault(sentence[at], {})
            place = at - starts[sentence[at]]
            for rule in word.alone:
                known.setdefault(rule.order, (rule, []))[1].append((place, place + 1))
        last = -1
        hunt: _Hunt | None = None
        for at, met in text.meetings():
            if sentence[at] != last:
                last, hunt = sentence[at], None
                start, end = starts[last : last + 2]
                here = text.here[last]
            leads, left = words[at].leads, met
            while left:
                bit = left.bit_length() - 1
                left ^= 1 << bit
                for lead in leads[bit]:
                    for partners in lead.others:
                        if not partners & here:
                            break
                    else:
                        hunt = hunt or _Hunt(words[start:end], found.setdefault(last, {}))
                        hunt.follow(lead, at - start)
        return {n: [each for _, each in sorted(found[n].items())] for n in sorted(found)}


class _Hunt:
    """The rules of several words in one sentence, and what has been *found* of them."""

    def __init__(self, words: list[Word], found: dict[int, tuple[Rule, Spans]]) -> None:
        self._keys = [word.keys for word in words]
        self._found = found
        self._stands: Mapping[int, list[int]] = {}
        self._tried: set[int] = set()

    def follow(self, lead: Lead, at: int) -> None:
        """Look for a rule where its rarest word stands."""
        _, rule, part, most, least = lead
        order, whole = rule.order, len(rule.parts) == 1
        if not whole and order in self._tried:
            return
        starts: Iterable[int] = (at,)
        if most:
            apart, keys = part.first.isdisjoint, self._keys
            low = at - most if at > most else 0
            starts = [n for n in range(low, at - least + 1) if not apart(keys[n])]
            if not starts:
                return
        spans = match_part(part, self._keys, starts) if part.steps else [(at, at + 1)]
        if not spans:
            return
        if not whole:
            self._tried.add(order)
            self._stands = self._stands or stand(self._keys)
            spans = match(rule, self._keys, self._stands)
        if order in self._found:
            known = self._found[order][1]
            known += [span for span in spans if span > known[-1]]
        elif spans:
            self._found[order] = rule, spans
