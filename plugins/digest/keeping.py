"""Freezing at sending: an Edition is held before the first call, and settled once it has left."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from ..blog import ProblemsFound
from ..blog.files import write_if_changed
from .frozen import Frozen, freeze, thaw
from .month import Month
from .pieces import Edition

HELD = ".held"


@contextmanager
def kept(folder: Path, edition: Edition, cut: datetime, message: str) -> Iterator[None]:
    """Freeze *edition* around its sending through a real transport.

    It is written as ``2026-11.json.held`` before, and becomes ``2026-11.json`` after. When the
    transport says that surely nothing was sent (ProblemsFound), it is forgotten; after anything
    else, a killed process too, it stays held, and the next run sends the very same.
    """
    place = folder / f"{edition.month}.json"
    held = folder / f"{edition.month}.json{HELD}"
    if not place.exists() and not held.exists():
        write_if_changed(held, freeze(edition, cut, message).encode())
    try:
        yield
    except ProblemsFound:
        held.unlink(missing_ok=True)
        raise
    if held.exists():
        held.replace(place)


def read_held(folder: Path, month: Month) -> Frozen | None:
    """The edition that an earlier run began to send and whose fate it did not learn."""
    held = folder / f"{month}.json{HELD}"
    return thaw(held.read_text(encoding="utf-8"), str(held)) if held.exists() else None
