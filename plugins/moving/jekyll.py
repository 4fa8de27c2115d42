"""Reads a Jekyll site: its posts and drafts, and the pages at its top."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from html import unescape
from pathlib import Path

from ..blog.headers import Header, Value
from ..blog.problems import Problem, ProblemsFound
from .dialect import as_ours
from .front import is_true, one, parse_front, several
from .jekyll_site import OWN, JekyllSite, read_site
from .liquid import Variables, translate
from .post import DRAFT, HIDDEN, PUBLISHED, Export, Post, decoded, loss, parse_when

TEXTS = (".md", ".markdown", ".mkdown", ".mkdn", ".mkd", ".html", ".htm")
DATED = re.compile(r"^(?P<day>\d{4}-\d{1,2}-\d{1,2})-(?P<name>.+)$")
NO_TEXTS = frozenset({"_site", "node_modules", "vendor", ".git"})
NO_PAGES = frozenset({"index", "404", "readme", "license", "contributing", "changelog", "feed"})


def read_jekyll(source: Path, shown: str, zone: tzinfo, now: datetime) -> Export:  # noqa: ARG001
    """All that *source*, a site's folder, holds: or its ``_posts`` alone, without addresses."""
    root = source.parent if source.name == "_posts" else source
    site = read_site(root, source, shown.rstrip("/"), zone)
    reader = _Reader(site)
    posts = [*reader.posts(), *reader.pages()]
    reader.tell_others()
    if not posts and not reader.losses:
        what = "there is no _posts folder here; name the folder of the whole site"
        raise ProblemsFound([Problem(shown, 1, what)])
    variables = Variables(site.base, site.config)

    def ours(post: Post) -> tuple[str, list[Problem]]:
        text, losses = translate(post, variables)
        return (text if post.html else as_ours(text, autolink=False)), losses

    return Export(tuple(posts), tuple(reader.losses), site.home, (root,), ours)


class _Reader:
    """Walks through one site."""

    def __init__(self, site: JekyllSite) -> None:
        self.site = site
        self.losses: list[Problem] = []

    def _files(self, folder: str) -> Iterator[Path]:
        for path in sorted(self.site.root.rglob(f"{folder}/**/*")):
            parts = path.relative_to(self.site.root).parts
            if path.is_file() and not NO_TEXTS & set(parts):
                if path.suffix.lower() in TEXTS:
                    yield path
                elif path.suffix.lower() in {".textile", ".rst", ".adoc"}:
                    what = f"{path.suffix} is not read here; write it as Markdown first"
                    self.losses.append(loss(self.site.told(path), 1, what, "file"))

    def posts(self) -> Iterator[Post]:
        for folder, draft in (("_posts", False), ("_drafts", True)):
            for path in self._files(folder):
                header, losses = self._header(path)
                if header is not None:
                    yield self._post(path, header, losses, draft=draft)

    def pages(self) -> Iterator[Post]:
        """The texts at the top of the site, and in folders that Jekyll has no name for."""
        for path in sorted(self.site.root.rglob("*.*")) if self.site.whole else ():
            parts = path.relative_to(self.site.root).parts
            if path.suffix.lower() not in TEXTS or path.stem.lower() in NO_PAGES:
                continue
            if any(part.startswith(("_", ".")) or part in NO_TEXTS for part in parts):
                continue
            text, _ = decoded(path.read_bytes(), self.site.told(path))
            if not text.startswith("---"):
                continue  # Jekyll copies it as it is
            header, losses = self._header(path)
            if path.suffix.lower() in {".html", ".htm"}:
                what = "this page is made of HTML; bring its words along by hand"
                self.losses.append(loss(self.site.told(path), 1, what, "file"))
            elif header is not None:
                yield self._page(path, header, losses)

    def tell_others(self) -> None:
        """Name what is not brought along: Jekyll's collections."""
        known = {
            "_posts",
            "_drafts",
            "_layouts",
            "_includes",
            "_data",
            "_sass",
            "_site",
            "_plugins",
        }
        for folder in sorted(self.site.root.glob("_*")):
            texts = [each for each in folder.rglob("*") if each.suffix.lower() in TEXTS]
            if folder.is_dir() and folder.name not in known and texts:
                what = (
                    f"a collection of {len(texts)} texts; move those that are articles into _posts"
                )
                self.losses.append(loss(self.site.told(folder), 1, what, "file"))

    def _header(self, path: Path) -> tuple[Header | None, list[Problem]]:
        shown = self.site.told(path)
        text, losses = decoded(path.read_bytes(), shown)
        header = parse_front(text)
        bad = [each for each in header.faults if not each.warning]
        if bad:
            self.losses += [Problem(shown, each.line, each.message, code="file") for each in bad]
            return None, []
        losses += [loss(shown, each.line, each.message, "header") for each in header.faults]
        fields = {**self.site.defaults(), **header.fields}
        return replace(header, fields=fields), losses

    def _post(self, path: Path, header: Header, losses: list[Problem], *, draft: bool) -> Post:
        fields, shown = header.fields, self.site.told(path)
        found = DATED.match(path.stem)
        name = found["name"] if found else path.stem
        typed = one(fields.get("date")) or (found["day"] if found else "")
        date = parse_when(typed, self.site.zone) if typed else None
        if typed and not date:
            losses.append(
                loss(shown, header.line("date"), f'the date "{typed}" is no date', "header")
            )
            date = parse_when(found["day"], self.site.zone) if found else None
        draft = draft or one(fields.get("published")).lower() == "false"
        hidden = is_true(fields.get("hidden"))
        post = replace(
            self._common(path, header, losses),
            date=date,
            modified=parse_when(_changed(fields), self.site.zone) if _changed(fields) else None,
            slug=one(fields.get("slug")) or name,
            status=DRAFT if draft else HIDDEN if hidden else PUBLISHED,
            names=(
                path.stem,
                path.relative_to(self.site.root).as_posix(),
                f"{path.parent.name}/{path.name}",
            ),
        )
        if not post.title:
            post = replace(post, title=" ".join(name.split("-")).capitalize())
        if draft or not self.site.whole:
            return post
        folders = path.relative_to(self.site.root).parts[:-1]
        above = folders[: folders.index("_posts")] if "_posts" in folders else ()
        return self.site.addressed(post, one(fields.get("permalink")), name, above)

    def _common(self, path: Path, header: Header, losses: list[Problem]) -> Post:
        fields = header.fields
        picture, alt = _picture(fields)
        told = fields.get("excerpt") or fields.get("description") or fields.get("summary")
        return Post(
            shown=self.site.told(path),
            title=unescape(one(fields.get("title"))),
            body=header.body.strip("\n"),
            body_line=header.body_line + len(header.body) - len(header.body.lstrip("\n")),
            html=path.suffix.lower() in {".html", ".htm"},
            authors=tuple(self.site.authors(fields)),
            categories=_spaced(fields.get("categories")) or several(fields.get("category")),
            tags=_spaced(fields.get("tags")) or several(fields.get("tag")),
            summary=unescape(one(told)),
            lang=(one(fields.get("lang")) or one(self.site.config.get("lang")))[:2].lower(),
            aliases=tuple(
                f"{self.site.base}/{each.lstrip('/')}"
                for each in several(fields.get("redirect_from"))
            ),
            image=picture,
            image_alt=alt,
            folder=path.parent,
            more={key: value for key, value in fields.items() if key not in OWN},
            losses=tuple(losses),
        )

    def _page(self, path: Path, header: Header, losses: list[Problem]) -> Post:
        inside = path.relative_to(self.site.root)
        typed = one(header.fields.get("permalink"))
        pretty = one(self.site.config.get("permalink")) == "pretty"
        made = f"/{inside.with_suffix('').as_posix()}{'/' if pretty else '.html'}"
        post = self._common(path, header, losses)
        hidden = one(header.fields.get("published")).lower() == "false"
        return replace(
            post,
            page=True,
            slug=one(header.fields.get("slug")) or inside.stem,
            status=DRAFT if hidden else PUBLISHED,
            url=f"{self.site.home}{typed or made}",
            names=(inside.as_posix(), f"/{inside.as_posix()}"),
        )


def _changed(fields: Mapping[str, Value]) -> str:
    return one(fields.get("last_modified_at")) or one(fields.get("modified"))


def _spaced(value: Value | None) -> tuple[str, ...]:
    """A list; a bare string is words with spaces between them, as Jekyll takes it."""
    return several(value.split()) if isinstance(value, str) else several(value)  # type: ignore[arg-type]


def _picture(fields: Mapping[str, Value]) -> tuple[str, str]:
    value = fields.get("image")
    head = fields.get("header")
    if not value and isinstance(head, dict):
        value = head.get("image") or head.get("teaser") or head.get("overlay_image")
    if isinstance(value, dict):
        path = value.get("path") or value.get("feature") or value.get("src")
        return one(path), one(value.get("alt"))
    return one(value), one(fields.get("image_alt"))
