"""Reads a Hugo site, or a folder of its posts: YAML, TOML or JSON above Markdown or HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, tzinfo
from html import unescape
from pathlib import Path, PurePosixPath

from ..blog.headers import Header
from ..blog.problems import Problem, ProblemsFound
from .dialect import as_ours
from .front import is_true, one, parse_front, several
from .hugo_headers import OWN, authors_of, filed, picture_of, stayed
from .hugo_site import HugoSite, file_name, read_site
from .post import DRAFT, HIDDEN, PUBLISHED, Export, Post, decoded, loss, parse_when
from .shortcodes import translate

TEXTS = (".md", ".markdown", ".mkd", ".html", ".htm")
OTHERS = (".adoc", ".asciidoc", ".org", ".rst", ".pandoc", ".ipynb")


def read_hugo(source: Path, shown: str, zone: tzinfo, now: datetime) -> Export:
    """All that *source* holds: a site's folder, its content folder, or a folder of posts."""
    site = read_site(source)
    top = source if source.resolve() != (site.root or source).resolve() else site.content
    losses: list[Problem] = []
    posts: list[Post] = []
    for path in sorted(each for each in top.rglob("*") if each.is_file()):
        told = f"{shown.rstrip('/')}/{path.relative_to(source).as_posix()}"
        if any(part.startswith(".") for part in path.relative_to(top).parts):
            continue
        if path.suffix.lower() in OTHERS:
            what = f"{path.suffix} is not read here; write it as Markdown first"
            losses.append(loss(told, 1, what, "file"))
        elif path.suffix.lower() in TEXTS:
            posts += _read(path, told, site, site.zone or zone, now, losses)
    if not posts and not losses:
        raise ProblemsFound([Problem(shown, 1, "there are no posts of Hugo's here (.md)")])
    pictures = (top,) if site.root is None else (site.content, *_existing(site.root))
    return Export(tuple(posts), tuple(losses), site.home, pictures, _translate)


def _existing(root: Path) -> Iterator[Path]:
    for name in ("static", "assets"):
        if (root / name).is_dir():
            yield root / name


def _translate(post: Post) -> tuple[str, list[Problem]]:
    text, losses = translate(post)
    return (text if post.html else as_ours(text, autolink=True)), losses


def _read(
    path: Path, shown: str, site: HugoSite, zone: tzinfo, now: datetime, losses: list[Problem]
) -> Iterator[Post]:
    text, odd = decoded(path.read_bytes(), shown)
    header = parse_front(text)
    stopping = [each for each in header.faults if not each.warning]
    if stopping:
        losses += [Problem(shown, each.line, each.message, code="file") for each in stopping]
        return
    odd += [loss(shown, each.line, each.message, "header") for each in header.faults]
    inside = PurePosixPath(path.relative_to(_base(site.content, path)).as_posix())
    if inside.stem.split(".")[0] == "_index":
        if header.body.strip():
            what = "the text of a list's page has no place here"
            losses.append(loss(shown, header.body_line, what, "file"))
        return
    if is_true(header.fields.get("headless")):
        return
    yield _post(header, path, inside, shown, site, zone, now, odd)


def _base(content: Path, path: Path) -> Path:
    return content if content.resolve() in path.resolve().parents else path.parent


def _post(
    header: Header,
    path: Path,
    inside: PurePosixPath,
    shown: str,
    site: HugoSite,
    zone: tzinfo,
    now: datetime,
    losses: list[Problem],
) -> Post:
    fields = header.fields
    dates = {}
    for key in ("date", "publishdate", "lastmod", "modified", "expirydate"):
        typed = one(fields.get(key))
        dates[key] = parse_when(typed, zone) if typed else None
        if typed and not dates[key] and not typed.startswith("0001"):
            losses.append(
                loss(shown, header.line(key), f'the {key} "{typed}" is no date', "header")
            )
    expired = dates["expirydate"]
    status = DRAFT if is_true(fields.get("draft")) else PUBLISHED
    if status == PUBLISHED and expired and expired.at <= now:
        status = HIDDEN
        what = f"expired at {expired}: it has its address, and no list names it (status: hidden)"
        losses.append(loss(shown, header.line("expirydate"), what, "expired"))
    lang = _language(path, inside, site)
    tags = [*several(fields.get("tags")), *filed(fields, site)]
    picture, alt = picture_of(fields)
    post = Post(
        shown=shown,
        title=unescape(one(fields.get("title")) or one(fields.get("linktitle"))),
        body=header.body.strip("\n"),
        body_line=header.body_line + _leading(header.body),
        html=path.suffix.lower() in {".html", ".htm"},
        date=dates["publishdate"] or dates["date"],
        modified=dates["lastmod"] or dates["modified"],
        authors=authors_of(fields),
        categories=several(fields.get("categories")) or several(fields.get("category")),
        tags=tuple(dict.fromkeys(tags)),
        slug=one(fields.get("slug")),
        summary=unescape(one(fields.get("summary")) or one(fields.get("description"))),
        status=status,
        lang=lang,
        aliases=several(fields.get("aliases")),
        image=picture,
        image_alt=alt,
        page=_is_page(inside, dates["date"] is not None, site),
        folder=path.parent,
        more={key: value for key, value in fields.items() if key not in {*OWN, *site.taxonomies}},
    )
    url = site.url(inside, post, one(fields.get("url")))
    home = site.home.rstrip("/")
    name = file_name(inside)
    names = (str(inside), f"/{inside}", str(inside.with_suffix("")), name)
    own = () if path.stem.split(".")[0] == "index" else (inside.name,)
    return replace(
        post,
        slug=post.slug or _undated(name),
        url=f"{home}{url}" if url and home else url,
        guid=f"{home}{url}" if url and home else "",
        names=(*names, *own),
        losses=(*losses, *stayed(post, header)),
    )


def _leading(body: str) -> int:
    return len(body) - len(body.lstrip("\n"))


def _undated(name: str) -> str:
    return name[11:] if name[:10].count("-") == 2 and name[:4].isdigit() and name[11:] else name


def _is_page(inside: PurePosixPath, dated: bool, site: HugoSite) -> bool:
    depth = len(inside.parts) - (2 if inside.stem.split(".")[0] == "index" else 1)
    return not dated and depth <= 0 and site.root is not None


def _language(path: Path, inside: PurePosixPath, site: HugoSite) -> str:
    ends = path.stem.rsplit(".", 1)
    if len(ends) == 2 and (ends[1] in site.languages or len(ends[1]) == 2):
        return ends[1]
    first = inside.parts[0] if len(inside.parts) > 1 else ""
    return first if first in site.languages else site.language
