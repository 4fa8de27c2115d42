"""The operator's table quotes what is really said."""

from __future__ import annotations

import pytest

from .test_table import DIGEST, QUOTES, VERBS, sentences

PLACES = (*sorted(DIGEST.rglob("*.py")), *sorted(VERBS.glob("*.py")))
SAID = "\n".join(each for path in PLACES for each in sentences(path))


@pytest.mark.parametrize("quoted", QUOTES)
def test_each_sentence_is_said_somewhere(quoted: str) -> None:
    for part in quoted.split("..."):
        assert part.strip(" ;") in SAID, part
