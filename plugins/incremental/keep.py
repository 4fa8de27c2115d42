"""A finished build as records: its contents, and what the templates of articles show besides."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import Any

from jinja2 import Environment, TemplateNotFound, meta, nodes
from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator

from .freeze import Freezer
from .linear import LinearArticles, addresses_kept

SHELVES = (
    *("articles", "translations", "drafts", "drafts_translations"),
    *("hidden_articles", "hidden_translations"),
)
PAGES = ("pages", "hidden_pages", "draft_pages", "hidden_translations", "draft_translations")
GIVEN = (
    *("article", "articles", "category", "override_output", "url", "blog", "output_file"),
    *("localsiteurl", "SITEURL", "generated_content", "static_links", "settings"),
)
"""What every page is given anew."""


class Watched(Pelican):  # type: ignore[misc]
    """Pelican as it is, but for remembering what it made of the content, and for asking once what
    it asks of every article."""

    generators: tuple[Any, ...] = ()

    def run(self) -> None:
        signals.all_generators_finalized.connect(self._remember)
        with ExitStack() as self._while:
            super().run()

    def _remember(self, generators: Iterable[Any]) -> None:
        self.generators = tuple(generators)

    def _get_writer(self) -> Any:
        """Pelican asks for it when all is read and nothing is written."""
        self._while.enter_context(addresses_kept(contents_of(self.generators).values()))
        return super()._get_writer()

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
