"""The articles that editions are made of, as they were last read, and anew what changed since.

A preview asks for some dozen of them, and reads no other text. Whatever is in doubt is read from
the beginning: another program, other settings or another hour, a damaged record, any change but
that of the text of articles that stay where they are.
"""

from __future__ import annotations

import marshal
import pickle
import re
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..blog.article import Article
from ..blog.folded import NAMES, Folded, alike, row_of, unfold
from ..blog.library import from_content, read_articles, read_contents
from ..blog.log import collected_log, problems_of
from ..blog.opening import Run
from ..blog.problems import ProblemsFound
from ..blog.settings import Site
from ..blog.survey import survey
from ..digest.absent import Absent, find_absent
from ..digest.press import pages_of
from ..incremental.bodies import Bodies
from ..incremental.inputs import Look, changed, fingerprint, walk
from ..incremental.stamp import around
from ..incremental.store import Doubt, Store, open_store
from .ahead import read_ahead
from .keeping import world_of
from .memory import roots_of, span_of
from .surveying import narrowed

VERSION = 1
FILE = "articles.sqlite"
PLACED = (
    *("path", "url", "guid", "slug", "lang", "published", "original", "event"),
    *("withheld", "public_from"),
)
"""What else is read by: who links to an article, whose address is taken, when the site will say
something else. All other things in an article are its own."""
NAME = re.compile(r"[^\s/(){}<>\[\]\"'|]+\.md")
"""A file that a text may link to."""
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an edition is made of: *articles*, newest first; the addresses of *pages*; *absent* are
    the articles that a problem keeps off the site."""

    articles: tuple[Article, ...]
    pages: tuple[str, ...]
    absent: tuple[Absent, ...]


@dataclass(slots=True)
class Seen:
    """What was looked at: it holds in one *world*, from *since* to *until*, seconds since 1970."""

    world: str
    looks: dict[str, Look]
    since: float = 0.0
    until: float = 0.0


def gather(run: Run, place: Path) -> Gathered:
    """Everything, by the memory in the folder *place* as far as it holds. Raises ProblemsFound for
    whatever Pelican lost."""
    seen = Seen(world_of(run), walk(*roots_of(run)))
    try:
        with open_store(place, FILE) as store:
            return _recall(run, place, store, seen)
    except (Doubt, OSError):
        return gather_anew(run, place, seen)


def gather_anew(run: Run, place: Path, seen: Seen | None = None) -> Gathered:
    """Everything, read from the beginning, and remembered."""
    seen = seen or Seen(world_of(run), walk(*roots_of(run)))
    kinds = (".py", ".toml")
    code = fingerprint({path: each for path, each in seen.looks.items() if path.endswith(kinds)})
    place.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack, collected_log() as records:
        bodies = Bodies.open(place, run.settings, f"{code} {around()}")
        stack.callback(bodies.stop)
        found, known = read_ahead(run.settings, Path.cwd(), bodies)
        run.settings["LEFT_OUT"] = found.left_out
        articles = read_articles({**run.settings, "BODIES": bodies, **known})
        bodies.close()
    lost = tuple(problems_of(records, found))
    if lost:
        raise ProblemsFound(lost)
    gathered = Gathered(
        articles, pages_of(run.settings, found), tuple(find_absent(found, run.settings))
    )
    if seen.world:
        seen.since, seen.until = span_of(run, found)
        _keep(place, seen, gathered)
    return gathered


def _recall(run: Run, place: Path, store: Store, seen: Seen) -> Gathered:
    """What is remembered, with what changed since read anew; raises Doubt."""
    version, *known = marshal.loads(store.get("seen"))  # noqa: S302 - checked, ours
    if version != VERSION:
        raise Doubt("another version")
    before = Seen(*known)
    if not seen.world or before.world != seen.world:
        raise Doubt("another world")
    if not before.since <= run.settings["NOW"].timestamp() < before.until:
        raise Doubt("another day")
    rows: dict[str, Row] = pickle.loads(store.get("rows"))  # noqa: S301 - checked, ours
    pages, absent = pickle.loads(store.get("rest"))  # noqa: S301 - checked, ours
    texts: dict[str, str] = {}
    both = before.looks.keys() & seen.looks.keys()
    paths = {
        path
        for path in changed(before.looks, seen.looks)
        if path not in both or Path(path).parent not in _editors(run)
    }
    if paths:
        fresh = _reread(run, paths, rows)
        texts = {each.path.as_posix(): each.html for each in fresh}
        rows |= {each.path.as_posix(): row_of(each) for each in fresh}
        seen.since, seen.until = before.since, before.until
        with store.change():
            store.put((f"text {path}", text.encode()) for path, text in texts.items())
            store.put([("rows", pickle.dumps(rows)), ("seen", _dumped(seen))])
    fetch = _fetcher(run, place)
    return Gathered(_in_order(unfold(row, fetch) for row in rows.values()), pages, absent)


def _editors(run: Run) -> set[Path]:
    """The folders of what editors write and what was sent, which is read each time. That a file
    came there or went may still matter to a link."""
    return {run.content / "editions", run.register.parent / "editions"}


def _reread(run: Run, paths: set[str], rows: dict[str, Row]) -> list[Article]:
    """The articles at *paths*, and nothing else; raises Doubt where that would not do."""
    home = run.content
    names = {str(home / path): path for path in rows}
    if not paths <= names.keys():
        raise Doubt("more than the text of an article")
    slug = NAMES.index("slug")
    near = {rows[names[path]][slug] for path in paths}  # translations share it
    linked: set[str] = set()
    for path in paths:
        text = Path(path).read_text(encoding="utf-8-sig", errors="replace")
        linked |= set(map(unquote, NAME.findall(text)))
    kinds = {
        path: "article"
        for path, name in names.items()
        if path in paths or rows[name][slug] in near or Path(name).name in linked
    }
    settings = narrowed(run, kinds)
    if survey(settings, Path.cwd()).left_out:
        raise Doubt("one of them cannot be published")
    own = ("BLOG", "PAGE_PATHS")
    topics = {**run.settings["TOPICS"], "cache": ""}  # a few texts are no whole cache
    settings |= {"TOPICS": topics, **{name: run.settings[name] for name in own}}
    site = Site.from_pelican(settings)
    with collected_log() as records:
        contents = {str(each.relative_source_path): each for each in read_contents(settings)}
        found = {  # of what is linked only its place is wanted
            path: from_content(each, site, whole=str(each.source_path) in paths)
            for path, each in contents.items()
        }
    if records:
        raise Doubt(records[0].message)
    if found.keys() != {names[path] for path in kinds}:
        raise Doubt("one of them came or went")
    if not all(alike(row_of(each), rows[path], PLACED) for path, each in found.items()):
        raise Doubt("one of them stands elsewhere")
    return [found[names[path]] for path in sorted(paths)]


def _fetcher(run: Run, place: Path) -> Callable[[str], str]:
    """What answers the text of an article by its path. A record that is damaged is as good as
    none: then all is read."""

    def fetch(path: str) -> str:
        try:
            with open_store(place, FILE) as store:
                return store.get(f"text {path}").decode()
        except (Doubt, OSError, UnicodeDecodeError):
            (place / FILE).unlink(missing_ok=True)
            gathered = gather_anew(run, place)
            return next(each.html for each in gathered.articles if each.path.as_posix() == path)

    return fetch


def _in_order(articles: Iterable[Folded]) -> tuple[Article, ...]:
    """As Pelican's own are read: newest first."""
    found = sorted(articles, key=lambda each: (each.lang, each.path.as_posix()))
    return tuple(sorted(found, key=lambda each: each.published, reverse=True))


def _dumped(seen: Seen) -> bytes:
    return marshal.dumps((VERSION, seen.world, seen.looks, seen.since, seen.until))


def _keep(place: Path, seen: Seen, gathered: Gathered) -> None:
    """Remember it; a folder that cannot be written costs time, and nothing else."""
    articles = {each.path.as_posix(): each for each in gathered.articles}
    rows = {path: row_of(each) for path, each in articles.items()}
    rest = pickle.dumps((gathered.pages, gathered.absent))
    try:
        with open_store(place, FILE) as store, store.change():
            store.clear()
            store.put((f"text {path}", each.html.encode()) for path, each in articles.items())
            store.put([("rows", pickle.dumps(rows)), ("rest", rest), ("seen", _dumped(seen))])
    except (Doubt, OSError, sqlite3.Error):
        (place / FILE).unlink(missing_ok=True)
