"""The files that people write or mend by hand: the editor's words, and the register's days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from ..blog.addresses import Register
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import show
from .erratum import Erratum
from .month import Month, month_of
from .notes import Correction, Notes, parse_notes


def read_notes(folder: Path) -> tuple[dict[Month, Notes], list[Problem]]:
    """Each month's word of the editor, and a warning for each file that is of no month. What is
    wrong inside a file is in its ``problems``."""
    notes: dict[Month, Notes] = {}
    strays: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        if month := month_of(path):
            notes[month] = _notes(path, show(path, Path.cwd()))
        elif path.name != "README.md":
            what = "this is the file of no edition; name it after its month, as 2026-11.md"
            strays.append(Problem(show(path, Path.cwd()), 1, what, warning=True))
    return notes, strays


def with_errata(notes: Notes, errata: Iterable[Erratum]) -> Notes:
    """*notes* with the corrections that were made by command, by day. One that was noted first and
    mailed later stands there once."""
    made: dict[str, Correction] = {}
    for each in errata:
        made.setdefault(each.notice, each.correction)
    found = sorted((*notes.corrections, *made.values()), key=lambda correction: correction.day)
    return replace(notes, corrections=tuple(found))


def _notes(path: Path, shown: str) -> Notes:
    try:
        return parse_notes(path.read_text(encoding="utf-8-sig"), shown)
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        what = "this file is not UTF-8 text; save it again as UTF-8"
        return Notes(shown=shown, problems=(Problem(shown, line, what),))


def first_days(register: Register, shown: str) -> dict[str, date]:
    """By guid, the day on which each article first stood on the site. Raises ProblemsFound with
    every line whose day is none."""
    days: dict[str, date] = {}
    wrong = []
    for address, line in zip(register.addresses, register.lines, strict=True):
        try:
            days.setdefault(address.guid, date.fromisoformat(address.first))
        except ValueError:
            what = f'"first" is "{address.first[:40]}"; it must be a day as 2026-11-20'
            wrong.append(Problem(shown, line, what))
    if wrong:
        raise ProblemsFound(wrong)
    return days
