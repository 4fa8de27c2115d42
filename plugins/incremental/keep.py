"""A finished build as records: its contents, and what the templates of articles show besides."""

from __future__ import annotations

import gc
import logging
import pickle
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from jinja2 import Environment, TemplateNotFound, meta, nodes
from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.writers import Writer

from .freeze import Freezer
from .linear import LinearArticles, addresses_kept
from .pages import Album, Pages
from .recall import Targets, recalled
from .sleepers import Sleepers
from .turns import Turns, share, usual, worth
from .values import Values

SHELVES = (
    *("articles", "translations", "drafts", "drafts_translations"),
    *("hidden_articles", "hidden_translations"),
)
PAGES = ("pages", "hidden_pages", "draft_pages", "hidden_translations", "draft_translations")
TARGETS = "generated_content", "static_content"
"""What links lead to, in the context of every template."""
GIVEN = (
    *("article", "articles", "category", "override_output", "url", "blog", "output_file"),
    *("localsiteurl", "SITEURL", "generated_content", "static_links", "settings"),
)
"""What every page is given anew."""


class Watched(Pelican):  # type: ignore[misc]
    """Pelican as it is, but for remembering what it made of the content, for asking once what it
    asks of every article, for leaving pages that stand, and for a second process that writes some.

    The setting ALBUM tells of the pages of the build before; KEPT those that stay where they are.
    """

    apart: tuple[type, ...] = ()
    """Generators of files that no page shows and that need none."""
    shared: tuple[type, ...] = (ArticlesGenerator, PagesGenerator)
    """Generators of pages alone, by Pelican's writer."""
    generators: tuple[Any, ...] = ()
    pages: Pages | None = None

    def run(self) -> None:
        signals.all_generators_finalized.connect(self._remember)
        with ExitStack() as self._while:
            super().run()

    def prepare(self) -> None:
        """All is read and nothing is written: whatever both processes would have to find out."""

    def _remember(self, generators: list[Any]) -> None:
        self.generators = tuple(generators)
        self._asked = generators  # the very list that Pelican goes through later

    def _get_writer(self) -> Any:
        """Pelican asks for it when all is read and nothing is written."""
        bodies = self.settings.get("BODIES")
        if bodies:
            bodies.close()
        self.prepare()
        gc.freeze()  # what was read stays to the end: nobody need look for garbage in it
        self._while.callback(gc.unfreeze)
        contents = contents_of(self.generators)
        self._while.enter_context(addresses_kept(contents.values()))
        plain = super()._get_writer()
        if type(plain) is not Writer or not usual(self.generators):
            return plain  # a plugin has its own, or wants to hear of every page
        writer = Turns(self.output_path, self.settings)
        album: Album | None = self.settings.get("ALBUM")
        if album:
            writer.pages = self.pages = self._open_pages(album, contents)
        if worth(self.generators) and (not self.pages or self.pages.many):
            self._share(writer)
        return writer

    def _open_pages(self, album: Album, contents: dict[str, Content]) -> Pages:
        context = next(each.context for each in self.generators if isinstance(each, Generator))
        targets = {shelf: Targets(context[shelf], shelf) for shelf in TARGETS}
        known = contents | {
            f"{shelf} {path}": each
            for shelf, found in targets.items()
            for path, each in found.items()
            if isinstance(each, Content) and str(each.source_path) not in contents
        }
        shared = {"settings": self.settings, "context": context}
        kept, values, sleepers = self.settings["KEPT"], Values(shared, known), Sleepers(known)
        self._while.callback(context.update, {shelf: context[shelf] for shelf in TARGETS})
        context.update(targets)
        self._while.enter_context(sleepers.sleeping())
        memo = self._while.enter_context(recalled(sleepers, targets))
        pages = Pages(kept, album, values, sleepers, targets, memo)
        root = logging.getLogger()
        root.addHandler(pages.warned)
        self._while.callback(root.removeHandler, pages.warned)
        pages.compare()
        return pages

    def _share(self, writer: Turns) -> None:
        shared, apart = (
            [each for each in self.generators if isinstance(each, kinds)]
            for kinds in (self.shared, self.apart)
        )
        child = share(self._asked, writer, shared, apart)
        self._while.callback(child.stop)

    def _get_generator_classes(self) -> list[type]:
        classes: list[type] = super()._get_generator_classes()
        return [LinearArticles if each is ArticlesGenerator else each for each in classes]


def contents_of(generators: Iterable[Any]) -> dict[str, Content]:
    """Everything that was read, by its source path."""
    found: dict[str, Content] = {}
    for generator in generators:
        for shelf in (*SHELVES, *PAGES):
            contents = getattr(generator, shelf, ())
            found |= {str(each.source_path): each for each in contents}
    return found


def records_of(site: Watched) -> Iterator[tuple[str, bytes]]:
    """All that a patch of an article needs. Nothing, where a template hides what it shows."""
    reader = next(each for each in site.generators if isinstance(each, ArticlesGenerator))
    contents = contents_of(site.generators)
    articles = contents_of([reader])
    names = names_in(reader.env, {f"{each.template}.html" for each in articles.values()})
    if names is None:
        return
    context = reader.context
    freezer = Freezer(site.settings, context, contents.values())
    shown = {
        name: context[name]
        for name in sorted(names & context.keys())
        if name not in GIVEN and context[name] is not site.settings.get(name, context)
    }
    if "articles" in names:
        shown["articles"] = context["articles"]
    targets = {
        path: str(each.source_path)
        for path, each in context["generated_content"].items()
        if isinstance(each, Content)
    }
    try:
        for name, content in contents.items():
            yield f"content {name}", freezer.content(content)
        yield "shown", freezer.value(shown)
        yield "static_content", freezer.value(context["static_content"])
        yield "targets", pickle.dumps(targets)
        yield "kinds", pickle.dumps({name: type(each) for name, each in contents.items()})
        yield "articles", pickle.dumps(sorted(articles))
    except (pickle.PicklingError, TypeError, AttributeError):
        return  # a plugin keeps something in an article that cannot be kept: every build is whole


def names_in(env: Environment, templates: Iterable[str]) -> set[str] | None:
    """The names that *templates*, and those that they extend, include or import, take from
    outside; None if one of them is chosen while it renders."""
    names: set[str] = set()
    left, seen = list(templates), set()
    while left:
        template = left.pop()
        if template in seen:
            continue
        seen.add(template)
        try:
            source, _, _ = env.loader.get_source(env, template) if env.loader else ("", None, None)
        except TemplateNotFound:
            return None
        tree = env.parse(source)
        names |= meta.find_undeclared_variables(tree)
        names |= {each.name for each in tree.find_all(nodes.Name) if each.ctx == "load"}
        for other in meta.find_referenced_templates(tree):
            if other is None:
                return None
            left.append(other)
    return names
