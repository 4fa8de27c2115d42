"""Parts of Pelican whose work grows with the square of the number of articles, done in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pelican.contents import Article, Page
from pelican.generators import ArticlesGenerator


class Shelf(list[Any]):
    """A list that knows at once whether it holds an article; nobody changes it any more."""

    def __init__(self, articles: Iterable[Any]) -> None:
        super().__init__(articles)
        self._ids = frozenset(map(id, self))

    def __contains__(self, article: object) -> bool:
        return id(article) in self._ids


class LinearArticles(ArticlesGenerator):  # type: ignore[misc]
    """Pelican's generator. It looks for each article in each list: of every month, category and
    author."""

    def _build_period_archives(
        self, sorted_articles: Sequence[Any], articles: Sequence[Any], settings: Mapping[str, Any]
    ) -> Any:
        """The same archives; Pelican fills each by asking of every article whether it is in it."""
        archives = super()._build_period_archives(sorted_articles, (), settings)
        place = {id(each): at for at, each in enumerate(articles)}
        for periods in archives.values():
            for period in periods:
                period["articles"] = sorted(period["dates"], key=lambda each: place[id(each)])
        return archives

    def generate_pages(self, writer: Any) -> None:
        """The same pages; what it looks for in each list is found at once."""
        known: Any = self
        known.categories = [(category, Shelf(each)) for category, each in known.categories]
        known.authors = [(author, Shelf(each)) for author, each in known.authors]
        known.tags = {tag: Shelf(each) for tag, each in known.tags.items()}
        super().generate_pages(writer)


@contextmanager
def addresses_kept(contents: Iterable[Any]) -> Iterator[None]:
    """While nothing changes an address any more: Pelican makes it anew whenever it is asked."""
    kept = [
        each
        for each in contents
        if type(each) in {Article, Page} and not hasattr(each, "override_url")
    ]
    for each in kept:
        each.override_url = each.url
    try:
        yield
    finally:
        for each in kept:
            del each.override_url
