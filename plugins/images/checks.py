"""What an author is told of pictures: broken ones, drawings that run scripts, heavy ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..blog.links import find
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import Place, Survey, show
from .cache import Cache
from .look import BROKEN, look, opened, quietly, reason
from .picture import PICTURES, Look
from .reading import PLACEHOLDER, problem_of
from .settings import ImagesSettings

HEAVY = 12_000_000
"""Bytes; the copies for readers are small, but each clone of the site carries the original."""
MANY = 50_000_000
"""Pixels."""
ENDINGS = "|".join(suffix[1:] for suffix in sorted(PICTURES))
NAMED = re.compile(
    rf"<(?P<spaced>[^<>\n]+\.(?:{ENDINGS}))>|(?P<name>[^\s()<>\"'\[\]]+\.(?:{ENDINGS}))\b",
    re.IGNORECASE,
)


def check_pictures(settings: Mapping[str, Any], survey: Survey) -> list[Problem]:
    """Each bad picture, in the first place of every text that shows it, sorted.

    One that no text shows is named by its own path, and is a warning unless it is refused.
    """
    try:
        section = ImagesSettings.from_pelican(settings)
    except ProblemsFound as found:
        return list(found.problems)
    folder = Path(settings["PATH"]).resolve()
    uses: dict[Path, dict[str, int]] = {}
    for place in survey.places:
        for path, line in _shown_in(place, folder):
            uses.setdefault(path, {}).setdefault(place.source.shown, line)
    for path in _published(settings, folder):
        uses.setdefault(path, {})
    cache, problems = Cache(section), []
    with quietly():
        judged = {path: judge(path, cache) for path in sorted(uses)}
    for path, seen in judged.items():
        if not seen.fault:
            continue
        places = uses[path] or {show(path, Path.cwd()): 1}
        mild = seen.code == "picture-large" or not (uses[path] or seen.refused)
        problems += [
            problem_of(seen, path.name, shown, line, warning=mild) for shown, line in places.items()
        ]
    return sorted(problems)


def judge(path: Path, cache: Cache) -> Look:
    """What the file is, with its fault: read to its end unless it was made before."""
    seen = look(path)
    if seen.fault:
        return seen
    size, pixels = path.stat().st_size, seen.width * seen.height
    if size > HEAVY or pixels > MANY:
        heavy = f"has {size / 1e6:.0f} MB and {pixels / 1e6:.0f} million pixels"
        what = f"{heavy}; readers get a small copy, so save it 3000 across or less"
        return replace(seen, fault=what, code="picture-large")
    made = any(cache.find(cache.key(path, offered=offered)) for offered in (True, False))
    if made or seen.kind == "SVG":
        return seen
    try:
        with opened(path) as image:
            image.draft(None, (1, 1))
            image.load()
    except BROKEN as error:
        return replace(seen, fault=reason(error), code="picture-broken")
    return seen


def _shown_in(place: Place, folder: Path) -> Iterator[tuple[Path, int]]:
    """Every picture that a text names, with the line; what only looks like one is not found."""
    header, source = place.source.header, place.source.path
    image = header.fields.get("image")
    typed = [(image, header.line("image"))] if isinstance(image, str) else []
    for number, line in enumerate(header.body.splitlines(), header.body_line):
        typed += [(found["spaced"] or found["name"], number) for found in NAMED.finditer(line)]
    for address, number in typed:
        placed = PLACEHOLDER.search(address)
        name = (address[placed.end() :] if placed else address).lstrip("/")
        path = find(name, source, folder)
        if path and path.suffix.lower() in PICTURES:
            yield path, number


def _published(settings: Mapping[str, Any], folder: Path) -> Iterator[Path]:
    """The pictures that are published because of where they lie."""
    for each in settings.get("STATIC_PATHS", ()):
        for path in sorted((folder / each).rglob("*")):
            if path.suffix.lower() in PICTURES and path.is_file():
                yield path.resolve()
