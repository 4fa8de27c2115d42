"""A second process: its answer, its failure, its end."""

from __future__ import annotations

import gc
import os
import time
from pathlib import Path

import pytest

from plugins.incremental.fork import Child, possible

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no second process here")


def test_an_answer_comes_back_whole() -> None:
    child = Child.start(lambda: {"pages": ["x" * 100_000] * 30})
    assert child.answer() == {"pages": ["x" * 100_000] * 30}
    child.stop()  # nothing is left to stop


@pytest.mark.filterwarnings("default")
def test_one_that_breaks_off_answers_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def broken() -> object:
        raise ValueError("a torn page")

    assert Child.start(broken).answer() is None
    assert Child.start(lambda: os._exit(9)).answer() is None
    assert Child.start(lambda: lambda: 1).answer() is None  # what does not pickle
    assert "a torn page" not in capfd.readouterr().out


def test_one_may_have_more_to_do_after_its_answer(tmp_path: Path) -> None:
    told = tmp_path / "told"
    child = Child.start(lambda: 1, lambda words: told.write_text(words, encoding="utf-8"))
    assert child.answer() == 1
    assert not told.exists()
    child.tell("x" * 100_000)
    child.end()
    assert told.read_text(encoding="utf-8") == "x" * 100_000
    child.stop()


def test_one_that_broke_off_is_told_nothing(tmp_path: Path) -> None:
    child = Child.start(lambda: os._exit(9), lambda _: (tmp_path / "told").touch())
    assert child.answer() is None
    child.end()
    child.tell("x" * 100_000)
    child.stop()
    assert not list(tmp_path.iterdir())


def test_one_that_is_never_told_ends_with_the_first(tmp_path: Path) -> None:
    child = Child.start(lambda: 1, lambda _: (tmp_path / "told").touch())
    assert child.answer() == 1
    child.stop()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("frozen", [False, True])
def test_what_was_frozen_before_stays_so(frozen: bool) -> None:
    gc.unfreeze()
    if frozen:
        gc.freeze()
    try:
        Child.start(lambda: 1).stop()
        assert bool(gc.get_freeze_count()) == frozen
    finally:
        gc.unfreeze()


def test_one_that_nobody_waits_for_is_ended() -> None:
    child = Child.start(lambda: time.sleep(600))
    pid = child.pid
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_system_without_fork_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert not possible()
