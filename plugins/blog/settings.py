"""The door between Pelican's dict of settings and typed code."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

from .problems import Problem, ProblemsFound, nearest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BlogSettings:
    """``BLOG`` in pelicanconf.py: what every room needs to know of the site.

    mail         the address that answers, corrections and questions go to; empty: none is shown
    register     the file that remembers every address ever published, with its guid
    promise      the file of what readers may count on; without it nothing is promised
    people       the file of who writes here; without it a name is all that is known
    shortcodes   names of Hugo shortcodes that another plugin renders, so that none is reported
    keys         headers of your own that articles may have, so that none is reported as unknown
    embeds       hosts whose frames and pictures articles may show, as "player.vimeo.com"
    contributors folders in the content folder whose articles may not set template, save_as or url
    contributors_may  which of these they may set all the same
    latest       the name of a category for what is new, as "Latest News"; empty: there is none
    latest_by    what stands there: "category" (what names it), "newest" or "both"
    latest_number  how many of the newest
    """

    mail: str = ""
    register: str = "content/published.jsonl"
    promise: str = "content/promise.toml"
    people: str = "content/people.toml"
    shortcodes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    embeds: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    contributors_may: tuple[str, ...] = ()
    latest: str = ""
    latest_by: str = "both"
    latest_number: int = 10


@dataclass(frozen=True, slots=True)
class Site:
    """The site as readers know it. *url* has no slash at its end and is empty where unknown."""

    title: str
    subtitle: str
    url: str
    author: str
    language: str
    timezone: ZoneInfo
    mail: str = ""

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> Site:
        return cls(
            title=str(settings["SITENAME"]),
            subtitle=str(settings.get("SITESUBTITLE", "")),
            url=str(settings["SITEURL"] or settings.get("FEED_DOMAIN") or "").rstrip("/"),
            author=str(settings.get("AUTHOR") or settings["SITENAME"]),
            language=str(settings["DEFAULT_LANG"]),
            timezone=ZoneInfo(str(settings.get("TIMEZONE") or "UTC")),
            mail=read_section(settings, "BLOG", BlogSettings).mail,
        )


def read_section(settings: Mapping[str, Any], name: str, section: type[T]) -> T:
    """Make *section* from ``settings[name]``, or raise every problem at once."""
    given = settings.get(name) or {}
    if not isinstance(given, Mapping):
        raise ProblemsFound([Problem("pelicanconf.py", 1, f"{name} must be a dict")])
    hints = _hints(section)  # type: ignore[arg-type]
    known = {each.name: each for each in fields(section)}  # type: ignore[arg-type]
    wrong = [f'unknown key "{key}"{nearest(str(key), known)}' for key in given if key not in known]
    values: dict[str, Any] = {}
    for key, each in known.items():
        if key not in given:
            if each.default is MISSING and each.default_factory is MISSING:
                wrong.append(f'missing key "{key}"')
            continue
        value = given[key]
        if isinstance(value, list):
            value = tuple(value)
        if _fits(value, hints[key]):
            values[key] = value
        else:
            wrong.append(f'"{key}" must be {_named(hints[key])}, not {given[key]!r}')
    if wrong:
        raise ProblemsFound(Problem("pelicanconf.py", 1, f"{name}: {what}") for what in wrong)
    return section(**values)


@cache
def _hints(section: type[Any]) -> Mapping[str, Any]:
    """The types of its fields, found once: a section is read for every article."""
    return get_type_hints(section)


def _fits(value: Any, hint: Any) -> bool:
    if hint is Any:
        return True
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return any(_fits(value, each) for each in get_args(hint))
    if origin is tuple:
        return isinstance(value, tuple) and all(_fits(each, get_args(hint)[0]) for each in value)
    if origin is not None:
        return isinstance(value, origin)
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return hint is type(value) or (isinstance(hint, type) and isinstance(value, hint))


def _named(hint: Any) -> str:
    if hint is type(None):
        return "None"
    if get_origin(hint) in {Union, types.UnionType}:
        return " or ".join(_named(each) for each in get_args(hint))
    if get_origin(hint) is tuple:
        return f"a list of {_named(get_args(hint)[0])}"
    return getattr(hint, "__name__", str(hint))
