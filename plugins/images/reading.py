"""Pictures in what Pelican has read: which are used where, how large they are, what is wrong."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..blog.problems import Problem
from .look import look, quietly
from .markup import settle
from .picture import PICTURES, Look
from .settings import ImagesSettings

SHELVES = (
    *("articles", "translations", "drafts", "drafts_translations"),
    *("hidden_articles", "hidden_translations"),
    *("pages", "draft_pages", "draft_translations", "hidden_pages"),
)
"""Where Pelican's generators keep what they read."""
PLACEHOLDER = re.compile(r"[{|](?:static|attach|filename)[|}]")


def contents_of(generator: Any) -> Iterator[Any]:
    """All articles, or all pages, whatever their status."""
    for shelf in SHELVES:
        yield from getattr(generator, shelf, ())


def settle_pictures(generator: Any) -> None:
    """Give every picture its size and its caption, and each content ``pictures_used``.

    It happens when articles are read, so that feeds and mails have it too. ``image_size`` is that
    of the header's picture. In place of a refused drawing stand its words.
    """
    section = ImagesSettings.from_pelican(generator.settings)
    folder = Path(generator.settings["PATH"])

    @cache
    def seen(path: str) -> Look:
        return look(folder / path)

    with quietly():
        for content in contents_of(generator):
            _settle(content, folder, seen, section.largest)


def _settle(content: Any, folder: Path, seen: Callable[[str], Look], largest: int) -> None:
    used: dict[str, None] = {}

    def looked(address: str) -> Look | None:
        path = path_of(address, content.relative_dir, folder)
        if not path:
            return None
        used[path] = None
        return seen(path)

    image = str(getattr(content, "image", "") or "")
    lead = looked(image if image.startswith("/") else f"{{static}}/{image}") if image else None
    if lead and lead.refused:
        content.image = ""
    elif lead:
        content.image_size = lead.fit(largest)
    content._content = settle(content._content, looked, largest)
    content.pictures_used = tuple(used)


def path_of(address: str, beside: str, folder: Path) -> str:
    """Where in the content *folder* the picture at *address* lies; empty if it is not there.

    *beside* is the folder of the text that shows it, which Pelican's placeholders start from.
    """
    placed = PLACEHOLDER.match(address)
    name = unquote(re.split(r"[?#]", address[placed.end() :] if placed else address)[0])
    if name.startswith("//") or not (placed or name.startswith("/")):
        return ""
    path = posixpath.normpath(name.lstrip("/") if name[:1] == "/" else f"{beside}/{name}")
    known = posixpath.splitext(path)[1].lower() in PICTURES
    return path if known and not path.startswith("..") and (folder / path).is_file() else ""


def problem_of(seen: Look, name: str, shown: str, line: int, *, warning: bool = False) -> Problem:
    """What is wrong with the picture *name*, told to the author of the text that shows it."""
    return Problem(shown, line, f'the picture "{name}" {seen.fault}', warning, seen.code)


def problems_of(content: Any, faults: Mapping[str, Look]) -> Iterator[Problem]:
    """The faults of the pictures that *content* shows, each on the line where it does."""
    wrong: Iterable[str] = [path for path in content.pictures_used if path in faults]
    text = Path(content.source_path).read_text(encoding="utf-8-sig") if wrong else ""
    for path in wrong:
        name = posixpath.basename(path)
        yield problem_of(faults[path], name, content.source_path, line_of(name, text))


def line_of(name: str, text: str) -> int:
    """The first line of *text* that names the file, or its first line."""
    for number, line in enumerate(text.splitlines(), 1):
        if name in line or name in unquote(line):
            return number
    return 1
