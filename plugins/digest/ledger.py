"""What happened to each Edition, one JSON line each, appended and never rewritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from ..blog.files import append_line

SUBMITTED = "submitted"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. *state* is "submitted", or a step on the way that a transport writes before it
    makes a call that cannot be repeated. *reference* is the provider's own name for it; *sha256*
    that of the Message; *at* an ISO moment."""

    key: str
    transport: str
    state: str
    reference: str = ""
    sha256: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The file at *path*; it need not exist yet."""

    path: Path

    def entries(self, key: str, transport: str) -> tuple[Entry, ...]:
        """What is known of *key* by *transport*, oldest first."""
        return tuple(each for each in self if (each.key, each.transport) == (key, transport))

    def find(self, key: str, transport: str) -> Entry | None:
        """The last submission of *key* by *transport*."""
        done = [each for each in self.entries(key, transport) if each.state == SUBMITTED]
        return done[-1] if done else None

    def record(self, entry: Entry) -> None:
        """Add *entry*; it is on the disk when this returns."""
        given = {name: value for name, value in asdict(entry).items() if value}
        append_line(self.path, json.dumps(given, ensure_ascii=False))

    def __iter__(self) -> Iterator[Entry]:
        """Every whole line. One that was cut by a crash is passed over: each step is written
        before it is taken, so what a cut line would have told has not happened or is told again.
        """
        if not self.path.exists():
            return
        for line in self.path.read_bytes().splitlines():
            entry = _parse(line)
            if entry:
                yield entry


def _parse(line: bytes) -> Entry | None:
    try:
        row = json.loads(line)
        known = {each.name: str(row[each.name]) for each in fields(Entry) if each.name in row}
        return Entry(**known)
    except (ValueError, TypeError):
        return None
