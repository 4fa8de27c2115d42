"""What each room says of some files, or of the site: one that gives up hides no other."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..authoring.links import PICTURES
from ..authoring.settings import CheckSettings
from ..blog.opening import Run
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import Survey

ONCE = "no-lexicon"
"""What is told at the first article of a language only."""


def asked(room: Callable[[], Iterable[Problem]]) -> tuple[Problem, ...]:
    """What a room says; one that gives up hides no other."""
    try:
        return tuple(room())
    except ProblemsFound as wrong:
        return wrong.problems


def judge_topics(settings: Mapping[str, Any], found: Survey, few: bool) -> Iterator[Problem]:
    """What the topics say of each text, as if nothing were published; of a language without words
    at every article. Of *few* they remember nothing: to read what they know of all takes longer."""
    from ..topics.check import check_topics

    blog = {**settings["BLOG"], "register": os.devnull}
    shown = {place.source.shown: place for place in found.places}
    for problem in check_topics({**settings, "BLOG": blog}, found, few=few):
        yield problem
        if problem.code == ONCE and problem.path in shown:
            lang = shown[problem.path].lang
            for place in found.of("article"):
                source = place.source
                if place.lang == lang and source.sound and source.shown != problem.path:
                    line = source.header.line("lang")
                    yield Problem(source.shown, line, problem.message, True, ONCE)


def judge_pictures(settings: Mapping[str, Any], found: Survey) -> tuple[Problem, ...]:
    from ..images.checks import check_pictures

    return asked(lambda: check_pictures(settings, found))


def show_pictures(found: Survey) -> bool:
    """Whether any text may show a picture: if none does, what looks at them is not loaded."""
    headers = [place.source.header for place in found.places]
    texts = [f"{header.fields.get('image', '')} {header.body}".lower() for header in headers]
    return any(ending in text for text in texts for ending in PICTURES)


def judge_addresses(settings: dict[str, Any], found: Survey) -> Iterable[Problem]:
    from ..hosting.check import check_addresses

    return check_addresses(settings, found)


def judge_people(settings: dict[str, Any], found: Survey) -> Iterable[Problem]:
    from ..people.check import check_people

    return check_people(settings, found)


def judge_site(run: Run) -> Iterator[Problem]:
    """What is wrong beside the texts: editions, feeds, themes of the mail, settings."""
    from ..digest.personal import judge_themes
    from ..digest.promised import read_record, unexplained
    from ..digest.settings import DigestSettings
    from ..digest.shelf import read_shelf
    from ..feeds.settings import FeedOptions, read_patterns
    from ..topics.reading import open_desk
    from .told import near

    def shelf() -> Iterator[Problem]:
        shelf = read_shelf((), run.settings, run.settings["NOW"])
        yield from (problem for each in shelf.notes.values() for problem in each.problems)
        record = read_record(shelf, run.settings)
        if record and shelf.promise:
            yield from unexplained(record, shelf.promise, near(Path(shelf.settings.folder)))

    def feeds() -> tuple[()]:
        read_patterns(run.settings)
        FeedOptions.from_pelican(run.settings)
        return ()

    def themes() -> Iterator[Problem]:
        if run.own:  # a trial may have topics of its own
            section = DigestSettings.from_pelican(run.settings)
            yield from judge_themes(section, open_desk(run.settings).taxonomy.subjects)

    def checks() -> tuple[()]:
        CheckSettings.from_pelican(run.settings)
        return ()

    for room in (shelf, feeds, themes, checks):
        yield from asked(room)


def section_of(settings: Mapping[str, Any]) -> CheckSettings:
    try:
        return CheckSettings.from_pelican(settings)
    except ProblemsFound:
        return CheckSettings()  # judge_site tells of it


def is_published(register: Path, url: str) -> bool:
    """Whether readers know *url*; of a long register only the lines that name it are read."""
    if not register.is_file():
        return False
    lines = register.read_text(encoding="utf-8").split("\n")
    return any(_url_of(line) == url for line in lines if url in line)


def published_at(register: Path) -> frozenset[str]:
    """Every address that readers know."""
    if not register.is_file():
        return frozenset()
    rows = register.read_text(encoding="utf-8").split("\n")
    return frozenset(map(_url_of, rows))


def _url_of(line: str) -> str:
    try:
        return str(json.loads(line)["url"]) if line.strip() else ""
    except (ValueError, KeyError, TypeError):
        return ""  # whoever looks after addresses tells of it
