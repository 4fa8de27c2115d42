"""What a text says for each topic, before any bar: its terms, its hints, and what it is about."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from .hints import GATE
from .index import Index, Reading
from .taxonomy import NEEDED_CLASS, Gate
from .text import Document
from .weights import Hit, Scale, total

SHORT, USUAL, LENGTH = 80, 150, 0.4
"""Words. What terms come to falls with this power of the length, in *USUAL* ones; no text is
*SHORT*er."""
DOMAIN = {"customer": 1.0, "public": -0.5, "staff": 0.3, "trade": 0.4, "elsewhere": -0.7}
"""What a word of each class adds to the domain gate."""
DOMAIN_LOW, DOMAIN_ENOUGH, HINTS_ENOUGH = -1.2, 1.2, 0.0
"""The sum of DOMAIN in a hundred words: at the first a text is about something else; from the
others on all its terms, and all its hints, count in full."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One text. *length* is in words, *about* the words of customers and trade in a hundred, less
    those of other fields; *hits* are the terms found, *told* what they come to, *hints* what the
    hints come to for each topic, *firsts* the first word of each hint. *beyond* is by how much the
    text passes the gate of its language; below 0 it speaks of something else."""

    text: Reading
    length: int
    about: float
    hits: Mapping[str, list[Hit]]
    told: Mapping[str, float]
    hints: Mapping[str, float]
    firsts: Mapping[int, int]
    beyond: float


def measure(document: Document, index: Index) -> Measure:
    """Read *document*. What its terms come to is the root of their sum: four times as much said is
    twice as much told."""
    text = index.read(each.text for each in document.sentences)
    length = max(SHORT, len(text.words))
    about, near = _survey(text, length)
    scale = Scale(share(about, DOMAIN_ENOUGH))
    for n, found in index.search(text).items():
        beside = not near.isdisjoint((n - 1, n, n + 1))
        scale.put(found, n, document.sentences[n].where, beside)
    shrink = (length / USUAL) ** LENGTH
    told = {slug: math.sqrt(total(hits) / shrink) for slug, hits in scale.hits.items()}
    firsts = index.hints.firsts([word.hint for word in text.words])
    title = text.starts[sum([each.where == "title" for each in document.sentences])]
    said = index.hints.total(firsts, title, length)
    beyond = _beyond(index.gate, about, said.get(GATE, 0.0))
    part = share(about, HINTS_ENOUGH)
    hints = said if part == 1.0 else {slug: part * each for slug, each in said.items()}
    return Measure(text, length, about, scale.hits, told, hints, firsts, beyond)


def share(about: float, enough: float) -> float:
    """What all terms count in a text: nothing if it is about something else."""
    return min(1.0, max(0.0, (about - DOMAIN_LOW) / (enough - DOMAIN_LOW)))


def _beyond(gate: Gate | None, about: float, hints: float) -> float:
    return gate.about * about + hints - gate.bar if gate else 0.0


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
