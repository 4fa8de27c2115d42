"""What words say that few texts have: by the terms they stand in, and by the words beside them.

Both are sums over words, so what a fit makes of them goes back into a weight for each word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from scipy import sparse

from plugins.topics.pattern import Pattern
from plugins.topics.stem import STEMMERS
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.weights import STRONG, WEAK

DOUBT = 2.0
"""Terms that speak for no topic and stand beside those of a word: the fewer terms have the word,
the less they say."""
SHORTEST = 4
"""Letters of a beginning, without which too many words begin so."""
KINDS, SMALL = 50, 1e-9
"""How many ways there are for words to stand beside each other at most; below the second one is
rounding and nothing else."""


def shares(taxonomy: Taxonomy, lang: str, spelled: Sequence[str]) -> np.ndarray:
    """For each word that stands in texts, the share of each topic in the terms that have it."""
    stem = STEMMERS[lang]
    columns = {stem(word): n for n, word in enumerate(spelled) if word and "*" not in word}
    begun: dict[str, list[str]] = {}
    for form in columns:
        begun.setdefault(form[:SHORTEST], []).append(form)
    found = np.zeros((len(spelled), len(taxonomy.subjects)))
    for n, subject in enumerate(taxonomy.subjects.values()):
        lexicon = subject.lexicons[lang]
        for weight, patterns in ((STRONG, lexicon.strong), (WEAK, lexicon.weak)):
            for word, share in _slots(patterns):
                bare = word.strip("*=")
                if "*" not in word:
                    forms = [stem(bare)]
                elif len(bare) < SHORTEST:
                    continue
                elif word[0] == "*":
                    forms = [form for form in columns if bare in form]
                else:
                    forms = [
                        form
                        for form in begun.get(bare[:SHORTEST], ())
                        if form.startswith(stem(bare))
                    ]
                for form in forms:
                    if form in columns:
                        found[columns[form], n] += weight * share
    return found / (found.sum(axis=1, keepdims=True) + DOUBT)


def _slots(patterns: Iterable[Pattern]) -> Iterator[tuple[str, float]]:
    """The words of terms, no classes, each with its part of the term."""
    for pattern in patterns:
        slots = [slot for part in pattern.parts for slot in part.slots]
        for slot in slots:
            for word in slot:
                if word[0] != "@":
                    yield word, float((len(slots) * len(slot)) ** -0.5)


def kinds(words: sparse.csr_matrix, rows: np.ndarray, common: Sequence[int]) -> np.ndarray:
    """Weights of each word for *KINDS* kinds of texts: what the words of *rows* mostly differ by
    (latent semantic analysis), labels unseen. Each kind varies by 1 from text to text."""
    some = words[rows][:, common]
    rare = np.log((1 + len(rows)) / (1 + np.asarray((some > 0).sum(axis=0)).ravel()))
    some = some @ sparse.diags(rare)
    norm = np.sqrt(np.asarray(some.multiply(some).sum(axis=1)).ravel()) + 1e-9
    level = sparse.diags(1 / norm) @ some
    sizes, vectors = np.linalg.eigh((level @ level.T).toarray())
    told = np.argsort(-sizes)[:KINDS]
    axes = level.T @ vectors[:, told[sizes[told] > SMALL]]
    axes /= np.sqrt((axes**2).sum(axis=0))
    found = np.zeros((words.shape[1], axes.shape[1]))
    found[common] = rare[:, None] * axes / (some @ axes).std(axis=0)
    return found
