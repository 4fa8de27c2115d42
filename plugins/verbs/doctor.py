"""The verb that looks at a set-up before a first edition. It changes nothing, here or elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from invoke import Exit

from ..blog.findings import Finding, as_text, bites, lacking, missing, ok, unasked
from ..blog.history import read_history
from ..blog.opening import Run, open_run
from ..blog.patience import gather
from ..blog.promise_file import read_promise
from ..blog.rhythm import Rhythm
from ..blog.settings import Site
from ..blog.survey import Survey
from ..digest.cron import judge_cron
from ..digest.records import Records, judge_records, left_over
from ..digest.settings import DigestSettings
from ..hosting import host
from ..hosting.redirects import Move
from .told import ROOT, WORLD, look, near, plainly

WHOLE = 27.0  # seconds for everything that is asked elsewhere, all at once
DAILY = Path(".github", "workflows", "daily.yml")


def doctor(content: str | None = None) -> None:
    """Say what is missing before the first edition, and what will bite; change nothing."""
    with plainly():
        run = open_run(WORLD, content)
        section = DigestSettings.from_pelican(run.settings)
        found = look(run)
        promise = read_promise(run.settings)
        rhythm = promise.rhythm.rhythm if promise and promise.rhythm else None
        addresses = host.moves_of(run.settings, found)
    if sys.stderr.isatty():
        print("asking Mailchimp, the site and git: half a minute at most", file=sys.stderr)
    elsewhere = _elsewhere(run, section, addresses, rhythm)
    findings = [*_house(found, section), *elsewhere]
    print(as_text(findings), end="")
    if lacking(findings):
        raise Exit(code=1)


def _house(found: Survey, section: DigestSettings) -> Iterator[Finding]:
    """What the folder alone tells."""
    wrong = sum(not problem.warning for problem in found.problems)
    if wrong:
        words = f"{wrong} problems, with which nothing is published"
        yield missing("articles", words, "run invoke check; it names file and line")
    else:
        yield ok("articles", f"{len(found.places)} articles and pages can be read")
    if section.transport == "mailchimp":
        yield ok("transport", "mailchimp")
    else:
        words = f"{section.transport}: --send and --due put editions into a folder and mail nobody"
        do = 'add "transport": "mailchimp" to DIGEST in pelicanconf.py when all else is ready'
        yield bites("transport", words, do)
    if not section.form:
        words = "readers sign up by writing a mail, and somebody has to add each of them by hand"
        do = "save the code of Mailchimp's form, and run invoke audience --form FILE"
        yield bites("sign-up", words, do)


def _elsewhere(
    run: Run, section: DigestSettings, addresses: Sequence[Move], rhythm: Rhythm | None
) -> Iterator[Finding]:
    """What others know, all of them asked at once."""
    from ..digest.transports.mailchimp_doctor import examine as ask_mailchimp

    site = Site.from_pelican(run.settings)
    lanes: dict[str, Callable[[], list[Finding]]] = {
        "Mailchimp": lambda: ask_mailchimp(section),
        "the site": lambda: list(host.examine(site.url, site.title, addresses, _clock)),
        "git": lambda: list(_records(run, section, rhythm)),
    }
    answers = gather(list(lanes.values()), WHOLE)
    for name, answer in zip(lanes, answers, strict=True):
        late = unasked(name, "it took too long to answer", "run this again later")
        yield from [late] if answer is None else answer


def _clock() -> datetime:
    """This machine's own clock, whatever moment SOURCE_DATE_EPOCH says a build is made at."""
    return datetime.now(UTC)


def _records(run: Run, section: DigestSettings, rhythm: Rhythm | None) -> Iterator[Finding]:
    ledger, register = Path(section.ledger), run.register
    folder = ledger.parent
    paths = (near(ledger), near(register))
    names = [each.name for each in folder.iterdir()] if folder.is_dir() else []
    locked = tuple(near(each) for each in (ledger, register, folder) if not _writable(each))
    left = tuple(near(folder / name) for name in left_over(names))
    history = read_history(Path.cwd(), (*paths, near(folder)))
    yield from judge_records(Records(*paths, locked, left), history)
    daily = ROOT / DAILY
    workflow = daily.read_text(encoding="utf-8") if daily.is_file() else ""
    yield from judge_cron(history, DAILY.name if workflow else "", workflow, rhythm, _clock())


def _writable(path: Path) -> bool:
    """Whether it, or the nearest folder above where it would be made, can be written."""
    while not path.exists():
        path = path.parent
    return os.access(path, os.W_OK)
