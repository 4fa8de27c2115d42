"""A real process, really killed: at every call, before and after it acted, and at every line."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .machine import TITLE, Result, World, finish, judge, judge_end, world
from .wire import Fault

ROOT = Path(__file__).parents[3]
LINES = 5  # of an ordinary run: creating, draft, ready, sending, submitted
CALLS = 16  # of an ordinary run whose readers are counted at once
ACTING = (3, 7, 13)  # those that create, fill and send


def start(at: World, *more: str) -> subprocess.Popen[str]:
    folder = at.folder / "one"
    command = [
        sys.executable,
        "-m",
        "tests.digest.sending.killed",
        str(folder),
        at.wire.host,
        *more,
    ]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def end(at: World, process: subprocess.Popen[str]) -> int:
    out, err = process.communicate(timeout=60)
    at.logged += [out, err]
    assert err == ""
    return process.returncode


def recover(at: World) -> None:
    """Nothing is removed by hand: the lock of a killed run frees itself on its own machine."""
    machine = at.machine()
    judge(at, Result(2, f"killed while sending {TITLE}"))
    judge_end(at, finish(at, machine))


def test_an_ordinary_run_in_a_process(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.counted_after = 0.0
        assert end(at, start(at)) == 0
        assert at.wire.calls == CALLS
        verbs = [call.split()[0] for call in at.fake.asked]
        assert [number for number, verb in enumerate(verbs) if verb != "GET"] == list(ACTING)
        recover(at)


MOMENTS = [
    *((number, False) for number in range(CALLS)),
    *((number, True) for number in ACTING),  # a look does nothing that could be done before
]


@pytest.mark.parametrize(("number", "acts"), MOMENTS)
def test_killed_at_a_call(number: int, acts: bool, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.counted_after = 0.0
        at.plan((number, Fault("kill", "kill", acts=acts)))
        with at.wire.lock:
            process = start(at)
            at.wire.victim = process.pid
        assert end(at, process) == -signal.SIGKILL
        recover(at)


@pytest.mark.parametrize("moment", ["before", "half", "after"])
@pytest.mark.parametrize("line", range(LINES))
def test_killed_at_a_line_of_the_ledger(line: int, moment: str, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.counted_after = 0.0
        assert end(at, start(at, str(line), moment)) == -signal.SIGKILL
        recover(at)


def test_two_processes_at_once(tmp_path: Path) -> None:
    """The second is told at once that another is at work; the edition goes out once."""
    with world(tmp_path) as at:
        at.fake.counted_after = 0.0
        codes = sorted(end(at, each) for each in [start(at), start(at)])
        assert codes in ([0, 0], [0, 1])
        recover(at)
