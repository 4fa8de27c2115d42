"""All content files before anything is built: which are sound, where each will live."""

from __future__ import annotations

import os.path
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from pelican.contents import Article, Content, Page
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import _filter_discardable_metadata, default_metadata, parse_path_metadata

from .addresses import read_register
from .contributions import refuse
from .problems import Problem, ProblemsFound
from .reader import ArticleReader
from .settings import BlogSettings, read_section
from .source import REVIEW, Source, read_source

FIRST_FOLDERS = ("drafts", "feeds", "theme", "images", "page", "pagefind")
"""Folders at the top of the site that are not a setting of Pelican's."""
LONGEST = 200
"""Bytes in one part of an address; file systems stop at 255, and copies add endings."""


@dataclass(frozen=True, slots=True)
class Place:
    """A content file and where it goes: *url* and *save_as* relative to the site.

    Both are empty for a file that is not sound, or whose status is "skip". *relative* is its path
    in the content folder; *own_id* what the author typed as ``id``. *waits* is the moment that an
    article waits for which is dated in the future, or public from then on; *withheld* says that
    until then only those know its address whom the digest told. *turns* are moments
    at which what stands there is told otherwise: an event begins, and is over.
    """

    source: Source
    kind: str
    url: str = ""
    save_as: str = ""
    status: str = ""
    lang: str = ""
    slug: str = ""
    day: date | None = None
    relative: str = ""
    own_id: str = ""
    waits: datetime | None = None
    withheld: bool = False
    turns: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Survey:
    """Every file found. *left_out* are those that a build must not publish."""

    places: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: frozenset[Path] = field(default_factory=frozenset)

    @property
    def waiting(self) -> tuple[datetime, ...]:
        """The moments at which an article will appear by itself, or the site says something else
        of it."""
        waits = [place.waits for place in self.places if place.waits]
        return (*waits, *(turn for place in self.places for turn in place.turns))

    def of(self, kind: str) -> tuple[Place, ...]:
        """The articles, or the pages."""
        return tuple(place for place in self.places if place.kind == kind)


def survey(settings: dict[str, Any], shown_from: Path) -> Survey:
    """Look at every article and page. *shown_from* is the folder that paths are shown from."""
    place = surveyor(settings, shown_from)
    return settle([place(*file) for file in content_files(settings)], settings)


def content_files(settings: dict[str, Any]) -> list[tuple[Path, str]]:
    """Every file of the site, each with its kind, in the order in which they are looked at."""
    return [(path, kind) for kind in ("article", "page") for path in source_paths(settings, kind)]


def surveyor(settings: dict[str, Any], shown_from: Path) -> Callable[[Path, str], Place]:
    """What tells of a file and its kind where it goes, and what is wrong with it alone."""
    reader = ArticleReader(settings)
    return lambda path, kind: _place(path, kind, settings, reader, shown_from)


def settle(places: list[Place], settings: dict[str, Any]) -> Survey:
    """What is wrong with *places* and which of them cannot be published: those that are not sound,
    and those whose address is another's. Their texts are not asked for."""
    problems = [problem for place in places for problem in _told(place, place.source.problems)]
    left_out = {place.source.path for place in places if not place.source.sound}
    for place, problem in _conflicts(places, settings):
        problems += _told(place, (problem,))
        left_out.add(place.source.path)
    return Survey(tuple(places), tuple(sorted(problems)), frozenset(left_out))


def _told(place: Place, problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong in an article in review waits for its author, and stops nobody else."""
    status = place.source.header.fields.get("status")
    waits = isinstance(status, str) and status.strip().lower() == REVIEW
    return (replace(each, warning=True) if waits else each for each in problems)


def source_paths(settings: dict[str, Any], kind: str) -> list[Path]:
    """The files that Pelican itself would read as *kind*, in a fixed order."""
    made: type[Generator] = ArticlesGenerator if kind == "article" else PagesGenerator
    generator = made(context={}, settings=settings, path=settings["PATH"], theme="", output_path="")
    files = generator.get_files(
        settings[f"{kind.upper()}_PATHS"],
        exclude=settings[f"{kind.upper()}_EXCLUDES"],
        extensions=tuple(ArticleReader.file_extensions),
    )
    # Not resolved: Pelican names a linked file by its link, and so must we.
    return sorted(Path(settings["PATH"], each).absolute() for each in files)


def show(path: Path, shown_from: Path) -> str:
    """*path* as an author would type it from *shown_from*."""
    return Path(os.path.relpath(path, shown_from)).as_posix()


def _place(
    path: Path, kind: str, settings: dict[str, Any], reader: ArticleReader, shown_from: Path
) -> Place:
    source = read_source(path, show(path, shown_from), needs_date=kind == "article")
    refused = tuple(refuse(path, source.shown, source.header, settings))
    source = replace(source, problems=(*source.problems, *refused))
    if not source.sound:
        return Place(source, kind)
    content = _content(source, kind, settings, reader)
    if content.status == "skip":
        return Place(source, kind, status="skip")
    if not content.slug:
        what = 'no address can be made of this title; add a line like "Slug: a-few-words"'
        more = Problem(source.shown, source.header.line("title"), what, code="no-address")
        return Place(Source(path, source.shown, source.header, (*source.problems, more)), kind)
    return Place(
        source,
        kind,
        "/" + content.url.lstrip("/"),
        content.save_as,
        content.status,
        content.lang,
        content.slug,
        content.date.date() if hasattr(content, "date") else None,
        content.relative_source_path,
        str(getattr(content, "id", "") or ""),
        _waits(content),
        bool(getattr(content, "withheld", False)),
        (content.event.begins, content.event.ends) if hasattr(content, "event") else (),
    )


def _waits(content: Content) -> datetime | None:
    for key, when in (("scheduled", "date"), ("withheld", "public_from")):
        if getattr(content, key, False):
            moment: datetime = getattr(content, when)
            return moment
    return None


def _content(source: Source, kind: str, settings: dict[str, Any], reader: ArticleReader) -> Content:
    """Pelican's own object without its text, so that the address is the one it will give."""
    relative = source.path.relative_to(Path(settings["PATH"]).absolute()).as_posix()
    process = reader.process_metadata
    metadata = _filter_discardable_metadata(default_metadata(settings, process))
    metadata |= _filter_discardable_metadata(parse_path_metadata(relative, settings, process))
    metadata |= reader.metadata(source.header)
    made = Article if kind == "article" else Page
    return made("", metadata, settings, str(source.path), {})


def _conflicts(places: list[Place], settings: dict[str, Any]) -> Iterator[tuple[Place, Problem]]:
    """Each file whose address another file or the site itself already has.

    The one that was published there keeps the address, else the older: readers may have it in
    their bookmarks.
    """
    taken: dict[str, Place] = {}
    own, known = reserved(settings), _published(settings)

    def claim(place: Place) -> tuple[int, date, str]:
        seniority = known.get((place.url, place.relative), -1)
        return -seniority, place.day or date.min, place.source.shown

    for place in sorted(places, key=claim):
        if not place.save_as:
            continue
        parts = PurePosixPath(place.save_as).parts
        header = place.source.header
        named = next((key for key in ("save_as", "slug", "title") if key in header.fields), "")
        line = header.line(named)
        if not parts or ".." in parts or place.save_as.startswith("/"):
            what = f'"{place.save_as}" leads out of the site; change the {named} or the language'
            yield place, Problem(place.source.shown, line, what, code="address-outside")
        elif max(len(part.encode()) for part in parts) > LONGEST:
            what = 'this title makes too long an address; add a line like "Slug: a-few-words"'
            yield place, Problem(place.source.shown, line, what, code="no-address")
        elif place.save_as in taken:
            other = taken[place.save_as].source.shown
            what = f"the address {place.url} is already that of {other}; give this one another slug"
            yield place, Problem(place.source.shown, line, what, code="address-taken")
        elif own & {parts[0], "/".join(parts[:2])} and place.status in {"published", "hidden"}:
            what = f"the address {place.url} belongs to the site's own pages; give another slug"
            yield place, Problem(place.source.shown, line, what, code="address-reserved")
        else:
            taken[place.save_as] = place


def _published(settings: dict[str, Any]) -> dict[tuple[str, str], int]:
    """Where each address and file stand in the register; nowhere, if it cannot be read."""
    try:
        register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    except ProblemsFound:
        return {}  # whoever looks after addresses tells of it
    return {(each.url, each.path): at for at, each in enumerate(register.addresses)}


def reserved(settings: dict[str, Any]) -> frozenset[str]:
    """The first folders of all addresses that the site makes by itself; in a language's folder,
    its folder too, as "nl/promise"."""
    of_settings = (
        PurePosixPath(value).parts[0]
        for key, value in settings.items()
        if key.endswith("_SAVE_AS") and isinstance(value, str) and value and "{" not in value[:1]
    )
    return frozenset((*of_settings, *settings.get("OWN_FOLDERS", ()), *FIRST_FOLDERS))
