"""What pages of articles in review say: all that ``check`` would."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..blog.opening import Run
from ..blog.problems import Problem
from ..blog.review import by_path, reviews_of
from ..blog.survey import Survey, survey


def show_reviews(run: Run, found: Survey, problems: Iterable[Problem] | None = None) -> None:
    """Have the pages of articles in review show *problems*, those of the whole site; where they
    are not known yet, all rooms are asked, but only if something is in review: *found* may be
    without its texts."""
    reviews = reviews_of(found.places)
    if not reviews:
        return
    if problems is None:
        from .checkup import checkup

        problems = checkup(run, survey(run.settings, Path.cwd()))
    run.settings["REVIEW"] = by_path(problems, reviews)
