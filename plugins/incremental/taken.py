"""What two processes share out between them: each takes the next that the other has not taken."""

from __future__ import annotations

import mmap
import os
from tempfile import mkstemp

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without it has no second process either
    fcntl = None  # type: ignore[assignment]

MOST = 1 << 24
"""More pages than any site has; memory that nobody touches costs nothing."""


class Taken:
    """Which pages are taken, in memory that both processes see."""

    def __init__(self) -> None:
        self._marks = mmap.mmap(-1, MOST)
        self._lock, name = mkstemp()
        os.unlink(name)  # noqa: PTH108 - only its lock is wanted

    def take(self, page: int) -> bool:
        """Whether it was still free, and is the caller's now."""
        fcntl.lockf(self._lock, fcntl.LOCK_EX)  # one that dies meanwhile lets go of it
        free = self._marks[page] == 0
        self._marks[page] = 1
        fcntl.lockf(self._lock, fcntl.LOCK_UN)
        return free

    def close(self) -> None:
        os.close(self._lock)
