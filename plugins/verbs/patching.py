"""Texts that were edited, brought into a site that is built, where that is enough."""

from __future__ import annotations

import marshal
import pickle
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..blog.files import write_if_changed
from ..blog.library import from_content
from ..blog.settings import Site
from ..feeds import again as feeds
from ..hosting.headers import Policies, join, policy_of
from ..incremental.inputs import changed, look_at
from ..incremental.patch import Bench, Patch
from ..incremental.stamp import read_stamp
from ..incremental.store import Doubt, Store, look_into, open_store
from .memory import HALF, Memory, Told, hash_of

OWN = ("assignments", "suggested_topics")
"""What nobody but an article's own page shows: the words that spoke for its topics. That other
articles are related to it depends on which topics those are, not on how strong."""

Show = Callable[[Mapping[str, str]], None]
"""Is told pages, by their path in the output."""
FEW = 8
"""Articles saved at once that are worth a glance: nobody looks at more."""


def unseen(_pages: Mapping[str, str]) -> None:
    """Nobody looks."""


def patch(memory: Memory, bench: Bench | None = None) -> Told | None:
    """Bring the output up to date by patching it, and answer what there is to say; None where
    the whole site has to be built."""
    if memory.stamp is None:
        return None
    try:
        with open_store(memory.place) as store:
            memory.hashes = marshal.loads(store.get("hashes"))  # noqa: S302 - checked, ours
            before = marshal.loads(store.get("looks"))  # noqa: S302
            _apply(memory, bench, store, changed(before, memory.looks))
    except Doubt:
        return None
    memory.settle()
    return Told(memory.stamp.said, memory.stamp.code)


def patch_at_once(
    memory: Memory, bench: Bench, paths: Iterable[str], show: Show = unseen
) -> Told | None:
    """The same where only *paths* can have changed since the last look; who calls it settles
    later. The pages are shown before feeds are made of them."""
    if memory.stamp is None or (memory.fresh and read_stamp(memory.place)):
        return None  # another process has built meanwhile
    seen = {path: look_at(path) for path in paths if path.rpartition("/")[2][:1] != "."}
    # An editor may save by way of a file that was never seen and is gone again.
    seen = {path: look for path, look in seen.items() if look or path in memory.looks}
    if not all(seen.values()):
        return None
    try:
        with open_store(memory.place) as store:
            _apply(memory, bench, store, seen, show)
    except Doubt:
        return None
    memory.looks |= {path: look for path, look in seen.items() if look}
    return Told(memory.stamp.said, memory.stamp.code)


def glance(place: Path, bench: Bench, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The articles among *paths*, for as long as a build of the whole site takes, even while it is
    at work: the path of a page in the output, and the page. Of many there are none."""
    try:
        with look_into(place) as read:
            known = set(pickle.loads(read("articles")))  # noqa: S301 - checked, ours
            names = sorted(known.intersection(paths))
            return bench.glance(read, names) if 0 < len(names) <= FEW else {}
    except Doubt:
        return {}


def _apply(
    memory: Memory,
    bench: Bench | None,
    store: Store,
    paths: Iterable[str],
    show: Show = unseen,
) -> None:
    """Write what the edits of *paths* change; raises Doubt, before anything is written."""
    edited = {}
    for path in paths:
        if path not in memory.hashes or path not in memory.looks:
            raise Doubt(f"{path} is new, gone or no text")
        edited[path] = hash_of(path)
    edited = {path: found for path, found in edited.items() if found != memory.hashes[path]}
    if not edited:
        return
    for path, found in edited.items():
        known = memory.hashes[path]
        if known and known[:HALF] != found[:HALF]:
            raise Doubt("its header changed")  # told before anything is loaded for a patch
    files, records = _made(memory, bench or bench_for(memory), store, sorted(edited), show)
    memory.forget()
    for file, data in files.items():
        write_if_changed(file, data)
    memory.fresh |= records
    memory.hashes |= edited


def _made(
    memory: Memory, bench: Bench, store: Store, names: Sequence[str], show: Show
) -> tuple[dict[Path, bytes], dict[str, bytes]]:
    """The files that change with these articles, and the records; raises Doubt."""
    patches = bench.patch(store, names)
    articles = {}
    records = {}
    for made in patches:
        _require_alike(memory, store, made)
    show({made.after.save_as: made.page for made in patches})
    for made in patches:
        article = feeds.prepared(made.after, bench.pelican.settings)
        name = article.path.as_posix()
        articles[name] = article
        records[f"entry {name}"] = pickle.dumps(article)
        records[f"content {made.name}"] = made.record
    files = {made.path: made.page.encode() for made in patches}
    rewritten = feeds.rewrite(
        memory.load(store, "feeds"),
        articles,
        lambda name: memory.load(store, f"entry {name}"),
        bench.pelican.settings,
    )
    files |= {memory.run.output / path: data for path, data in rewritten}
    return files, records


def _require_alike(memory: Memory, store: Store, made: Patch) -> None:
    """Raise Doubt if something that is made of the whole site shows the text too."""
    before = made.path.read_text(encoding="utf-8") if made.path.is_file() else ""
    if _needs(before) != _needs(made.page):
        raise Doubt("its headers changed")
    if made.after.relative_source_path in memory.load(store, "told whole"):
        raise Doubt("an edition shows all of it")
    if getattr(made.after, "withheld", False):
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


def warm(memory: Memory, bench: Bench) -> None:
    """Make a patch of two articles for nothing: by then templates are compiled, and the vocabulary
    is read in the languages of both."""
    try:
        with open_store(memory.place) as store:
            names = pickle.loads(store.get("articles"))  # noqa: S301 - checked, ours
            _made(memory, bench, store, sorted({*names[:1], *names[-1:]}), unseen)
    except Doubt:
        return


def _needs(page: str) -> Policies:
    """What a host's headers must allow for a page."""
    return join({"/": policy_of(page)})
