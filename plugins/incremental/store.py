"""What a build leaves for the next one, in one file: records by name, whole or not there at all.

SQLite writes it: a process killed at any moment leaves the last whole state. Who finds the file in
doubt throws it away; a whole build makes it anew.
"""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FILE = "site.sqlite"
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
PATIENCE = 0.3
"""Seconds that who only looks waits for who writes."""
TABLES = "create table if not exists records (name text primary key, sum blob, data blob) strict"


class Doubt(Exception):
    """A record is missing, cut or changed: nothing here is to be believed."""


class Store:
    """Records by name. Each carries a hash of itself, so that a damaged disk is noticed."""

    def __init__(self, place: Path, file: str = FILE) -> None:
        self.path = place / file
        place.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(self.path, isolation_level=None)
        self._base.execute("pragma synchronous = normal")
        self._base.execute(TABLES)

    @contextmanager
    def change(self) -> Iterator[None]:
        """All that is put inside is kept, or nothing of it."""
        self._base.execute("begin immediate")
        try:
            yield
        except BaseException:
            self._base.execute("rollback")
            raise
        self._base.execute("commit")

    def put(self, records: Iterable[tuple[str, bytes]]) -> None:
        """Add or replace *records*."""
        rows = ((name, _sum(name, data), data) for name, data in records)
        self._base.executemany("insert or replace into records values (?, ?, ?)", rows)

    def clear(self) -> None:
        """Forget everything."""
        self._base.execute("delete from records")

    def get(self, name: str) -> bytes:
        """One record; raises Doubt."""
        return _get(self._base, name)

    def names(self) -> list[str]:
        """Of every record, sound or not."""
        return [name for (name,) in self._base.execute("select name from records")]

    def sound(self) -> Iterator[str]:
        """The names of those that are as they were written."""
        for name, known, data in self._base.execute("select name, sum, data from records"):
            if known == _sum(name, data):
                yield name

    def drop(self, names: Iterable[str]) -> None:
        """Forget these."""
        self._base.executemany("delete from records where name = ?", ((name,) for name in names))

    def close(self) -> None:
        self._base.close()


def throw_away(place: Path, file: str = FILE) -> None:
    """Forget a file that is damaged."""
    for each in (file, f"{file}-journal"):
        (place / each).unlink(missing_ok=True)


@contextmanager
def open_store(place: Path, file: str = FILE) -> Iterator[Store]:
    """The store in *place*, made anew if the file is none; raises Doubt if it fails inside."""
    try:
        store = Store(place, file)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) in BUSY:
            raise Doubt("another process is writing it") from error
        throw_away(place, file)
        store = Store(place, file)
    try:
        yield store
    except (sqlite3.Error, pickle.UnpicklingError, EOFError) as error:
        raise Doubt(str(error)) from error
    finally:
        store.close()


@contextmanager
def look_into(place: Path, file: str = FILE) -> Iterator[Callable[[str], bytes]]:
    """What answers records of the store in *place* as they are at one moment, while another process
    may be writing; raises Doubt where there is none, and where that takes too long."""
    try:
        base = sqlite3.connect(
            f"{(place / file).absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE
        )
    except sqlite3.Error as error:
        raise Doubt(str(error)) from error
    try:
        base.execute("begin")
        yield lambda name: _get(base, name)
    except (sqlite3.Error, pickle.UnpicklingError, EOFError) as error:
        raise Doubt(str(error)) from error
    finally:
        base.close()


def _get(base: sqlite3.Connection, name: str) -> bytes:
    row = base.execute("select sum, data from records where name = ?", (name,)).fetchone()
    if row is None or row[0] != _sum(name, row[1]):
        raise Doubt(name)
    data: bytes = row[1]
    return data


def _sum(name: str, data: Any) -> bytes:
    return hashlib.sha256(name.encode() + b"\0" + bytes(data)).digest()[:16]
