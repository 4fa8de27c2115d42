"""What is made once and shown by many, told with all that was looked at when it was made."""

from __future__ import annotations

import logging
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


class Counter(logging.Handler):
    """How often somebody was warned: what is made with a warning is made each time anew."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging passes it
        self.count += 1


class Recalled(dict[Any, Any]):
    """Answers by what was asked. Who asks looks whether there is one, then takes it, or makes it
    and puts it here: what was looked at meanwhile was looked at by everybody who is told it later,
    and a warning was for all of them."""

    def __init__(self, sleepers: Sleepers, targets: Mapping[str, Targets], warned: Counter) -> None:
        super().__init__()
        self._sleepers, self._targets, self._warned = sleepers, targets, warned
        self._outer: list[tuple[dict[str, None], list[dict[tuple[str, str], None]], int]] = []

    def reset(self) -> None:
        """Nothing is being made: one that failed is forgotten."""
        self._outer.clear()

    def plain(self) -> dict[Any, Any]:
        """The answers alone: nothing is watched any more."""
        return {key: value for key, (value, *_) in self.items()}

    def __contains__(self, key: object) -> bool:
        if super().__contains__(key):
            return True
        vars(Content)[TEXTS].cache.clear()
        absent = [*map(_taken, self._targets.values())]
        self._outer.append((self._sleepers.begin(), absent, self._warned.count))
        return False

    def __setitem__(self, key: object, value: object) -> None:
        outer, absent, count = self._outer.pop()
        told = self._sleepers.looks(), [dict(each.absent) for each in self._targets.values()]
        super().__setitem__(key, (value, *told, self._warned.count > count))
        self._sleepers.end(outer)
        for targets, before in zip(self._targets.values(), absent, strict=True):
            targets.absent |= before

    def __getitem__(self, key: object) -> Any:
        value, seen, absent, warned = super().__getitem__(key)
        self._sleepers.seen |= seen
        self._warned.count += warned
        for targets, each in zip(self._targets.values(), absent, strict=True):
            targets.absent |= each
        return value


def _taken(targets: Targets) -> dict[tuple[str, str], None]:
    before, targets.absent = targets.absent, {}
    return before


@contextmanager
def recalled(summaries: Recalled) -> Iterator[None]:
    """Inside, Pelican keeps its summaries there."""
    memo = vars(Content)[KEPT]
    memo.cache = summaries
    try:
        yield
    finally:
        memo.cache = {}
