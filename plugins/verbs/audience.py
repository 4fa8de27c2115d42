"""The verb of the audience: who is in it, what they follow, and what it needs for themes."""

from __future__ import annotations

from pathlib import Path

from ..blog.opening import open_run
from ..blog.problems import Problem, ProblemsFound
from ..digest.audience import (
    describe,
    tell_categories,
    tell_choices,
    tell_foreign,
    tell_plan,
)
from ..digest.claims import claim
from ..digest.joining import settings_of
from ..digest.personal import Personal
from ..digest.settings import DigestSettings
from ..digest.transports.mailchimp_audience import Audience
from ..digest.transports.mailchimp_setup import Setup
from .progress import progress
from .told import WORLD, doubtfully, plainly


def audience(setup: bool = False, form: str = "") -> None:
    """Show who is subscribed and what they follow; with --setup make it fit for the themes; with
    *form*, a file with the code of Mailchimp's form, say what the settings need of it."""
    with plainly(), progress() as tell:
        section = DigestSettings.from_pelican(open_run(WORLD).settings)
        if form:
            _show_settings(Path(form), section)
            return
        personal = Personal.from_settings(section)
        if setup and personal is None:
            what = 'DIGEST has no "themes", so there is nothing to set up'
            raise ProblemsFound([Problem("pelicanconf.py", 1, what)])
        asked = Audience.open(section)
        facts = asked.facts()
        for line in describe(facts, section):
            print(line)
        if personal is None:
            for line in tell_categories(facts.categories):
                print(line)
            return
        task = Setup(asked, personal, tell)
        if setup:
            folder = Path(section.ledger).parent
            with claim(folder, "audience", "setting the audience up"), doubtfully():
                state = task.run()
        else:
            state = task.look()
    for line in tell_choices(state, personal):
        print(line)
    if setup:
        for line in (*tell_foreign(state), *(f"done: {each}" for each in task.added)):
            print(line)
        if not task.added:
            print("nothing had to be done")
    else:
        for line in tell_plan(state, personal):
            print(line)


def _show_settings(path: Path, section: DigestSettings) -> None:
    if not path.is_file():
        raise ProblemsFound([Problem(str(path), 1, "there is no such file (--form)")])
    lines = list(settings_of(path.read_text(encoding="utf-8"), str(path), section))
    print("put these lines into DIGEST in pelicanconf.py:")
    for line in lines:
        print(line)
