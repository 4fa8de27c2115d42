"""Words that few texts have, and what the terms and the texts around them say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from plugins.topics.taxonomy import Taxonomy

from .fit.kin import kinds, shares


def test_a_word_has_the_topics_of_the_terms_it_stands_in(small: Taxonomy) -> None:
    slugs = list(small.subjects)
    found = shares(small, "en", ["complaining", "centre", "window", ""])
    assert found[0].argmax() == slugs.index("complaints")
    assert found[1].argmax() == slugs.index("contact-centre")
    assert found[0].max() > 0
    assert not found[2:].any()


def test_kinds_part_texts_by_the_words_that_stand_together() -> None:
    rows = [[1, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0], [0, 1, 0, 0], [0, 0, 0, 1]]
    words = sparse.csr_matrix(np.array(rows, dtype=float))
    found = kinds(words, np.arange(6), [0, 1, 2, 3])
    texts = words @ found[:, :2]
    assert texts.std(axis=0) == pytest.approx(1.0)
    alike, apart = np.abs(texts[1] - texts[4]).sum(), np.abs(texts[1] - texts[5]).sum()
    assert alike < apart
