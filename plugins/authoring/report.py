"""Problems as text: for a terminal, a pipe, a program, and GitHub's annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from ..blog.article import WORDS_A_MINUTE
from ..blog.problems import Problem

GUIDE = "docs/problems.md"
SHOWN = 5
"""How many warnings of one kind a terminal shows, when there are more than MANY."""
MANY = 12
BOLD, RED, YELLOW, DIM = "1", "31", "33", "2"


class Numbers(Protocol):
    """An article in numbers; its reading ease may be unknown."""

    @property
    def path(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def words(self) -> int: ...
    @property
    def ease(self) -> int | None: ...


def help_link(problem: Problem) -> str:
    """The section of the guide that explains it, or an empty string."""
    return f"{GUIDE}#{problem.code}" if problem.code else ""


def severity(problem: Problem) -> str:
    """The word for how bad it is."""
    return "warning" if problem.warning else "problem"


def as_lines(problems: Iterable[Problem]) -> str:
    """For a pipe: one ``path:line: message`` a line, every one of them."""
    return "".join(f"{_one_line(str(problem))}\n" for problem in _ordered(problems))


def as_json(problems: Iterable[Problem]) -> str:
    """For a program: one object a line."""
    return "".join(
        f"{json.dumps(_fields(each), ensure_ascii=False)}\n" for each in sorted(problems)
    )


def as_github(problems: Iterable[Problem]) -> str:
    """For a workflow on GitHub, which shows each beside its line."""
    return "".join(f"{_annotation(each)}\n" for each in _ordered(problems))


def summaries_as_json(summaries: Iterable[Numbers]) -> str:
    """One object an article, after its problems: how long it is, and how easily it reads."""
    return "".join(
        json.dumps(
            {
                "path": each.path,
                "severity": "none",
                "lang": each.lang,
                "words": each.words,
                "minutes": max(1, round(each.words / WORDS_A_MINUTE)),
                "ease": each.ease,
            },
            ensure_ascii=False,
        )
        + "\n"
        for each in summaries
    )


def as_screen(problems: Iterable[Problem], *, colour: bool = False) -> str:
    """For a terminal: by file, and once for each kind in it the way to the guide. Problems are all
    shown; of a warning that stands in many places only the first few, and how many more there
    are."""
    ordered = _ordered(problems)
    shown, folded = _fold(ordered)
    parts = []
    for path, group in groupby(shown, lambda each: each.path):
        those = tuple(group)
        last = {each.code: at for at, each in enumerate(those)}
        rows = "".join(_row(each, colour, last[each.code] == at) for at, each in enumerate(those))
        parts.append(f"{_paint(_one_line(path), BOLD, colour)}\n{rows}")
    if folded:
        parts.append("".join(f"{line}\n" for line in _folded(folded)))
    return "\n".join(parts)


def count(problems: Iterable[Problem], files: int) -> str:
    """The last line: how many of what."""
    many = Counter(map(severity, problems))
    said = [_of(many[kind], kind) for kind in ("problem", "warning") if many[kind]]
    looked = f"in {_of(files, 'file')}"
    return f"{' and '.join(said)} {looked}" if said else f"nothing to mend {looked}"


def _ordered(problems: Iterable[Problem]) -> list[Problem]:
    """As problems sort by themselves, and for tens of thousands in a tenth of the time."""
    return sorted(problems, key=attrgetter("path", "line", "message", "warning", "code"))


def _fold(ordered: list[Problem]) -> tuple[list[Problem], Counter[str]]:
    kinds = Counter(each.code for each in ordered if each.warning)
    seen: Counter[str] = Counter()
    shown, folded = [], Counter[str]()
    for each in ordered:
        seen[each.code] += each.warning
        if each.warning and kinds[each.code] > MANY and seen[each.code] > SHOWN:
            folded[each.code] += 1
        else:
            shown.append(each)
    return shown, folded


def _folded(folded: Counter[str]) -> Iterator[str]:
    for code, number in sorted(folded.items()):
        kind = f" ({GUIDE}#{code})" if code else ""
        yield f"and {_of(number, 'more warning')} of this kind{kind}"
    yield "invoke check --json lists every one"


def _row(problem: Problem, colour: bool, last: bool) -> str:
    """One line; below the *last* of its kind, where to read on."""
    kind = severity(problem)
    painted = _paint(f"{kind:7}", YELLOW if problem.warning else RED, colour)
    row = f"  {problem.line:>4}  {painted}  {_one_line(problem.message)}\n"
    link = help_link(problem) if last else ""
    return f"{row}{'':17}{_paint(link, DIM, colour)}\n" if link else row


def _fields(problem: Problem) -> dict[str, str | int]:
    return {
        "path": problem.path,
        "line": problem.line,
        "severity": severity(problem),
        "message": problem.message,
        "code": problem.code,
        "help": help_link(problem),
    }


def _annotation(problem: Problem) -> str:
    level = "warning" if problem.warning else "error"
    path = _escaped(problem.path).replace(":", "%3A").replace(",", "%2C")
    link = help_link(problem)
    message = f"{problem.message} ({link})" if link else problem.message
    return f"::{level} file={path},line={problem.line}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _one_line(text: str) -> str:
    """What an author typed may hold anything; a terminal must not obey it."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
