"""What pelicanconf.py says under FEEDS and FEED_OPTIONS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from string import Formatter
from typing import Any

from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.settings import read_section
from .formats import FORMATS

PLACEHOLDERS = ("topic", "category", "author", "lang")
EDITIONS = "editions"


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """``FEED_OPTIONS`` in pelicanconf.py.

    limit    entries in one feed, the newest; older ones go into archive pages of as many
    hub      the address of a WebSub hub that hears of new entries; empty: there is none
    """

    limit: int = 30
    hub: str = ""

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> FeedOptions:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        section = read_section(settings, "FEED_OPTIONS", cls)
        wrong = tuple(section.faults())
        if wrong:
            raise ProblemsFound(
                Problem("pelicanconf.py", 1, f"FEED_OPTIONS: {what}") for what in wrong
            )
        return section

    def faults(self) -> Iterator[str]:
        """What the types alone do not say."""
        if self.limit < 1:
            yield f'"limit" must be at least 1, not {self.limit}'
        if self.hub and not self.hub.startswith(("https://", "http://")):
            yield f'"hub" must be a web address, not "{self.hub}"'


@dataclass(frozen=True, slots=True)
class Pattern:
    """One line of ``FEEDS``: *path* gives a feed for each value of its *placeholders*.

    *format* is a key of FORMATS. *editions*: the entries are the digest's editions.
    """

    path: str
    format: str
    placeholders: tuple[str, ...] = ()
    editions: bool = False


def read_patterns(settings: Mapping[str, Any]) -> tuple[Pattern, ...]:
    """The feeds that ``FEEDS`` lists, in its order, or every problem at once."""
    given = settings.get("FEEDS") or {}
    if not isinstance(given, Mapping):
        what = "FEEDS must be a dict of paths, each with its format"
        raise ProblemsFound([Problem("pelicanconf.py", 1, what)])
    wrong: list[str] = []
    patterns = []
    for path, value in given.items():
        faults = tuple(_faults(path, value))
        wrong += (f'FEEDS: "{path}": {what}' for what in faults)
        if not faults:
            name, _, of = value.partition(" of ")
            patterns.append(Pattern(path, name, _placeholders(path), of == EDITIONS))
    if wrong:
        raise ProblemsFound(Problem("pelicanconf.py", 1, what) for what in wrong)
    return tuple(patterns)


def _faults(path: Any, value: Any) -> Iterator[str]:
    if not isinstance(path, str) or not isinstance(value, str):
        yield "a feed is a path and the name of its format, both between quotes"
        return
    name, of_given, of = value.partition(" of ")
    if name not in FORMATS:
        known = nearest(name, FORMATS) or f"; choose one of {', '.join(FORMATS)}"
        yield f'the format "{name}" is not known{known}'
    if of_given and of != EDITIONS:
        yield f'a feed can be "of {EDITIONS}", not "of {of}"'
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or path.endswith("/") or ".." in parts or "\\" in path:
        yield "the path must name a file inside the site, without a slash before it"
    try:
        placeholders = _placeholders(path)
    except ValueError:
        yield "a brace in the path is not closed, or not opened"
        return
    for each in placeholders:
        if each not in PLACEHOLDERS:
            known = nearest(each, PLACEHOLDERS) or f"; choose one of {', '.join(PLACEHOLDERS)}"
            yield f"{{{each}}} is not known{known}"
    if placeholders and of == EDITIONS:
        yield f'a feed "of {EDITIONS}" is a single one; its path can hold no placeholder'


def _placeholders(path: str) -> tuple[str, ...]:
    """The names between braces, with whatever else stands there, so that it is refused."""
    found = []
    for _literal, name, shape, conversion in Formatter().parse(path):
        if name is not None:
            found.append(name + (f"!{conversion}" if conversion else "") + (shape or ""))
    return tuple(dict.fromkeys(found))
