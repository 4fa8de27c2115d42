from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.claims import claim

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from plugins.digest.claims import claim
with claim(Path(sys.argv[1]), "k"):
    print("held", flush=True)
    time.sleep(60)
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_claim_leaves_nothing_behind(tmp_path: Path):
    with claim(tmp_path, "k") as path:
        assert path.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_is_told_which_file_to_look_at(tmp_path: Path):
    process = hold(tmp_path)
    try:
        with pytest.raises(ProblemsFound) as found, claim(tmp_path, "k"):
            pass
        assert f"process {process.pid} on" in str(found.value)
        assert f"remove {tmp_path / 'k.lock'}" in str(found.value)
        with claim(tmp_path, "other"):
            pass
    finally:
        process.kill()
        process.communicate()


def test_the_lock_of_a_killed_run_is_free(tmp_path: Path):
    process = hold(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert (tmp_path / "k.lock").exists()
    with claim(tmp_path, "k"):
        pass
    assert not (tmp_path / "k.lock").exists()


def test_a_lock_of_another_machine_stays(tmp_path: Path):
    (tmp_path / "k.lock").write_text("process 7 on elsewhere\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found, claim(tmp_path, "k"):
        pass
    assert "process 7 on elsewhere is sending" in str(found.value)
    assert (tmp_path / "k.lock").read_text(encoding="utf-8") == "process 7 on elsewhere\n"


def test_an_error_inside_frees_the_lock(tmp_path: Path):
    with pytest.raises(KeyError), claim(tmp_path, "k"):
        raise KeyError
    with claim(tmp_path, "k"):
        pass


def test_of_many_runs_at_once_one_works(tmp_path: Path):
    script = HOLD.replace("time.sleep(60)", "time.sleep(2)")
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(tmp_path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        for _ in range(4)
    ]
    time.sleep(0)
    said = [run.communicate()[0] for run in runs]
    assert 1 <= said.count("held\n") <= 4
    assert not (tmp_path / "k.lock").exists()
