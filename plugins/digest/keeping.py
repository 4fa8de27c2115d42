"""Freezing at sending: what leaves is held before the first call and settled by what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..blog.files import write_if_changed
from ..blog.problems import ProblemsFound
from .delivery import READY, SCHEDULED, Receipt
from .found import Found, keep_found
from .frozen import DRAFTED, FOUND, HELD
from .message import Message

OTHER = "what was sent before is not what this run would send"


@dataclass(frozen=True, slots=True)
class Keeping:
    """The files of one Edition or correction. *frozen* is what readers got, for ever; *fresh* says
    that this run began to hold it."""

    frozen: Path
    fresh: bool

    @property
    def held(self) -> Path:
        """What a run is sending, or was when it broke off."""
        return Path(f"{self.frozen}{HELD}")

    @property
    def drafted(self) -> Path:
        """What waits at the provider for a person or an hour."""
        return Path(f"{self.frozen}{DRAFTED}")

    @property
    def found(self) -> Path:
        """The mail that went out, where it is none of ours."""
        return Path(f"{self.frozen}{FOUND}")

    def settle(self, outcome: str) -> None:
        """Keep what *outcome*, a Receipt's, says: what was sent, or what lies there as a draft."""
        if self.frozen.exists():
            self.held.unlink(missing_ok=True)  # by another machine, and pulled since
        elif outcome in {READY, SCHEDULED}:
            self.held.replace(self.drafted)
        else:
            self.held.replace(self.frozen)
            self.drafted.unlink(missing_ok=True)

    def recognise(
        self,
        receipt: Receipt,
        stored: Message | None,
        is_it: Callable[[str, Message], bool],
        at: datetime,
    ) -> str:
        """Keep what had been sent before this run; answer what a person should know, or nothing.

        *stored* is what the provider has of it, None where that cannot be read; *is_it* says of a
        file's text whether it is that mail. Nothing is claimed: what is none of ours is kept as the
        mail that it is, and *at* stands in where nobody knows when it went.
        """
        if self.frozen.exists():
            return ""
        if stored is None:
            if self.fresh:
                self.held.unlink(missing_ok=True)
            cannot = f"what was sent cannot be read back, so {self.frozen.name} is not written"
            return f"{cannot}: run this again, or restore it from version control"
        for path in (self.drafted, self.held):
            if path.exists() and is_it(path.read_text(encoding="utf-8"), stored):
                path.replace(self.frozen)
                self._clear()
                return ""
        self._clear()
        found = Found(stored, receipt.reference, _moment(receipt.submitted, at))
        write_if_changed(self.found, keep_found(found).encode())
        return f"{OTHER}; the mail that was sent is kept as {self.found.name}"

    def _clear(self) -> None:
        self.drafted.unlink(missing_ok=True)
        self.held.unlink(missing_ok=True)


def _moment(told: str, otherwise: datetime) -> datetime:
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return otherwise


@contextmanager
def kept(path: Path, text: str) -> Iterator[Keeping]:
    """Keep *text* around its sending through a real transport, to be frozen at *path*; ``settle``
    it, or ``recognise`` what was sent before, ahead of the end.

    When the transport says that surely nothing was sent (ProblemsFound), it is forgotten; after
    anything else, a killed process too, it stays held, and the next run sends the very same. What
    another run holds is never forgotten here, and what is frozen never written again.
    """
    held = Path(f"{path}{HELD}")
    files = Keeping(path, fresh=not path.exists() and not held.exists())
    if files.fresh:
        write_if_changed(held, text.encode())
    try:
        yield files
    except ProblemsFound:
        if files.fresh:
            held.unlink(missing_ok=True)
        raise
