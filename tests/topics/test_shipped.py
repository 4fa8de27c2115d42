"""The vocabulary that travels with the topics room is the one that the site has."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.topics.amend import SHIPPED_MARK, SHIPPED_NOTE
from plugins.topics.settings import SHIPPED


def test_the_shipped_copy_is_the_sites_own_file(root: Path, update: bool) -> None:
    """With --update the copy is made anew. A site that has taken the first line away has a
    vocabulary of its own, and the copy stays as it came."""
    own = (root / "content" / "taxonomy.toml").read_text(encoding="utf-8")
    if not own.startswith(SHIPPED_MARK):
        pytest.skip("content/taxonomy.toml is this site's own")
    if update:
        SHIPPED.write_text(own, encoding="utf-8")
    assert SHIPPED.read_text(encoding="utf-8") == own, "pytest tests/topics --update copies it"


def test_the_shipped_copy_says_so_and_how_to_stop_it() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert text.startswith(SHIPPED_MARK)
    assert SHIPPED_NOTE.match(text.removeprefix(SHIPPED_MARK))
