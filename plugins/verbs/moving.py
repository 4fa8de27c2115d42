"""The verb that brings a blog along from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from invoke import Exit

from ..blog.addresses import read_register
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.settings import Site
from ..blog.survey import survey
from ..moving.carry import translate, write
from ..moving.plan import Ground
from ..moving.report import as_report, in_short
from ..moving.sources import SOURCES
from .progress import progress
from .told import HOME, near, plainly, say


def move(
    home: str, source: str, content: str | None = None, output: str | None = None, dry: bool = False
) -> None:
    """Bring along what is at *source*, an export of *home*, and write over nothing."""
    with plainly():
        _require_known(home)
        path = Path(source).expanduser()
        if not path.exists():
            raise ProblemsFound([Problem(source, 1, "there is no such file or folder (--source)")])
        _require_content(content, dry)
        run = open_run(HOME, content, output)
        _require_elsewhere(path, run)
        site = Site.from_pelican(run.settings)
        now: datetime = run.settings["NOW"].astimezone(site.timezone)
        with progress() as tell:
            tell(f"reading {near(path)}")
            export = SOURCES[home](path, near(path), site.timezone, now)
            register = read_register(run.register)
            places = survey(run.settings, Path.cwd()).places
            ground = Ground(places, register, run.settings, site.language, now)
            outcome = translate(export, ground, run.content, _counting(tell))
            if not dry:
                write(outcome, run.content, run.register)
    lost = [each for each in outcome.losses if not each.warning]
    say(lost)
    print("\n".join(in_short(outcome, near(run.content), dry=dry)))
    if not dry and (outcome.texts or outcome.planned.addresses or outcome.losses):
        _keep(run, as_report(outcome, home, near(path), near(run.content), now), home, now)
        if outcome.texts:
            print("look at them: invoke check, then invoke preview")
    if lost:
        raise Exit(code=1)


def _counting(tell: Callable[[str], None]) -> Callable[[int, int], None]:
    def count(done: int, whole: int) -> None:
        if done * 10 // whole > (done - 1) * 10 // whole:  # ten times in all
            tell(f"translated {done:,} of {whole:,}")

    return count


def _require_known(home: str) -> None:
    if home not in SOURCES:
        what = f'"{home}" is not known{nearest(home, SOURCES)}; it is one of {", ".join(SOURCES)}'
        raise ProblemsFound([Problem("--from", 1, what)])


def _require_elsewhere(source: Path, run: Run) -> None:
    """Refuse the site itself, whose articles would come twice."""
    here, there = run.content.resolve(), source.resolve()
    if here == there or here in there.parents or there in here.parents:
        what = "this is the folder that is moved into, or around it; name the former home's"
        raise ProblemsFound([Problem(near(source), 1, what)])


def _require_content(content: str | None, dry: bool) -> None:
    """An empty folder becomes one for a whole site: pages and pictures come along too."""
    folder = Path(content) if content else None
    if folder and folder.is_dir() and not any(folder.iterdir()) and not dry:
        (folder / "articles").mkdir()
        (folder / "pages").mkdir()


def _keep(run: Run, text: str, home: str, now: datetime) -> None:
    """Put the report where the next run finds another name."""
    folder = run.root / "var" / "import" if run.own else run.register.parent / "import"
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while (path := folder / f"{now:%Y-%m-%d}-{home}{f'-{number}' * (number > 1)}.md").exists():
        number += 1
    path.write_text(text, encoding="utf-8")
    print(f"all of it, by file and line: {near(path)}")
