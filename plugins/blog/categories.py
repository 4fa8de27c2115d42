"""On which shelves articles stand: several categories each, and the shelf of the newest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pelican.urlwrappers import Category

from .headers import words_of
from .problems import Problem, ProblemsFound, nearest
from .settings import BlogSettings, read_section
from .survey import Survey

BY_NAME, BY_AGE, BOTH = "category", "newest", "both"
WAYS = (BY_NAME, BY_AGE, BOTH)


def file_under_categories(generator: Any) -> None:
    """Put an article that names several categories on the page of each, and the newest on the
    shelf that the settings name. Names that give one address are one shelf, under the name that
    most articles use. Tells later plugins ``latest``: the files that are new enough."""
    settings = generator.settings
    section = latest_of(settings)
    shelves: dict[str, dict[int, Any]] = {}
    names: dict[str, Counter[str]] = {}
    for article in generator.articles:
        for name in dict.fromkeys((str(article.category), *categories_of(article))):
            slug = Category(name, settings).slug
            names.setdefault(slug, Counter())[name] += 1
            shelves.setdefault(slug, {})[id(article)] = article
    latest: list[Any] = []
    if section.latest and section.latest_by != BY_NAME:
        newest = sorted(generator.articles, key=lambda each: each.date, reverse=True)
        latest = newest[: section.latest_number]
        slug = Category(section.latest, settings).slug
        named = shelves.get(slug, {}) if section.latest_by == BOTH else {}
        shelves[slug] = {id(each): each for each in latest} | named
        names[slug] = Counter([section.latest])
    generator.context["latest"] = frozenset(each.relative_source_path for each in latest)
    generator.categories = sorted(
        (
            Category(_commonest(names[slug]), settings),
            sorted(shelf.values(), key=lambda each: each.date, reverse=True),
        )
        for slug, shelf in shelves.items()
        if shelf
    )
    generator._update_context(("categories",))


def categories_of(content: Any) -> tuple[str, ...]:
    """The names that an article gives; one that a stock site has typed is still a string."""
    value = getattr(content, "categories", ()) or ()
    return words_of(value) if isinstance(value, str) else tuple(map(str, value))


def latest_of(settings: Any) -> BlogSettings:
    """``BLOG``, looked at for what its types alone do not say of the newest."""
    section = read_section(settings, "BLOG", BlogSettings)
    wrong = []
    if section.latest_by not in WAYS:
        known = nearest(section.latest_by, WAYS) or f"; choose one of {', '.join(WAYS)}"
        wrong.append(f'"latest_by" cannot be "{section.latest_by}"{known}')
    if section.latest_number < 1:
        wrong.append(f'"latest_number" must be at least 1, not {section.latest_number}')
    if wrong:
        raise ProblemsFound(Problem("pelicanconf.py", 1, f"BLOG: {what}") for what in wrong)
    return section


def judge_categories(settings: Any, found: Survey) -> Iterator[Problem]:
    """A warning for each category that is spelled in two ways, where the rarer one stands."""
    section = latest_of(settings)
    places: dict[str, dict[str, list[tuple[str, int]]]] = {}
    for place in found.of("article"):
        header = place.source.header
        for key, name in _typed(header.fields):
            slug = Category(name, settings).slug
            spelled = places.setdefault(slug, {}).setdefault(name, [])
            spelled.append((place.source.shown, header.line(key)))
    for spellings in places.values():
        counts = Counter({name: len(where) for name, where in spellings.items()})
        best = section.latest if section.latest in spellings else _commonest(counts)
        for name, where in spellings.items():
            for shown, line in where if name != best else ():
                what = f'the category "{name}" is elsewhere written "{best}": it is one shelf, '
                yield Problem(shown, line, f"{what}so write it alike", True, "category-spelling")


def _typed(fields: Any) -> Iterable[tuple[str, str]]:
    one = fields.get("category")
    named = words_of(one) if isinstance(one, list) else (one.strip(),) if one else ()
    yield from (("category", name) for name in named if name)
    yield from (("categories", name) for name in words_of(fields.get("categories")))


def _commonest(names: Counter[str]) -> str:
    ordered: Sequence[str] = sorted(names, key=lambda name: (-names[name], name))
    return ordered[0]
