"""What is being done, for whoever waits more than a second for it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import IO

from rich.console import Console
from rich.status import Status
from rich.text import Text

PATIENCE = 1.0  # seconds that pass in silence


class Progress:
    """Tells what has been going on for longer than *patience* seconds: on a terminal in one line
    that moves, else in a line of its own for each thing."""

    def __init__(self, to: IO[str], patience: float = PATIENCE) -> None:
        self.console = Console(file=to, highlight=False, emoji=False, soft_wrap=True)
        self.moves = to.isatty() and not self.console.is_dumb_terminal
        self.patience = patience
        self._lock = Lock()
        self._timer: Timer | None = None
        self._status: Status | None = None
        self._last = ""

    def tell(self, words: str) -> None:
        """From now on *words* is what is being done."""
        with self._lock:
            if self._status:
                self._status.update(Text(words))
            else:
                self._wait(words)

    def end(self) -> None:
        """Nothing more is done, or something else speaks now."""
        with self._lock:
            if self._timer:
                self._timer.cancel()
            if self._status:
                self._status.stop()
            self._timer = self._status = None

    def _wait(self, words: str) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = Timer(self.patience, self._show, (words,))
        self._timer.daemon = True
        self._timer.start()

    def _show(self, words: str) -> None:
        with self._lock:
            if self._timer is None:
                return  # it ended in the meantime
            sys.stdout.flush()  # what was found so far stands first
            if self.moves:
                self._status = self._status or self.console.status(Text(words))
                self._status.start()
            elif words != self._last:
                self.console.print(Text(f"  {words} ..."))
            self._last = words


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Tell on standard error how far something has come, so that what is found stays alone."""
    shown = Progress(sys.stderr)
    try:
        yield shown.tell
    finally:
        shown.end()
