"""Pages written by two processes: each takes the next page that the other has not taken.

Both hold all that was read, since the second is a fork of the first, and both go through the same
loops of Pelican's generators. Whatever is unusual, or goes wrong in the second, is done by one
process alone, as Pelican does it: it says what there is to say.
"""

from __future__ import annotations

import logging
import mmap
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from tempfile import mkstemp
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.generators import Generator
from pelican.paginator import Paginator
from pelican.utils import sanitised_join
from pelican.writers import Writer

from ..blog.log import collected_log
from .fork import Child, possible
from .pages import Made, Pages, hidden

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without it has no second process either
    fcntl = None  # type: ignore[assignment]

PAGES = 1 << 24
"""More than any site has; memory that nobody touches costs nothing."""
FEWEST = 100
"""Contents; below this a second process costs more than it brings."""
HEARD = (
    *("content_written", "feed_generated", "feed_written", "article_generator_write_article"),
    *("article_writer_finalized", "page_generator_write_page", "page_writer_finalized"),
)
"""Who listens to these wants to hear of every page."""
ATTACH = re.compile(r"[{|]attach[|}]")


class Taken:
    """Which pages are taken, in memory that both processes see."""

    def __init__(self) -> None:
        self._marks = mmap.mmap(-1, PAGES)
        self._lock, name = mkstemp()
        os.unlink(name)  # noqa: PTH108 - only its lock is wanted

    def take(self, page: int) -> bool:
        """Whether it was still free, and is the caller's now."""
        fcntl.lockf(self._lock, fcntl.LOCK_EX)  # one that dies meanwhile lets go of it
        free = self._marks[page] == 0
        self._marks[page] = 1
        fcntl.lockf(self._lock, fcntl.LOCK_UN)
        return free

    def close(self) -> None:
        os.close(self._lock)


class Turns(Writer):  # type: ignore[misc]
    """Pelican's writer for a site without anything unusual. Of *pages* it leaves those that stand;
    while *taken* is set, also those that the other process has taken."""

    pages: Pages | None = None
    taken: Taken | None = None
    count = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[int, bool] = {}

    def write_file(
        self,
        name: Any,
        template: Template,
        context: dict[str, Any],
        relative_urls: bool = False,
        paginated: Mapping[str, Any] | None = None,
        template_name: str | None = None,
        override_output: bool = False,
        url: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Pelican's own, a page at a time."""
        if not name:
            return
        lists = paginated
        if lists is None:
            lists = {key: each for key, each in kwargs.items() if key in {"articles", "dates"}}
        leaves = self._leaves(name, url, lists, template_name)
        for save_as, more in leaves if lists else ((name, {}),):
            if not self._mine():
                continue
            given = {**kwargs, **more}
            if self.pages is None or override_output or relative_urls or self._hidden(template):
                super().write_file(
                    save_as,
                    template,
                    context,
                    relative_urls,
                    {},
                    override_output=override_output,
                    url=url,
                    **given,
                )
            else:
                self._write(self.pages, save_as, template, context, given)

    def _leaves(
        self, name: str, url: str | None, lists: Mapping[str, Any], template_name: str | None
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each page that a list takes: where it goes and what it is given besides."""
        sizes = self.settings["PAGINATED_TEMPLATES"]
        if template_name not in sizes:
            yield name, {}
            return
        size = sizes[template_name] or self.settings["DEFAULT_PAGINATION"]
        paginators = {
            key: Paginator(name, url, each, self.settings, size) for key, each in lists.items()
        }
        last = next(iter(paginators.values())).num_pages
        for number in range(1, last + 1):
            given: dict[str, Any] = {}
            for key, each in paginators.items():
                page = each.page(number)
                given |= {
                    f"{key}_paginator": each,
                    f"{key}_page": page,
                    f"{key}_previous_page": each.page(number - 1) if number > 1 else None,
                    f"{key}_next_page": each.page(number + 1) if number < each.num_pages else None,
                }
            yield page.save_as, given

    def _write(
        self,
        pages: Pages,
        name: str,
        template: Template,
        context: Mapping[str, Any],
        given: Mapping[str, Any],
    ) -> None:
        local = {**context, "output_file": name, **given}
        local.setdefault("localsiteurl", None)
        path = sanitised_join(self.output_path, name)
        fresh = path not in self._written_files
        if fresh and pages.stands(name, template, local):
            self._written_files.add(path)
            return
        text = pages.render(name, template, local)
        if fresh and pages.same(name, text):
            self._written_files.add(path)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as Pelican does
        with self._open_w(path, "utf-8") as file:
            file.write(text)

    def _hidden(self, template: Template) -> bool:
        key = id(template.environment)
        if key not in self._known:
            self._known[key] = hidden(template)
        return self._known[key]

    def _mine(self) -> bool:
        if self.taken is None:
            return True
        self.count += 1
        return self.taken.take(self.count - 1)


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


def _work(generators: Sequence[Any], writer: Turns, taken: Taken) -> Report:
    writer.taken = taken
    with collected_log() as records:
        try:
            if writer.pages:
                logging.getLogger().addHandler(writer.pages.warned)
            for each in generators:
                each.generate_output(writer)
        except Exception:  # noqa: BLE001 - the first process does it again and says what it is
            return Report(sound=False)
    sound = not any(record.serious for record in records)
    warnings = tuple((record.level, record.message) for record in records)
    pages = writer.pages
    made, kept = (pages.made, frozenset(pages.kept.names)) if pages else ({}, frozenset())
    return Report(sound, warnings, frozenset(writer._written_files), made, kept)


def share(
    generators: list[Any],
    writer: Turns,
    shared: Sequence[Any],
    apart: Sequence[Any],
) -> Child:
    """Start the second process, and put *generators* in the order in which the first asks them:
    those *apart*, whose files no page shows and that need none, while the second begins with the
    *shared*, which write pages alone; these, as far as they are left; then, with everything on the
    disk, those that may read it."""
    taken = Taken()
    child = Child.start(lambda: _work(shared, writer, taken))
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
            for each in shared:
                each.generate_output(plain)
            return
        writer._written_files |= report.written
        if writer.pages:
            writer.pages.made |= report.made
            writer.pages.kept.names.update(report.kept)
        for level, message in report.warnings:
            logging.getLogger(__name__).log(level, "%s", message)

    rest = [each for each in generators if each not in (*shared, *apart)]
    generators[:] = [*apart, Step(begin), *shared, Step(meet), *rest]
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
