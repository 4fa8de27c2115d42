"""One article whose text was edited, made again without the others.

What other pages show of an article are its facts: title, address, summary, topics and so on. While
they stay, an edit changes its own page and the feeds that carry its text, and nothing else. Where
anything else moved, or anything is unusual, there is no patch, and the whole site is built.
"""

from __future__ import annotations

import pickle
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

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
Read = Callable[[str], bytes]
"""Answers the record of a name; raises Doubt."""
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


class Asleep(Mapping[str, Any]):
    """What links may lead to, by path: of thousands, those that somebody asks for are made."""

    def __init__(self, names: Mapping[str, str], thawer: Thawer) -> None:
        self._names, self._thawer = names, thawer

    def __getitem__(self, path: str) -> Any:
        return self._thawer.content(self._names[path])

    def __contains__(self, path: object) -> bool:
        return path in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(slots=True)
class Again:
    """Articles read a second time, by name: *before* as a build left them, *after* as they are."""

    context: dict[str, Any]
    thawer: Thawer
    generator: ArticlesGenerator
    before: dict[str, Any]
    after: dict[str, Any]
    record: bytes
    shown: Mapping[str, Any] = field(default_factory=dict)
    """What every page shows besides, once ``join`` has put the new ones in place of the old."""

    def join(self) -> None:
        """Have all that shows one of them show it as it is."""
        for name, content in self.after.items():
            self.thawer.replace(name, content)
            self.context["generated_content"][content.relative_source_path] = content
        self.shown = self.thawer.value(self.record)
        for content in self.after.values():
            content._context = self.context
            content.refresh_metadata_intersite_links()


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
            try:
                patches = tuple(self._patches(store, names))
            finally:
                _forget_texts()
        if records:
            raise Doubt(records[0].message)
        return patches

    def glance(self, read: Read, names: Sequence[str]) -> dict[str, tuple[str, str]]:
        """These articles as they are now, by name: the path of a page in the output, and the page.
        None of one that cannot be read, or that lost a header: what came of that is not known.
        Nothing is told: a whole build comes next and says what there is to say."""
        with collected_log():
            try:
                again = self._again(read, names)
                for name, content in again.after.items():
                    self._complete(again.before[name], content)
                again.join()
                return {
                    name: (content.save_as, self._render(content, again))
                    for name, content in again.after.items()
                    if _header(again.before[name]).keys() <= _header(content).keys()
                }
            except Exception:  # noqa: BLE001 - of a text that is broken the build tells more
                return {}
            finally:
                _forget_texts()

    def _patches(self, store: Store, names: Sequence[str]) -> Iterator[Patch]:
        again = self._again(store.get, names)
        if again.after.keys() != again.before.keys():
            raise Doubt("an article is lost or new")
        for name in names:
            self._settle(again.before[name], again.after[name])
        again.join()
        for name in names:
            before, content = again.before[name], again.after[name]
            if self.facts(before) != self.facts(content):
                raise Doubt("others show it otherwise now")
            page = self._render(content, again)
            path = Path(sanitised_join(self.pelican.output_path, content.save_as))
            settings = self.pelican.settings
            freezer = Freezer(settings, again.context, (), again.generator.settings)
            freezer.know(again.thawer.made)
            yield Patch(name, before, content, path, page, freezer.content(content))

    def _again(self, read: Read, names: Sequence[str]) -> Again:
        """Read these articles anew, beside what is remembered."""
        kinds: dict[str, type[Content]] = pickle.loads(read("kinds"))  # noqa: S301 - ours
        known = set(pickle.loads(read("articles")))  # noqa: S301
        if not known.issuperset(names):
            raise Doubt("a file that was no article")
        settings = self.pelican.settings
        context: dict[str, Any] = {**settings, "static_links": set()}
        context["localsiteurl"] = settings["SITEURL"]
        thawer = Thawer(read, settings, context, kinds)
        targets: dict[str, str] = pickle.loads(read("targets"))  # noqa: S301
        context["generated_content"] = ChainMap[str, Any]({}, cast(Any, Asleep(targets, thawer)))
        context["static_content"] = thawer.value(read("static_content"))
        before = {name: thawer.content(name) for name in names}
        generator = self._read(names, context)
        after = {str(each.source_path): each for each in _all(generator)}
        return Again(context, thawer, generator, before, after, read("shown"))

    def _render(self, content: Any, again: Again) -> str:
        """Its page."""
        page: str = self.templates.get_template(content.template).render(
            {
                **again.context,
                **again.shown,
                "output_file": content.save_as,
                "article": content,
                "category": getattr(content, "category", None),
                "override_output": hasattr(content, "override_save_as"),
                "url": content.url,
                "blog": True,
            }
        )
        return page

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
        """Compare the two, and complete *after*."""
        own = {*OWN, *self.own, *LATER}
        old, new = vars(before), vars(after)
        if not hasattr(before, "status") or before.get_static_links() != after.get_static_links():
            raise Doubt("it shows other files")
        if _header(before) != _header(after):
            raise Doubt("its header changed")
        for key in new.keys() - own:
            if key not in old or old[key] != new[key]:
                raise Doubt(f"{key} changed")
        self._complete(before, after)

    def _complete(self, before: Any, after: Any) -> None:
        """Give *after* what only a whole build finds out."""
        before.status  # noqa: B018 - it loads itself at the first look
        old, new = vars(before), vars(after)
        for key in (old.keys() - new.keys()) | (old.keys() & set(LATER)):
            setattr(after, key, old[key])
        after.settings = self.pelican.settings


def _forget_texts() -> None:
    """Pelican keeps every text that it ever made."""
    for each in ("get_content", "get_summary"):
        vars(Content)[each].cache.clear()


def _all(generator: Any) -> Iterator[Any]:
    for shelf in SHELVES:
        yield from getattr(generator, shelf)


def _header(content: Any) -> dict[str, Any]:
    return {key: value for key, value in content.metadata.items() if key != "toc"}
