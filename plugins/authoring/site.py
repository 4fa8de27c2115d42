"""The whole site looked at as an author would: every file read, every rule asked, all at once."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pelican.generators import StaticGenerator

from ..blog.links import SOURCES
from ..blog.problems import Problem, ProblemsFound
from ..blog.promise import Promise
from ..blog.promise_file import read_promise
from ..blog.settings import BlogSettings, read_section
from ..blog.survey import Place, Survey, show, survey
from .checks import House, check_links, check_together
from .links import PICTURES, Places, Target
from .promise import judge_house
from .texts import Text, originals, read_texts, relative, rooted

ALWAYS = ("/", "/404.html", "/sitemap.xml", "/robots.txt")
OWN_PREFIXES = ("feeds", "theme")
KEPT_FILES = (".toml", ".json", ".jsonl")
KEPT = (*PICTURES, *KEPT_FILES, *SOURCES)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A sound article that readers do not see yet: *day* is its date, *scheduled* whether it
    appears by itself on that day."""

    shown: str
    day: date | None
    scheduled: bool


@dataclass(frozen=True, slots=True)
class Checkup:
    """What a look at the whole site found, sorted. *files* counts articles and pages."""

    problems: tuple[Problem, ...]
    waiting: tuple[Waiting, ...]
    files: int


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the site has apart from its texts: the promise, every file in the content folder, and
    the addresses that are there whatever is written."""

    files: frozenset[str]
    made: tuple[str, ...]
    promise: Promise | None = None
    problems: tuple[Problem, ...] = ()
    complete: bool = field(default=False)
    """Whether *made* names all addresses, so that none is accepted for its first folder."""


def check_site(settings: dict[str, Any], shown_from: Path) -> list[Problem]:
    """Every problem and warning of the site that *settings* describe, sorted.

    Nothing is written and nothing printed. *shown_from* is the folder that paths are shown from.
    """
    return list(look(settings, shown_from).problems)


def look(
    settings: dict[str, Any],
    shown_from: Path,
    made: Iterable[str] = (),
    surveyed: Survey | None = None,
) -> Checkup:
    """The same with what else there is to say. *made* are addresses that other rooms add, as
    ``/topics/trust/``; where none is given, all below the site's own folders are accepted."""
    found = surveyed or survey(settings, shown_from)
    grounds = read_grounds(settings, shown_from, made)
    texts, loose = read_texts(settings, found, grounds.promise)
    problems = {
        *found.problems,
        *loose,
        *(problem for text in texts for problem in text.own),
        *judge_together(settings, found, texts, grounds, shown_from),
    }
    house = house_of(settings, places_of(settings, found, texts, grounds))
    problems.update(*(check_links(text.checked, house) for text in texts))
    return Checkup(tuple(sorted(problems)), tuple(_waiting(texts)), len(found.places))


def read_grounds(settings: dict[str, Any], shown_from: Path, made: Iterable[str] = ()) -> Grounds:
    """Look at all that is no text."""
    added = tuple(made)
    folder = Path(settings["PATH"]).resolve()
    files = frozenset(relative(path, folder) for path in folder.rglob("*") if path.is_file())
    addresses = (*ALWAYS, *_own_pages(settings), *added)
    try:
        promise = read_promise(settings, shown_from)
        section = read_section(settings, "BLOG", BlogSettings)
        told = tuple(judge_house(promise, section.mail) if promise else ())
    except ProblemsFound as wrong:
        promise, told = None, wrong.problems
    return Grounds(files, addresses, promise, told, bool(added))


def judge_together(
    settings: Mapping[str, Any],
    found: Survey,
    texts: Sequence[Text],
    grounds: Grounds,
    shown_from: Path,
) -> Iterator[Problem]:
    """What no text is to blame for alone, but for links."""
    yield from grounds.problems
    house = house_of(settings, Places({}), grounds.promise)
    yield from check_together((text.checked for text in texts), house)
    yield from _strays(settings, found, texts, grounds.files, shown_from)


def places_of(
    settings: Mapping[str, Any], found: Survey, texts: Sequence[Text], grounds: Grounds
) -> Places:
    """Every place that a link may lead to."""
    targets = {}
    for place, text in zip(found.places, texts, strict=True):
        left_out = place.source.path in found.left_out
        url = "" if left_out else place.url
        targets[text.path] = Target(
            place.source.shown, url, text.facts.anchors, _later(place), left_out
        )
    sound = (text for text in texts if text.place.source.path not in found.left_out)
    shelves = originals(sound, str(settings["DEFAULT_LANG"]))
    own = (*OWN_PREFIXES, *(() if grounds.complete else settings.get("OWN_FOLDERS", ())))
    return Places.of(
        targets,
        grounds.files - set(targets),
        (*grounds.made, *(url for text in shelves for url in text.made)),
        (f"/{name}/" for name in own),
        {str(settings.get(key) or "").rstrip("/") for key in ("SITEURL", "FEED_DOMAIN")},
    )


def house_of(settings: Mapping[str, Any], places: Places, promise: Promise | None = None) -> House:
    """What the rules need to know of the site."""
    section = read_section(settings, "BLOG", BlogSettings)
    language = str(settings["DEFAULT_LANG"])
    return House(places, section.shortcodes, section.keys, promise, language)


def _own_pages(settings: dict[str, Any]) -> Iterator[str]:
    """Addresses of the site's own templates and of the files that it publishes by their folder."""
    for template in settings["DIRECT_TEMPLATES"]:
        save_as = str(settings.get(f"{template.upper()}_SAVE_AS", f"{template}.html"))
        url = str(settings.get(f"{template.upper()}_URL", save_as))
        yield rooted(url.removesuffix("index.html"))
    context = {**settings, "static_links": set(), "static_content": {}, "generated_content": {}}
    statics = StaticGenerator(
        context=context, settings=settings, path=settings["PATH"], theme="", output_path=""
    )
    for name in sorted(
        statics.get_files(
            settings["STATIC_PATHS"], exclude=settings["STATIC_EXCLUDES"], extensions=False
        )
    ):
        path = Path(name).as_posix()
        if not path.endswith(SOURCES):
            yield rooted(str(settings["STATIC_URL"]).format(path=path))


def _later(place: Place) -> str:
    if place.withheld and place.waits:
        return f"which is for subscribers until {place.waits:%Y-%m-%d}: this tells others of it"
    if place.waits:
        return f"which readers see from {place.day} on; until then they find nothing"
    return "which is a draft: readers are not to see it yet" if place.status == "draft" else ""


def _waiting(texts: Iterable[Text]) -> Iterator[Waiting]:
    for text in texts:
        place = text.place
        if text.read and place.kind == "article" and place.status == "draft":
            yield Waiting(place.source.shown, place.day, place.waits is not None)


def _reports(texts: Iterable[Text]) -> Iterator[str]:
    """Files that headers name: they lie beside their article, or somewhere in the folder."""
    for text in texts:
        typed = text.place.source.header.fields.get("report")
        if isinstance(typed, str):
            yield from (typed, posixpath.join(posixpath.dirname(text.path), typed))


def _strays(
    settings: Mapping[str, Any],
    found: Survey,
    texts: Iterable[Text],
    files: Iterable[str],
    shown_from: Path,
) -> Iterator[Problem]:
    """Files among the articles that nobody will see."""
    folder = Path(settings["PATH"]).resolve()
    homes = tuple(f"{name}/" if name else "" for name in settings["ARTICLE_PATHS"])
    apart = {*settings["ARTICLE_EXCLUDES"], "images"}
    others = [name for name in files if name.startswith(homes) and not name.lower().endswith(KEPT)]
    if not others:
        return
    texts = tuple(texts)
    used = {place.source.path for place in found.places}
    linked = {
        link.address.split("}", maxsplit=1)[-1].lstrip("/").split("#")[0]
        for text in texts
        for link in text.facts.links
    }
    linked |= set(_reports(texts))
    for name in sorted(others):
        inside = name.split("/")
        ignored = any(
            fnmatch(part, pattern) for part in inside for pattern in settings["IGNORE_FILES"]
        )
        if ignored or inside[0] in apart or folder / name in used or name in linked:
            continue
        what = "this file is not published: no article links to it, and articles end in .md"
        yield Problem(show(folder / name, shown_from), 1, what, True, "stray")
