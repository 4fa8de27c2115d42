"""Fits the hints and the bar of each topic, and the gate of a language, to labelled texts.

Each is a logistic regression: for a topic on what its terms tell, on the words named for it (which
share a weight, and each has one of its own), on the words that its terms are made of (which share
one), on the kinds of text that words make, and on all words; its coefficients, divided by that of
the terms, are the hints. For the gate on all words, of texts with a topic against texts without.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from plugins.topics.stem import STEMMERS

from .features import LEAST, Table
from .fitted import Fitted
from .kin import kinds

STRENGTH, INTERCEPT = 2.0, 4.0
"""Of the fit: how little coefficients are held small, and how free the constant is."""
WORDS, NAMED, SHARED, NEAR, TERMS, KIND = 0.4, 0.6, 0.6, 0.4, 0.7, 0.3
"""Scales: the larger, the easier a feature gets a weight. All words, those named, the weight that
named ones share, the weight that words near a topic share, the one that words of its terms share,
the kinds of text."""
STEP, SMALLEST = 0.02, {"en": 0.08, "nl": 0.06}
"""Hints are rounded to the first and left out below the second: Dutch has more forms of a word, and
what each says is less."""
LEAST_TOLD = 0.3
"""A topic whose terms say less in a fit has its words divided by this."""
BARS = {"en": -0.6, "nl": -0.5}
"""The log odds of a topic at its bar."""
GATE_WORDS, GATE_STEP, GATE_SMALLEST, MISLED = 0.6, 0.05, 0.1, 3.0
"""The same for the gate; a text without a topic counts *MISLED* times one with."""
GATES = {"en": 0.6, "nl": 1.0}
"""The log odds at the gate."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What all topics of a language are fitted on: the *rows*, all *words*, the columns of the
    *common* ones, and the weights of words for each kind of text."""

    rows: np.ndarray
    words: sparse.csr_matrix
    common: list[int]
    kinds: np.ndarray


def ground(table: Table, rows: np.ndarray) -> Ground:
    """Make *rows* of the table ready for all topics."""
    words = (sparse.diags(table.gate) @ table.words).tocsr()
    common = _common(table, rows)
    return Ground(rows, words, common, kinds(words, rows, common))


def fit_topic(table: Table, topic: int, on: Ground) -> Fitted:
    """Fit one topic; texts where it is optional are left out."""
    slug, lang = table.slugs[topic], table.lang
    rows = on.rows[~table.optional[on.rows, topic]]
    words, common = on.words, on.common
    named, near = (
        [table.patterns[f"?{word}"] for word in part.get(slug, ()) if f"?{word}" in table.patterns]
        for part in (table.named.named, table.named.near)
    )
    own = named + near
    sums = [sparse.csr_matrix(words[:, part].sum(axis=1)) for part in (named, near)]
    told = sparse.csr_matrix(table.told[:, [topic]])
    # Weights of each word in the features that are sums over all words.
    over = np.hstack([table.shares[:, [topic]] * TERMS, on.kinds * KIND])
    blocks = [
        told, sums[0] * SHARED, sums[1] * NEAR, words[:, own] * NAMED, words[:, common] * WORDS,
        sparse.csr_matrix(words @ over),
    ]  # fmt: skip
    weights, constant = _regress(
        sparse.hstack(blocks).tocsr()[rows], table.right[rows, topic], table.weight[rows]
    )
    unit = max(weights[0], LEAST_TOLD)
    shared = [weights[1] * SHARED] * len(named) + [weights[2] * NEAR] * len(near)
    of_own = (weights[3 : 3 + len(own)] * NAMED + shared) / unit
    of_words = over @ weights[-over.shape[1] :]
    of_words[common] += weights[3 + len(own) : -over.shape[1]] * WORDS
    pairs = [*zip(own, of_own, strict=True), *enumerate(of_words / unit)]
    hints, kept = _spell(table, pairs, STEP, SMALLEST[lang])
    meant = np.zeros(words.shape[1])
    for column, weight in pairs:
        meant[column] += weight
    # What rounding and leaving out took from the usual text goes from the bar as well.
    lost = float((words[rows] @ (meant - kept)).mean())
    bar = (BARS[lang] - constant) / unit - lost
    return Fitted(hints, bar)


def fit_gate(table: Table, rows: np.ndarray) -> Fitted:
    """Fit what tells a text with a topic from one without."""
    common = _common(table, rows)
    blocks = [sparse.csr_matrix(table.about[:, None] / 4), table.words[:, common] * GATE_WORDS]
    right = np.array([not text.negative for text in table.texts])[rows]
    weights, constant = _regress(
        sparse.hstack(blocks).tocsr()[rows], right, np.where(right, 1.0, MISLED), strength=1.0
    )
    pairs = [*zip(common, weights[1:] * GATE_WORDS, strict=True)]
    hints, _ = _spell(table, pairs, GATE_STEP, GATE_SMALLEST)
    return Fitted(hints, GATES[table.lang] - constant, weights[0] / 4)


def _common(table: Table, rows: np.ndarray) -> list[int]:
    """The columns of words (named patterns have theirs already) that enough of *rows* have."""
    counts = np.asarray((table.words[rows] > 0).sum(axis=0)).ravel()
    patterns = set(table.patterns.values())
    return [n for n, count in enumerate(counts) if count >= LEAST and n not in patterns]


def _regress(
    matrix: sparse.csr_matrix, right: np.ndarray, weight: np.ndarray, strength: float = STRENGTH
) -> tuple[np.ndarray, float]:
    model = LogisticRegression(C=strength, solver="liblinear", intercept_scaling=INTERCEPT)
    model.fit(matrix, right, sample_weight=weight)
    return model.coef_[0], float(model.intercept_[0])


def _spell(
    table: Table, pairs: list[tuple[int, float]], step: float, smallest: float
) -> tuple[dict[str, float], np.ndarray]:
    """The hints as they are written, and the same by column; a word and a named word that are the
    same to the tagger are one hint."""
    stem = STEMMERS[table.lang]
    found: dict[str, tuple[int, float]] = {}
    for column, weight in pairs:
        word = table.spelled[column]
        if word:
            key = word if "*" in word else f"={stem(word)}"
            first, so_far = found.get(key, (column, 0.0))
            found[key] = first, so_far + weight
    rounded = {column: round(round(weight / step) * step, 3) for column, weight in found.values()}
    kept = np.zeros(len(table.spelled))
    for column, weight in rounded.items():
        if abs(weight) >= smallest:
            kept[column] = weight
    return {table.spelled[column]: rounded[column] for column in np.flatnonzero(kept)}, kept
