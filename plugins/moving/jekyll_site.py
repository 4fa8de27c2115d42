"""What a Jekyll site says of itself: where it stands in the world, and of all its posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from pathlib import Path

from ..blog.headers import Value, parse_header
from ..blog.problems import Problem, ProblemsFound
from .front import one
from .jekyll_addresses import address_of
from .post import Post, decoded, zone_of

OWN = frozenset(
    [
        "title",
        "date",
        "last_modified_at",
        "modified",
        "published",
        "hidden",
        "slug",
        "permalink",
        "redirect_from",
        "author",
        "authors",
        "tags",
        "tag",
        "categories",
        "category",
        "excerpt",
        "description",
        "summary",
        "image",
        "header",
        "layout",
        "lang",
        "excerpt_separator",
        "comments",
        "toc",
    ]
)
"""Headers that are brought along under a name of this house, or mean nothing here."""


@dataclass(frozen=True, slots=True)
class JekyllSite:
    """*root* is the site's folder, *source* the one that was named and *shown* how; *config* and
    *people* are its configuration and its authors."""

    root: Path
    source: Path
    shown: str
    config: Mapping[str, Value]
    people: Mapping[str, Value]
    zone: tzinfo

    @property
    def whole(self) -> bool:
        """Whether the whole site was named, so that its addresses can be known."""
        return self.source == self.root

    @property
    def base(self) -> str:
        """The path that all its addresses begin with, without a slash at its end."""
        return one(self.config.get("baseurl")).rstrip("/")

    @property
    def home(self) -> str:
        """Its address, empty where it is not told."""
        url = one(self.config.get("url")).rstrip("/")
        return f"{url}{self.base}" if url else ""

    def told(self, path: Path) -> str:
        """*path* as it is to be shown."""
        inside = path.is_relative_to(self.source)
        return f"{self.shown}/{path.relative_to(self.source if inside else self.root).as_posix()}"

    def authors(self, fields: Mapping[str, Value]) -> Iterator[str]:
        """The names of those who wrote it, as the site shows them."""
        value = fields.get("authors") or fields.get("author")
        given = value if isinstance(value, list) else [value]
        for each in given:
            known = self.people.get(each.lower()) if isinstance(each, str) else each
            name = one(known.get("name")) if isinstance(known, dict) else ""
            if name or one(each):
                yield name or one(each)

    def addressed(self, post: Post, typed: str, name: str, above: tuple[str, ...]) -> Post:
        """*post* with its old address, and the id by which Jekyll's own feed names it."""
        path = address_of(post, typed or one(self.config.get("permalink")) or "date", name, above)
        if not self.home:
            return replace(post, url=f"{self.base}{path}")
        # Jekyll's feed leaves out what comes after the title.
        stem = path.rstrip("/").removesuffix(".html")
        return replace(post, url=f"{self.home}{path}", guid=f"{self.home}{stem}")

    def defaults(self) -> dict[str, Value]:
        """What the configuration says of all posts."""
        found: dict[str, Value] = {}
        given = self.config.get("defaults")
        for each in given if isinstance(given, list) else ():
            scope = each.get("scope") if isinstance(each, dict) else None
            values = each.get("values") if isinstance(each, dict) else None
            everywhere = isinstance(scope, dict) and not one(scope.get("path"))
            if everywhere and isinstance(scope, dict) and one(scope.get("type")) in {"", "posts"}:
                found |= values if isinstance(values, dict) else {}
        return {key: value for key, value in found.items() if key in OWN and key != "layout"}


def read_site(root: Path, source: Path, shown: str, zone: tzinfo) -> JekyllSite:
    """The site at *root*; raises ProblemsFound if its configuration cannot be read."""
    config = _yaml(root, "_config.yml", shown)
    people = _yaml(root, "_data/authors.yml", shown)
    own = zone_of(one(config.get("timezone")))
    return JekyllSite(root, source, shown, config, people, own or zone)


def _yaml(root: Path, name: str, shown: str) -> Mapping[str, Value]:
    path = root / name
    if not path.is_file():
        return {}
    told = f"{shown}/{name}"
    header = parse_header(f"---\n{decoded(path.read_bytes(), told)[0]}\n---\n")
    bad = [each for each in header.faults if not each.warning]
    if bad:
        raise ProblemsFound(Problem(told, each.line - 1, each.message) for each in bad)
    return header.fields
