"""What was found in each text, remembered between runs; whatever is in doubt is found anew."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

from ..blog.article import Topic
from .evidence import Evidence
from .tagger import Assignment, Tagging

ENGINE = (
    "cache", "evidence", "fillers", "hints", "index", "keys", "measure", "pattern", "plan",
    "reading", "rules", "stem", "tagger", "taxonomy", "taxonomy_file", "text", "weights", "words",
)  # fmt: skip
"""The modules whose code decides what is found."""
Told = tuple[dict[str, str], bool]
FILE = "topics.jsonl"


def code_version() -> str:
    """A hash of the engine's own code: a changed rule finds other topics."""
    here = Path(__file__)
    code = [here.with_name(f"{name}.py").read_bytes() for name in ENGINE]
    return digest(repr(sys.version_info[:2]).encode(), *code)


def digest(*parts: bytes) -> str:
    """A hash of *parts* that also knows where one ends and the next begins."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()


class Cache:
    """Taggings by the hash of all that decides them. Without a folder it remembers for one run.

    A line holds a key, a check sum and a tagging; one that is cut, edited or of another shape is
    the same as none.
    """

    def __init__(self, folder: Path | None, vocabulary: str, at_most: int) -> None:
        self.path = folder / FILE if folder else None
        self.base = digest(code_version().encode(), vocabulary.encode(), str(at_most).encode())
        self._lines = self._read()
        self._used: dict[str, str] = {}
        self._fresh = False

    def key(self, *parts: str | int) -> str:
        """The name of a text: *parts* are its words, its language and where they stand."""
        return digest(self.base.encode(), json.dumps(parts).encode())

    def find(self, key: str) -> Tagging | None:
        """What was found in a text, if that is beyond doubt."""
        row = self._lines.get(key, "")
        check, _, body = row.partition(" ")
        if not body or check != _check(key, body):
            return None
        try:
            found = _tagging(json.loads(body))
        except (ValueError, TypeError):
            return None
        self._used[key] = row
        return found

    def keep(self, key: str, tagging: Tagging) -> None:
        """Remember *tagging*; it reaches the disk with ``save``."""
        body = json.dumps(_row(tagging), ensure_ascii=False, separators=(",", ":"))
        self._lines[key] = self._used[key] = f"{_check(key, body)} {body}"
        self._fresh = True

    def told(self) -> Told:
        """What this run was asked for, line by line, and whether any of it is new."""
        return self._used, self._fresh

    def hear(self, told: Told) -> None:
        """Take in what another process was asked for."""
        lines, fresh = told
        self._lines |= lines
        self._used |= lines
        self._fresh = self._fresh or fresh

    def forget(self) -> None:
        """Let go of it: another process keeps it."""
        self._lines, self._used, self._fresh = {}, {}, False

    def save(self, *, whole: bool) -> None:
        """Write what is new. *whole*: every text of the site was asked for, so the rest may go.

        A folder that cannot be written costs time at the next run, and nothing else.
        """
        lines = self._used if whole else self._lines
        if self.path is None or not (self._fresh or (whole and len(lines) < len(self._lines))):
            return
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        text = "".join(f"{key} {lines[key]}\n" for key in sorted(lines))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(text, encoding="utf-8")
            fresh.replace(self.path)
        except OSError:
            return

    def _read(self) -> dict[str, str]:
        try:
            text = self.path.read_text(encoding="utf-8") if self.path else ""
        except (OSError, UnicodeDecodeError):
            return {}
        rows = (line.partition(" ") for line in text.split("\n"))
        return {key: row for key, _, row in rows if row}


def _check(key: str, body: str) -> str:
    return digest(key.encode(), body.encode())[:16]


def _row(tagging: Tagging) -> list[Any]:
    """What JSON takes; dataclasses' own way of it costs more than all else that is kept."""
    some = (tagging.topics, tagging.suggested, tagging.others)
    return [*(list(map(row_of, each)) for each in some), tagging.about, tagging.beyond]


def row_of(assignment: Assignment) -> list[Any]:
    """An assignment as a plain row, for JSON and for another process."""
    topic = assignment.topic
    evidence = [
        [each.term, each.words, each.sentence, each.line, each.where, each.weight, each.rules]
        for each in assignment.evidence
    ]
    return [topic.slug, topic.title, assignment.score, evidence]


def assignment_of(row: list[Any]) -> Assignment:
    """The same again; raises ValueError or TypeError for a row of another shape."""
    slug, title, score, evidence = row
    found = (
        Evidence(term, words, sentence, line, where, weight, tuple(rules))
        for term, words, sentence, line, where, weight, rules in evidence
    )
    return Assignment(Topic(slug, title), float(score), tuple(found))


def _tagging(row: list[Any]) -> Tagging:
    *some, about, beyond = row
    topics, suggested, others = (tuple(map(assignment_of, each)) for each in some)
    return Tagging(topics, suggested, others, float(about), float(beyond))
