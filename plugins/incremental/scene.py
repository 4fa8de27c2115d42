"""What decides how a stock Pelican site comes out: its files, its settings, what is around it."""

from __future__ import annotations

import locale
import os
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican import __version__

from .inputs import Look, fingerprint, folder_times, look_at
from .stamp import around
from .values import Values

INSTALLED = tuple(sysconfig.get_path(each) for each in ("stdlib", "platstdlib"))
PACKAGES = {"site-packages", "dist-packages"}


def see(roots: Iterable[str], besides: Iterable[str] = ()) -> dict[str, Look]:
    """Every file at or below *roots*, as Pelican goes through folders: also what begins with a dot,
    but not the folders *besides*."""
    found: dict[str, Look] = {}
    left = set(besides)
    for root in dict.fromkeys(map(os.path.abspath, roots)):
        look = look_at(root)
        if look:
            found[root] = look
        for where, folders, names in os.walk(root, followlinks=True):
            folders[:] = [each for each in folders if os.path.join(where, each) not in left]  # noqa: PTH118
            for name in names:
                path = os.path.join(where, name)  # noqa: PTH118 - thousands of times
                look = look_at(path)
                if look:
                    found[path] = look
    return found


def world_of(settings: Mapping[str, Any]) -> str:
    """A hash of what decides every text and page beside files: all settings, every module that is
    loaded, what is installed, and the language of dates."""
    plain = Values({}, {})
    told = [
        (name, plain.sum(value)) for name, value in sorted(settings.items())
        if name != "PELICAN_CLASS"
    ]  # fmt: skip
    files = (getattr(each, "__file__", None) for each in [*sys.modules.values()])
    code = {file: look for file in files if file and _own(file) and (look := look_at(file))}
    here = os.path.realpath(".")
    paths = [each for each in sys.path if each and os.path.realpath(each) != here]
    beside = [__version__, locale.setlocale(locale.LC_ALL), os.environ.get("TZ", "")]
    return fingerprint(code, [around(moment=""), told, paths, folder_times(paths), beside])


def inputs_of(settings: Mapping[str, Any]) -> Iterator[str]:
    """Files and folders that content comes from."""
    home = settings["PATH"]
    yield home
    for name in ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS"):
        yield from (os.path.join(home, each) for each in settings[name])  # noqa: PTH118
    yield from settings["TEMPLATE_PAGES"]


def theme_of(settings: Mapping[str, Any]) -> Iterator[str]:
    """Files and folders that the look comes from."""
    theme = settings["THEME"]
    yield theme
    yield from (os.path.join(theme, each) for each in settings["THEME_STATIC_PATHS"])  # noqa: PTH118
    yield from settings["THEME_TEMPLATES_OVERRIDES"]


def templates_of(settings: Mapping[str, Any]) -> Iterator[Path]:
    """The folders of templates, but for those that come with Pelican."""
    yield from map(Path, settings["THEME_TEMPLATES_OVERRIDES"])
    yield Path(settings["THEME"], "templates").expanduser()


def _own(file: str) -> bool:
    """Whether it is of the site, and not of what is installed, which is looked at as a whole."""
    return not file.startswith(INSTALLED) and not PACKAGES.intersection(Path(file).parts)
