"""What every verb shares: where the house stands, and how an author is told of problems."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from invoke import Exit

from ..blog.opening import Run
from ..blog.problems import Problem, ProblemsFound, Uncertain
from ..blog.survey import Survey, survey

ROOT = Path(__file__).resolve().parents[2]
HOME, WORLD = ROOT / "pelicanconf.py", ROOT / "publishconf.py"


@contextmanager
def plainly() -> Iterator[None]:
    """Tell an author of problems, not of Python."""
    try:
        yield
    except ProblemsFound as found:
        say(found.problems)
        raise Exit(code=1) from None
    except Uncertain as unsure:
        print(f"uncertain: {unsure}")
        raise Exit(code=2) from None


@contextmanager
def listing() -> Iterator[None]:
    """Print a list of which a reader may take only the beginning, as ``head`` does."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Exit(code=0) from None


@contextmanager
def doubtfully() -> Iterator[None]:
    """While something leaves, whatever breaks it off leaves a doubt: that is exit code 2."""
    try:
        yield
    except (ProblemsFound, Uncertain):
        raise
    except BaseException as broken:
        print(f"uncertain: this was broken off ({type(broken).__name__}); run it again:")
        print("it finishes what is unfinished, or says that it was sent already")
        raise Exit(code=2) from broken


def say(problems: Iterable[Problem]) -> None:
    """Print one line a problem, for people and for editors that jump to it."""
    for problem in sorted(problems):
        print(problem)


def asked(flag: str, given: str, question: str) -> str:
    """What was typed after *flag*, else what the person at the terminal answers."""
    if given or not sys.stdin.isatty():
        return given
    return input(f"{question} (--{flag}) ").strip()


def look(run: Run) -> Survey:
    """Look at every file; *run* then leaves out those that cannot be published."""
    found = survey(run.settings, Path.cwd())
    run.settings["LEFT_OUT"] = found.left_out
    return found


def near(path: Path) -> str:
    """*path* as one would type it here."""
    return os.path.relpath(path)
