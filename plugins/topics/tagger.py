"""Which topics a text is about, and the sentences that say so: a pure function of both."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..blog.article import Topic
from .evidence import Evidence, Proofs
from .index import Index, Reading
from .quiet import uncollected
from .rules import Rule
from .taxonomy import NEEDED_CLASS, Taxonomy
from .text import Document
from .weights import Hit, Scale, total

__all__ = ["Assignment", "Evidence", "Tagging", "prepare", "tag"]

SHORT, USUAL, LENGTH = 80, 150, 0.4
"""Words. A score falls with this power of the length, in *USUAL* ones; no text is *SHORT*er."""
DOMAIN = {"customer": 1.0, "public": -0.5, "staff": 0.3, "trade": 0.4, "elsewhere": -0.7}
"""What a word of each class adds to the domain gate."""
DOMAIN_LOW, DOMAIN_ENOUGH, HINTS_ENOUGH = -1.2, 1.2, 0.0
"""The sum of DOMAIN in a hundred words: at the first a text is about something else; from the
others on all its terms, and all its hints, count in full."""
AT_MOST = 4
SUGGESTED = 0.6
"""The share of the bar from which on a topic is suggested."""


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


def tag(
    document: Document, taxonomy: Taxonomy, at_most: int = AT_MOST, proofs: int | None = None
) -> Tagging:
    """The topics of *document*, each with its evidence or as many *proofs*, the heaviest first. A
    language without lexicon gets none."""
    index = prepare(taxonomy, document.lang)
    if index is None:
        return Tagging()
    text = index.read(each.text for each in document.sentences)
    length = max(SHORT, len(text.words))
    about, near = _survey(text, length)
    scale = Scale(_gate(about, DOMAIN_ENOUGH))
    for n, found in index.search(text).items():
        beside = not near.isdisjoint((n - 1, n, n + 1))
        scale.put(found, n, document.sentences[n].where, beside)
    firsts = text.firsts()
    title = text.starts[sum([each.where == "title" for each in document.sentences])]
    hints = index.hints.total(firsts, title, length)
    scored = _score(scale.hits, hints, _gate(about, HINTS_ENOUGH), length, index.bars)
    published, suggested, others = _sort([round(score, 3) for score, _ in scored], at_most)

    cut = Proofs(document, index)

    def assign(n: int) -> Assignment:
        score, slug = scored[n]
        topic = index.topics[slug]
        if score < SUGGESTED:
            return Assignment(topic, round(score, 3))
        hits = [*scale.hits.get(slug, ())]
        for word, weight, at in index.hints.find(slug, firsts):
            rule = Rule(slug, "hint", word, (), -1, True)
            hits.append(Hit(rule, *text.span(at), weight, ("hint",)))
        return Assignment(topic, round(score, 3), cut.of(hits, proofs))

    return Tagging(
        tuple(map(assign, published)),
        tuple(map(assign, suggested)),
        tuple(map(assign, others)),
        round(about, 2),
    )


def _gate(about: float, enough: float) -> float:
    """What all terms count in a text: nothing if it is about something else."""
    return min(1.0, max(0.0, (about - DOMAIN_LOW) / (enough - DOMAIN_LOW)))


def _score(
    hits: Mapping[str, Sequence[Hit]],
    hints: Mapping[str, float],
    gate: float,
    length: int,
    bars: Mapping[str, float],
) -> list[tuple[float, str]]:
    """The topics by their scores, best first. Terms count by the root of their sum: four times as
    much said is twice as much told."""
    shrink = (length / USUAL) ** LENGTH
    scored = []
    for slug, bar in bars.items():
        told = math.sqrt(total(hits[slug]) / shrink) if slug in hits else 0.0
        score = (told + gate * hints.get(slug, 0.0)) / bar
        if score > 0 or slug in hits:
            scored.append((max(0.0, score), slug))
    return sorted(scored, key=lambda each: (-each[0], each[1]))


def _sort(scores: list[float], at_most: int) -> tuple[list[int], list[int], list[int]]:
    """The numbers of the topics that are published, suggested and neither. *scores*: best first."""
    published = [n for n, score in enumerate(scores) if score >= 1.0][:at_most]
    rest = [n for n in range(len(scores)) if n not in published]
    suggested = [n for n in rest if scores[n] >= SUGGESTED]
    return published, suggested[:at_most], [n for n in rest if scores[n] < SUGGESTED]


def _survey(text: Reading, length: int) -> tuple[float, set[int]]:
    """How much a hundred words speak of customers and trade (below 0: of another field), and
    which sentences have a customer word."""
    total = 0.0
    near = set()
    for at, word in text.noted:
        for name in word.classes:
            total += DOMAIN.get(name, 0.0)
        if NEEDED_CLASS in word.classes:
            near.add(text.sentence[at])
    return 100 * total / length, near
