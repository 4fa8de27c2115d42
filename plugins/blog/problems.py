"""What an author is told, and where to look."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing an author can mend. A warning never stops anything.

    *code* names the kind of mistake; docs/problems.md has a section with that anchor.
    """

    path: str
    line: int
    message: str
    warning: bool = False
    code: str = ""

    def __str__(self) -> str:
        kind = "warning: " if self.warning else ""
        return f"{self.path}:{self.line}: {kind}{self.message}"


class ProblemsFound(Exception):
    """Work cannot go on; every problem is listed, not just the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class Uncertain(Exception):
    """Nobody knows whether it was sent; the text is one sentence that says what to look at."""


def nearest(word: str, known: Iterable[str]) -> str:
    """A clause that names the known word nearest to *word*, or an empty string.

    >>> nearest("tittle", ["title", "date"])
    '; did you mean "title"?'
    """
    folded = {candidate.casefold(): candidate for candidate in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f'; did you mean "{folded[found[0]]}"?' if found else ""
