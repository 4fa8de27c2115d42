"""What a Hugo site says of itself: where it stands in the world and how its addresses are made."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

from ..blog.headers import Value, parse_header
from ..blog.problems import Problem, ProblemsFound
from .front import one, plain
from .post import Post, When, zone_of

NAMES = ("hugo", "config")
ENDINGS = (".toml", ".yaml", ".yml", ".json")
TOKEN = re.compile(r":(\w+)(?:\[([^\]]*)\])?")


@dataclass(frozen=True, slots=True)
class HugoSite:
    """*root* is the site's folder, None where only its posts were given; *content* the folder
    that addresses are counted from. *fields* is the configuration, all keys in small letters."""

    root: Path | None
    content: Path
    fields: Mapping[str, Value] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """Its address, empty where it is not told."""
        home = one(self.fields.get("baseurl"))
        return home if home.startswith(("https://", "http://")) else ""

    @property
    def language(self) -> str:
        return one(self.fields.get("defaultcontentlanguage")) or ""

    @property
    def languages(self) -> Mapping[str, Value]:
        found = self.fields.get("languages")
        return found if isinstance(found, dict) else {}

    @property
    def zone(self) -> ZoneInfo | None:
        return zone_of(one(self.fields.get("timezone")))

    @property
    def taxonomies(self) -> tuple[str, ...]:
        """The keys by which its posts are filed, tags and categories apart."""
        found = self.fields.get("taxonomies")
        named = [one(each) for each in found.values()] if isinstance(found, dict) else []
        return tuple(each for each in named if each and each not in {"tags", "categories"})

    def url(self, inside: PurePosixPath, post: Post, typed: str) -> str:
        """The old address of *post*, whose file is *inside* the content folder; *typed* is its own
        ``url``. Empty where it cannot be known."""
        prefix = self._prefix(post.lang)
        if typed:
            return typed if typed.startswith("/") else f"{prefix}/{typed}"
        if self.root is None:
            return ""
        sections = inside.parts[:-1]
        name = file_name(inside)
        if inside.stem.split(".")[0] == "index":
            sections = sections[:-1]
        pattern = self._pattern(sections[0] if sections else "")
        if pattern:
            path = self._filled(pattern, sections, name, post)
        else:
            path = "/".join((*map(lowered, sections), lowered(post.slug or name)))
        path = f"/{path.strip('/')}"
        ending = ".html" if one(self.fields.get("uglyurls")) == "true" else "/"
        return f"{prefix}{path}{'' if path.endswith('.html') else ending}"

    def _prefix(self, lang: str) -> str:
        inside = one(self.fields.get("defaultcontentlanguageinsubdir")) == "true"
        own = lang and (lang != (self.language or "en") or inside) and lang in self.languages
        return f"/{lang}" if own else ""

    def _pattern(self, section: str) -> str:
        found = self.fields.get("permalinks")
        if not isinstance(found, dict):
            return ""
        pages = found.get("page")
        both = {**found, **(pages if isinstance(pages, dict) else {})}
        return one(both.get(section.lower())) if isinstance(both.get(section.lower()), str) else ""

    def _filled(self, pattern: str, sections: tuple[str, ...], name: str, post: Post) -> str:
        at = post.date
        stem = lowered(name)
        words = {
            "section": lowered(sections[0]) if sections else "",
            "sections": "/".join(map(lowered, sections)),
            "title": lowered(post.title),
            "slug": lowered(post.slug) if post.slug else lowered(post.title),
            "filename": stem,
            "contentbasename": stem,
            "slugorfilename": lowered(post.slug) or stem,
            "slugorcontentbasename": lowered(post.slug) or stem,
            **(_dated(at) if at else {}),
        }
        return TOKEN.sub(lambda found: words.get(found[1].lower(), found[0]), pattern)


def _dated(when: When) -> dict[str, str]:
    at = when.at
    english = (
        "January February March April May June July August September October November December"
    )
    return {
        "year": f"{at:%Y}",
        "month": f"{at:%m}",
        "day": f"{at:%d}",
        "monthname": english.split()[at.month - 1].lower(),
        "yearday": str(at.timetuple().tm_yday),
    }


def lowered(words: str) -> str:
    """*words* as Hugo puts them into an address."""
    kept = re.sub(r"[^\w\s./#+-]", "", words.strip().lower())
    return re.sub(r"[\s-]+", "-", kept).strip("-")


def file_name(inside: PurePosixPath) -> str:
    """The name of a file without its ending and its language; of a bundle that of its folder."""
    stem = inside.stem.split(".")[0] if "." in inside.stem else inside.stem
    if stem in {"index", "_index"} and inside.parent.name:
        return inside.parent.name
    return stem


def read_site(source: Path) -> HugoSite:
    """The site that *source* is, or is a part of; raises ProblemsFound if its configuration cannot
    be read."""
    for root in (source, *list(source.resolve().parents)[:4]):
        if not list(_configurations(root)):
            continue
        fields: dict[str, Value] = {}
        for path, key in _configurations(root):
            found = _read(path)
            fields = _joined(fields, {key: found} if key else found)
        content = root / (one(fields.get("contentdir")) or "content")
        if content.is_dir() and (root == source or content.resolve() in _line(source)):
            return HugoSite(root, content, fields)
    if (source / "content").is_dir():
        return HugoSite(source, source / "content")
    return HugoSite(None, source)


def _line(source: Path) -> tuple[Path, ...]:
    return (source.resolve(), *source.resolve().parents)


def _configurations(root: Path) -> Iterator[tuple[Path, str]]:
    """Each file of the configuration with the key its words belong below."""
    for name in NAMES:
        for ending in ENDINGS:
            if (path := root / f"{name}{ending}").is_file() and (root / "content").is_dir():
                yield path, ""
    folder = root / "config" / "_default"
    for path in sorted(folder.glob("*")) if folder.is_dir() else ():
        if path.suffix in ENDINGS:
            yield path, "" if path.stem in NAMES else path.stem.lower()


def _read(path: Path) -> dict[str, Value]:
    text = path.read_text(encoding="utf-8-sig", errors="replace")
    found: Any
    try:
        if path.suffix == ".toml":
            found = tomllib.loads(text)
        elif path.suffix == ".json":
            found = json.loads(text)
        else:
            header = parse_header(f"---\n{text}\n---\n")
            bad = [each for each in header.faults if not each.warning]
            if bad:
                raise ProblemsFound(Problem(str(path), each.line - 1, each.message) for each in bad)
            found = header.fields
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        at = re.search(r"line (\d+)", str(error))
        what = f"the configuration cannot be read: {error}"
        raise ProblemsFound([Problem(str(path), int(at[1]) if at else 1, what)]) from None
    made = plain(dict(found))
    return made if isinstance(made, dict) else {}


def _joined(one: dict[str, Value], other: dict[str, Value]) -> dict[str, Value]:
    both = dict(one)
    for key, value in other.items():
        before = both.get(key)
        nested = isinstance(before, dict) and isinstance(value, dict)
        both[key] = _joined(before, value) if nested else value  # type: ignore[arg-type]
    return both
