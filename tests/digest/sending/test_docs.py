"""The operator's table quotes what is really said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ROWS = [
    line.split("|")[1]
    for line in (ROOT / "docs/sending.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| `")
]
SOURCE = " ".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "plugins/digest").rglob("*.py"))
)


@pytest.mark.parametrize("quoted", [each for row in ROWS for each in re.findall("`(.*?)`", row)])
def test_each_sentence_is_said_somewhere(quoted: str) -> None:
    for part in quoted.split("..."):
        assert part.strip(" ;") in SOURCE, part
