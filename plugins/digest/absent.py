"""Articles that a problem keeps off the site, and so out of the editions they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dateutil import parser as dates

from ..blog.addresses import Register, read_register
from ..blog.problems import Problem
from ..blog.settings import BlogSettings, Site, read_section
from ..blog.survey import Place, Survey
from .edition import reaches
from .month import Month
from .pieces import Sent

SILENT = ("draft", "review", "hidden", "skip")
"""Statuses of what no edition holds, sound or not."""
UNTIL = "; until it is mended, no edition holds this article"


@dataclass(frozen=True, slots=True)
class Absent:
    """One of them. *problems* are what keeps it out; *guids* the names it may have been sent
    under; *published* is None where its date cannot be read; *appeared* the day it first stood on
    the site, if it ever did."""

    problems: tuple[Problem, ...]
    guids: frozenset[str]
    published: datetime | None
    appeared: date | None

    def belongs(self, month: Month, past: Iterable[Sent], site: Site, now: datetime) -> bool:
        """Whether the edition of *month* would hold it, or might, as far as can be read; *past* are
        the editions that were sent before."""
        past = tuple(past)
        if self.guids & {guid for sent in past for guid in sent.carried}:
            return False
        if self.published is None:
            return True
        its_month = Month.of(self.published, site.timezone)
        if self.published > now or its_month > month:
            return False
        day = self.appeared or self.published.astimezone(site.timezone).date()
        return its_month == month or reaches(its_month, day, past)


def find_absent(found: Survey, settings: Mapping[str, Any]) -> Iterator[Absent]:
    """Every article that *found* left out, but for those that are not meant for readers yet."""
    register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    site = Site.from_pelican(settings)
    usual = str(settings.get("DEFAULT_METADATA", {}).get("status", ""))
    for place in found.of("article"):
        if place.source.path not in found.left_out or _status(place, usual) in SILENT:
            continue
        wrong = [
            replace(each, message=each.message + UNTIL)
            for each in found.problems
            if each.path == place.source.shown and not each.warning
        ]
        guids, appeared = _known(place, register, site, Path(settings["PATH"]))
        yield Absent(tuple(wrong), guids, _published(place, site), appeared)


def _status(place: Place, usual: str) -> str:
    typed = place.source.header.fields.get("status")
    return (typed if isinstance(typed, str) else usual).strip().lower()


def _known(
    place: Place, register: Register, site: Site, content: Path
) -> tuple[frozenset[str], date | None]:
    """What the register knows of it by its file."""
    path = place.source.path.relative_to(content.absolute()).as_posix()
    lines = [each for each in register.addresses if each.path == path]
    # A site without our guids knows its articles by their addresses.
    names = [name for each in lines for name in (each.guid, site.url + each.url)]
    return frozenset(names), min((date.fromisoformat(each.first) for each in lines), default=None)


def _published(place: Place, site: Site) -> datetime | None:
    typed = place.source.header.fields.get("date")
    if not isinstance(typed, str):
        return None
    # What the words leave open is filled in from the default: then the two differ.
    filled = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001
    try:
        read = [dates.parse(typed.replace("_", " "), default=each) for each in filled]
        if read[0] != read[1]:
            return None
        moment: datetime = read[0]
        moment = moment if moment.tzinfo else moment.replace(tzinfo=site.timezone)
        return moment.astimezone(site.timezone)
    except (ValueError, OverflowError, TypeError):
        return None
