"""One build of the whole site into a fresh folder, with an account of what became of each file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pelican import Pelican

from .log import collected_log, problems_of
from .problems import Problem
from .survey import Survey


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build. *folder* holds it until somebody puts it in place.

    *problems* are those that the build itself met: a plugin that does not load, a page that
    could not be written, a file that Pelican dropped. *pelican* is what made it.
    """

    folder: Path
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
    its own beside *output*, which is gone again when the block ends."""
    output.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as name:
        yield _build(settings, survey, Path(name), made)


def _build(settings: dict[str, Any], survey: Survey, fresh: Path, made: type[Pelican]) -> Built:
    with collected_log() as records:
        pelican = made({**settings, "OUTPUT_PATH": str(fresh), "LEFT_OUT": survey.left_out})
        pelican.run()
    problems = tuple(sorted({*problems_of(records, survey), *_dropped(survey, fresh)}))
    return Built(
        folder=fresh,
        articles=sum(
            place.kind == "article"
            and place.status == "published"
            and place.source.path not in survey.left_out
            for place in survey.places
        ),
        topics=_count(fresh / "topics", "*/index.html"),
        feeds=_count(fresh / "feeds", "**/*.xml") + _count(fresh / "feeds", "**/*.json"),
        problems=problems,
        pelican=pelican,
    )


def _dropped(survey: Survey, fresh: Path) -> Iterator[Problem]:
    """Pelican ends well although it lost an article: so every page is looked for."""
    for place in survey.places:
        wanted = place.save_as and place.source.path not in survey.left_out
        if wanted and not (fresh / place.save_as).is_file():
            what = f"this was not published: no page was written at {place.url}"
            yield Problem(place.source.shown, 1, what)


def _count(folder: Path, pattern: str) -> int:
    return sum(1 for _ in folder.glob(pattern)) if folder.is_dir() else 0
