"""Whether reports have their files, and whether none is for everybody before its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dateutil import parser as dates

from ..blog.problems import Problem
from ..blog.survey import Place, Survey
from .file import file_of, is_address

KIND = "report"


def check_reports(settings: Mapping[str, Any], found: Survey) -> Iterator[Problem]:
    """What is wrong with the headers ``report`` and ``public_from``."""
    places = [each for each in found.of("article") if each.source.sound]
    for place in places:
        yield from judge_file(place, Path(settings["PATH"]))
        yield from judge_day(place)
    yield from judge_translations(places)


def judge_file(place: Place, content: Path) -> Iterator[Problem]:
    """A file that is not there would leave readers with a promise."""
    header = place.source.header
    typed = header.fields.get("report")
    if not isinstance(typed, str) or is_address(typed):
        return
    if file_of(typed, place.source.path, content) is None:
        what = f'the report "{typed}" is not there; put the file beside the article'
        yield Problem(place.source.shown, header.line("report"), what, code="report-file")


def judge_day(place: Place) -> Iterator[Problem]:
    """A day that came before the article did withholds nothing."""
    header = place.source.header
    public, date = (_day(header.fields.get(key)) for key in ("public_from", "date"))
    if public and date and public <= date:
        what = f"public_from lies in the past of its date, {date}, so it is for everybody at once"
        what += "; write a later day, or take the line out"
        yield Problem(place.source.shown, header.line("public_from"), what, True, "report-day")


def judge_translations(places: Iterable[Place]) -> Iterator[Problem]:
    """One that is public would tell of the other."""
    groups: dict[str, list[Place]] = {}
    for place in places:
        groups.setdefault(place.slug, []).append(place)
    for group in groups.values():
        waiting = next((each for each in group if each.withheld), None)
        for place in group if waiting else ():
            if waiting and place.status == "published":
                header = waiting.source.header
                until = header.fields["public_from"]
                what = f"{waiting.source.shown}, of which this is a translation, is for subscribers"
                what += f' first: write "public_from: {until}" here too'
                yield Problem(place.source.shown, 1, what, code="report-translation")


def _day(typed: object) -> str:
    """As 2026-11-20, so that days compare; what cannot be read has been told already."""
    if not isinstance(typed, str):
        return ""
    try:
        return str(dates.parse(typed.replace("_", " ")).date())
    except (ValueError, OverflowError, TypeError):
        return ""
