"""One build of the whole site into a fresh folder, with an account of what became of each file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from os.path import normpath, relpath
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from jinja2 import TemplateSyntaxError
from pelican import Pelican

from .files import Kept
from .log import collected_log, problems_of
from .problems import Problem, ProblemsFound
from .survey import Survey

TOPIC = re.compile(r"topics/[^/]+/index\.html")
FEED = re.compile(r"feeds/.+\.(xml|json)")


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build. *folder* holds it until somebody puts it in place, but for the files
    *kept*, which are in place already.

    *problems* are those that the build itself met: a plugin that does not load, a page that
    could not be written, a file that Pelican dropped. *pelican* is what made it.
    """

    folder: Path
    kept: frozenset[str]
    articles: int
    topics: int
    feeds: int
    problems: tuple[Problem, ...]
    pelican: Pelican

    @property
    def summary(self) -> str:
        """What there is now, in a few words."""
        parts = {"article": self.articles, "topic": self.topics, "feed": self.feeds}
        return ", ".join(f"{n} {each}{'' if n == 1 else 's'}" for each, n in parts.items())


@contextmanager
def built(
    settings: dict[str, Any], survey: Survey, output: Path, made: type[Pelican] = Pelican
) -> Iterator[Built]:
    """Run Pelican, or the class *made* of it, on all that is sound in *survey*, into a folder of
    its own beside *output*, which is gone again when the block ends. Raises ProblemsFound for a
    template that cannot be read."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as name:
        yield _build(settings, survey, Path(name), made)


def _build(settings: dict[str, Any], survey: Survey, fresh: Path, made: type[Pelican]) -> Built:
    with collected_log() as records:
        pelican = made({**settings, "OUTPUT_PATH": str(fresh), "LEFT_OUT": survey.left_out})
        try:
            pelican.run()
        except TemplateSyntaxError as error:
            where = relpath(error.filename) if error.filename else str(error.name)
            what = f"this template cannot be read: {error.message}"
            raise ProblemsFound([Problem(where, error.lineno, what)]) from error
    kept = pelican.settings.get("KEPT", Kept(fresh))
    files = kept.files(fresh)
    problems = tuple(sorted({*problems_of(records, survey), *_dropped(survey, files)}))
    return Built(
        folder=fresh,
        kept=frozenset(kept.names),
        articles=sum(
            place.kind == "article"
            and place.status == "published"
            and place.source.path not in survey.left_out
            for place in survey.places
        ),
        topics=sum(bool(TOPIC.fullmatch(each)) for each in files),
        feeds=sum(bool(FEED.fullmatch(each)) for each in files),
        problems=problems,
        pelican=pelican,
    )


def _dropped(survey: Survey, files: Container[str]) -> Iterator[Problem]:
    """Pelican ends well although it lost an article: so every page is looked for."""
    for place in survey.places:
        wanted = place.save_as and place.source.path not in survey.left_out
        if wanted and normpath(place.save_as) not in files:
            what = f"this was not published: no page was written at {place.url}"
            yield Problem(place.source.shown, 1, what)
