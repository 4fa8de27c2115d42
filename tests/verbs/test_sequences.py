"""Whatever is done between two builds, the second brings what a full build would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.incremental import sharing
from plugins.verbs import ahead

from .edits import EDITS, World, new_world, step, title

SEQUENCES, STEPS = 20, 3


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_sequence_of_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.chdir(tmp_path)
    if seed % 2:  # as a site of hundreds of articles is built
        monkeypatch.setattr(sharing, "FEWEST", 1)
        monkeypatch.setattr(ahead, "FEWEST", 1)
    world = new_world(tmp_path, seed)
    world.build()
    for _ in range(STEPS):
        step(world)
        assert world.wrong() == [], world.log


@pytest.mark.parametrize(
    "edit", sorted(set(EDITS), key=lambda edit: edit.__name__), ids=lambda edit: edit.__name__
)
def test_each_edit_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Callable[[World], None]
) -> None:
    """On a site where everything is remembered."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.chdir(tmp_path)
    world = new_world(tmp_path, 100)
    world.build()
    title(world)  # the second build leaves pages as they are, and knows them from the first
    world.build()
    edit(world)
    assert world.wrong() == [], world.log
