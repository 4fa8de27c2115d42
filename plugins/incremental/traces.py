"""What a build of a stock Pelican site leaves for the next one, and whether it holds."""

from __future__ import annotations

import logging
import marshal
import pickle
import sqlite3
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from .inputs import fingerprint
from .pages import Album
from .scene import see
from .store import FILE, Doubt, open_store

Warned = tuple[str, int, str]
"""Who warned, how badly, and of what."""
Last = tuple[str, str, list[str], str, list[Warned]]
"""A finished build: hashes of what it began with and of the output that it left; the files beyond
its folders that it read, and a hash of how they look; what it warned of."""

logger = logging.getLogger(__name__)


class Said(logging.Handler):
    """All that was warned of, to be said again; *lost* is how often it was worse than a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warned: list[Warned] = []
        self.lost = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.warned.append((record.name, record.levelno, record.getMessage()))
        self.lost += record.levelno > logging.WARNING


def place_of(settings: Mapping[str, Any]) -> Path:
    """Where a site is remembered: in Pelican's own folder for caches, apart for each output."""
    told = "\0".join(str(settings[name]) for name in ("PATH", "OUTPUT_PATH", "SITEURL"))
    name = sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return Path(settings["CACHE_PATH"]).absolute() / "incremental" / name


def stands(last: Last | None, built: str, settings: Mapping[str, Any]) -> bool:
    """Whether everything is as the *last* build left it, and a build would begin with *built*."""
    if last is None:
        return False
    inputs, outputs, read, others, _ = last
    return (
        inputs == built
        and outputs == fingerprint(see([settings["OUTPUT_PATH"]]))
        and others == fingerprint(see(read))
    )


def read_last(place: Path) -> Last | None:
    """How the last build ended; None where that is not known beyond doubt."""
    try:
        with open_store(place) as store:
            last: Last = marshal.loads(store.get("last"))  # noqa: S302 - checked, ours
    except (Doubt, sqlite3.Error):
        return None
    return last


def forget(place: Path) -> None:
    """From here on the output is in doubt."""
    try:
        with open_store(place) as store, store.change():
            store.drop(["last"])
    except Doubt:
        (place / FILE).unlink(missing_ok=True)


def album_of(place: Path, world: bytes) -> Album:
    """The pages of the last build, if it was of this *world*."""
    try:
        with open_store(place) as store:
            album: Album = pickle.loads(store.get("pages"))  # noqa: S301 - checked, ours
    except Doubt:
        return Album(world)
    return album if album.world == world else Album(world)


def write(place: Path, album: Album | None, last: Last | None) -> None:
    """Keep a build that is in place; a folder that cannot be written costs time, nothing else."""
    records = [("pages", pickle.dumps(album))] if album else []
    records += [("last", marshal.dumps(last))] if last else []
    try:
        with open_store(place) as store, store.change():
            store.clear()
            store.put(records)
    except (Doubt, OSError):
        logger.info("The memory in %s could not be written", place)
