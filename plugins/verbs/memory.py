"""What a build leaves for the next one: what it read, what it made of it, and what it said."""

from __future__ import annotations

import hashlib
import marshal
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..blog.opening import Run
from ..blog.settings import Site
from ..blog.survey import Survey
from ..incremental.bodies import Bodies
from ..incremental.inputs import Look, fingerprint, look_at, walk
from ..incremental.keep import Watched
from ..incremental.stamp import (
    Stamp,
    around,
    read_folders,
    read_stamp,
    remove_stamp,
    seal,
    stands,
    write_folders,
    write_stamp,
)
from ..incremental.store import Doubt, Store, open_store, throw_away
from ..incremental.templates import Compiled

HEADER = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:---[ \t]*\r?\n.*?\n(?:---|\.\.\.)[ \t]*\r?\n|.*?\n[ \t]*(?:\r?\n|\Z))",
    re.DOTALL,
)
"""About where the header of a text ends; who is wrong about it builds more than is needed."""
HALF = 16
"""Bytes of the hash of a header; as many follow of the rest."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an author is told of a build, and its exit code."""

    said: tuple[str, ...]
    code: int


@dataclass(slots=True)
class Memory:
    """What is known of the last build, kept in the folder *place*.

    *looks* are the files it may read, as they are now; *hashes* those of the texts as they were
    built. *fresh* are records that are not on disk yet: until ``settle``, what is on disk is of
    the build before and has no stamp, so that nobody believes it.
    """

    run: Run
    place: Path
    looks: dict[str, Look]
    stamp: Stamp | None = None
    hashes: dict[str, bytes] = field(default_factory=dict)
    fresh: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def open(cls, run: Run, place: Path) -> Memory:
        """Look at every file that the build of *run* may read, before it reads any."""
        memory = cls(run, place, walk(*roots_of(run)))
        stamp = read_stamp(place)
        if stamp and stands(place, stamp):
            memory.stamp = stamp
        return memory

    def settings(self) -> dict[str, Any]:
        """Those of the run, with templates that were compiled before."""
        options = self.run.settings["JINJA_ENVIRONMENT"]
        compiled = Compiled(self.place, self._world(".py", repr(sorted(options.items()))))
        # What changes while a build is at work is for the next; Jinja looks with every include.
        more = {"bytecode_cache": compiled, "auto_reload": False}
        return {**self.run.settings, "JINJA_ENVIRONMENT": {**options, **more}}

    def bodies(self) -> Bodies:
        """The texts that were made HTML before; with another vocabulary they are read anew, which
        is when their topics are found by two processes."""
        return Bodies.open(self.place, self.run.settings, self._world((".py", ".toml")))

    def _world(self, kinds: str | tuple[str, ...], more: str = "") -> str:
        """A hash of the files of these *kinds*, which are the program, and what is around it."""
        code = {path: look for path, look in self.looks.items() if path.endswith(kinds)}
        return fingerprint(code, [more, around()])

    def forget(self) -> None:
        """From here on nothing is known: a process that is killed leaves nothing to believe."""
        remove_stamp(self.place)

    def record(self, site: Watched) -> None:
        """Keep what a build read. The pages are not kept yet: until they are, none may stand."""
        try:
            self._record(site)
        except Doubt:  # the file itself is damaged
            throw_away(self.place)
            self._record(site)

    def remember(self, site: Watched, found: Survey, told: Told) -> None:
        """Keep a whole build that is in place now."""
        if not site.recorded:
            self.record(site)
        with open_store(self.place) as store, store.change():
            self.hashes = marshal.loads(store.get("hashes"))  # noqa: S302 - checked, ours
            for path in self.hashes:
                if look_at(path) != self.looks[path]:
                    self.hashes[path] = b""  # it was saved while the build was at work
            store.put(_seen(self.looks, self.hashes))
            if site.pages:
                store.put([("pages", pickle.dumps(site.pages.album()))])
        output = self.run.output
        folders = [output, *(each for each in output.rglob("*") if each.is_dir())]
        roots, besides = roots_of(self.run)
        self.stamp = Stamp(roots, besides, *span_of(self.run, found), told.said, told.code)
        write_folders(self.place, sorted(map(str, folders)))
        self._write_stamp()

    def _record(self, site: Watched) -> None:
        """Write the records of all that was read; those that stand are left as they are."""
        home = f"{self.run.content}/"
        texts = (path for path in self.looks if path.startswith(home) and path.endswith(".md"))
        wanted = {"hashes"}
        with open_store(self.place) as store, store.change():
            before, sound = set(store.names()), frozenset(store.sound())

            def new() -> Iterator[tuple[str, bytes]]:
                for name, data in site.records(sound):
                    wanted.add(name)
                    if data is not None:
                        yield name, data
                yield "hashes", marshal.dumps({path: hash_of(path) for path in texts})

            store.put(new())
            store.drop(before - wanted)

    def load(self, store: Store, name: str) -> Any:
        """A record as it is now; raises Doubt."""
        data = self.fresh[name] if name in self.fresh else store.get(name)
        return pickle.loads(data)  # noqa: S301 - checked, ours

    def settle(self) -> None:
        """Keep on disk what patches changed."""
        if self.stamp is None:
            return
        with open_store(self.place) as store, store.change():
            store.put([*self.fresh.items(), *_seen(self.looks, self.hashes)])
        self.fresh.clear()
        self._write_stamp()

    def _write_stamp(self) -> None:
        if self.stamp:
            self.stamp = seal(self.stamp, self.looks, read_folders(self.place))
            write_stamp(self.place, self.stamp)


def roots_of(run: Run) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a build of *run* may read, and the folders in it that it does not."""
    state = Path(run.settings["BLOG"]["register"]).parent
    code = Path(__file__).parents[1]
    theme = [run.settings["THEME"], *run.settings["THEME_TEMPLATES_OVERRIDES"]]
    roots = [run.content, *map(Path, theme), code, *run.root.glob("*.py")]
    if not run.own:
        roots += [*run.root.glob("content/*.toml"), state / "published.jsonl", state / "editions"]
    return tuple(sorted(map(str, roots))), (str(run.output), str(state / "cache"))


def span_of(run: Run, found: Survey) -> tuple[float, float]:
    """From when until when the build says the same: till midnight, or till an article's hour."""
    now: datetime = run.settings["NOW"]
    local = now.astimezone(Site.from_pelican(run.settings).timezone)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = [each for each in found.waiting if each > now]
    return now.timestamp(), min([midnight, *waiting]).timestamp()


def hash_of(path: str) -> bytes:
    """A hash of a file's header, and one of the rest; none of a file that went away."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return b""
    found = HEADER.match(data)
    end = found.end() if found else 0
    return b"".join(hashlib.sha256(each).digest()[:HALF] for each in (data[:end], data[end:]))


def _seen(looks: dict[str, Look], hashes: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [("looks", marshal.dumps(looks)), ("hashes", marshal.dumps(hashes))]
