"""What ``invoke topics`` said of each article, kept for the next time it is asked.

Only texts that changed since are read. Another program, other settings, another vocabulary or a
damaged record: all are.
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..blog.opening import Run
from ..blog.survey import Survey, survey
from ..incremental.inputs import Look, changed, walk
from ..incremental.store import Doubt, Store, open_store
from ..topics.answers import lines_of, table, unsound_in
from ..topics.report import Line, as_json
from .keeping import world_of
from .surveying import narrowed

VERSION = 1
FILE = "topics.sqlite"
DECIDING = (".md", ".toml", ".py", ".jsonl")
"""Files of other kinds decide nothing about what a text is about."""
Looks = dict[str, Look]
Lines = dict[str, Line]


def tell_all(run: Run, place: Path, look: Callable[[], Survey], *, json: bool) -> str:
    """The topics of every article, as a table or for programs, by the memory in the folder *place*
    as far as it holds; *look* looks at every file where that is needed."""
    looks, world = looks_of(run), world_of(run)
    memory = _Memory(run, look, json, looks, world)
    try:
        with open_store(place, FILE) as store:
            unsound, lines = memory.recall(store)
    except (Doubt, OSError):
        found = look()
        unsound, lines = unsound_in(found), lines_of(run.settings, found, json=json)
        memory.begin(place, unsound, lines)
    return as_json(lines.values()) if json else table(lines.values(), unsound)


def looks_of(run: Run) -> Looks:
    """Every file that may decide what is said, as it looks now."""
    named = [str(run.settings["TOPICS"].get("taxonomy") or ""), str(run.register)]
    code = Path(__file__).parents[1]
    roots = [str(run.content), str(code), *map(str, run.root.glob("*.py")), *filter(None, named)]
    found = walk(roots, (str(run.output),))
    return {path: look for path, look in found.items() if path.endswith(DECIDING)}


@dataclass(frozen=True, slots=True)
class _Memory:
    """What is told in one form, for programs or for people; each has records of its own."""

    run: Run
    look: Callable[[], Survey]
    json: bool
    looks: Looks
    world: str

    @property
    def name(self) -> str:
        return "json" if self.json else "table"

    def recall(self, store: Store) -> tuple[int, Lines]:
        """How many articles cannot be read, and the lines of the others: as they are remembered,
        with what changed since read anew; raises Doubt."""
        seen = marshal.loads(store.get(f"seen {self.name}"))  # noqa: S302 - checked, ours
        version, world, before, unsound = seen
        if version != VERSION or not world or world != self.world:
            raise Doubt("another world")
        paths = changed(before, self.looks)
        if any(not path.endswith(".md") for path in paths):
            raise Doubt("by this every text is read")
        kept = marshal.loads(store.get(self.name))  # noqa: S302 - checked, ours
        known = {path: Line(*row) for path, row in kept.items()}
        if not paths:
            return unsound, known
        order = list(known)
        found = self._few(paths) if paths <= known.keys() & self.looks.keys() else None
        if found is None:
            found = self.look()
            unsound = unsound_in(found)
            sound = (each for each in found.of("article") if each.source.sound and each.lang)
            order = [str(each.source.path) for each in sound]
        stale = [path for path in order if path in paths or path not in known]
        fresh = lines_of(self.run.settings, found, stale, json=self.json) if stale else {}
        lines = {path: fresh.get(path) or known[path] for path in order}
        with store.change():
            self._keep(store, unsound, lines)
        return unsound, lines

    def begin(self, place: Path, unsound: int, lines: Lines) -> None:
        """Remember it anew; a folder that cannot be written costs time, and nothing else."""
        try:
            with open_store(place, FILE) as store, store.change():
                self._keep(store, unsound, lines)
        except (Doubt, OSError, sqlite3.Error):
            (place / FILE).unlink(missing_ok=True)

    def _few(self, paths: set[str]) -> Survey | None:
        """These articles alone; None where one of them cannot be read any more."""
        found = survey(narrowed(self.run, dict.fromkeys(paths, "article")), Path.cwd())
        sound = all(each.source.sound and each.lang for each in found.places)
        return found if sound and len(found.places) == len(paths) else None

    def _keep(self, store: Store, unsound: int, lines: Lines) -> None:
        seen = (VERSION, self.world, self.looks, unsound)
        rows = {path: tuple(each) for path, each in lines.items()}
        store.put([(self.name, marshal.dumps(rows)), (f"seen {self.name}", marshal.dumps(seen))])
