"""The list of feeds that templates show and link to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, NamedTuple, overload

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


Filed = tuple[tuple[str, ...], Listing]
"""A feed, below its kind and its slugs."""


class Catalogue(Sequence[Listing]):
    """Every feed, in the order of FEEDS. Made when a template first asks, since only then has
    every plugin done its work on the articles."""

    def __init__(self, filed: Callable[[], Sequence[Filed]]) -> None:
        self._ask = filed

    @cached_property
    def _filed(self) -> tuple[Filed, ...]:
        return tuple(self._ask())

    @cached_property
    def _shelves(self) -> dict[tuple[str, ...], list[Listing]]:
        """By kind, and by kind and slugs: every page asks for the same few."""
        found: dict[tuple[str, ...], list[Listing]] = {}
        for key, listing in self._filed:
            found.setdefault(key[:1], []).append(listing)
            if key[1:]:
                found.setdefault(key, []).append(listing)
        return found

    def of(self, kind: str, *slugs: str) -> list[Listing]:
        """Those of one kind: ``of("site")``, ``of("editions")``, ``of("lang", "nl")``,
        ``of("topic", "trust")``; without a slug all of that kind."""
        return self._shelves.get((kind, *slugs), [])

    def __reduce__(self) -> tuple[Any, ...]:
        """As a list that is made already: who keeps it asks nobody later."""
        return made, (self._filed,)

    def __len__(self) -> int:
        return len(self._filed)

    @overload
    def __getitem__(self, index: int) -> Listing: ...
    @overload
    def __getitem__(self, index: slice) -> list[Listing]: ...
    def __getitem__(self, index: int | slice) -> Listing | list[Listing]:
        listed = [listing for _, listing in self._filed]
        return listed[index]


def made(filed: Sequence[Filed]) -> Catalogue:
    """A catalogue of these feeds."""
    return Catalogue(lambda: filed)


def file_away(shelves: Sequence[Shelf]) -> list[Filed]:
    """What a catalogue needs of *shelves*."""
    return [
        ((each.kind, *each.slugs), Listing(each.title, each.path, each.format)) for each in shelves
    ]
