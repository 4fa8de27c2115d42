"""The same as Pelican's own, in one pass."""

from __future__ import annotations

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.settings import DEFAULT_CONFIG

from plugins.incremental.linear import LinearArticles, Shelf, addresses_kept

SETTINGS = {
    **DEFAULT_CONFIG,
    "YEAR_ARCHIVE_SAVE_AS": "{date:%Y}/index.html",
    "MONTH_ARCHIVE_SAVE_AS": "{date:%Y}/{date:%m}/index.html",
}


def test_archives_are_those_of_pelican() -> None:
    start = datetime(2020, 1, 1)  # noqa: DTZ001 - as an author types it
    articles = [SimpleNamespace(date=start + timedelta(days=n * 37 % 900)) for n in range(60)]
    dates = sorted(articles, key=lambda each: each.date, reverse=True)

    def archives(made: type) -> Any:
        generator = made.__new__(made)
        return generator._build_period_archives(dates, articles, SETTINGS)

    assert archives(LinearArticles) == archives(ArticlesGenerator)
    assert archives(LinearArticles)["month"][0]["articles"]


def test_a_shelf_is_a_list_that_knows_its_own() -> None:
    one, other = SimpleNamespace(name="a"), SimpleNamespace(name="a")
    shelf = Shelf([one])
    assert shelf == [one]
    assert one in shelf
    assert other not in shelf


def test_addresses_are_kept_for_a_while() -> None:
    article = Article("", {"title": "One", "slug": "one"}, SETTINGS, "one.md", {})
    own = Article("", {"title": "Two", "url": "mine/", "save_as": "mine/index.html"}, SETTINGS)
    before = dict(vars(article)), dict(vars(own))
    with addresses_kept([article, own]):
        article.slug = "later"
        assert (article.url, article.save_as, own.url) == ("one.html", "later.html", "mine/")
        article.slug = "one"
    assert (vars(article), vars(own)) == before
