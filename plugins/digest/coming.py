"""The events that fall between an edition and the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from ..blog.article import Article
from ..blog.promise import Promise
from ..blog.settings import Site
from .lines import one_line
from .month import Month
from .notes import Event


def next_edition(month: Month, promise: Promise | None, site: Site) -> datetime:
    """When the edition after that of *month* is promised; without a promise the end of the month
    that it is about."""
    after = month.after
    if promise and promise.rhythm:
        return promise.rhythm.rhythm.due(after.year, after.number)
    then = after.after
    return datetime(then.year, then.number, 1, tzinfo=site.timezone)


def coming_up(
    articles: Iterable[Article], since: datetime, until: datetime, lang: str
) -> Iterator[Event]:
    """What begins after *since* and before *until*, the first of them first, in the words of
    *lang*. Of translations only the original; nothing that came onto the site after *since*."""
    found = [
        (each.event.begins, each.url, each)
        for each in articles
        if each.event and each.original and each.published <= since
    ]
    for begins, _, article in sorted(found, key=lambda each: each[:2]):
        event = article.event
        if event and since.astimezone(UTC) < begins < until.astimezone(UTC):
            day = event.when(lang)
            yield Event(one_line(article.title), day, one_line(event.place), article.url)
