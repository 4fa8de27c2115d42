"""Articles that wait for somebody: for their author to mend something, or for the editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .headers import Header, words_of
from .problems import Problem
from .source import REVIEW
from .survey import Place


@dataclass(frozen=True, slots=True)
class Review:
    """An article in review. *shown* is its path as an author would type it; *faults* counts what
    is wrong with its header, so that it has no page."""

    path: Path
    shown: str
    authors: tuple[str, ...] = ()
    faults: int = 0


def reviews_of(places: Iterable[Place]) -> tuple[Review, ...]:
    """Every article among *places* whose status is ``review``, sound or not."""
    return tuple(
        Review(
            place.source.path,
            place.source.shown,
            tuple(_authors(place.source.header)),
            sum(not each.warning for each in place.source.problems),
        )
        for place in places
        if place.kind == "article" and is_in_review(place.source.header)
    )


def is_in_review(header: Header) -> bool:
    """Whether an author asks for it to be looked at."""
    status = header.fields.get("status")
    return isinstance(status, str) and status.strip().lower() == REVIEW


def soften(problems: Iterable[Problem], reviews: Iterable[Review]) -> list[Problem]:
    """What is wrong in an article in review stops nobody else: it is a warning."""
    paths = {each.shown for each in reviews}
    return sorted(replace(each, warning=True) if each.path in paths else each for each in problems)


def by_path(
    problems: Iterable[Problem], reviews: Iterable[Review]
) -> dict[str, tuple[Problem, ...]]:
    """What there is to mend in each article in review, by its file, for its page."""
    listed = sorted(set(problems))
    return {
        str(each.path): tuple(problem for problem in listed if problem.path == each.shown)
        for each in reviews
    }


def sum_up(problems: Iterable[Problem], reviews: Iterable[Review], editor: str) -> str:
    """What waits for whom, a line each: what has a problem waits for its author, all else, warnings
    too, for the *editor*. *problems* are as they were before they were softened."""
    listed = list(problems)
    rows = []
    for each in reviews:
        own = [problem for problem in listed if problem.path == each.shown]
        wrong = sum(not problem.warning for problem in own) + each.faults
        by = " and ".join(each.authors) or editor
        if wrong:
            rows.append((by, f"{each.shown} ({_counted(wrong, 'problem')} to mend)"))
        else:
            judge = f"{_counted(len(own), 'warning')} to judge" if own else "nothing to mend"
            rows.append((editor, f"{each.shown} (by {by}, {judge})"))
    names = dict.fromkeys(name for name, _ in sorted(rows))
    return "\n".join(
        f"in review, for {name}: {', '.join(what for who, what in rows if who == name)}"
        for name in names
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _authors(header: Header) -> Iterator[str]:
    authors, author = header.fields.get("authors"), header.fields.get("author")
    yield from words_of(authors) or (
        (author,) if isinstance(author, str) and author else words_of(author)
    )
