"""What the last build left for the next, and what may be patched with it instead of built."""

from __future__ import annotations

import hashlib
import marshal
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ..blog.files import write_if_changed
from ..blog.library import from_content
from ..blog.opening import Run
from ..blog.settings import Site
from ..blog.survey import Survey
from ..feeds import FeedsGenerator
from ..feeds import again as feeds
from ..hosting.headers import Policies, join, policy_of
from ..incremental.bodies import Bodies
from ..incremental.inputs import Look, changed, fingerprint, look_at, walk
from ..incremental.keep import Watched, records_of
from ..incremental.patch import Bench, Patch
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
from ..incremental.store import Doubt, Store, open_store
from ..incremental.templates import Compiled

OWN = ("assignments", "suggested_topics")
"""What nobody but an article's own page shows: the words that spoke for its topics. That other
articles are related to it depends on which topics those are, not on how strong."""
try:
    import fcntl
except ImportError:  # pragma: no cover - a system without it builds one at a time by habit
    fcntl = None  # type: ignore[assignment]


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
        return {**self.run.settings, "JINJA_ENVIRONMENT": {**options, "bytecode_cache": compiled}}

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

    def remember(self, site: Watched, found: Survey, told: Told) -> None:
        """Keep a whole build that is in place now."""
        home = f"{self.run.content}/"
        texts = (path for path in self.looks if path.startswith(home) and path.endswith(".md"))
        hashes = {path: hash_of(path) for path in texts}
        with open_store(self.place) as store, store.change():
            store.clear()
            store.put(records_of(site))
            store.put(_feeds_of(site))
            store.put(_seen(self.looks, hashes))
            if site.pages:
                store.put([("pages", pickle.dumps(site.pages.album()))])
        output = self.run.output
        folders = [output, *(each for each in output.rglob("*") if each.is_dir())]
        roots, besides = roots_of(self.run)
        self.stamp = Stamp(roots, besides, *span_of(self.run, found), told.said, told.code)
        write_folders(self.place, sorted(map(str, folders)))
        self._write_stamp()

    def patch(self, bench: Bench | None = None) -> Told | None:
        """Bring the output up to date by patching it, and answer what there is to say; None where
        the whole site has to be built."""
        if self.stamp is None:
            return None
        try:
            with open_store(self.place) as store:
                self.hashes = marshal.loads(store.get("hashes"))  # noqa: S302 - checked, ours
                before = marshal.loads(store.get("looks"))  # noqa: S302
                self._apply(bench, store, changed(before, self.looks))
        except Doubt:
            return None
        self.settle()
        return Told(self.stamp.said, self.stamp.code)

    def patch_at_once(self, bench: Bench, paths: Iterable[str]) -> Told | None:
        """The same where only *paths* can have changed since the last look; who calls it settles
        later."""
        if self.stamp is None or (self.fresh and read_stamp(self.place)):
            return None  # another process has built meanwhile
        seen = {path: look_at(path) for path in paths if path.rpartition("/")[2][:1] != "."}
        # An editor may save by way of a file that was never seen and is gone again.
        seen = {path: look for path, look in seen.items() if look or path in self.looks}
        if not all(seen.values()):
            return None
        self.looks |= {path: look for path, look in seen.items() if look}
        try:
            with open_store(self.place) as store:
                self._apply(bench, store, seen)
        except Doubt:
            return None
        return Told(self.stamp.said, self.stamp.code)

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

    def _apply(self, bench: Bench | None, store: Store, paths: Iterable[str]) -> None:
        """Write what the edits of *paths* change; raises Doubt, before anything is written."""
        edited = {}
        for path in paths:
            if path not in self.hashes or path not in self.looks:
                raise Doubt(f"{path} is new, gone or no text")
            edited[path] = hash_of(path)
        edited = {path: found for path, found in edited.items() if found != self.hashes[path]}
        if not edited:
            return
        bench = bench or bench_for(self)
        patches = bench.patch(store, sorted(edited))
        articles = {}
        records = {}
        for patch in patches:
            self._require_alike(store, patch)
            article = feeds.prepared(patch.after, bench.pelican.settings)
            name = article.path.as_posix()
            articles[name] = article
            records[f"entry {name}"] = pickle.dumps(article)
            records[f"content {patch.name}"] = patch.record
        files = {patch.path: patch.page.encode() for patch in patches}
        rewritten = feeds.rewrite(
            self._load(store, "feeds"),
            articles,
            lambda name: self._load(store, f"entry {name}"),
            bench.pelican.settings,
        )
        files |= {self.run.output / path: data for path, data in rewritten}
        self.forget()
        for file, data in files.items():
            write_if_changed(file, data)
        self.fresh |= records
        self.hashes |= edited

    def _load(self, store: Store, name: str) -> Any:
        data = self.fresh[name] if name in self.fresh else store.get(name)
        return pickle.loads(data)  # noqa: S301 - checked, ours

    def _require_alike(self, store: Store, patch: Patch) -> None:
        """Raise Doubt if something that is made of the whole site shows the text too."""
        before = patch.path.read_text(encoding="utf-8") if patch.path.is_file() else ""
        if _needs(before) != _needs(patch.page):
            raise Doubt("its headers changed")
        if patch.after.relative_source_path in self._load(store, "told whole"):
            raise Doubt("an edition shows all of it")
        if getattr(patch.after, "withheld", False):
            raise Doubt("no feed has it, and an edition may")


def bench_for(memory: Memory) -> Bench:
    """What patches of a build are made with."""
    settings, output = memory.settings(), str(memory.run.output)
    site = Site.from_pelican(settings)

    def facts(content: Any) -> object:
        article = from_content(content, site)
        return replace(article, html="", words=0), article.minutes

    topics = {**settings["TOPICS"], "cache": ""}  # a few texts are no whole cache
    return Bench.open({**settings, "OUTPUT_PATH": output, "TOPICS": topics}, OWN, facts)


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


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One build at a time: another that begins meanwhile waits for this one to end."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w", encoding="utf-8") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def warm(bench: Bench, place: Path) -> None:
    """Make one patch for nothing: templates are compiled and the vocabulary is read by then."""
    try:
        with open_store(place) as store:
            names = pickle.loads(store.get("articles"))  # noqa: S301 - checked, ours
            bench.patch(store, names[:1])
    except Doubt:
        return


def hash_of(path: str) -> bytes:
    """A hash of a file's bytes; none of one that went away."""
    try:
        return hashlib.sha256(Path(path).read_bytes()).digest()
    except OSError:
        return b""


def _seen(looks: dict[str, Look], hashes: dict[str, bytes]) -> list[tuple[str, bytes]]:
    return [("looks", marshal.dumps(looks)), ("hashes", marshal.dumps(hashes))]


def _feeds_of(site: Watched) -> Iterator[tuple[str, bytes]]:
    """The records of the feeds, and of what editions tell whole."""
    whole: set[str] = set()
    for generator in site.generators:
        if isinstance(generator, FeedsGenerator):
            kept, articles = feeds.keep(generator.shelves, generator.pictures)
            yield "feeds", pickle.dumps(kept)
            yield from ((f"entry {name}", pickle.dumps(each)) for name, each in articles.items())
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


def _needs(page: str) -> Policies:
    """What a host's headers must allow for a page."""
    return join({"/": policy_of(page)})
