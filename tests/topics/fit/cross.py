"""Judges texts by fits that have not seen their pool: what the tagger does with a new source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from plugins.topics.tagger import tag
from plugins.topics.taxonomy import Gate, Subject, Taxonomy
from tests.topics.labelled_set import Labelled
from tests.topics.score import Outcome, row

from .features import Table
from .fitted import Fitted
from .model import fit_gate, fit_topic, ground


def report(table: Table, taxonomy: Taxonomy) -> Iterator[str]:
    """A table of the pools of one language, each judged by fits to the others."""
    yield f"\n### {table.lang}"
    yield ""
    yield "| pool left out | n | precision | recall | F1 | first topic right | negatives tagged |"
    yield "|---|---|---|---|---|---|---|"
    every: list[Outcome] = []
    for pool in sorted(set(table.pools)):
        outcomes = judge(table, taxonomy, pool)
        every += outcomes
        yield row(pool, outcomes)
    yield row("all", every)


def judge(table: Table, taxonomy: Taxonomy, pool: str) -> list[Outcome]:
    """Tag the texts of *pool* with a vocabulary fitted to all other pools."""
    others = np.flatnonzero(table.pools != pool)
    on = ground(table, others)
    fitted = {slug: fit_topic(table, n, on) for n, slug in enumerate(table.slugs)}
    made = amended(taxonomy, table.lang, fitted, fit_gate(table, others))
    return [
        Outcome(
            Labelled(text.name, Path(text.name), text.topics, text.optional),
            tuple(each.topic.slug for each in tag(text.document, made).topics),
        )
        for text in table.texts
        if text.pool == pool
    ]


def amended(taxonomy: Taxonomy, lang: str, fitted: dict[str, Fitted], gate: Fitted) -> Taxonomy:
    """*taxonomy* with other hints, bars and gate in one language."""
    subjects = {slug: _with(each, lang, fitted[slug]) for slug, each in taxonomy.subjects.items()}
    gates = {**taxonomy.gates, lang: Gate(gate.about, gate.bar, tuple(gate.hints.items()))}
    return replace(taxonomy, subjects=subjects, gates=gates)


def _with(subject: Subject, lang: str, fitted: Fitted) -> Subject:
    lexicon = replace(subject.lexicons[lang], hints=tuple(fitted.hints.items()))
    return replace(
        subject,
        thresholds={**subject.thresholds, lang: max(fitted.bar, 0.01)},
        lexicons={**subject.lexicons, lang: lexicon},
    )
