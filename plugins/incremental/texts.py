"""Markdown files of a stock Pelican site as they were read before, by the hash of their bytes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from dateutil import parser as dates
from pelican import readers

from .freeze import Freezer, Thawer
from .store import Doubt, Store
from .traces import Said

FILE = "texts.sqlite"
TWO_DAYS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 - only told apart


@dataclass(slots=True, weakref_slot=True)
class Texts:
    """What was read of each file, in *store*. *world* tells apart what else decides it; *said*
    holds
    what is warned of, which has to be said again each time."""

    store: Store
    world: bytes
    said: Said
    names: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    fresh: list[tuple[str, bytes]] = field(default_factory=list)

    @classmethod
    def open(cls, place: Path, world: bytes, said: Said) -> Texts:
        """Those in the folder *place*; a file that is none is thrown away."""
        try:
            store = Store(place, FILE)
            names = set(store.names())
        except sqlite3.Error:
            (place / FILE).unlink(missing_ok=True)
            store, names = Store(place, FILE), set()
        return cls(store, world, said, names)

    def use(self, found: Any) -> None:
        """Have Pelican's readers ask here first. Pelican calls it for each set of readers."""
        kinds: dict[str, Any] = found.reader_classes
        for suffix, kind in kinds.items():
            if kind is readers.MarkdownReader:
                kinds[suffix] = self.reader

    def reader(self, settings: dict[str, Any]) -> MarkdownReader:
        """One that looks here before it reads."""
        made = MarkdownReader(settings)
        made.texts = self
        return made

    def key(self, data: bytes) -> str:
        """The name of a file's bytes."""
        return hashlib.sha256(self.world + data).hexdigest()

    def close(self) -> None:
        """Every file was read: keep what is new, and drop what nobody asked for when it is more
        than the rest."""
        left = self.names - self.used
        try:
            with self.store.change():
                self.store.put(self.fresh)
                if len(left) > len(self.used):
                    self.store.drop(sorted(left))
        except sqlite3.Error:
            self.store.path.unlink(missing_ok=True)
        self.fresh.clear()


class MarkdownReader(readers.MarkdownReader):  # type: ignore[misc]
    """Pelican's own, by whose name templates know it."""

    texts: Texts

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The same HTML and metadata, from memory where the file is as it was."""
        texts, path = self.texts, Path(source_path)
        data = path.read_bytes()
        key = texts.key(data)
        found: tuple[str, dict[str, Any]] | None = self._find(key)
        if found is None:
            warned = len(texts.said.warned)
            made: tuple[str, dict[str, Any]] = super().read(source_path)
            found = made
            silent = warned == len(texts.said.warned)
            if silent and not told_by_clock(self._md) and path.read_bytes() == data:
                record = Freezer(self.settings, self, ()).value(found)
                texts.fresh.append((key, record))
                texts.used.add(key)
        return found

    def _find(self, key: str) -> Any:
        if key not in self.texts.names:
            return None
        try:
            found = Thawer(self.texts.store.get, self.settings, {}, {}).value(
                self.texts.store.get(key)
            )
        except (Doubt, sqlite3.Error):
            return None
        self.texts.used.add(key)
        return found


def told_by_clock(read: Any) -> bool:
    """Whether a date in the header of what was *read* leaves something open: Pelican fills it in
    from the day on which it reads."""
    header: Mapping[str, Sequence[str]] = getattr(read, "Meta", {})
    return any(_open(header[key][0]) for key in ("date", "modified") if header.get(key))


def _open(typed: str) -> bool:
    try:
        one, other = (dates.parse(typed.replace("_", " "), default=each) for each in TWO_DAYS)
    except (ValueError, OverflowError, TypeError):
        return True
    return bool(one != other)
