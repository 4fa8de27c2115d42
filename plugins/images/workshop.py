"""Makes what the cache does not have yet, several pictures at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from .cache import Cache
from .card import Words, draw
from .encode import PLAIN, encode
from .look import BROKEN, reason
from .picture import FOLDER, Look, Made
from .settings import ImagesSettings

J = TypeVar("J")
M = TypeVar("M")
AT_ONCE = 8
"""Pictures in work at most; one of 40 million pixels may need 200 MB for a moment."""


@dataclass(frozen=True, slots=True)
class Job:
    """A picture to be made; *key* names what comes of it. *offered*: in all formats."""

    path: Path
    seen: Look
    key: str
    offered: bool


@dataclass(frozen=True, slots=True)
class CardJob:
    """A card to be drawn, with the middle of a *picture* or without."""

    words: Words
    picture: Path | None
    key: str


def make_pictures(
    jobs: Iterable[Job], cache: Cache, section: ImagesSettings
) -> Mapping[str, Made | Look]:
    """By key: what was made; for a picture that turned out broken a Look that says so."""
    plain = replace(section, formats=())

    def make(job: Job) -> Made | Look:
        found = cache.find(job.key)
        if found:
            return found
        try:
            files = encode(job.path, job.seen, section if job.offered else plain)
            return cache.keep(job.key, files)
        except BROKEN as error:
            return Look(job.seen.kind, fault=reason(error), code="picture-broken")

    return _all({job.key: job for job in jobs}, make)


def draw_cards(
    jobs: Iterable[CardJob], cache: Cache, section: ImagesSettings
) -> Mapping[str, Made | None]:
    """By key: the card; None for one whose letters its font does not have."""

    def make(job: CardJob) -> Made | None:
        found = cache.find(job.key)
        if found:
            return found
        ending = ".jpg" if job.picture else ".png"
        drawn = draw(job.words, job.picture, section)
        return cache.keep(job.key, [(f"{PLAIN}{ending}", drawn)]) if drawn else None

    return _all({job.key: job for job in jobs}, make)


def card_name(slug: str, key: str, made: Made) -> str:
    """Where a card goes; its address changes with what it says, since networks keep old ones."""
    return f"{FOLDER}/cards/{slug}.{key[:10]}{PurePosixPath(made.plain).suffix}"


def _all(jobs: Mapping[str, J], make: Callable[[J], M]) -> dict[str, M]:
    # Threads, not processes: Pillow lets go of the interpreter's lock while it reads, resizes and
    # writes, so they are as fast, and they work on every system.
    with ThreadPoolExecutor(min(AT_ONCE, os.cpu_count() or 1)) as pool:
        return dict(zip(jobs, pool.map(make, jobs.values()), strict=True))
