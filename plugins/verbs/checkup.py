"""Everything that any room knows to be wrong, gathered in one list."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from invoke import Exit

from ..authoring import report
from ..authoring.site import look as look_at
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import Survey
from ..digest.shelf import read_shelf
from ..feeds.settings import FeedOptions, read_patterns
from ..hosting.check import check_addresses
from ..images.checks import check_pictures
from ..topics.check import check_topics
from .told import HOME, look, plainly


def checkup(run: Run, found: Survey) -> list[Problem]:
    """Every problem and warning that any room knows of; one that gives up hides no other."""

    def shelf() -> Iterator[Problem]:
        notes = read_shelf((), run.settings, run.settings["NOW"]).notes.values()
        yield from (problem for each in notes for problem in each.problems)

    def feeds() -> tuple[()]:
        read_patterns(run.settings)
        FeedOptions.from_pelican(run.settings)
        return ()

    rooms: tuple[Callable[[], Iterable[Problem]], ...] = (
        lambda: look_at(run.settings, Path.cwd(), surveyed=found).problems,
        lambda: check_topics(run.settings, found),
        lambda: check_pictures(run.settings, found),
        lambda: check_addresses(run.settings, found),
        shelf,
        feeds,
    )
    problems: set[Problem] = set()
    for room in rooms:
        try:
            problems.update(room())
        except ProblemsFound as wrong:
            problems.update(wrong.problems)
    return sorted(problems)


def check(
    content: str | None = None,
    output: str | None = None,
    json: bool = False,
    github: bool = False,
) -> None:
    """List all that is wrong with the articles, and what to do about it."""
    with plainly():
        run = open_run(HOME, content, output)
        found = look(run)
        problems = checkup(run, found)
    if json or github:
        print(report.as_json(problems) if json else report.as_github(problems), end="")
    elif sys.stdout.isatty():
        print(report.as_screen(problems, colour="NO_COLOR" not in os.environ), end="")
    else:
        print(report.as_lines(problems), end="")
    if not json:
        print(report.count(problems, len(found.places)))
    if any(not problem.warning for problem in problems):
        raise Exit(code=1)
