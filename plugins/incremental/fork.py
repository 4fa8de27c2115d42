"""A second process that holds all that this one knows, and what it found out."""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def possible() -> bool:
    """Whether this system can, and has a core to spare."""
    return hasattr(os, "fork") and cores() > 1


def cores() -> int:
    """How many this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(slots=True)
class Child:
    """The second process, from its start until its answer is read."""

    pid: int = 0
    pipe: int = -1

    @classmethod
    def start(cls, work: Callable[[], object]) -> Child:
        """Have *work* done in a fork of this process; its answer must be one that pickles."""
        reading, writing = os.pipe()
        gc.freeze()  # nothing is moved in there, so most of the memory stays common
        pid = os.fork()
        if pid:
            gc.unfreeze()
            os.close(writing)
            return cls(pid, reading)
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as file:
                pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
        finally:
            os._exit(0)

    def answer(self) -> Any:
        """Wait for it to end. None where it broke off."""
        try:
            with os.fdopen(self.pipe, "rb") as file:
                found = pickle.load(file)  # noqa: S301 - our own process said it
        except (OSError, pickle.UnpicklingError, EOFError):
            found = None
        os.waitpid(self.pid, 0)
        self.pid = 0
        return found

    def stop(self) -> None:
        """End it, if it still runs: nobody waits for its answer."""
        if self.pid:
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            os.close(self.pipe)
            self.pid = 0
