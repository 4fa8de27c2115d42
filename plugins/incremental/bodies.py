"""Texts that were made HTML before, by the hash of all that decides what they become."""

from __future__ import annotations

import hashlib
import pickle
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..blog.links import find
from ..blog.reader import META, Body
from ..blog.text import count_words, plain
from .fork import Child
from .store import Doubt, Store, open_store

FILE = "bodies.sqlite"
AT_ONCE = 200
"""Records that wait to be written together."""


@dataclass(slots=True)
class Bodies:
    """What became of each text, in the folder *place*. *world* tells apart what else decides it:
    code and settings. *names* are the records there are; a damaged one is the same as none. What
    is *ready* was made in this very build and waits for the one who asks, what is *waiting* is not
    on disk yet. A *keeper* is a second process that puts it there.

    A link that leads to a file beside the text is looked up again before a record is believed.
    """

    place: Path
    content: Path
    world: str
    names: set[bytes] = field(default_factory=set)
    used: set[bytes] = field(default_factory=set)
    waiting: dict[bytes, bytes] = field(default_factory=dict)
    ready: dict[bytes, Body] = field(default_factory=dict)
    store: Store | None = None
    keeper: Child | None = None
    _words: dict[Path, tuple[str, int]] = field(default_factory=dict)

    @classmethod
    def open(cls, place: Path, settings: Mapping[str, Any], code: str) -> Bodies:
        """Those in the folder *place*; *code* is a hash of the program and what is around it."""
        options = dict(settings["MARKDOWN"])
        named = [*options.pop("extensions", ()), *options.get("extension_configs", ())]
        named = [each for each in named if each != META]  # Pelican puts it in, our reader out
        embeds = (settings["SITEURL"], settings.get("FEED_DOMAIN"), settings.get("BLOG"))
        world = repr((code, settings["PATH"], options, list(dict.fromkeys(named)), embeds))
        bodies = cls(place, Path(settings["PATH"]), world)
        if all(isinstance(each, str) for each in named):
            try:
                with open_store(place, FILE) as store:
                    bodies.names = set(map(bytes.fromhex, store.names()))
            except (Doubt, ValueError, OSError):
                return bodies
        return bodies

    def key(self, path: Path, text: str) -> bytes:
        """The name of *text* in the file at *path*."""
        told = f"{self.world}\0{path}\0{text}"
        return hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()

    def knows(self, path: Path, text: str) -> bool:
        """Whether there is a record of it, true or not."""
        return self.key(path, text) in self.names

    def find(self, path: Path, text: str) -> Body | None:
        """What became of *text*; None where that is not known beyond doubt."""
        key = self.key(path, text)
        ready = self.ready.pop(key, None)
        if ready:
            self._words[path] = ready.html, ready.words
            return ready
        if key not in self.names:
            return None
        try:
            self.store = self.store or Store(self.place, FILE)
            body: Body = pickle.loads(self.store.get(key.hex()))  # noqa: S301 - checked, ours
        except (Doubt, sqlite3.Error):
            return None
        if any(_found(address, path, self.content) != there for address, there in body.asked):
            return None
        self.used.add(key)
        self._words[path] = body.html, body.words
        return body

    def keep(self, path: Path, text: str, body: Body) -> None:
        """Remember it. What Hugo's references lead to is not looked up again: those are not."""
        if self.lasts(text):
            self.put(self.key(path, text), counted(body))
            if len(self.waiting) >= AT_ONCE:
                self.write()

    def lasts(self, text: str) -> bool:
        """Whether a later build may believe what this one makes of it."""
        return "{{" not in text

    def words(self, path: Path, html: str) -> int | None:
        """The words in *html*, if that is what became of the text at *path*; told once."""
        known, words = self._words.pop(path, ("", 0))
        return words if known is html else None

    def put(self, key: bytes, body: Body) -> None:
        """Have it wait to be written."""
        self.waiting[key] = pickle.dumps(body, pickle.HIGHEST_PROTOCOL)
        self.used.add(key)

    def write(self) -> None:
        """Put on disk what waits for it; a folder that cannot be written costs time and nothing
        else."""
        try:
            with open_store(self.place, FILE) as store, store.change():
                store.put((key.hex(), record) for key, record in self.waiting.items())
        except (Doubt, OSError, sqlite3.Error):
            self.waiting.clear()
        self.names |= self.waiting.keys()
        self.waiting.clear()

    def stop(self) -> None:
        """Nobody asks any more; a keeper that is still at work is ended."""
        if self.keeper:
            self.keeper.stop()

    def close(self) -> None:
        """Every text was asked for. What nobody asked for goes when it is more than the rest."""
        if self.keeper:
            self.keeper.end()
        self.ready.clear()
        self._words.clear()
        if self.store:
            self.store.close()
            self.store = None
        if self.waiting:
            self.write()
        left = self.names - self.used
        if len(left) <= len(self.used):
            return
        try:
            with open_store(self.place, FILE) as store, store.change():
                store.drop(key.hex() for key in sorted(left))
        except (Doubt, OSError, sqlite3.Error):
            return


def counted(body: Body) -> Body:
    """The same with the number of its words, which takes long to find."""
    return replace(body, words=count_words(plain(body.html)))


def _found(address: str, source: Path, content: Path) -> str:
    target = find(address, source, content)
    return str(target) if target else ""
