"""The editions' folder: what the editor wrote, what was sent, and every Edition made from both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..blog.addresses import read_register
from ..blog.article import Article
from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import BlogSettings, Site, read_section
from .edition import compose
from .frozen import HELD, Frozen, thaw, with_corrections
from .month import Month
from .notes import Notes, parse_notes
from .pieces import Edition
from .settings import DigestSettings

ANCHOR = re.compile(r'\s(?:id|name)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that composing needs, read once. *now* is when composing happens; *published* are the
    site's addresses by its register; *strays* warns of files that belong to no month."""

    articles: Mapping[Month, tuple[Article, ...]]
    settings: DigestSettings
    site: Site
    notes: Mapping[Month, Notes]
    frozen: Mapping[Month, Frozen]
    held: Mapping[Month, Frozen]
    appeared: Mapping[str, date]
    published: tuple[str, ...]
    content: Path
    now: datetime
    strays: tuple[Problem, ...] = ()

    def months(self) -> tuple[Month, ...]:
        """Every month with an edition or an original article in it, oldest first."""
        found = {
            month
            for month, articles in self.articles.items()
            if any(each.original and each.published <= self.now for each in articles)
        }
        return tuple(sorted(found | set(self.frozen) | set(self.held)))

    def edition(self, month: Month) -> Edition:
        """The edition of *month*: as it was sent, else as it would be now."""
        if month in self.frozen:
            notes = self.notes.get(month)
            edition = self.frozen[month].edition
            return with_corrections(edition, notes.corrections) if notes else edition
        if month in self.held:
            said = "An earlier run began to send this edition: it is sent as composed then. To "
            return replace(
                self.held[month].edition,
                decisions=(f"{said}compose it anew, remove {month}.json.held.",),
            )
        return self.composed(month)

    def composed(self, month: Month) -> Edition:
        """The edition of *month* as it would be now, whatever was sent."""
        before = [each for each in self.months() if each < month]
        past = [self.frozen[each].sent for each in before if each in self.frozen]
        notes = self.notes.get(month)
        # Only an edition that follows a sent one looks beyond its own month.
        reach = self.articles.values() if past else (self.articles.get(month, ()),)
        return compose(
            chain.from_iterable(reach),
            month,
            self.settings,
            self.site,
            now=self.now,
            notes=notes,
            past=past,
            appeared=self.appeared,
            asked=self.edition(before[-1]).question if before and notes and notes.tally else None,
            number=self._number(month, before),
            weights=self._weights(month),
        )

    def editions(self) -> tuple[Edition, ...]:
        """Every edition with at least one article, newest first."""
        made = (self.edition(month) for month in reversed(self.months()))
        return tuple(each for each in made if each.pieces)

    def last(self, month: Month) -> Frozen | None:
        """The newest edition that was sent before *month*."""
        return max(
            (each for each in self.frozen.values() if each.edition.month < month),
            key=lambda each: each.edition.month,
            default=None,
        )

    def addresses(self, more: Iterable[str] = ()) -> dict[str, frozenset[str]]:
        """Every address of the site that is known here, each with its anchors."""
        home = f"{self.site.url}/"
        folder = f"{home}{self.settings.slug}/"
        known = dict.fromkeys((home, folder, *self.published, *more), frozenset[str]())
        known |= dict.fromkeys((f"{folder}{month}/" for month in self.months()), frozenset[str]())
        for each in chain.from_iterable(self.articles.values()):
            known[each.url] = frozenset(ANCHOR.findall(each.html))
        return known

    def _weights(self, month: Month) -> dict[str, int]:
        """The bytes of the month's pictures that lie in the content folder."""
        home = f"{self.site.url}/"
        images = {each.image for each in self.articles.get(month, ()) if each.image}
        files = {image: self.content / unquote(image.removeprefix(home)) for image in images}
        return {image: path.stat().st_size for image, path in files.items() if path.is_file()}

    def _number(self, month: Month, before: list[Month]) -> int:
        """One more than the last sent edition's, and one for each month since with articles."""
        last = self.last(month)
        if last is None:
            return len(before) + 1
        return last.edition.number + sum(1 for each in before if each > last.edition.month) + 1


def read_shelf(articles: Iterable[Article], settings: Mapping[str, Any], now: datetime) -> Shelf:
    """Read the folder. Raises ProblemsFound for a frozen edition that is not whole; what is wrong
    in an editor's file is in its ``problems``."""
    section = DigestSettings.from_pelican(settings)
    folder = Path(section.folder)
    notes: dict[Month, Notes] = {}
    frozen: dict[Month, Frozen] = {}
    held: dict[Month, Frozen] = {}
    problems: list[Problem] = []
    strays: list[Problem] = []
    for path in sorted(folder.glob("*.md")):
        if month := _month(path):
            notes[month] = _notes(path)
        elif path.name != "README.md":
            what = "this is the file of no edition; name it after its month, as 2026-11.md"
            strays.append(Problem(str(path), 1, what, warning=True))
    kept = Path(section.frozen) if section.frozen else folder
    for path in (*sorted(kept.glob("*.json")), *sorted(kept.glob(f"*.json{HELD}"))):
        if month := _month(path):
            kind = held if path.suffix == HELD else frozen
            try:
                kind[month] = thaw(path.read_text(encoding="utf-8"), str(path))
            except ProblemsFound as found:
                problems += found.problems
    if problems:
        raise ProblemsFound(problems)
    register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    appeared: dict[str, date] = {}
    for address in register.addresses:
        appeared.setdefault(address.guid, date.fromisoformat(address.first))
    site = Site.from_pelican(settings)
    by_month: dict[Month, list[Article]] = {}
    for article in articles:
        by_month.setdefault(Month.of(article.published, site.timezone), []).append(article)
    shelved = {month: tuple(each) for month, each in by_month.items()}
    published = tuple(site.url + address.url for address in register.addresses)
    content = Path(settings["PATH"])
    return Shelf(
        shelved,
        section,
        site,
        notes,
        frozen,
        held,
        appeared,
        published,
        content,
        now,
        tuple(strays),
    )


def _notes(path: Path) -> Notes:
    try:
        return parse_notes(path.read_text(encoding="utf-8-sig"), str(path))
    except UnicodeDecodeError as error:
        line = path.read_bytes().count(b"\n", 0, error.start) + 1
        what = "this file is not UTF-8 text; save it again as UTF-8"
        return Notes(shown=str(path), problems=(Problem(str(path), line, what),))


def _month(path: Path) -> Month | None:
    try:
        return Month.parse(path.name.split(".", maxsplit=1)[0])
    except ProblemsFound:
        return None
