"""The whole site looked at as an author would: every file read, every rule asked, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator

from ..blog.links import SOURCES, find, local
from ..blog.log import collected_log, problems_of
from ..blog.problems import Problem, ProblemsFound
from ..blog.promise_file import read_promise
from ..blog.reader import ArticleReader
from ..blog.settings import BlogSettings, read_section
from ..blog.survey import Place, Survey, show, survey
from .checks import Checked, House, check
from .facts import read_facts
from .links import PICTURES, Places, Target
from .promise import judge_house

ALWAYS = ("/", "/404.html", "/sitemap.xml", "/robots.txt")
OWN_PREFIXES = ("feeds", "theme")
KEPT_FILES = (".toml", ".json", ".jsonl")


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
    with collected_log() as records:
        read = _read({**settings, "LEFT_OUT": found.left_out})
    problems = {*found.problems, *problems_of(records, found)}
    problems.update(_lost(found, read, problems))
    reader = ArticleReader(settings)
    checked = tuple(_checked(place, read, reader) for place in found.places)
    places = _places(settings, found, checked, read, tuple(made))
    section = read_section(settings, "BLOG", BlogSettings)
    promise = None
    try:
        promise = read_promise(settings, shown_from)
        problems.update(judge_house(promise, section.mail) if promise else ())
    except ProblemsFound as wrong:
        problems.update(wrong.problems)
    language = str(settings["DEFAULT_LANG"])
    house = House(places, section.shortcodes, section.keys, promise, language)
    problems.update(check(checked, house))
    problems.update(_strays(settings, found, checked, shown_from))
    waiting = tuple(_waiting(found, read))
    return Checkup(tuple(sorted(problems)), waiting, len(found.places))


@dataclass(frozen=True, slots=True)
class _Read:
    """Pelican's own objects, by source path, and the addresses it will make of them."""

    contents: Mapping[Path, Any]
    made: frozenset[str]


def _read(settings: dict[str, Any]) -> _Read:
    pelican = Pelican(dict(settings))
    context = pelican.settings | {
        "generated_content": {},
        "static_links": set(),
        "static_content": {},
        "localsiteurl": settings["SITEURL"],
    }
    articles, pages, statics = (
        made(
            context=context,
            settings=pelican.settings,
            path=pelican.path,
            theme=pelican.theme,
            output_path=pelican.output_path,
        )
        for made in (ArticlesGenerator, PagesGenerator, StaticGenerator)
    )
    for generator in (articles, pages, statics):
        generator.generate_context()
    contents = (each for each in context["generated_content"].values() if each is not None)
    return _Read(
        {Path(each.source_path).absolute(): each for each in contents},
        frozenset(f"/{url.lstrip('/')}" for url in _made(articles, statics, settings)),
    )


def _made(articles: Any, statics: Any, settings: Mapping[str, Any]) -> Iterator[str]:
    for shelf in (articles.categories, articles.authors, articles.tags):
        names = shelf if isinstance(shelf, dict) else [name for name, _ in shelf]
        yield from (name.url for name in names)
    for static in statics.staticfiles:
        yield static.url
    for template in settings["DIRECT_TEMPLATES"]:
        save_as = str(settings.get(f"{template.upper()}_SAVE_AS", f"{template}.html"))
        yield str(settings.get(f"{template.upper()}_URL", save_as)).removesuffix("index.html")
    for period in ("YEAR", "MONTH", "DAY"):
        pattern = settings.get(f"{period}_ARCHIVE_URL") or settings.get(f"{period}_ARCHIVE_SAVE_AS")
        if pattern:
            yield from {str(pattern).format(date=each.date) for each in articles.dates}


def _lost(found: Survey, read: _Read, known: Iterable[Problem]) -> Iterator[Problem]:
    """Each file that Pelican dropped although nobody has said so."""
    named = {problem.path for problem in known if not problem.warning}
    for place in found.places:
        path, shown = place.source.path, place.source.shown
        expected = place.save_as and path not in found.left_out and shown not in named
        if expected and path not in read.contents:
            what = "this could not be published, and Pelican does not say why"
            yield Problem(shown, 1, what, code="pelican")


def _checked(place: Place, read: _Read, reader: ArticleReader) -> Checked:
    source, header, folder = place.source, place.source.header, reader.links.content
    content = read.contents.get(source.path)
    # What is left out has mistakes in its text too, and its author wants to know all at once.
    html = content._content if content else _html(place, reader)
    image = header.fields.get("image")
    typed = image.strip() if isinstance(image, str) else ""
    there = not local(typed) or find(typed, source.path, folder) is not None
    facts = read_facts(html, header.body, header.body_line)
    return Checked(source, _relative(source.path, folder), facts, there, place.kind)


def _html(place: Place, reader: ArticleReader) -> str:
    body = place.source.header.body
    if not body.strip():
        return ""
    return reader.render(body, place.source.path)


def _places(
    settings: Mapping[str, Any],
    found: Survey,
    checked: tuple[Checked, ...],
    read: _Read,
    made: tuple[str, ...],
) -> Places:
    targets = {}
    for place, each in zip(found.places, checked, strict=True):
        left_out = each.source.path in found.left_out
        url = "" if left_out else place.url
        later = _later(place, read)
        targets[each.path] = Target(each.source.shown, url, each.facts.anchors, later, left_out)
    folder = Path(settings["PATH"]).resolve()
    files = {_relative(path, folder) for path in folder.rglob("*") if path.is_file()}
    own = (*OWN_PREFIXES, *(() if made else settings.get("OWN_FOLDERS", ())))
    return Places.of(
        targets,
        files - set(targets),
        (*ALWAYS, *read.made, *made),
        (f"/{name}/" for name in own),
        {str(settings.get(key) or "").rstrip("/") for key in ("SITEURL", "FEED_DOMAIN")},
    )


def _later(place: Place, read: _Read) -> str:
    content = read.contents.get(place.source.path)
    if getattr(content, "scheduled", False):
        return f"which readers see from {place.day} on; until then they find nothing"
    return "which is a draft: readers are not to see it yet" if place.status == "draft" else ""


def _waiting(found: Survey, read: _Read) -> Iterator[Waiting]:
    for place in found.of("article"):
        content = read.contents.get(place.source.path)
        if content is not None and place.status == "draft":
            scheduled = bool(getattr(content, "scheduled", False))
            yield Waiting(place.source.shown, place.day, scheduled)


def _strays(
    settings: Mapping[str, Any], found: Survey, checked: Iterable[Checked], shown_from: Path
) -> Iterator[Problem]:
    """Files among the articles that nobody will see."""
    folder = Path(settings["PATH"]).resolve()
    used = {place.source.path for place in found.places}
    linked = {
        link.address.split("}", maxsplit=1)[-1].lstrip("/").split("#")[0]
        for each in checked
        for link in each.facts.links
    }
    for name in settings["ARTICLE_PATHS"]:
        for path in sorted((folder / name).rglob("*")):
            inside = path.relative_to(folder).parts
            ignored = any(
                fnmatch(part, pattern) for part in inside for pattern in settings["IGNORE_FILES"]
            )
            excluded = inside[0] in settings["ARTICLE_EXCLUDES"] or inside[0] == "images"
            kept = path.suffix.lower() in (*PICTURES, *KEPT_FILES, *SOURCES)
            if not path.is_file() or ignored or excluded or kept or path in used:
                continue
            if "/".join(inside) not in linked:
                what = "this file is not published: no article links to it, and articles end in .md"
                yield Problem(show(path, shown_from), 1, what, True, "stray")


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder.resolve()).as_posix()
