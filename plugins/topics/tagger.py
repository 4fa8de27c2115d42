"""Which topics a text is about, and the sentences that say so: a pure function of both."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..blog.article import Topic
from .index import Index, Rule, Word
from .quiet import uncollected
from .taxonomy import NEEDED_CLASS, Taxonomy
from .text import WORD, Document

VERSION = 2
"""Raise it when the same text and taxonomy may get other topics than before: it empties caches."""

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
SHORT, USUAL, LENGTH = 80, 150, 0.6
"""Words. A score falls with this power of the length, in *USUAL* ones; no text is *SHORT*er."""
DOMAIN = {"customer": 1.0, "public": -0.5, "trade": 0.4, "elsewhere": -0.7}
"""What a word of each class adds to the domain gate."""
DOMAIN_LOW, DOMAIN_ENOUGH = -1.2, 1.2
"""The sum of DOMAIN in a hundred words: at the first a text is about something else."""
BESIDE = 0.3
"""A topic beside the first must also reach this share of the first one's score."""
AT_MOST = 4
SUGGESTED = 0.6
"""The share of the bar from which on a topic is suggested."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One term found. *words* are the text's own, within *sentence*; *rules* say what lifted or
    lowered its *weight*."""

    term: str
    words: str
    sentence: str
    line: int
    where: str
    weight: float
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assignment:
    """A topic with its score as a multiple of the topic's bar. From 1.0 on it may be published."""

    topic: Topic
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagging:
    """All that was found, best first: *topics* are published, *suggested* fell short of the bar.

    *about* is what the domain gate saw in a hundred words: the trade's less those of other fields.
    """

    topics: tuple[Assignment, ...] = ()
    suggested: tuple[Assignment, ...] = ()
    others: tuple[Assignment, ...] = ()
    about: float = 0.0


@dataclass(slots=True)
class _Hit:
    rule: Rule
    sentence: int
    span: tuple[int, int]
    weight: float
    rules: list[str] = field(default_factory=list)


def prepare(taxonomy: Taxonomy, lang: str) -> Index | None:
    """The index of a language, made once for each taxonomy; None where it has no lexicon."""
    lang = lang.replace("_", "-").partition("-")[0].lower()
    return _index(_ById(taxonomy), lang) if lang in taxonomy.words else None


class _ById:
    """A taxonomy as a key of a memory: the object itself, not its many words."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy

    def __hash__(self) -> int:
        return id(self.taxonomy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.taxonomy is self.taxonomy


@functools.lru_cache(maxsize=8)
def _index(key: _ById, lang: str) -> Index:
    with uncollected():
        return Index(key.taxonomy, lang)


def tag(document: Document, taxonomy: Taxonomy, at_most: int = AT_MOST) -> Tagging:
    """The topics of *document*. A language without lexicon gets none."""
    index = prepare(taxonomy, document.lang)
    if index is None:
        return Tagging()
    sentences = [index.places(_words(each.text)) for each in document.sentences]
    length = sum(map(len, sentences))
    about, near = _survey(sentences, length)
    hits = _hits(index, document, sentences, about, near)
    scored: list[tuple[float, str, list[_Hit]]] = []
    shrink = (max(SHORT, length) / USUAL) ** LENGTH
    for slug, own in hits.items():
        bar = taxonomy.subjects[slug].thresholds[index.lang]
        scored.append((_sum(own) / shrink / bar, slug, own))
    scored.sort(key=lambda each: (-each[0], each[1]))
    found = [
        Assignment(
            Topic(slug, taxonomy.subjects[slug].label(index.lang)),
            round(score, 3),
            _evidence(document, own) if score >= SUGGESTED else (),
        )
        for score, slug, own in scored
    ]
    cleared = [n for n, each in enumerate(found) if _clears(each.score, n, found[0].score)]
    published = cleared[:at_most]
    others = [each for n, each in enumerate(found) if n not in published]
    return Tagging(
        tuple(found[n] for n in published),
        tuple([each for each in others if each.score >= SUGGESTED][:at_most]),
        tuple(each for each in others if each.score < SUGGESTED),
        round(about, 2),
    )


def _clears(score: float, rank: int, best: float) -> bool:
    return score >= 1.0 and (rank == 0 or score >= BESIDE * best)


def _words(text: str) -> list[str]:
    """Lower-case words. Letter case is folded word by word where folding could split one."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [word.lower() for word in WORD.findall(text)]


def _survey(sentences: list[list[Word]], length: int) -> tuple[float, list[bool]]:
    """How much a hundred words speak of customers and trade (below 0: of another field), and
    which sentences have a customer word."""
    total = 0.0
    near = []
    for sentence in sentences:
        customer = False
        for word in sentence:
            if word.classes:
                customer = customer or NEEDED_CLASS in word.classes
                for name in word.classes:
                    total += DOMAIN.get(name, 0.0)
        near.append(customer)
    return 100 * total / max(length, SHORT), near


def _hits(
    index: Index, document: Document, sentences: list[list[Word]], about: float, near: list[bool]
) -> Mapping[str, list[_Hit]]:
    gate = min(1.0, max(0.0, (about - DOMAIN_LOW) / (DOMAIN_ENOUGH - DOMAIN_LOW)))
    found: dict[str, list[_Hit]] = {}
    said: dict[int, int] = {}
    for n, sentence in enumerate(sentences):
        matched = index.search(sentence)
        if not matched:
            continue
        where = document.sentences[n].where
        excluded: dict[str, list[tuple[int, int]]] = {}
        needed: set[str] = set()
        for rule, spans in matched:
            if rule.kind == "not":
                excluded.setdefault(rule.slug, []).extend(spans)
            elif rule.kind == "needs":
                needed.add(rule.slug)
        beside = any(near[max(0, n - 1) : n + 2])
        taken: dict[str, list[_Hit]] = {}
        for rule, spans in matched:
            if rule.kind not in {"strong", "weak"}:
                continue
            taken_back = excluded.get(rule.slug) if excluded else None
            for span in spans:
                if taken_back and any(_overlap(span, other) for other in taken_back):
                    continue
                hit = _weigh(rule, n, span, where, gate, beside or rule.slug in needed)
                taken.setdefault(rule.slug, []).append(hit)
        for slug, hits in taken.items():
            found.setdefault(slug, []).extend(_thin(hits, said))
    return found


def _weigh(
    rule: Rule, sentence: int, span: tuple[int, int], where: str, gate: float, near: bool
) -> _Hit:
    hit = _Hit(rule, sentence, span, STRONG if rule.kind == "strong" else WEAK, [rule.kind])
    place = PLACES[where]
    if where == "text" and sentence < LEAD_SENTENCES + 1:
        place = LEAD
        hit.rules.append(f"lead x{LEAD}")
    elif place != 1.0:
        hit.rules.append(f"{where} x{place}")
    hit.weight *= place
    far = FAR if rule.kind == "weak" else BARE if rule.bare else 1.0
    if not near and far < 1.0:
        hit.weight *= far
        hit.rules.append(f"no customer word near x{far}")
    if gate < 1.0:
        hit.weight *= gate
        hit.rules.append(f"few customer words in the text x{gate:.2f}")
    return hit


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _thin(hits: list[_Hit], said: dict[int, int]) -> list[_Hit]:
    """Of terms that share words the heaviest stays, and what was *said* before weighs less; each
    further term in a sentence counts less."""
    for hit in hits:
        times = said.get(hit.rule.order, 0)
        if times:
            hit.weight *= REPEATED**times
            hit.rules.append(f"said before x{REPEATED**times:.2f}")
    if len(hits) == 1:
        said[hits[0].rule.order] = said.get(hits[0].rule.order, 0) + 1
        return hits
    hits.sort(key=lambda hit: (-hit.weight, hit.span[0] - hit.span[1], hit.span, hit.rule.order))
    kept: list[_Hit] = []
    for hit in hits:
        if any(_overlap(hit.span, other.span) for other in kept):
            continue
        said[hit.rule.order] = said.get(hit.rule.order, 0) + 1
        if any(hit.rule is other.rule for other in kept):
            hit.weight *= REPEATED
            hit.rules.append(f"twice in this sentence x{REPEATED}")
        if kept:
            hit.weight *= AGAIN ** len(kept)
            hit.rules.append(f"also in this sentence x{AGAIN ** len(kept):.2f}")
        kept.append(hit)
        if len(kept) == 4:
            break
    return kept


def _sum(hits: list[_Hit]) -> float:
    told: dict[int, float] = {}
    for hit in hits:
        told[hit.sentence] = told.get(hit.sentence, 0.0) + hit.weight
    total = sum(told.values())
    if sum(weight > TOLD for weight in told.values()) > 1:
        return total
    for hit in hits:
        hit.weight *= ONCE
        hit.rules.append(f"in one sentence alone x{ONCE}")
    return total * ONCE


def _evidence(document: Document, hits: list[_Hit]) -> tuple[Evidence, ...]:
    found = []
    for hit in sorted(hits, key=lambda hit: (-hit.weight, hit.sentence, hit.span)):
        sentence = document.sentences[hit.sentence]
        words = [(each.start(), each.end()) for each in re.finditer(WORD, sentence.text)]
        start, end = words[hit.span[0]][0], words[hit.span[1] - 1][1]
        found.append(
            Evidence(
                hit.rule.term,
                sentence.text[start:end],
                sentence.text,
                sentence.line,
                sentence.where,
                round(hit.weight, 3),
                tuple(hit.rules),
            )
        )
    return tuple(found)
