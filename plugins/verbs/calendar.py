"""The verb that shows what is to come."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from ..authoring.calendar import Desk, as_text, find_pieces, make_calendar
from ..authoring.ics import as_ics, count_events
from ..blog.addresses import read_register
from ..blog.files import write_if_changed
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound
from ..blog.promise_file import read_promise
from ..blog.settings import Site
from ..digest.promised import sent_days
from ..digest.shelf import read_shelf
from .told import HOME, listing, look, near, plainly


def calendar(content: str | None = None, ics: str | None = None) -> None:
    """Show what is written, scheduled, promised and missing for the next months."""
    with listing(), plainly():
        run = open_run(HOME, content)
        found = look(run)
        site = Site.from_pelican(run.settings)
        now = run.settings["NOW"]
        promise = read_promise(run.settings)
        made = make_calendar(
            find_pieces(found, site.language, read_register(run.register)),
            promise,
            _desk(run),
            now,
            site.timezone,
            len(found.left_out),
        )
        if ics is None:
            print(as_text(made), end="")
            return
        host = urlsplit(site.url).hostname or "localhost"
        path = Path(ics)
        try:
            write_if_changed(path, as_ics(made, host, now))
        except OSError as error:
            what = f"this cannot be written ({error.strerror})"
            raise ProblemsFound([Problem(ics, 1, what)]) from None
    many = count_events(made)
    print(f"{near(path)}: {many} event{'' if many == 1 else 's'}")


def _desk(run: Run) -> Desk:
    """What the editions' folder knows; nothing on a site without a digest."""
    if "DIGEST" not in run.settings:
        return Desk()
    shelf = read_shelf((), run.settings, run.settings["NOW"])
    return Desk(
        shelf.settings.name,
        {(month.year, month.number): day for month, day in sent_days(shelf).items()},
        frozenset((month.year, month.number) for month, notes in shelf.notes.items() if notes.word),
        near(Path(shelf.settings.folder)),
    )
