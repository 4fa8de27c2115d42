"""Decides where each post of an export goes: its file, its address, its id, and what it leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from pelican.utils import slugify

from ..blog.addresses import Address, name_for
from ..blog.problems import Problem
from ..blog.source import SLUG
from ..blog.survey import Place, reserved
from ..blog.text import plain
from .links import Target, key_of, same_site
from .plan import Ground, Piece, Plan
from .post import DRAFT, Export, Post, When, loss

LONGEST_SLUG = 100
MOST = 100_000
"""Articles of one day with one title."""
MAILED = "imported"
"""What the register says of an article or page that readers had before it came here."""


def plan(export: Export, ground: Ground) -> Plan:
    """The same for the same values. The older of two posts that want one address gets it."""
    made = _Planner(ground, export.home)
    for post in sorted(export.posts, key=_age):
        made.add(post)
    return made.plan()


def _age(post: Post) -> tuple[float, str, int]:
    return (post.date.at.timestamp() if post.date else float("inf"), post.shown, post.line)


class _Planner:
    def __init__(self, ground: Ground, home: str) -> None:
        self.ground, self.home = ground, home
        self.here: dict[str, Place] = {}
        for place in ground.places:
            guid = ground.register.guid(place.relative, place.url, place.own_id)
            self.here.setdefault(guid, place)
        self.gone = {
            each.guid for each in ground.register.addresses if each.to or not each.mailed
        } - set(self.here)
        self.reserved = reserved(ground.settings)
        self.slugs = {(place.lang, place.slug.casefold()) for place in ground.places}
        self.files = {place.relative.casefold() for place in ground.places}
        self.urls = {place.url: place.relative for place in ground.places if place.url}
        self.guids: dict[str, Post] = {}
        self.pieces: list[Piece] = []
        self.already: list[Piece] = []
        self.left = 0
        self.losses: list[Problem] = []

    def add(self, post: Post) -> None:
        lang = post.lang or self.ground.language
        wanted = self._wanted(post)
        own_id, guid = self._named(post, wanted, lang)
        if guid in self.guids:
            first = self.guids[guid]
            its = f"its guid is that of {first.shown}:{first.line}"
            if (post.title, post.body) == (first.title, first.body):
                what = f"{its}, and so are its words: it came once"
                self.losses.append(loss(post.shown, post.line, what, "file"))
                return
            post = replace(post, guid="")
            own_id, guid = self._named(post, wanted, lang)
            if guid not in self.here:
                what = f"{its}; it got one of its own"
                self.losses.append(loss(post.shown, post.line, what, "address"))
        self.guids[guid] = post
        if guid in self.here:
            place = self.here[guid]
            self.already.append(Piece(post, place.relative, place.slug, own_id, guid, lang))
            return
        if guid in self.gone:
            self.left += 1
            return
        post = self._whole(post)
        slug = self._slug(post, wanted, lang)
        path = self._file(post, slug, lang)
        self.pieces.append(Piece(post, path, slug, own_id, guid, lang))
        self.urls.setdefault(self._url(slug, lang), path)

    def plan(self) -> Plan:
        addresses = tuple(self._addresses())
        return Plan(
            tuple(self.pieces),
            tuple(self.already),
            self.left,
            dict(self._targets()),
            self.ground.register.additions(addresses),
            tuple(self.losses),
        )

    def _named(self, post: Post, slug: str, lang: str) -> tuple[str, str]:
        """The id in its headers and its guid. A guid that is no address stays in the register."""
        if post.guid:
            return (post.guid, post.guid) if ":" in post.guid else ("", post.guid)
        day = f"{post.date.at:%Y-%m-%d}" if post.date else "undated"
        own = first = f"{day}-{lang}-{slug}"
        number = 1
        while name_for(own) in self.guids:
            number += 1
            own = f"{first}-{number}"
        return own, name_for(own)

    def _whole(self, post: Post) -> Post:
        """*post* with a title and a date, which every article needs."""
        losses = list(post.losses)
        if not post.title:
            words = plain(post.body).split()[:8]
            title = " ".join(words) or PurePosixPath(post.shown).stem
            losses.append(
                loss(post.shown, post.line, f'it has no title; it got "{title}"', "title")
            )
            post = replace(post, title=title)
        if not post.date and not post.page:
            what = "it has no date: it is a draft with the date of this move"
            losses.append(loss(post.shown, post.line, what, "date"))
            day = self.ground.now.replace(hour=0, minute=0, second=0, microsecond=0)
            post = replace(post, date=When(day, whole_day=True), status=DRAFT)
        return replace(post, losses=tuple(losses))

    def _wanted(self, post: Post) -> str:
        """The end of its old address if that can be one here, else one of its title."""
        subs = self.ground.settings["SLUG_REGEX_SUBSTITUTIONS"]
        typed = unquote(post.slug).strip("/")
        if SLUG.fullmatch(typed) and "/" not in typed:
            return typed
        for words in (typed, post.title, PurePosixPath(post.shown).stem):
            made: str = slugify(words, regex_subs=subs)[:LONGEST_SLUG].strip("-")
            if made:
                return made
        return "untitled"

    def _slug(self, post: Post, wanted: str, lang: str) -> str:
        slug, number = wanted, 1
        while (lang, slug.casefold()) in self.slugs or slug.casefold() in self.reserved:
            number += 1
            slug = f"{wanted}-{number}"
        if slug != wanted:
            what = f"the address {self._url(wanted, lang)} is taken; it got {self._url(slug, lang)}"
            self.losses.append(loss(post.shown, post.line, what, "address"))
        self.slugs.add((lang, slug.casefold()))
        return slug

    def _file(self, post: Post, slug: str, lang: str) -> str:
        folders = self.ground.settings["ARTICLE_PATHS"]
        folder = "pages/" if post.page else f"{folders[0]}/" if folders[0] else ""
        name = slug if post.page or not post.date else f"{post.date.at:%Y-%m-%d}-{slug}"
        endings = ["" if lang == self.ground.language else f".{lang}"]
        path = next(
            made
            for end in (*endings, *(f"-{number}" for number in range(2, MOST)))
            if (made := f"{folder}{name}{end}.md").casefold() not in self.files
        )
        self.files.add(path.casefold())
        return path

    def _url(self, slug: str, lang: str) -> str:
        return f"/{slug}/" if lang == self.ground.language else f"/{lang}/{slug}/"

    def _targets(self) -> Iterator[tuple[str, Target]]:
        """Every name that leads to a post, the surest last."""
        pieces = (*self.already, *self.pieces)
        found: list[tuple[str, Target]] = []
        for piece in pieces:
            target = Target(piece.path, piece.post.title)
            found += [(key_of(name), target) for name in reversed(piece.post.names)]
        yield from reversed(found)
        for piece in reversed(pieces):
            target = Target(piece.path, piece.post.title)
            for address in (*piece.post.aliases, piece.post.url, piece.post.guid):
                parts = urlsplit(address)
                inside = not parts.netloc or same_site(address, self.home or address)
                if address and inside and (parts.path.startswith("/") or parts.query):
                    key = key_of(f"{parts.path}?{parts.query}")
                    if key != "/":
                        yield key, target

    def _addresses(self) -> Iterator[Address]:
        """The lines of all posts that readers knew."""
        for piece in (*self.already, *self.pieces):
            post = piece.post
            seen = post.page or (post.date is not None and post.date.at <= self.ground.now)
            if post.status == DRAFT or not seen:
                continue
            day = post.date.at.date() if post.date else self.ground.now.date()
            fresh = piece in self.pieces
            kept = list(dict.fromkeys(self._old(piece, quiet=not fresh)))
            for url in kept or [self._url(piece.slug, piece.lang)]:
                yield Address(url, piece.path, piece.own_id, piece.guid, str(day), mailed=MAILED)

    def _old(self, piece: Piece, *, quiet: bool) -> Iterator[str]:
        for address in (piece.post.url, *piece.post.aliases):
            url = old_path(address, piece.post.url)
            if not url:
                if address and not quiet:
                    what = f"its old address {address} cannot be kept by a site of plain files"
                    self.losses.append(loss(piece.post.shown, piece.post.line, what, "address"))
                continue
            first = url.strip("/").split("/")[0]
            taken = self.urls.get(url, piece.path) != piece.path
            if taken or first.casefold() in self.reserved:
                if not quiet:
                    why = (
                        f"that is {self.urls[url]} here"
                        if taken
                        else f"/{first}/ is the site's own"
                    )
                    what = f"its old address {url} is not sent on: {why}"
                    self.losses.append(loss(piece.post.shown, piece.post.line, what, "address"))
                continue
            self.urls[url] = piece.path
            yield url


def old_path(address: str, page: str) -> str:
    """An old address as the register has it; empty where a page of its own cannot stand for it.
    *page* is the address that one without a slash before it is counted from."""
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.query:
        return ""
    path = (
        parts.path
        if parts.path.startswith("/")
        else urljoin(urlsplit(page).path or "/", f"../{parts.path}")
    )
    path = re.sub(r"/{2,}", "/", unquote(path)).removesuffix("index.html")
    if path in {"", "/"} or ".." in path.split("/") or re.search(r"[\x00-\x1f]", path):
        return ""
    return path if path.endswith("/") or "." in path.rsplit("/", 1)[-1] else f"{path}/"
