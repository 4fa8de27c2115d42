"""The list of feeds that templates show and link to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, overload

from .formats import FORMATS
from .shelves import Shelf


class Listing(NamedTuple):
    """One feed as a template sees it. *path* is inside the site; *format* a key of FORMATS."""

    title: str
    path: str
    format: str

    @property
    def media_type(self) -> str:
        """For the ``type`` of a link to it."""
        return FORMATS[self.format].media_type


class Catalogue(Sequence[Listing]):
    """Every feed, in the order of FEEDS. Made when a template first asks, since only then has
    every plugin done its work on the articles."""

    def __init__(self, shelves: Callable[[], Sequence[Shelf]]) -> None:
        self._shelves = shelves

    def of(self, kind: str, *slugs: str) -> list[Listing]:
        """Those of one kind: ``of("site")``, ``of("editions")``, ``of("lang", "nl")``,
        ``of("topic", "trust")``; without a slug all of that kind."""
        return [
            _listed(shelf)
            for shelf in self._shelves()
            if shelf.kind == kind and (not slugs or shelf.slugs == slugs)
        ]

    def __len__(self) -> int:
        return len(self._shelves())

    @overload
    def __getitem__(self, index: int) -> Listing: ...
    @overload
    def __getitem__(self, index: slice) -> list[Listing]: ...
    def __getitem__(self, index: int | slice) -> Listing | list[Listing]:
        listed = [_listed(shelf) for shelf in self._shelves()]
        return listed[index]


def _listed(shelf: Shelf) -> Listing:
    return Listing(shelf.title, shelf.path, shelf.format)
