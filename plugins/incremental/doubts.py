"""What makes a site one of which nothing may be remembered: whatever cannot be known."""

from __future__ import annotations

import pkgutil
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from weakref import ReferenceType

import markdown.extensions
from blinker import Signal
from pelican.paginator import PaginationRule
from pelican.plugins import signals

PLAIN = {str, bytes, int, float, bool, type(None)}
LISTS = {list, tuple, set, frozenset, PaginationRule}
VALUES = {"datetime", "zoneinfo", "pathlib", "re"}
"""Modules whose values are no code of a site's own."""
EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols", "jinja2.ext.i18n")
"""Those of Jinja that show nothing but what a template names."""
CODE = ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS", "READERS")
"""Settings that bring code along."""
CACHES = ("CACHE_CONTENT", "LOAD_CONTENT_CACHE")
CHANCE = re.compile(r"\b(random|lipsum)\b|\.(now|utcnow|today)\b")
"""How a template can ask chance or the clock."""


def doubts(settings: Mapping[str, Any], plugins: Iterable[Any], own: str) -> Iterator[str]:
    """Why nothing of a site may be remembered; nothing where it may. *own* is the name of the
    package that remembers, *plugins* are those that Pelican has loaded."""
    yield from (
        f"the plugin {each.__name__}" for each in plugins if getattr(each, "__name__", "") != own
    )
    yield from (f"{each}, which listens to Pelican" for each in _listeners(own))
    yield from (f"code in the setting {name}" for name in CODE if settings[name])
    yield from (
        f"a setting that is no plain value: {name}"
        for name, value in settings.items()
        if name != "PELICAN_CLASS" and not plain(value)
    )
    yield from (f"Pelican's own cache ({name})" for name in CACHES if settings[name])
    if settings["FEED_MAX_ITEMS"] == 0:
        yield "feeds without entries, which tell the time"
    extensions = settings["JINJA_ENVIRONMENT"].get("extensions", ())
    yield from (f"Jinja's extension {each}" for each in extensions if each not in EXTENSIONS)
    known = {each.name for each in pkgutil.iter_modules(markdown.extensions.__path__)}
    options = settings["MARKDOWN"]
    for each in (*options.get("extensions", ()), *options.get("extension_configs", ())):
        if str(each).removeprefix("markdown.extensions.") not in known:
            yield f"Markdown's extension {each}"


def plain(value: object) -> bool:
    """Whether *value* is data through and through: then equal values do the same."""
    kind = type(value)
    if kind in PLAIN or kind.__module__ in VALUES:
        return True
    if isinstance(value, dict) and kind in {dict, OrderedDict}:
        return all(plain(each) for pair in value.items() for each in pair)
    return isinstance(value, Iterable) and kind in LISTS and all(map(plain, value))


def leaves_to_chance(folders: Iterable[Path]) -> bool:
    """Whether a template in one of *folders* may ask chance or the clock."""
    files = (each for folder in folders for each in folder.rglob("*") if each.is_file())
    return any(CHANCE.search(each.read_text(encoding="utf-8", errors="replace")) for each in files)


def _listeners(own: str) -> Iterator[str]:
    for signal in vars(signals).values():
        if not isinstance(signal, Signal):
            continue
        for known in signal.receivers.values():
            found: Any = known() if isinstance(known, ReferenceType) else known
            module = str(getattr(found, "__module__", ""))
            if found and module != own and not module.startswith(f"{own}."):
                yield f"{module}.{getattr(found, '__qualname__', '')}"
