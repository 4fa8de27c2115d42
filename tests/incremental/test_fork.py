"""A second process: its answer, its failure, its end."""

from __future__ import annotations

import os
import time

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


def test_one_that_nobody_waits_for_is_ended() -> None:
    child = Child.start(lambda: time.sleep(600))
    pid = child.pid
    child.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_system_without_fork_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert not possible()
