"""Which topics a text is about, and the sentences that say so: a pure function of both."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from ..blog.article import Topic
from ..blog.quiet import uncollected
from .evidence import Evidence, Proofs
from .index import Index
from .measure import Measure, measure
from .rules import Rule
from .taxonomy import Taxonomy
from .text import Document
from .weights import Hit

__all__ = ["Assignment", "Evidence", "Tagging", "prepare", "tag"]

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
    *beyond* is by how much the text passes the gate of its language: below 0 none is published.
    """

    topics: tuple[Assignment, ...] = ()
    suggested: tuple[Assignment, ...] = ()
    others: tuple[Assignment, ...] = ()
    about: float = 0.0
    beyond: float = 0.0


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
    seen = measure(document, index)
    scored = _score(seen, index.bars)
    scores = [round(score, 3) for score, _ in scored]
    published, suggested, others = _sort(scores, at_most, doubted=seen.beyond < 0)

    cut = Proofs(document, index, seen.text)

    def assign(n: int) -> Assignment:
        score, slug = scores[n], scored[n][1]
        topic = index.topics[slug]
        if scored[n][0] < SUGGESTED:
            return Assignment(topic, score)
        hits = [*seen.hits.get(slug, ())]
        for word, weight, at in index.hints.find(slug, seen.firsts):
            rule = Rule(slug, "hint", word, (), -1, True)
            hits.append(Hit(rule, *seen.text.span(at), weight, ("hint",)))
        return Assignment(topic, score, cut.of(hits, proofs))

    return Tagging(
        tuple(map(assign, published)),
        tuple(map(assign, suggested)),
        tuple(map(assign, others)),
        round(seen.about, 2),
        round(seen.beyond, 2),
    )


def _score(seen: Measure, bars: Mapping[str, float]) -> list[tuple[float, str]]:
    """The topics by their scores, best first."""
    scored = []
    for slug, bar in bars.items():
        score = (seen.told.get(slug, 0.0) + seen.hints.get(slug, 0.0)) / bar
        if score > 0 or slug in seen.told:
            scored.append((max(0.0, score), slug))
    return sorted(scored, key=lambda each: (-each[0], each[1]))


def _sort(
    scores: list[float], at_most: int, *, doubted: bool
) -> tuple[list[int], list[int], list[int]]:
    """The numbers of the topics that are published, suggested and neither. *scores*: best first;
    of a *doubted* text nothing is published."""
    enough = [] if doubted else [n for n, score in enumerate(scores) if score >= 1.0]
    published = enough[:at_most]
    rest = [n for n in range(len(scores)) if n not in published]
    suggested = [n for n in rest if scores[n] >= SUGGESTED]
    return published, suggested[:at_most], [n for n in rest if scores[n] < SUGGESTED]
