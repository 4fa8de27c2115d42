"""Fits every topic and every gate to all rows of the tables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .features import Table
from .fitted import Fitted
from .model import fit_gate, fit_topic, ground


def fit(
    tables: Mapping[str, Table],
) -> tuple[dict[str, dict[str, Fitted]], dict[str, Fitted]]:
    """By slug and language, and the gates by language."""
    topics: dict[str, dict[str, Fitted]] = {}
    gates: dict[str, Fitted] = {}
    for lang, table in tables.items():
        every = np.arange(len(table.texts))
        on = ground(table, every)
        for n, slug in enumerate(table.slugs):
            topics.setdefault(slug, {})[lang] = fit_topic(table, n, on)
        gates[lang] = fit_gate(table, every)
    return topics, gates
