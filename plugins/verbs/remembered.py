"""Pelican as this house runs it where it remembers: who writes what, and which pages may stand."""

from __future__ import annotations

import pickle

from pelican.generators import ArticlesGenerator, PagesGenerator

from ..digest.pages import EditionsGenerator
from ..feeds import FeedsGenerator
from ..finding.series import SeriesGenerator
from ..hosting.moved import MovedGenerator
from ..incremental.inputs import fingerprint
from ..incremental.keep import Watched
from ..incremental.pages import Album
from ..incremental.stamp import around
from ..incremental.store import Doubt, open_store
from ..incremental.values import UNKNOWN, Values
from ..topics.pages import TopicsGenerator
from .memory import Memory

APART = ("NOW", "OUTPUT_PATH", "LEFT_OUT")
"""Settings that are another's in each build; a template that asks for one is seen to do so."""


class Remembered(Watched):
    """Which of this house's generators write what."""

    apart = FeedsGenerator, MovedGenerator, EditionsGenerator
    shared = ArticlesGenerator, PagesGenerator, TopicsGenerator, SeriesGenerator

    def prepare(self) -> None:
        """Templates ask for the list of feeds."""
        for each in self.generators:
            if isinstance(each, FeedsGenerator):
                each.outlines  # noqa: B018 - it is kept from the first look on


def album_of(memory: Memory) -> Album | None:
    """The pages of the build before; None where something is made of all pages together, which
    has to find them in one place, or where a setting is one that cannot be compared."""
    settings = memory.run.settings
    together = (settings.get("HOSTING") or {}).get("compress")
    if together or (settings.get("FINDING") or {}).get("words"):
        return None
    world = _world(memory)
    if not world:
        return None
    try:
        with open_store(memory.place) as store:
            album: Album = pickle.loads(store.get("pages"))  # noqa: S301 - checked, ours
    except Doubt:
        return Album(world)
    return album if album.world == world else Album(world)


def _world(memory: Memory) -> bytes:
    """A hash of what decides every page: the program, the theme, the vocabulary, and all settings
    but those that tell where and when this build is done."""
    home = f"{memory.run.content}/"
    files = {
        path: look
        for path, look in memory.looks.items()
        if not path.startswith(home) or path.endswith(".toml")
    }
    plain = Values({}, {})
    told = [
        (name, plain.sum(value))
        for name, value in sorted(memory.run.settings.items())
        if name not in APART
    ]
    if UNKNOWN in dict(told).values():
        return b""
    return fingerprint(files, [around(moment=""), told]).encode()
