"""The texts that are open to read: what the vocabulary is fitted to. Never the holdout half."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.topics.text import Document
from tests.topics.labelled_set import HERE, SHARED, Labelled, read_labelled
from tests.topics.score import read_pool, read_text

GROWN, WHOLE, AUTHORS = 0.5, 2.0, 8.0
"""What a text counts in a fit on which terms were grown, where they fit too well; what a whole post
counts, of which there are few; and an article by an author of the trade, of which there are two."""
HALF_GROWN = ("en", "en2")
"""Pools of which the even half was read for terms."""


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text. *pool* is the file or the kind that it comes from."""

    name: str
    pool: str
    document: Document
    topics: tuple[str, ...]
    optional: tuple[str, ...]

    @property
    def weight(self) -> float:
        """What it counts in a fit."""
        if self.pool in ("digitalgov", "posts", "authors"):
            return AUTHORS if self.pool == "authors" else WHOLE
        return GROWN if self.pool in ("stories", "trade") or self._read() else 1.0

    @property
    def negative(self) -> bool:
        return not self.topics and not self.optional

    def _read(self) -> bool:
        return self.pool in HALF_GROWN and int(_hash(self.name), 16) % 2 == 0


def read_open() -> tuple[Text, ...]:
    """The pools, the tuning half and the authors' articles, each in its order. What lies beside the
    checkout is left out where it does not."""
    pools = [text for path in sorted(HERE.glob("train-*.jsonl")) for text in _pool(path)]
    return (*pools, *map(_tuned, read_labelled(tuning=True)), *_authors())


def _pool(path: Path) -> Iterator[Text]:
    name = path.stem.removeprefix("train-")
    for text, document in read_pool(path):
        yield Text(text.name, name, document, text.topics, text.optional)


def _tuned(text: Labelled) -> Text:
    kinds = {"-d-": "stories", "-p-": "trade"}
    pool = "digitalgov" if text.kind == "digitalgov" else kinds.get(text.name[2:5], "posts")
    return Text(text.name, pool, read_text(text), text.topics, text.optional)


def _authors() -> Iterator[Text]:
    for line in (HERE / "authors.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = SHARED.parent / row["text"]
        if path.is_file():
            text = Labelled(row["text"], path, tuple(row["topics"]), tuple(row.get("optional", ())))
            yield Text(text.name, "authors", read_text(text), text.topics, text.optional)


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
