"""The article before and the one after, for each article: what a reader turns the page to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pelican.generators import Generator


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles next to one in time, in its own language where they have it, or None."""

    older: Any = None
    newer: Any = None


class NeighboursGenerator(Generator):  # type: ignore[misc]
    """Gives templates ``article.neighbours``; it writes nothing."""

    def generate_context(self) -> None:
        give_neighbours(self.context["articles"])

    def generate_output(self, writer: Any) -> None:
        """There is nothing to write."""


def give_neighbours(articles: Sequence[Any]) -> None:
    """Give each of *articles*, newest first, its neighbours; a translation has those of its
    original.

    Once for all, since a template that looked for each would make the work grow with the square.
    """
    beside = zip(articles, (*articles[1:], None), (None, *articles[:-1]), strict=False)
    for article, older, newer in beside:
        for each in (article, *article.translations):
            each.neighbours = Neighbours(told_in(older, each.lang), told_in(newer, each.lang))


def told_in(content: Any, lang: str) -> Any:
    """*content*, or its translation into *lang* if it has one."""
    if content is None or content.lang == lang:
        return content
    return next((each for each in content.translations if each.lang == lang), content)
