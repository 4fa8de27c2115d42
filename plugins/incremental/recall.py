"""Summaries that Pelican keeps, told with all that was looked at when they were made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from pelican.contents import Content

from .sleepers import Sleepers

KEPT, TEXTS = "get_summary", "get_content"
"""Methods whose answers Pelican keeps. Cutting a summary takes long and many pages show it; a text
is asked for by its own page, and is made anew."""


class Targets(dict[str, Any]):
    """Files that a link may lead to; it notes those that are looked for and are not there."""

    def __init__(self, given: Mapping[str, Any], shelf: str) -> None:
        super().__init__(given)
        self.shelf = shelf
        self.absent: dict[tuple[str, str], None] = {}

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        if found is None:
            self.absent[self.shelf, key] = None
        return default if found is None else found

    def __contains__(self, key: object) -> bool:
        if not super().__contains__(key):
            self.absent[self.shelf, str(key)] = None
            return False
        return True


class Recalled(dict[Any, Any]):
    """Answers by what was asked. Pelican looks whether there is one, then takes it, or makes it and
    puts it here: what was looked at meanwhile was looked at by everybody who is told it later."""

    def __init__(self, sleepers: Sleepers, targets: Mapping[str, Targets]) -> None:
        super().__init__()
        self._sleepers, self._targets = sleepers, targets
        self._outer: list[tuple[dict[str, None], list[dict[tuple[str, str], None]]]] = []

    def reset(self) -> None:
        """Nothing is being made: one that failed is forgotten."""
        self._outer.clear()

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        vars(Content)[TEXTS].cache.clear()
        self._outer.append((self._sleepers.begin(), [*map(_taken, self._targets.values())]))
        return False

    def __setitem__(self, key: object, value: object) -> None:
        outer, absent = self._outer.pop()
        told = self._sleepers.looks(), [dict(each.absent) for each in self._targets.values()]
        super().__setitem__(key, (value, *told))
        self._sleepers.end(outer)
        for targets, before in zip(self._targets.values(), absent, strict=True):
            targets.absent |= before

    def __getitem__(self, key: object) -> Any:
        value, seen, absent = super().__getitem__(key)
        self._sleepers.seen |= seen
        for targets, each in zip(self._targets.values(), absent, strict=True):
            targets.absent |= each
        return value


def _taken(targets: Targets) -> dict[tuple[str, str], None]:
    before, targets.absent = targets.absent, {}
    return before


@contextmanager
def recalled(sleepers: Sleepers, targets: Mapping[str, Targets]) -> Iterator[Recalled]:
    """Inside, Pelican keeps its summaries in the answer."""
    memo = vars(Content)[KEPT]
    memo.cache = Recalled(sleepers, targets)
    try:
        yield memo.cache
    finally:
        memo.cache = {}
