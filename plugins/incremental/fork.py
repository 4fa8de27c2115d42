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
    """The second process, from its start until its answer is read, and for as long as it has
    something to do *then*."""

    pid: int = 0
    pipe: int = -1
    back: int = -1

    @classmethod
    def start(
        cls, work: Callable[[], object], then: Callable[[Any], object] | None = None
    ) -> Child:
        """Have *work* done in a fork of this process; its answer must be one that pickles. After
        it the second process does what is *then* to be done with what it is told."""
        reading, writing = os.pipe()
        hearing, telling = os.pipe() if then else (-1, -1)
        frozen = gc.get_freeze_count()
        gc.freeze()  # nothing is moved in there, so most of the memory stays common
        pid = os.fork()
        if pid:
            if not frozen:
                gc.unfreeze()
            _close(writing, hearing)
            return cls(pid, reading, telling)
        try:
            _close(reading, telling)
            with os.fdopen(writing, "wb") as file:
                pickle.dump(work(), file, pickle.HIGHEST_PROTOCOL)
            if then:
                with os.fdopen(hearing, "rb") as file:
                    then(pickle.load(file))  # noqa: S301 - our own process said it
        finally:
            os._exit(0)

    def answer(self) -> Any:
        """Wait for it, and for the second process to end, unless that has more to do. None where
        it broke off."""
        pipe, self.pipe = self.pipe, -1
        try:
            with os.fdopen(pipe, "rb") as file:
                found = pickle.load(file)  # noqa: S301 - our own process said it
        except (OSError, pickle.UnpicklingError, EOFError):
            found = None
        if self.back < 0:
            self.end()
        return found

    def tell(self, told: object) -> None:
        """What it needs for the rest; a second process that broke off is told nothing."""
        back, self.back = self.back, -1
        with contextlib.suppress(OSError), os.fdopen(back, "wb") as file:
            pickle.dump(told, file, pickle.HIGHEST_PROTOCOL)

    def end(self) -> None:
        """Wait until it has nothing more to do."""
        if self.pid:
            os.waitpid(self.pid, 0)
            self.pid = 0

    def stop(self) -> None:
        """End it, if it still runs: nobody waits for its answer."""
        if self.pid:
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
            self.end()
        _close(self.pipe, self.back)
        self.pipe = self.back = -1


def _close(*pipes: int) -> None:
    for each in pipes:
        if each >= 0:
            os.close(each)
