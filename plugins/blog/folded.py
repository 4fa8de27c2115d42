"""Articles whose text is fetched when somebody asks for it: of thousands, a month's are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Set
from dataclasses import fields
from typing import Any

from .article import Article

ANCHOR = re.compile(r'\s(?:id|name)="([^"]+)"')
TEXT = "html"
NAMES = tuple(each.name for each in fields(Article) if each.name != TEXT)
_SLOTS = tuple(getattr(Article, name) for name in NAMES)
_TEXT: Any = vars(Article)[TEXT]


class Folded(Article):
    """An Article in all respects, but for where its text is until it is wanted."""

    __slots__ = ("_fetch",)

    _fetch: Callable[[str], str]

    @property
    def html(self) -> str:
        """The text, fetched by the article's path."""
        try:
            text: str = _TEXT.__get__(self)
        except AttributeError:
            text = self._fetch(self.path.as_posix())
            _TEXT.__set__(self, text)
        return text

    @html.setter
    def html(self, text: str) -> None:
        _TEXT.__set__(self, text)


def row_of(article: Article) -> tuple[Any, ...]:
    """All of it but the text, in the order of NAMES."""
    return tuple(slot.__get__(article) for slot in _SLOTS)


def unfold(row: tuple[Any, ...], fetch: Callable[[str], str]) -> Folded:
    """The article of a *row*; *fetch* answers the text of a path."""
    made = object.__new__(Folded)
    for slot, value in zip(_SLOTS, row, strict=True):
        slot.__set__(made, value)
    object.__setattr__(made, "_fetch", fetch)
    return made


def alike(row: tuple[Any, ...], other: tuple[Any, ...], names: Collection[str]) -> bool:
    """Whether two rows say the same under *names*."""
    return all(
        one == two for name, one, two in zip(NAMES, row, other, strict=True) if name in names
    )


class Anchors(Set[str]):
    """The anchors of an article, looked for when somebody asks: few of thousands are asked."""

    __slots__ = ("_article", "_found")

    def __init__(self, article: Article) -> None:
        self._article = article
        self._found: frozenset[str] | None = None

    @property
    def _names(self) -> frozenset[str]:
        if self._found is None:
            self._found = frozenset(ANCHOR.findall(self._article.html))
        return self._found

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
