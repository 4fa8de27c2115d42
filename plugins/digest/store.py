"""The folder of what was sent: editions and corrections, frozen, under way, or only found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import show
from . import frozen
from .erratum import SEEN, Erratum, number_of, thaw_erratum
from .found import Found, read_found
from .frozen import Frozen, thaw
from .month import Month, month_of

Kept = TypeVar("Kept")
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Store:
    """By month: what is *frozen* for ever, *held* by a run that is at work or broke off, and
    *found* at the provider where neither was kept. *errata* are each month's corrections by their
    number; *begun* the one that is held; *strange* the files of those of which only the mail was
    found, and at which nobody has looked; *taken* how many numbers of a month are given away."""

    frozen: Mapping[Month, Frozen] = field(default_factory=dict)
    held: Mapping[Month, Frozen] = field(default_factory=dict)
    found: Mapping[Month, Found] = field(default_factory=dict)
    errata: Mapping[Month, tuple[Erratum, ...]] = field(default_factory=dict)
    begun: Mapping[Month, Erratum] = field(default_factory=dict)
    strange: Mapping[Month, tuple[str, ...]] = field(default_factory=dict)
    taken: Mapping[Month, int] = field(default_factory=dict)


def read_store(folder: Path) -> Store:
    """Read *folder*. Raises ProblemsFound with every file in it that is not whole."""
    reading = _Reading()
    for path in sorted(folder.glob("*.json*")):
        numbered = number_of(path)
        if numbered:
            reading.take_erratum(path, *numbered)
        elif month := month_of(path):
            reading.take_edition(path, month)
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return reading.store()


@dataclass
class _Reading:
    """What was read so far."""

    frozen: dict[Month, Frozen] = field(default_factory=dict)
    held: dict[Month, Frozen] = field(default_factory=dict)
    found: dict[Month, Found] = field(default_factory=dict)
    errata: dict[tuple[Month, int], Erratum] = field(default_factory=dict)
    begun: dict[Month, Erratum] = field(default_factory=dict)
    strange: dict[tuple[Month, int], str] = field(default_factory=dict)
    taken: dict[Month, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take_edition(self, path: Path, month: Month) -> None:
        match path.suffix:
            case ".json":
                self._read(path, thaw, self.frozen, month)
            case frozen.HELD:
                self._read(path, thaw, self.held, month)
            case frozen.FOUND:
                self._read(path, read_found, self.found, month)

    def take_erratum(self, path: Path, month: Month, number: int) -> None:
        if path.suffix == frozen.HELD:
            self._read(path, thaw_erratum, self.begun, month)
        elif path.suffix in {".json", frozen.FOUND, SEEN}:
            self.taken[month] = max(number, self.taken.get(month, 0))
        if path.suffix == frozen.FOUND:
            self.strange[month, number] = path.name
        if path.suffix == ".json":
            self._read(path, thaw_erratum, self.errata, (month, number))

    def _read(
        self, path: Path, thawed: Callable[[str, str], Kept], into: dict[Key, Kept], key: Key
    ) -> None:
        try:
            shown = show(path, Path.cwd())
            into[key] = thawed(path.read_text(encoding="utf-8"), shown)
        except ProblemsFound as found:
            self.problems += found.problems

    def store(self) -> Store:
        months = sorted({month for month, _ in self.errata})
        in_order = sorted(self.errata.items(), key=lambda row: row[0])
        errata = {m: tuple(each for (of, _), each in in_order if of == m) for m in months}
        strange: dict[Month, tuple[str, ...]] = {}
        for (month, number), name in sorted(self.strange.items()):
            if (month, number) not in self.errata:
                strange[month] = (*strange.get(month, ()), name)
        return Store(self.frozen, self.held, self.found, errata, self.begun, strange, self.taken)
