"""The verb that tells an author everything that is wrong, once or at each save."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from invoke import Exit

from ..authoring import report
from ..blog.opening import Run, open_run
from ..blog.problems import Problem
from ..blog.quiet import uncollected
from ..blog.review import reviews_of, soften, sum_up
from ..blog.settings import Site
from ..blog.survey import Survey
from .keeping import place_for
from .looking import check_up, texts_of
from .recall import Result
from .rooms import explained
from .told import HOME, ROOT, listing, near, plainly

if TYPE_CHECKING:
    from ..authoring.remote import Use

PATIENCE = 180.0
"""Seconds for all other sites together."""
SETTLED = 120
"""Milliseconds in which an editor has done all that belongs to one save."""


def checkup(run: Run, found: Survey) -> list[Problem]:
    """Every problem and warning that any room knows of *found*, read from the beginning."""
    from ..authoring.site import read_grounds
    from .rooms import Book, judge, read

    grounds = read_grounds(run.settings, Path.cwd())
    reading = read(run, found, grounds, Book())
    whole = judge(run, reading.seen, grounds, (*reading.wrong, *reading.unused))
    return soften(set(explained(whole.problems)), reviews_of(found.places))


def check(
    content: str | None = None,
    output: str | None = None,
    json: bool = False,
    github: bool = False,
    links: bool = False,
    watch: bool = False,
) -> None:
    """List all that is wrong with the articles, and what to do about it."""
    write = report.as_json if json else report.as_github if github else _plain
    said = ""

    def tell() -> bool:
        """Say it all, of the little extra only what is new; answer whether there is a problem."""
        nonlocal said
        run = open_run(HOME, content, output)
        place = place_for("check", content, output)
        result, told = check_up(run, place), ""
        if links:
            result, told = _ask(run, place, result)
        known = tuple(explained(result.problems))
        problems = tuple(soften(known, result.reviews)) if result.reviews else known
        waiting = sum_up(known, result.reviews, Site.from_pelican(run.settings).author)
        print(write(problems), end="")
        if json:
            print(report.summaries_as_json(result.summaries), end="")
        else:
            print(report.count(problems, result.files))
            extras = result.extras if result.extras != said else ""
            print("".join(f"{line}\n" for line in (told, extras, waiting) if line), end="")
        said = result.extras
        sys.stdout.flush()
        return any(not problem.warning for problem in problems)

    with listing():
        if watch:
            _watch(content, tell)
            return
        with plainly(), uncollected(lasting=True):
            wrong = tell()
    if wrong:
        raise Exit(code=1)


def _plain(problems: tuple[Problem, ...]) -> str:
    if sys.stdout.isatty():
        return report.as_screen(problems, colour="NO_COLOR" not in os.environ)
    return report.as_lines(problems)


def _ask(run: Run, place: Path, result: Result) -> tuple[Result, str]:
    """The same with what other sites say of links to them, and a line on that."""
    from ..authoring.asking import Memory, ask_all
    from ..authoring.remote import Use, judge_remote, remote, sum_up

    uses: list[Use] = [
        Use(each.shown, link.line, link.address)
        for each in texts_of(run, place)
        for link in each.text.facts.links
        if remote(link.address)
    ]
    own = tuple(str(run.settings.get(key) or "") for key in ("SITEURL", "FEED_DOMAIN"))
    uses = [
        each for each in uses if not any(home and each.address.startswith(home) for home in own)
    ]
    if sys.stderr.isatty():
        print("asking other sites: three minutes at most", file=sys.stderr)
    urls = {remote(each.address) for each in uses}
    answers, late = ask_all(urls, Memory.open(place), run.settings["NOW"], PATIENCE)
    problems = tuple(sorted({*result.problems, *judge_remote(uses, answers)}))
    return replace(result, problems=problems), sum_up(answers, late)


def _watch(content: str | None, tell: Callable[[], bool]) -> None:
    """Tell now and after every save, until Ctrl-C; what is said stays where it stands."""
    from watchfiles import watch

    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it tells of Ctrl-C
    with plainly():
        folder = open_run(HOME, content).content
    shared = [] if folder.parent == ROOT else [ROOT / "content"]
    changes = watch(
        folder, *shared, raise_interrupt=False, debounce=SETTLED, step=20, yield_on_timeout=True,
        rust_timeout=200,
    )  # fmt: skip
    with suppress(KeyboardInterrupt):  # also in the middle of a look: nothing is half done
        next(changes, None)  # it watches from here on
        _again(tell)
        for changed in changes:
            if changed:
                names = sorted({near(Path(path)) for _, path in changed})
                print(f"\nsaved: {', '.join(names[:3])}{' and others' if names[3:] else ''}")
                _again(tell)


def _again(tell: Callable[[], bool]) -> None:
    """Whatever an author does to a file, the next save is told of too."""
    try:
        with plainly():
            tell()
    except Exit:
        return  # it was said what is wrong
    except BrokenPipeError:
        raise  # nobody listens any more
    except OSError as error:
        print(f"a file went away while it was read ({error.filename}); save it again")
