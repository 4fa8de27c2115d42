"""Texts made HTML and their topics found before Pelican asks, by two processes at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ..blog.survey import Place, Survey
from ..incremental.bodies import Bodies
from ..incremental.fork import Child, possible
from ..topics.cache import FILE
from ..topics.reading import open_desk, read_text

FEWEST = 60
"""Texts; below this a second process costs more than it brings."""


def read_ahead(settings: dict[str, Any], found: Survey, bodies: Bodies) -> dict[str, Any]:
    """*settings* with what is known of the files in *found*: each is read once. What is new of
    *bodies* and of the topics is on the disk afterwards, where Pelican's own run finds it."""
    sound = [each for each in found.places if each.source.path not in found.left_out]
    new = [
        each
        for each in sound
        if each.status != "skip" and not bodies.knows(each.source.path, each.source.header.body)
    ]
    if len(new) >= FEWEST and possible():
        with TemporaryDirectory(dir=bodies.place) as name:
            halves = [Path(name, each) for each in ("second", "first")]
            child = Child.start(lambda: _work(settings, new[1::2], bodies, halves[0]))
            try:
                _work(settings, new[::2], bodies, halves[1])
                if child.answer():
                    bodies.names |= {_key(each, bodies) for each in new[1::2]}
            finally:
                child.stop()
            _gather(settings, halves)
    return {**settings, "SOURCES": {each.source.path: each.source for each in sound}}


def _work(settings: dict[str, Any], places: Sequence[Place], bodies: Bodies, folder: Path) -> bool:
    bodies.make(settings, ((each.source.path, each.source.header.body) for each in places))
    desk = open_desk({**settings, "TOPICS": {**settings["TOPICS"], "cache": str(folder)}})
    for each in places:
        try:
            text = read_text(each.source.path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError):
            continue
        if each.kind == "article" and text.title:  # else Pelican gives it one
            desk.tag(text, each.lang)
    desk.cache.save(whole=False)
    return True


def _key(place: Place, bodies: Bodies) -> bytes:
    return bodies.key(place.source.path, place.source.header.body)


def _gather(settings: dict[str, Any], folders: Sequence[Path]) -> None:
    """Add what was found of topics to the file that the topics room reads: a line a text."""
    kept = settings["TOPICS"].get("cache")
    files = [folder / FILE for folder in folders if (folder / FILE).is_file()]
    if not kept or not files:
        return
    Path(kept).mkdir(parents=True, exist_ok=True)
    with Path(kept, FILE).open("a", encoding="utf-8") as file:
        file.writelines("\n" + each.read_text(encoding="utf-8") for each in files)
