"""Pelican as this house runs it where it remembers: who writes what, and which pages may stand."""

from __future__ import annotations

import pickle
from collections.abc import Container, Iterator

from pelican.generators import ArticlesGenerator, PagesGenerator

from ..digest.pages import EditionsGenerator
from ..feeds import FeedsGenerator
from ..feeds import again as feeds
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

    apart = FeedsGenerator, MovedGenerator
    shared = (
        *(ArticlesGenerator, PagesGenerator, TopicsGenerator, SeriesGenerator),
        EditionsGenerator,
    )

    def prepare(self) -> None:
        """Templates ask for the list of feeds."""
        for each in self.generators:
            if isinstance(each, FeedsGenerator):
                each.shelves  # noqa: B018 - they are kept from the first look on

    def record(self) -> None:
        """Keep what was read, where the setting RECORD says."""
        self.settings["RECORD"](self)

    def records(self, known: Container[str] = ()) -> Iterator[tuple[str, bytes | None]]:
        """Those of all contents, and of the feeds."""
        yield from super().records(known)
        yield from _feeds_of(self, known)


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


def _feeds_of(site: Remembered, known: Container[str]) -> Iterator[tuple[str, bytes | None]]:
    """The records of the feeds, and of what editions tell whole. Of an article that feeds carry
    there is none to write where it is *known* and no feed was made that shows it."""
    whole: set[str] = set()
    for generator in site.generators:
        if isinstance(generator, FeedsGenerator):
            kept, articles = feeds.keep(generator.shelves, generator.pictures)
            yield "feeds", pickle.dumps(kept)
            generator.made = site.parts()
            for name, each in articles.items():
                record = f"entry {name}"
                stands = record in known and site.over and not generator.has(each)
                yield record, None if stands else pickle.dumps(generator.whole(each))
            home = f"{generator.site.url}/"
            shown = {
                piece.url.removeprefix(home)
                for each in generator.context.get("editions", ())
                for piece in each.edition.pieces
                if piece.html
            }
            whole |= {
                name for name, each in articles.items() if each.url.removeprefix(home) in shown
            }
    yield "told whole", pickle.dumps(frozenset(whole))
