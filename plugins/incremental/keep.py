"""A finished build as records: its contents, and what the templates of articles show besides."""

from __future__ import annotations

import gc
import logging
import pickle
from collections.abc import Collection, Container, Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from jinja2 import Environment, TemplateNotFound, meta, nodes
from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.writers import Writer

from ..blog.files import kept_by
from .freeze import Freezer
from .linear import LinearArticles, addresses_kept
from .pages import Album, Pages
from .recall import TEXTS, Counter, Recalled, Targets, recalled
from .sharing import share, usual, worth
from .sleepers import Sleepers
from .turns import Turns
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
    writer: Any = None
    over = False
    own: Collection[str] = ()
    """Contents whose address somebody has set."""

    def run(self) -> None:
        signals.all_generators_finalized.connect(self._remember)
        with ExitStack() as self._while:
            super().run()
        self.over = True

    @property
    def recorded(self) -> bool:
        """Whether the second process has kept what was read."""
        return isinstance(self.writer, Turns) and self.writer.helped

    def prepare(self) -> None:
        """All is read and nothing is written: whatever both processes would have to find out."""

    def record(self) -> None:
        """Keep what was read, before anything is written."""

    def records(self, known: Container[str] = ()) -> Iterator[tuple[str, bytes | None]]:
        """What to keep, by name; None for what is *known* and stands as it is."""
        yield from records_of(self, known)

    def _remember(self, generators: list[Any]) -> None:
        self.generators = tuple(generators)
        self._asked = generators  # the very list that Pelican goes through later

    def _get_writer(self) -> Any:
        """Pelican asks for it when all is read and nothing is written."""
        bodies = self.settings.get("BODIES")
        if bodies:
            bodies.close()
        self.prepare()
        vars(Content)[TEXTS].cache.clear()  # whole texts that somebody asked for while reading
        gc.freeze()  # what was read stays to the end: nobody need look for garbage in it
        self._while.callback(gc.unfreeze)
        contents = contents_of(self.generators)
        self.own = {name for name, each in contents.items() if "override_url" in vars(each)}
        self._while.enter_context(addresses_kept(contents.values()))
        self.writer = super()._get_writer()
        if type(self.writer) is not Writer or not usual(self.generators):
            return self.writer  # a plugin has its own, or wants to hear of every page
        self.writer = Turns(self.output_path, self.settings)
        album: Album | None = self.settings.get("ALBUM")
        if album:
            self.writer.pages = self.pages = self._open_pages(album, contents)
        if self.pages and album and album.sums:
            self.pages.sum_up()
            self.pages.compare()
        many = not self.pages or self.pages.many
        helped = many and worth(self.generators) and self._share(self.writer)
        if self.pages and not self.pages.sums and not helped:
            self.pages.sum_up()
        return self.writer

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
        warned = Counter()
        summaries, parts = (Recalled(sleepers, targets, warned) for _ in range(2))
        self._while.callback(context.update, {shelf: context[shelf] for shelf in TARGETS})
        context.update(targets)
        self._while.enter_context(sleepers.sleeping())
        self._while.enter_context(recalled(summaries))
        root = logging.getLogger()
        root.addHandler(warned)
        self._while.callback(root.removeHandler, warned)
        return Pages(kept, album, values, sleepers, targets, summaries, parts, warned)

    def _share(self, writer: Turns) -> object:
        """Start the second process, if there is to be one."""
        shared, apart = (
            [each for each in self.generators if isinstance(each, kinds)]
            for kinds in (self.shared, self.apart)
        )
        child = share(self._asked, writer, shared, apart, self._begin)
        self._while.callback(child.stop)
        return child

    def parts(self) -> dict[Any, Any]:
        """What was kept for several files, while they are written or when all are."""
        parts = kept_by(self.writer)
        return parts.plain() if self.over and isinstance(parts, Recalled) else parts

    def _begin(self) -> None:
        """What the second process does before all else."""
        if self.pages is None:
            self.record()
            return
        if not self.pages.sums:
            self.pages.sum_up()
        self.pages.sleepers.wake()
        self.record()
        self.pages.sleepers.rest()

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


def records_of(site: Watched, known: Container[str] = ()) -> Iterator[tuple[str, bytes | None]]:
    """All that a patch of an article needs; None for a record that is *known* and stands. Nothing,
    where a template hides what it shows."""
    reader = next(each for each in site.generators if isinstance(each, ArticlesGenerator))
    contents = contents_of(site.generators)
    articles = contents_of([reader])
    names = _names_of(site, reader.env, {f"{each.template}.html" for each in articles.values()})
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
    stand = site.pages.stand if site.pages else frozenset()
    try:
        for name, content in contents.items():
            record, url = f"content {name}", "" if name in site.own else "override_url"
            alike = name in stand and record in known
            yield record, None if alike else freezer.content(content, url)
        yield "shown", freezer.value(shown)
        yield "static_content", freezer.value(dict(context["static_content"]))
        yield "targets", pickle.dumps(targets)
        yield "kinds", pickle.dumps({name: type(each) for name, each in contents.items()})
        yield "articles", pickle.dumps(sorted(articles))
    except (pickle.PicklingError, TypeError, AttributeError):
        return  # a plugin keeps something in an article that cannot be kept: every build is whole


def _names_of(site: Watched, env: Environment, templates: Iterable[str]) -> frozenset[str] | None:
    """What ``names_in`` answers, or has answered of the same templates."""
    key = tuple(sorted(templates))
    known = site.pages.last.names if site.pages else {}
    if key in known:
        names = known[key]
    else:
        found = names_in(env, key)
        names = None if found is None else frozenset(found)
    if site.pages:
        site.pages.names[key] = names
    return names


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
        names |= _looked_for(tree)
        for other in meta.find_referenced_templates(tree):
            if other is None:
                return None
            left.append(other)
    return names


def _looked_for(node: nodes.Node, bound: frozenset[str] = frozenset()) -> set[str]:
    """Every name that *node* may look for, but for a macro's parameters inside of it: a name that
    is set in one branch comes from outside in the other."""
    if isinstance(node, nodes.Name):
        return {node.name} - bound if node.ctx == "load" else set()
    if isinstance(node, nodes.Macro):
        bound |= {each.name for each in node.args}
    return {name for each in node.iter_child_nodes() for name in _looked_for(each, bound)}
