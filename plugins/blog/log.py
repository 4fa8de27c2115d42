"""What Pelican says while it works, kept as values: its console is silent, no error is lost."""

from __future__ import annotations

import logging
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from pelican.log import LimitFilter, console

from .problems import Problem, ProblemsFound
from .survey import Place, Survey


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that was logged. *about* is the first thing that its words name, often a file.

    *error* is the exception being handled at that moment, which Pelican drops from its own
    message: an article's ProblemsFound is found there.
    """

    level: int
    message: str
    about: str = ""
    error: BaseException | None = None

    @property
    def serious(self) -> bool:
        """Whether something was lost: an article left out, a plugin not loaded."""
        return self.level >= logging.ERROR


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[Record] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = " ".join(record.getMessage().split())
        about = str(record.args[0]) if isinstance(record.args, tuple) and record.args else ""
        self.records.append(Record(record.levelno, message, about, sys.exc_info()[1]))


@contextmanager
def collected_log() -> Iterator[list[Record]]:
    """Collect every warning and error logged inside, in order; nothing reaches the console.

    The list fills as work goes on and stays when it is done. Pelican drops a message that it gave
    before in the same process, or a fifth of one kind; inside, each counts.
    """
    root = logging.getLogger()
    handlers, level, quiet = root.handlers[:], root.level, console.quiet
    limits = LimitFilter._raised_messages, LimitFilter._group_count, LimitFilter._threshold
    collector = _Collector()
    root.handlers[:] = [collector]
    root.setLevel(min(level, logging.WARNING) or logging.WARNING)
    console.quiet = True
    LimitFilter._raised_messages = set()
    LimitFilter._group_count = defaultdict(int)
    LimitFilter._threshold = sys.maxsize
    try:
        yield collector.records
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        console.quiet = quiet
        LimitFilter._raised_messages, LimitFilter._group_count, LimitFilter._threshold = limits


def problems_of(records: Iterable[Record], survey: Survey) -> Iterator[Problem]:
    """A problem for each serious record, but for those on files that *survey* left out: it has
    said why already."""
    for record in records:
        if not record.serious:
            continue
        place = _place(record.about, survey)
        if place is None:
            what = f"Pelican reports: {_reason(record)}"
            yield Problem("pelicanconf.py", 1, what, code="pelican")
        elif place.source.path in survey.left_out:
            continue
        elif isinstance(record.error, ProblemsFound) and record.error.problems:
            for problem in record.error.problems:
                yield replace(problem, path=place.source.shown)
        else:
            what = f"this could not be published; Pelican reports: {_reason(record)}"
            yield Problem(place.source.shown, 1, what, code="pelican")


def _place(about: str, survey: Survey) -> Place | None:
    """The file that a record names, in full or from the content folder."""
    name = about.removeprefix("./")
    for place in survey.places if name else ():
        path = place.source.path.as_posix()
        if path == name or path.endswith(f"/{name}"):
            return place
    return None


def _reason(record: Record) -> str:
    error = record.error
    said = " ".join(str(error).split()) if error else ""
    if not error or said in record.message:
        return record.message
    return f"{record.message} ({type(error).__name__}: {said})"
