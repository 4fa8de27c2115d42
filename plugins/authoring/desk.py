"""Puts a new draft among the articles, and never over another."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import Site
from ..blog.survey import reserved, survey
from .checks import LANGUAGE
from .draft import Draft, draft


def write_draft(
    settings: dict[str, Any], title: str, kind: str, lang: str, now: datetime, shown_from: Path
) -> Path:
    """Begin an article and answer with its path.

    *lang* may be empty for the site's own. A title that stands already, as a file or as an
    address, gets a number. Raises ProblemsFound for a kind or a language that is not known.
    """
    site = Site.from_pelican(settings)
    lang = lang or site.language
    if not LANGUAGE.fullmatch(lang):
        what = f'"{lang}" is not the code of a language; write it as en or nl'
        raise ProblemsFound([Problem("new", 1, what, code="language")])
    folder = Path(settings["PATH"], settings["ARTICLE_PATHS"][0])
    folder.mkdir(parents=True, exist_ok=True)
    here = now.astimezone(site.timezone)
    taken = _taken(settings, lang, shown_from)
    tried = (
        draft(title, kind, lang, here, site.author, default_lang=site.language, number=number)
        for number in count(1)
    )
    return next(
        folder / each.name for each in tried if each.slug not in taken and _create(each, folder)
    )


def _create(new: Draft, folder: Path) -> bool:
    """Whether the file is ours: it did not stand there before."""
    try:
        with (folder / new.name).open("x", encoding="utf-8", newline="\n") as file:
            file.write(new.text)
    except FileExistsError:
        return False
    return True


def _taken(settings: dict[str, Any], lang: str, shown_from: Path) -> frozenset[str]:
    """What an article in *lang* cannot be called."""
    places = survey(settings, shown_from).places
    return reserved(settings) | {place.slug for place in places if place.lang == lang}
