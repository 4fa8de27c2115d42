"""What one content file says of itself, read once: it stays true whatever other files say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.urlwrappers import Category

from ..blog.links import find, local
from ..blog.log import collected_log, problems_of
from ..blog.problems import Problem
from ..blog.promise import Promise
from ..blog.reader import ArticleReader
from ..blog.settings import BlogSettings, read_section
from ..blog.survey import Place, Survey
from .checks import Checked, House, check_one
from .facts import Facts, read_facts
from .links import Places

PERIODS = ("YEAR", "MONTH", "DAY")


@dataclass(frozen=True, slots=True)
class Text:
    """One file, read and judged by the rules that ask no other file.

    *place* has its headers and no longer its words. *own* is what those rules said. *made* are
    addresses that the site has because of it. *read* says whether Pelican took it.
    """

    place: Place
    path: str
    facts: Facts
    image_found: bool
    own: tuple[Problem, ...] = ()
    made: tuple[str, ...] = ()
    read: bool = True

    @property
    def checked(self) -> Checked:
        """The same as the rules see it that ask other files."""
        return Checked(self.place.source, self.path, self.facts, self.image_found, self.place.kind)

    @property
    def names(self) -> frozenset[str]:
        """The names of the files that it speaks of: when one of them comes, goes or becomes
        another, this has to be read again."""
        image = self.place.source.header.fields.get("image")
        typed = [link.address for link in self.facts.links]
        typed += [target for target, _ in self.facts.refs]
        typed += [image] if isinstance(image, str) else []
        return frozenset(posixpath.basename(unquote(each.split("#")[0])) for each in typed)

    @property
    def face(self) -> tuple[object, ...]:
        """All that other files and the site's own pages have of it. While that stays the same,
        nothing else has to be judged again."""
        files = frozenset(link.address for link in self.facts.links if not _to_text(link.address))
        return self.place, self.facts.anchors, self.made, self.read, files


def _to_text(address: str) -> bool:
    return address.split("#", maxsplit=1)[0].endswith(("/", ".md")) or "://" in address


def read_texts(
    settings: dict[str, Any], found: Survey, promise: Promise | None
) -> tuple[tuple[Text, ...], tuple[Problem, ...]]:
    """Every file of *found*, in its order, and what Pelican complained of that is no file's."""
    with collected_log() as records:
        contents = read_contents({**settings, "LEFT_OUT": found.left_out})
    told: dict[str, list[Problem]] = {place.source.shown: [] for place in found.places}
    loose: list[Problem] = []
    for problem in problems_of(records, found):
        told.get(problem.path, loose).append(problem)
    section = read_section(settings, "BLOG", BlogSettings)
    house = House(
        Places({}), section.shortcodes, section.keys, promise, str(settings["DEFAULT_LANG"])
    )
    reader = ArticleReader(settings)
    texts = (
        _text(place, contents.get(place.source.path), told[place.source.shown], reader, house)
        for place in found.places
    )
    texts = (
        _missed(text) if text.place.source.path not in found.left_out else text for text in texts
    )
    return tuple(texts), tuple(loose)


def read_contents(settings: dict[str, Any]) -> dict[Path, Any]:
    """Pelican's own objects, by source path."""
    pelican = Pelican(dict(settings))
    context = pelican.settings | {
        "generated_content": {},
        "static_links": set(),
        "static_content": {},
        "localsiteurl": settings["SITEURL"],
    }
    for made in (ArticlesGenerator, PagesGenerator):
        made(
            context=context,
            settings=pelican.settings,
            path=pelican.path,
            theme=pelican.theme,
            output_path=pelican.output_path,
        ).generate_context()
    contents = (each for each in context["generated_content"].values() if each is not None)
    return {Path(each.source_path).absolute(): each for each in contents}


def _text(
    place: Place, content: Any, told: list[Problem], reader: ArticleReader, house: House
) -> Text:
    source, header, folder = place.source, place.source.header, reader.links.content
    # What is left out has mistakes in its text too, and its author wants to know all at once.
    html = content._content if content else _html(place, reader)
    image = header.fields.get("image")
    typed = image.strip() if isinstance(image, str) else ""
    there = not local(typed) or find(typed, source.path, folder) is not None
    facts = read_facts(html, header.body, header.body_line)
    path = relative(source.path, folder)
    own = [*told, *check_one(Checked(source, path, facts, there, place.kind), house)]
    made = () if content is None else tuple(sorted(set(_made(place, content, reader.settings))))
    slim = replace(place, source=replace(source, header=replace(header, body="")))
    return Text(slim, path, facts, there, tuple(own), made, content is not None)


def _missed(text: Text) -> Text:
    """Pelican may drop a file without a word."""
    source = text.place.source
    if text.read or not text.place.save_as or any(not each.warning for each in text.own):
        return text
    what = "this could not be published, and Pelican does not say why"
    return replace(text, own=(*text.own, Problem(source.shown, 1, what, code="pelican")))


def _html(place: Place, reader: ArticleReader) -> str:
    body = place.source.header.body
    if not body.strip():
        return ""
    return reader.render(body, place.source.path)


def _made(place: Place, content: Any, settings: Mapping[str, Any]) -> Iterator[str]:
    """The addresses of its shelves, of the periods it falls in and of the files it links to."""
    for path in {*content.get_static_links(), str(getattr(content, "image", "") or "")}:
        if path and Path(settings["PATH"], path).is_file():
            yield rooted(str(settings["STATIC_URL"]).format(path=path))
    if place.kind != "article" or place.status != "published":
        return
    shelves = [content.category, *getattr(content, "authors", ()), *getattr(content, "tags", ())]
    shelves += [Category(name, settings) for name in getattr(content, "categories", ())]
    yield from (rooted(shelf.url) for shelf in shelves)
    for period in PERIODS:
        pattern = settings.get(f"{period}_ARCHIVE_URL") or settings.get(f"{period}_ARCHIVE_SAVE_AS")
        if pattern:
            yield rooted(str(pattern).format(date=content.date))


def originals(texts: Iterable[Text], language: str) -> Iterator[Text]:
    """Those that are no translation of another: Pelican's own rule, by which only these are on
    the shelves. *language* is the site's."""
    groups: dict[str, list[Text]] = {}
    for text in texts:
        if text.place.kind == "article" and text.place.status == "published":
            groups.setdefault(text.place.slug, []).append(text)
        else:
            yield text
    for those in groups.values():
        meant = [text for text in those if not _translates(text)] or those
        yield from [text for text in meant if text.place.lang == language] or meant


def _translates(text: Text) -> bool:
    value = text.place.source.header.fields.get("translation", "false")
    return not isinstance(value, str) or value.lower() != "false"


def rooted(url: str) -> str:
    """*url* from the top of the site."""
    return f"/{url.lstrip('/')}"


def relative(path: Path, folder: Path) -> str:
    """*path* from the content *folder*."""
    return path.relative_to(folder.resolve()).as_posix()
