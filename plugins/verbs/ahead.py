"""Every file looked at, made HTML and its topics found before Pelican asks, by two processes."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from ..blog.log import collected_log
from ..blog.problems import ProblemsFound
from ..blog.reader import ArticleReader, Body
from ..blog.survey import Place, Survey, content_files, settle, surveyor
from ..incremental.bodies import Bodies, counted
from ..incremental.fork import Child, possible
from ..incremental.taken import Taken
from ..topics.cache import Told
from ..topics.known import Known, find
from ..topics.reading import Desk, open_desk

FEWEST = 60
"""Texts; below this a second process costs more than it brings."""
AT_ONCE = 1000
"""Bodies that wait to be written; with more of them each process writes its own."""


class Seen(NamedTuple):
    """A file that was looked at, without its *text*, and what became of that: its *body*, known by
    its *key* from now on, and its *topics*. Each is missing where only Pelican's run can tell."""

    place: Place
    text: str
    key: bytes = b""
    body: Body | None = None
    topics: Any = None


@dataclass(slots=True)
class Round:
    """One process's way through the *files* of a site. *desk* is missing where the vocabulary has
    a mistake: Pelican's run tells of it."""

    settings: dict[str, Any]
    shown_from: Path
    bodies: Bodies
    desk: Desk | None
    files: list[tuple[Path, str]]
    seen: dict[int, Seen] = field(default_factory=dict)

    def go(self, numbers: Iterable[int]) -> dict[int, Seen]:
        """Look at these files, but for those about which something has to be said: whoever says
        it looks at them again."""
        settings = {**self.settings, "BODIES": self.bodies}  # as they are when Pelican reads
        place, reader = surveyor(settings, self.shown_from), ArticleReader(settings)
        with collected_log() as records:
            for number in numbers:
                before = len(records)
                found = place(*self.files[number])
                if len(records) == before:
                    self.seen[number] = self._read(found, reader, records)
        return self.seen

    def _read(self, place: Place, reader: ArticleReader, records: list[Any]) -> Seen:
        source, (bare, text) = place.source, _parted(place)
        if not source.sound or place.status == "skip":
            return Seen(bare, text)
        key, body, topics = self.bodies.key(source.path, text), None, None
        if key not in self.bodies.names:
            before = len(records)
            body = counted(reader.body(text, source.path))
            if len(records) > before:
                body = None
            elif self.bodies.lasts(text):
                self.bodies.put(key, body)
                if len(self.bodies.waiting) >= AT_ONCE:
                    self.bodies.write()
        if self.desk and place.kind == "article":
            topics = find(self.desk, source.path, source.header, place.lang)
        return Seen(bare, text, key, body, topics)

    @property
    def learnt(self) -> tuple[dict[bytes, bytes], Told]:
        """What is not on the disk yet of bodies and of topics."""
        return self.bodies.waiting, self.desk.cache.told() if self.desk else ({}, False)

    def keep(self, learnt: tuple[dict[bytes, bytes], Told]) -> None:
        """Put it there, with what another process has *learnt*."""
        bodies, topics = learnt
        self.bodies.waiting |= bodies
        self.bodies.write()
        if self.desk:
            self.desk.cache.hear(topics)
            self.desk.cache.save(whole=True)


def read_ahead(
    settings: dict[str, Any], shown_from: Path, bodies: Bodies
) -> tuple[Survey, dict[str, Any]]:
    """What ``survey`` finds, without the texts, and further settings with what is known of these.

    What is new of *bodies* and of the topics is on the disk when the bodies are closed: the second
    process puts it there while the first goes on.
    """
    files = content_files(settings)
    tour = Round(settings, shown_from, bodies, None, files)
    known: dict[str, Any] = {}
    if len(files) < FEWEST or not possible():
        _alone(tour)
    else:
        with suppress(ProblemsFound):
            tour.desk = open_desk(settings)
        _together(tour)
        if tour.desk:
            rows = {str(each.place.source.path): each.topics for each in tour.seen.values()}
            rows = {path: row for path, row in rows.items() if row}
            known["KNOWN_TOPICS"] = Known(tour.desk, rows)
    seen = [tour.seen[number] for number in range(len(files))]
    bodies.ready |= {each.key: each.body for each in seen if each.body}
    known["SOURCES"] = {each.place.source.path: (each.place.source, each.text) for each in seen}
    return settle([each.place for each in seen], settings), known


def _alone(tour: Round) -> None:
    """Look at the files that are left; Pelican's own run does the rest."""
    place = surveyor(tour.settings, tour.shown_from)
    for number, file in enumerate(tour.files):
        if number not in tour.seen:
            tour.seen[number] = Seen(*_parted(place(*file)))


def _parted(place: Place) -> tuple[Place, str]:
    """A place without its text, which is let go when it has become HTML, and the text."""
    source, text = place.source, place.source.header.body
    bare = replace(source, header=replace(source.header, body=""))
    return replace(place, source=bare), text


def _together(tour: Round) -> None:
    """Each takes the next file that the other has not taken."""
    taken = Taken()

    def hand_over() -> dict[int, Seen]:
        seen, tour.seen = tour.go(filter(taken.take, range(len(tour.files)))), {}
        return seen

    child = tour.bodies.keeper = Child.start(hand_over, tour.keep)
    try:
        tour.go(filter(taken.take, range(len(tour.files))))
        answer = child.answer()
        if answer is None:
            child.stop()
            tour.keep(({}, ({}, False)))
        else:
            child.tell(tour.learnt)
            tour.seen |= answer
    except BaseException:
        child.stop()
        raise
    finally:
        taken.close()
    tour.bodies.waiting.clear()
    if tour.desk:
        tour.desk.cache.forget()
    _alone(tour)
