"""Which topics a text is about, and the sentences that say so: a pure function of both."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..blog.article import Topic
from .index import Index, Rule
from .taxonomy import Taxonomy
from .text import WORD, Document

VERSION = 1
"""Raise it when the same text and taxonomy may get other topics than before: it empties caches."""

STRONG, WEAK = 1.0, 0.4
PLACES = {"title": 2.0, "summary": 1.3, "heading": 1.3, "text": 1.0, "quote": 0.6}
LEAD, LEAD_SENTENCES = 1.2, 3
AGAIN = 0.5
"""What each further term in one sentence counts, of the one before it."""
REPEATED = 0.75
"""What each further use of one term counts, of the one before it."""
FAR = 0.25
"""What a weak term counts when no customer word stands in its sentence or beside it."""
LONG_TEXT = 150
"""Words from which on a topic must be told more than once to be told at all."""
DOMAIN_LOW, DOMAIN_ENOUGH = 0.3, 1.2
"""Customer words in a hundred: below the first a text is about something else."""
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
    """A topic with its score as a multiple of the topic's bar: from 1.0 on it is published."""

    topic: Topic
    score: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagging:
    """All that was found, best first: *topics* are published, *suggested* fell short of the bar.

    *about* is the share of customer words, in a hundred words, that the domain gate saw.
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
    lang = lang.split("-")[0].split("_")[0].lower()
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
    return Index(key.taxonomy, lang)


def tag(document: Document, taxonomy: Taxonomy, at_most: int = AT_MOST) -> Tagging:
    """The topics of *document*. A language without lexicon gets none."""
    index = prepare(taxonomy, document.lang)
    if index is None:
        return Tagging()
    sentences = [_words(each.text) for each in document.sentences]
    places = [index.places(words) for words in sentences]
    length = sum(map(len, sentences))
    about = _about(index, document, places, length)
    hits = _hits(index, document, places, about)
    scored: list[tuple[float, str, list[_Hit]]] = []
    shrink = 1.0 + max(0, length - LONG_TEXT) / 450
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
    above = [each for each in found if each.score >= 1.0]
    below = [each for each in found if SUGGESTED <= each.score < 1.0]
    rest = [each for each in found if each.score < SUGGESTED]
    return Tagging(
        tuple(above[:at_most]),
        tuple(above[at_most:] + below)[:at_most],
        tuple(rest),
        round(about, 2),
    )


def _words(text: str) -> list[str]:
    """Lower-case words. Letter case is folded word by word where folding could split one."""
    if text.isascii():
        return WORD.findall(text.lower())
    return [word.lower() for word in WORD.findall(text)]


def _about(
    index: Index, document: Document, places: list[dict[int, list[int]]], length: int
) -> float:
    """Customer words in a hundred. A title's count twice, those that other fields use too (user,
    patient) half, and words of the setting (shop, order) a third."""
    customer, setting = index.customer, index.classes.get("setting", -1)
    public = index.classes.get("public", -1)
    total = 0.0
    for sentence, here in zip(document.sentences, places, strict=True):
        much = 2.0 if sentence.where == "title" else 1.0
        total += much * len(here.get(customer, ())) + 0.33 * len(here.get(setting, ()))
        total -= 0.5 * len(here.get(public, ()))
    return 100 * total / max(length, 40)


def _hits(
    index: Index, document: Document, places: list[dict[int, list[int]]], about: float
) -> Mapping[str, list[_Hit]]:
    customer = index.customer
    near_customer = [customer in here for here in places]
    gate = min(1.0, max(0.0, (about - DOMAIN_LOW) / (DOMAIN_ENOUGH - DOMAIN_LOW)))
    found: dict[str, list[_Hit]] = {}
    for n, here in enumerate(places):
        if not here:
            continue
        matched = index.search(here)
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
        beside = any(near_customer[max(0, n - 1) : n + 2])
        taken: dict[str, list[_Hit]] = {}
        for rule, spans in matched:
            if rule.kind not in {"strong", "weak"}:
                continue
            for span in spans:
                if any(_overlap(span, other) for other in excluded.get(rule.slug, ())):
                    continue
                hit = _weigh(rule, n, span, where, gate, beside or rule.slug in needed)
                taken.setdefault(rule.slug, []).append(hit)
        for slug, hits in taken.items():
            found.setdefault(slug, []).extend(_thin(hits, n))
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
    if rule.kind == "weak" and not near:
        hit.weight *= FAR
        hit.rules.append(f"no customer word near x{FAR}")
    if gate < 1.0:
        hit.weight *= gate
        hit.rules.append(f"few customer words in the text x{gate:.2f}")
    return hit


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _thin(hits: list[_Hit], sentence: int) -> list[_Hit]:
    """Of terms that share words the heaviest stays; each further term in a sentence counts less."""
    hits.sort(key=lambda hit: (-hit.weight, hit.span[0] - hit.span[1], hit.span, hit.rule.order))
    kept: list[_Hit] = []
    for hit in hits:
        if any(_overlap(hit.span, other.span) for other in kept):
            continue
        if kept:
            hit.weight *= AGAIN ** len(kept)
            hit.rules.append(f"also in this sentence x{AGAIN ** len(kept):.2f}")
        kept.append(hit)
        if len(kept) == 4:
            break
    return kept


def _sum(hits: list[_Hit]) -> float:
    times: dict[int, int] = {}
    total = 0.0
    for hit in hits:
        n = times.get(hit.rule.order, 0)
        times[hit.rule.order] = n + 1
        if n:
            hit.weight *= REPEATED**n
            hit.rules.append(f"said before x{REPEATED**n:.2f}")
        total += hit.weight
    return total


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
