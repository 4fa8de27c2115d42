"""Whatever is done between two builds, the second brings what a full build would."""

from __future__ import annotations

from pathlib import Path

import pytest

from .edits import new_world, step

SEQUENCES, STEPS = 20, 3


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_sequence_of_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.chdir(tmp_path)
    world = new_world(tmp_path, seed)
    world.build()
    for _ in range(STEPS):
        step(world)
        assert world.wrong() == [], world.log
