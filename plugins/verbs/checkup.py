"""Everything that any room knows to be wrong, gathered in one list."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from invoke import Exit

from ..authoring import report
from ..authoring.extras import find_extras, tell_extras
from ..authoring.site import look as look_at
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import Survey
from ..digest.personal import judge_themes
from ..digest.promised import read_record, unexplained
from ..digest.settings import DigestSettings
from ..digest.shelf import read_shelf
from ..feeds.settings import FeedOptions, read_patterns
from ..hosting.check import check_addresses
from ..images.checks import check_pictures
from ..topics.check import check_topics
from ..topics.reading import open_desk
from .told import HOME, look, near, plainly


def checkup(run: Run, found: Survey) -> list[Problem]:
    """Every problem and warning that any room knows of; one that gives up hides no other."""

    def shelf() -> Iterator[Problem]:
        shelf = read_shelf((), run.settings, run.settings["NOW"])
        yield from (problem for each in shelf.notes.values() for problem in each.problems)
        record = read_record(shelf, run.settings)
        if record and shelf.promise:
            yield from unexplained(record, shelf.promise, near(Path(shelf.settings.folder)))

    def feeds() -> tuple[()]:
        read_patterns(run.settings)
        FeedOptions.from_pelican(run.settings)
        return ()

    def themes() -> Iterator[Problem]:
        if run.own:  # a trial may have topics of its own
            section = DigestSettings.from_pelican(run.settings)
            yield from judge_themes(section, open_desk(run.settings).taxonomy.subjects)

    rooms: tuple[Callable[[], Iterable[Problem]], ...] = (
        lambda: look_at(run.settings, Path.cwd(), surveyed=found).problems,
        lambda: check_topics(run.settings, found),
        lambda: check_pictures(run.settings, found),
        lambda: check_addresses(run.settings, found),
        shelf,
        feeds,
        themes,
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
        extras = tell_extras(find_extras(found))
        if extras and Path(run.settings["BLOG"]["promise"]).is_file():
            print(extras)
    if any(not problem.warning for problem in problems):
        raise Exit(code=1)
