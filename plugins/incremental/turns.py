"""Pelican's writer, for pages that stand and for pages that two processes share out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import Template
from pelican.paginator import Paginator
from pelican.utils import sanitised_join
from pelican.writers import Writer

from .pages import Pages, hidden
from .taken import Taken


class Turns(Writer):  # type: ignore[misc]
    """Pelican's writer for a site without anything unusual. Of *pages* it leaves those that stand;
    while *taken* is set, also those that the other process has taken."""

    pages: Pages | None = None
    taken: Taken | None = None
    helped = False
    """Whether the second process did its share."""
    count = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._known: dict[int, bool] = {}
        self._parts: dict[Any, Any] = {}

    @property
    def parts(self) -> dict[Any, Any]:
        """What several files are made of, kept for all of them."""
        return self.pages.parts if self.pages else self._parts

    def write_made(self, name: str, make: Callable[[], bytes], given: object) -> None:
        """A file without a template, made of *given* and of contents that *make* looks at."""
        if not self._mine():
            return
        pages, path = self.pages, sanitised_join(self.output_path, name)
        if pages is None:
            _put(path, make())
        elif not pages.stands_made(name, given):
            found = pages.make(name, make, given)
            if not pages.same(name, found):
                _put(path, found)

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
        found = pages.render(name, template, local)
        if not fresh:
            with self._open_w(path, "utf-8"):  # Pelican says what is wrong with that
                return
        self._written_files.add(path)
        if not pages.same(name, found):
            _put(path, found)

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


def _put(path: str, data: bytes) -> None:
    """Write a file; its folder is mostly there, or else new."""
    try:
        file = open(path, "wb")  # noqa: PTH123, SIM115 - for every page of a site
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120 - as above
        file = open(path, "wb")  # noqa: PTH123, SIM115
    with file:
        file.write(data)
