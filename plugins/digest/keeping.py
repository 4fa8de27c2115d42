"""Freezing at sending: an Edition is held before the first call and settled by what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..blog.files import write_if_changed
from ..blog.problems import ProblemsFound
from .delivery import ALREADY, READY, SCHEDULED
from .frozen import DRAFTED, HELD, freeze
from .pieces import Edition


@dataclass(frozen=True, slots=True)
class Keeping:
    """The files of one Edition. *frozen* is what readers got, for ever; *held* what a run is
    sending, or was when it broke off; *drafted* what waits at the provider for a person or an
    hour."""

    frozen: Path
    held: Path
    drafted: Path

    def settle(self, outcome: str) -> None:
        """Keep what *outcome*, a Receipt's, says: what was sent, or what lies there as a draft."""
        if self.frozen.exists():
            return
        if outcome in {READY, SCHEDULED}:
            self.held.replace(self.drafted)
        elif outcome == ALREADY and self.drafted.exists():
            # The draft went out, not what was composed since.
            self.drafted.replace(self.frozen)
            self.held.unlink(missing_ok=True)
        else:
            self.held.replace(self.frozen)
            self.drafted.unlink(missing_ok=True)


@contextmanager
def kept(folder: Path, edition: Edition, cut: datetime, message: str) -> Iterator[Keeping]:
    """Keep *edition* around its sending through a real transport; ``settle`` it before the end.

    *message* is the SHA-256 of the mail. When the transport says that surely nothing was sent
    (ProblemsFound), the edition is forgotten; after anything else, a killed process too, it stays
    held, and the next run sends the very same. What another run holds is never forgotten here, and
    what is frozen never written again.
    """
    name = folder / f"{edition.month}.json"
    files = Keeping(name, Path(f"{name}{HELD}"), Path(f"{name}{DRAFTED}"))
    fresh = not name.exists() and not files.held.exists()
    if fresh:
        write_if_changed(files.held, freeze(edition, cut, message).encode())
    try:
        yield files
    except ProblemsFound:
        if fresh:
            files.held.unlink(missing_ok=True)
        raise
