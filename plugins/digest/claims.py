"""One run at a time for each Edition: a lock that dies with the process that holds it."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..blog.problems import Problem, ProblemsFound

try:
    import fcntl
except ImportError:  # Windows: a lock left by a killed run has to be removed by hand
    fcntl = None  # type: ignore[assignment]


@contextmanager
def claim(folder: Path, key: str, doing: str = "sending this edition") -> Iterator[Path]:
    """Hold *key* alone, or raise ProblemsFound at once, naming the file to remove if it is stale.

    *doing* is what a run with that key does, for whoever comes second.

    On one machine the system frees the lock of a run that was killed. A lock written by another
    machine, in a folder that both share, cannot be judged from here and stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{key}.lock"
    file = _open(path, doing)
    try:
        file.seek(0)
        holder = file.read().strip()
        if holder and (fcntl is None or not holder.endswith(f" on {platform.node()}")):
            raise ProblemsFound([_held(path, holder, doing)])
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()} on {platform.node()}\n")
        file.flush()
        yield path
        path.unlink(missing_ok=True)
    except BaseException:
        if _ours(file):
            path.unlink(missing_ok=True)
        raise
    finally:
        file.close()


def _open(path: Path, doing: str) -> IO[str]:
    """The lock file, open and locked. Another run may remove it between the two: then again."""
    while True:
        file = path.open("a+", encoding="utf-8")
        if fcntl is None:
            return file
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "another run"
            file.close()
            raise ProblemsFound([_held(path, holder, doing)]) from None
        if path.exists() and os.fstat(file.fileno()).st_ino == path.stat().st_ino:
            return file
        file.close()


def _ours(file: IO[str]) -> bool:
    file.seek(0)
    return file.read().strip() == f"process {os.getpid()} on {platform.node()}"


def _held(path: Path, holder: str, doing: str) -> Problem:
    what = f"{holder} is {doing}; if no other run is at work, remove {path}"
    return Problem(str(path), 1, what)
