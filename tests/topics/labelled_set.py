"""The labelled texts, split once by a hash of their names: a half to tune on, a half to judge."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "labelled"
SHARED = Path(__file__).parents[3] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text with the topics a careful reader gave it; *optional* ones count neither way."""

    name: str
    path: Path
    topics: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def kind(self) -> str:
        """Where the text comes from: own writing in English or Dutch, or real posts."""
        if self.name.startswith("digitalgov/"):
            return "digitalgov"
        return "nl" if self.name.startswith("nl-") else "en"


def is_tuning(name: str) -> bool:
    """Whether the lexicon may be grown on this text. The other half is only ever summed up."""
    return int(hashlib.sha256(name.encode()).hexdigest()[0], 16) < 8


def read_labelled(*, tuning: bool) -> tuple[Labelled, ...]:
    """One half of the set, in the order of its names; texts that are not here are left out."""
    found: dict[str, Labelled] = {}
    for file in sorted(HERE.glob("labels*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if not line.strip():
                continue
            row = json.loads(line)
            name = row["text"]
            path = SHARED / name if name.startswith("digitalgov/") else HERE / name
            if is_tuning(name) == tuning and path.is_file():
                topics = tuple(row["topics"])
                found[name] = Labelled(name, path, topics, tuple(row.get("optional", ())))
    return tuple(found[name] for name in sorted(found))
