"""Reads WordPress' export: an XML file, or the folder it lies in together with the uploads."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

from ..blog.headers import Value
from ..blog.problems import Problem, ProblemsFound
from .blocks import Library, as_html
from .markup import as_markdown
from .post import DRAFT, PUBLISHED, Export, Post, When, loss
from .wxr import Record, read_records

STATUSES = {"publish": PUBLISHED, "future": PUBLISHED, "draft": DRAFT, "pending": DRAFT}
KEPT = frozenset({"post", "page"})
QUIET = frozenset(
    [
        "attachment",
        "wp_block",
        "nav_menu_item",
        "revision",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "user_request",
        "wp_template",
        "wp_template_part",
        "wp_global_styles",
        "wp_navigation",
        "wp_font_family",
        "wp_font_face",
    ]
)
"""Kinds of items that are no text of the author's."""
NO_DATE = "0000-00-00 00:00:00"
NO_CATEGORY = frozenset({"uncategorized", "geen categorie", "uncategorised"})
DESCRIBED = "_yoast_wpseo_metadesc"
LEAD, NOTES = "_thumbnail_id", "footnotes"
NOTES_BLOCK = re.compile(r"<!-- wp:footnotes\s*(?:\{[^{}]*\}\s*)?/-->")


def read_wordpress(source: Path, shown: str, zone: tzinfo, now: datetime) -> Export:  # noqa: ARG001
    """All posts and pages of the export; what is private stays where it is and is told."""
    files = [source] if source.is_file() else sorted(source.glob("*.xml"))
    if not files:
        raise ProblemsFound([Problem(shown, 1, "there is no export (.xml) in this folder")])
    reader = _Reader(zone)
    for path in files:
        reader.read(path, shown if path == source else f"{shown.rstrip('/')}/{path.name}")
    folder = source if source.is_dir() else source.parent
    uploads = [folder / each for each in ("uploads", "wp-content", "media", "attachments")]
    folders = [folder] if source.is_dir() else [each for each in uploads if each.is_dir()]
    library = Library(reader.pictures, reader.patterns)
    return Export(
        tuple(reader.posts()),
        tuple(reader.losses),
        reader.home,
        tuple(folders),
        lambda post: as_html(post, library),
    )


class _Reader:
    """Gathers what is needed of each item, and lets go of the rest."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone = zone
        self.home = self.lang = ""
        self.authors: dict[str, str] = {}
        self.pictures: dict[str, tuple[str, str]] = {}
        self.patterns: dict[str, str] = {}
        self.kept: list[tuple[str, Record]] = []
        self.losses: list[Problem] = []
        self.seen: set[str] = set()

    def read(self, path: Path, shown: str) -> None:
        for record in read_records(path, shown):
            if record.name == "wp:author":
                login = record.text("wp:author_login")
                self.authors[login] = unescape(record.text("wp:author_display_name")) or login
            elif record.name == "channel":
                self.home = self.home or record.text("wp:base_blog_url") or record.text("link")
                self.lang = self.lang or record.text("language")[:2].lower()
            elif record.name == "item":
                self._item(record, shown)

    def _item(self, item: Record, shown: str) -> None:
        kind, ident = item.text("wp:post_type") or "post", item.text("wp:post_id")
        title = unescape(item.text("title")) or f"number {ident}"
        comments = [
            each
            for each in item.inside
            if each.name == "wp:comment" and each.text("wp:comment_type") in {"", "comment"}
        ]
        if kind == "attachment":
            alt = _meta(item, "_wp_attachment_image_alt")
            self.pictures[ident] = (item.text("wp:attachment_url"), alt)
        elif kind == "wp_block":
            self.patterns[ident] = item.text("content:encoded")
        elif kind not in KEPT:
            if kind not in QUIET:
                what = f'"{title}" is of the kind "{kind}", which a plugin of WordPress made'
                self.losses.append(loss(shown, item.line, what, "other"))
        elif self._is_public(item, title, shown):
            item.inside = [each for each in item.inside if each.name == "wp:postmeta"]
            if comments:
                item.texts["comments"] = str(len(comments))
            self.kept.append((shown, item))

    def _is_public(self, item: Record, title: str, shown: str) -> bool:
        status = item.text("wp:status") or "publish"
        why = "is private" if status == "private" else ""
        why = "has a password" if item.text("wp:post_password") else why
        if why:
            what = f'"{title}" {why}, and a public site cannot keep that: it stays where it is'
            self.losses.append(loss(shown, item.line, what, "private"))
        elif status in {"trash", "auto-draft", "inherit"}:
            return False
        return not why

    def posts(self) -> Iterator[Post]:
        for shown, item in self.kept:
            yield self._post(shown, item)

    def _post(self, shown: str, item: Record) -> Post:
        losses = []
        status = item.text("wp:status") or "publish"
        if status not in STATUSES:
            what = f'its status "{status}" is not known here: it is a draft'
            losses.append(loss(shown, item.line, what, "other"))
        if count := item.texts.get("comments"):
            what = f'{count} comments on "{unescape(item.text("title"))}" stay behind'
            losses.append(loss(shown, item.line, what, "comments"))
        link, guid = item.text("link").strip(), item.text("guid").strip()
        ident = item.text("wp:post_id")
        names = tuple(f"/?{key}={ident}" for key in ("p", "page_id") if ident)
        lead = self.pictures.get(_meta(item, LEAD), ("", ""))
        if _meta(item, LEAD) and not lead[0]:
            what = f"the picture on top (number {_meta(item, LEAD)}) is not in the export"
            losses.append(loss(shown, item.line, what, "picture"))
        filed = [(domain, unescape(name)) for domain, name in item.filed if name]
        excerpt = item.text("excerpt:encoded").strip() or _meta(item, DESCRIBED)
        body = _with_notes(item.text("content:encoded"), _meta(item, NOTES))
        leading = len(body) - len(body.lstrip("\r\n"))
        return Post(
            shown=shown,
            line=item.line,
            title=_bare(item.text("title")),
            body=body.strip("\r\n"),
            body_line=item.lines.get("content:encoded", item.line) + body.count("\n", 0, leading),
            html=True,
            date=self._when(item, "wp:post_date"),
            modified=self._when(item, "wp:post_modified"),
            authors=tuple(self._authors(item)),
            categories=tuple(_named(filed, "category")),
            tags=tuple(_tags(filed)),
            slug=item.text("wp:post_name").strip(),
            summary=" ".join(as_markdown(excerpt).split()),
            status=STATUSES.get(status, DRAFT),
            lang=self.lang,
            guid=guid,
            url="" if urlsplit(link).query and STATUSES.get(status) != PUBLISHED else link,
            names=names,
            image=lead[0],
            image_alt=lead[1],
            page=item.text("wp:post_type") == "page",
            more=_more(item),
            losses=tuple(losses),
        )

    def _authors(self, item: Record) -> Iterator[str]:
        login = item.text("dc:creator").strip()
        if login:
            yield self.authors.get(login, login)

    def _when(self, item: Record, key: str) -> When | None:
        """A moment on the site's own clock, whose zone is how far it is from Greenwich's."""
        local, world = (_parsed(item.text(name)) for name in (key, f"{key}_gmt"))
        if local is None:
            return When(world.replace(tzinfo=UTC)) if world else None
        if world is None:
            return When(local.replace(tzinfo=self.zone))
        away = round((local - world) / timedelta(minutes=15)) * timedelta(minutes=15)
        sensible = abs(away) <= timedelta(hours=14)
        return When(local.replace(tzinfo=timezone(away) if sensible else self.zone))


def _parsed(typed: str) -> datetime | None:
    if not typed.strip() or typed.strip() == NO_DATE:
        return None
    try:
        return datetime.strptime(typed.strip(), "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007 - see above
    except ValueError:
        return None


def _meta(item: Record, key: str) -> str:
    for each in item.inside:
        if each.text("wp:meta_key") == key:
            return each.text("wp:meta_value").strip()
    return ""


def _with_notes(body: str, notes: str) -> str:
    """*body* with its footnotes, which WordPress keeps beside it as JSON."""
    try:
        found = json.loads(notes) if notes else []
    except json.JSONDecodeError:
        found = []
    told = [each for each in found if isinstance(each, dict) and each.get("content")]
    if not told:
        return body
    points = "".join(
        f'<li id="{escape(str(each.get("id", "")))}">{each["content"]}</li>' for each in told
    )
    listed = f"<ol>{points}</ol>"
    fresh = NOTES_BLOCK.sub(lambda _: listed, body, count=1)
    return fresh if fresh != body else f"{body}\n\n{listed}"


def _more(item: Record) -> dict[str, Value]:
    sticky = item.text("wp:is_sticky").strip() == "1"
    return {"sticky": "true"} if sticky else {}


def _named(filed: Iterable[tuple[str, str]], domain: str) -> Iterator[str]:
    for each, name in filed:
        if each == domain and name.casefold() not in NO_CATEGORY:
            yield name


def _tags(filed: list[tuple[str, str]]) -> Iterator[str]:
    """The tags, and the words of shelves that a plugin made."""
    yield from _named(filed, "post_tag")
    for domain, name in filed:
        if domain not in {"category", "post_tag", "post_format", "nav_menu", "language"}:
            yield name


def _bare(title: str) -> str:
    """A title without its tags."""
    return " ".join(unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", title)).split())
