"""A site written by two processes: the second is a fork of the first, so both hold what was read.

Both go through the same loops of Pelican's generators. Whatever is unusual, or goes wrong in the
second, is done by one process alone, as Pelican does it: it says what there is to say.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pelican import signals
from pelican.generators import Generator
from pelican.writers import Writer

from ..blog.log import collected_log
from .fork import Child, possible
from .pages import Made
from .taken import Taken
from .turns import Turns

FEWEST = 100
"""Contents; below this a second process costs more than it brings."""
HEARD = (
    *("content_written", "feed_generated", "feed_written", "article_generator_write_article"),
    *("article_writer_finalized", "page_generator_write_page", "page_writer_finalized"),
)
"""Who listens to these wants to hear of every page."""
ATTACH = re.compile(r"[{|]attach[|}]")


@dataclass(frozen=True, slots=True)
class Step:
    """Stands between generators, where Pelican asks each for its output."""

    generate_output: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What the second process tells the first. It is *sound* if it met nothing but warnings."""

    sound: bool
    warnings: tuple[tuple[int, str], ...] = ()
    written: frozenset[str] = frozenset()
    made: Mapping[str, Made] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    sums: Mapping[str, bytes] = field(default_factory=dict)
    names: Mapping[tuple[str, ...], frozenset[str] | None] = field(default_factory=dict)


def _work(
    first: Callable[[], object],
    apart: Sequence[Any],
    shared: Sequence[Any],
    writer: Turns,
    taken: Taken,
) -> Report:
    with collected_log() as records:
        try:
            if writer.pages:
                logging.getLogger().addHandler(writer.pages.warned)
            first()
            for each in apart:
                each.generate_output(writer)
            writer.taken = taken
            for each in shared:
                each.generate_output(writer)
        except Exception:  # noqa: BLE001 - the first process does it again and says what it is
            return Report(sound=False)
    sound = not any(record.serious for record in records)
    warnings = tuple((record.level, record.message) for record in records)
    pages = writer.pages
    written = frozenset(writer._written_files)
    if pages is None:
        return Report(sound, warnings, written)
    kept = frozenset(pages.kept.names)
    return Report(sound, warnings, written, pages.made, kept, pages.sums, pages.names)


def share(
    generators: list[Any],
    writer: Turns,
    shared: Sequence[Any],
    apart: Sequence[Any],
    first: Callable[[], object] = tuple,
) -> Child:
    """Start the second process, and put *generators* in the order in which this one asks them. The
    second does *first* what keeps all that was read, then those *apart*, whose files no page shows
    and that need none, then its part of the *shared*, which write pages alone; this one begins
    with these, and when all of that is on the disk, those follow that may read it."""
    taken = Taken()
    child = Child.start(lambda: _work(first, apart, shared, writer, taken))
    before: list[tuple[dict[str, Made], set[str]]] = []

    def begin(_: Any) -> None:
        if writer.pages:
            before.append((dict(writer.pages.made), set(writer.pages.kept.names)))
        writer.taken = taken

    def meet(_: Any) -> None:
        report = child.answer()
        writer.taken = None
        taken.close()
        mine = frozenset(writer._written_files)
        if not isinstance(report, Report) or not report.sound or report.written & mine:
            if writer.pages:
                writer.pages.go_back(*before[0])
            plain = Writer(writer.output_path, writer.settings)
            for each in (*apart, *shared):
                each.generate_output(plain)
            return
        writer.helped = True
        writer._written_files |= report.written
        if writer.pages:
            writer.pages.made |= report.made
            writer.pages.kept.names.update(report.kept)
            writer.pages.sums = dict(report.sums)
            writer.pages.names = dict(report.names)
        for level, message in report.warnings:
            logging.getLogger(__name__).log(level, "%s", message)

    rest = [each for each in generators if each not in (*shared, *apart)]
    generators[:] = [Step(begin), *shared, Step(meet), *rest]
    return child


def usual(generators: Sequence[Any]) -> bool:
    """Whether what one page shows depends on no page before, and nobody is told of each."""
    if any(getattr(signals, name).receivers for name in HEARD):
        return False
    made = [each for each in generators if isinstance(each, Generator)]
    settings = made[0].settings
    if settings["RELATIVE_URLS"] or settings["TEMPLATE_PAGES"]:
        return False
    # {attach} moves a file beside the first page that asks for it.
    contents = made[0].context["generated_content"].values()
    return not any(ATTACH.search(str(each._content)) for each in contents if each)


def worth(generators: Sequence[Any]) -> bool:
    """Whether a second process brings more than it costs."""
    made = next(each for each in generators if isinstance(each, Generator))
    return possible() and len(made.context["generated_content"]) >= FEWEST
