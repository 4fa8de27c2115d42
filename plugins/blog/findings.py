"""What a look at a set-up has found: what is well, what will bite, what is missing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

WIDTH = 96  # columns
SUBJECT = 19  # columns for the subject and the space after it


class Group(Enum):
    """How much a finding matters, in the order in which a person reads: the gravest last."""

    OK = "ok"
    UNASKED = "could not be asked"
    BITES = "will bite"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. *words* say what is so, *do* says what to do about it; only
    what is well needs nothing done."""

    group: Group
    subject: str
    words: str
    do: str = ""


def ok(subject: str, words: str) -> Finding:
    return Finding(Group.OK, subject, words)


def bites(subject: str, words: str, do: str) -> Finding:
    return Finding(Group.BITES, subject, words, do)


def missing(subject: str, words: str, do: str) -> Finding:
    return Finding(Group.MISSING, subject, words, do)


def unasked(subject: str, words: str, do: str) -> Finding:
    return Finding(Group.UNASKED, subject, words, do)


def lacking(findings: Iterable[Finding]) -> bool:
    """Whether anything is missing, so that an edition could not go out well."""
    return any(each.group is Group.MISSING for each in findings)


def as_text(findings: Iterable[Finding]) -> str:
    """Group by group, and a last line that counts them."""
    found = tuple(findings)
    lines: list[str] = []
    counts = []
    for group in Group:
        those = [each for each in found if each.group is group]
        counts.append(f"{len(those)} {group.value}")
        if not those:
            continue
        lines.append(group.value)
        for each in those:
            lines += _wrapped(f"  {each.subject:<{SUBJECT - 2}}", each.words)
            lines += _wrapped(" " * SUBJECT + "-> ", each.do) if each.do else []
        lines.append("")
    return "\n".join((*lines, ", ".join(reversed(counts)))) + "\n"


def _wrapped(start: str, words: str) -> list[str]:
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )
