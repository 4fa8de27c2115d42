"""One article whose text was edited, made again without the others.

What other pages show of an article are its facts: title, address, summary, topics and so on. While
they stay, an edit changes its own page and the feeds that carry its text, and nothing else. Where
anything else moved, or anything is unusual, there is no patch, and the whole site is built.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.contents import Content
from pelican.generators import ArticlesGenerator
from pelican.utils import sanitised_join

from ..blog.log import collected_log
from .freeze import Freezer, Thawer
from .keep import SHELVES
from .store import Doubt, Store

OWN = ("_content", "toc", "words", "metadata", "settings", "_context")
"""What only an article's own page and its feeds show; its header is compared apart."""
LATER = ("translations", "translation_of")
"""What is known only when all are read; it follows from facts that did not change."""


@dataclass(frozen=True, slots=True)
class Patch:
    """An article as it was and as it is; its *page*, which goes to *path*; its record."""

    name: str
    before: Any
    after: Any
    path: Path
    page: str
    record: bytes


@dataclass(slots=True)
class Bench:
    """What a patch is made with; it serves for any number of patches, one after the other.

    *own* are further attributes that only an article's own page shows; *facts* answers what others
    see of it beyond its attributes, as a value that can be compared.
    """

    pelican: Any
    own: Sequence[str]
    facts: Callable[[Any], object]
    templates: Any = None

    @classmethod
    def open(
        cls, settings: dict[str, Any], own: Sequence[str], facts: Callable[[Any], object]
    ) -> Bench:
        """*settings* are those of the build that is to be patched."""
        return cls(Pelican(settings), own, facts)

    def patch(self, store: Store, names: Sequence[str]) -> tuple[Patch, ...]:
        """The articles with these source paths made again; raises Doubt where that would not do.

        *store* remembers the build; it is only read.
        """
        with collected_log() as records:
            patches = tuple(self._patches(store, names))
        for each in ("get_content", "get_summary"):  # Pelican keeps every text that it ever made
            vars(Content)[each].cache.clear()
        if records:
            raise Doubt(records[0].message)
        return patches

    def _patches(self, store: Store, names: Sequence[str]) -> Iterator[Patch]:
        kinds: dict[str, type[Content]] = pickle.loads(store.get("kinds"))  # noqa: S301 - ours
        known = set(pickle.loads(store.get("articles")))  # noqa: S301
        if not known.issuperset(names):
            raise Doubt("a file that was no article")
        settings = self.pelican.settings
        context: dict[str, Any] = {**settings, "static_links": set()}
        context["localsiteurl"] = settings["SITEURL"]
        thawer = Thawer(store.get, settings, context, kinds)
        targets: dict[str, str] = pickle.loads(store.get("targets"))  # noqa: S301
        context["generated_content"] = {path: thawer.content(targets[path]) for path in targets}
        context["static_content"] = thawer.value(store.get("static_content"))
        before = {name: thawer.content(name) for name in names}
        generator = self._read(names, context)
        after = {str(each.source_path): each for each in _all(generator)}
        if after.keys() != before.keys():
            raise Doubt("an article is lost or new")
        for name in names:
            self._settle(before[name], after[name])
        for name in names:
            thawer.replace(name, after[name])
            context["generated_content"][after[name].relative_source_path] = after[name]
        shown: Mapping[str, Any] = thawer.value(store.get("shown"))
        for name in names:
            content = after[name]
            content._context = context
            content.refresh_metadata_intersite_links()
            if self.facts(before[name]) != self.facts(content):
                raise Doubt("others show it otherwise now")
            page = self.templates.get_template(content.template).render(
                {
                    **context,
                    **shown,
                    "output_file": content.save_as,
                    "article": content,
                    "category": getattr(content, "category", None),
                    "override_output": hasattr(content, "override_save_as"),
                    "url": content.url,
                    "blog": True,
                }
            )
            path = Path(sanitised_join(self.pelican.output_path, content.save_as))
            freezer = Freezer(settings, context, ())
            freezer.know(thawer.made)
            yield Patch(name, before[name], content, path, page, freezer.content(content))

    def _read(self, names: Sequence[str], context: dict[str, Any]) -> ArticlesGenerator:
        """Have Pelican and its plugins read these files alone, in a context of their own."""
        only = {"ARTICLE_PATHS": list(names), "ARTICLE_EXCLUDES": []}
        generator = ArticlesGenerator(
            context={**context, "generated_content": {}},
            settings={**self.pelican.settings, **only},
            path=self.pelican.path,
            theme=self.pelican.theme,
            output_path=self.pelican.output_path,
        )
        generator.generate_context()
        self.templates = self.templates or generator  # its templates are compiled once
        return generator

    def _settle(self, before: Any, after: Any) -> None:
        """Compare the two, and give *after* what only a whole build finds out."""
        own = {*OWN, *self.own, *LATER}
        old, new = vars(before), vars(after)
        if not hasattr(before, "status") or before.get_static_links() != after.get_static_links():
            raise Doubt("it shows other files")
        if _header(before) != _header(after):
            raise Doubt("its header changed")
        for key in new.keys() - own:
            if key not in old or old[key] != new[key]:
                raise Doubt(f"{key} changed")
        for key in (old.keys() - new.keys()) | (old.keys() & set(LATER)):
            setattr(after, key, old[key])
        after.settings = self.pelican.settings


def _all(generator: Any) -> Iterator[Any]:
    for shelf in SHELVES:
        yield from getattr(generator, shelf)


def _header(content: Any) -> dict[str, Any]:
    return {key: value for key, value in content.metadata.items() if key != "toc"}
