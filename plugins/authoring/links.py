"""Where a link in a text leads: to a page of ours, to a file, elsewhere, or nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from ..blog.problems import Problem
from .facts import Link

PLACEHOLDER = re.compile(
    r"[{|](filename|static|attach|category|tag|author|index)[|}](.*)", re.DOTALL
)
SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
FURTHER = re.compile(r"page/\d+/$")
FILE = re.compile(
    r"\.(?:md|markdown|html?|png|jpe?g|gif|svg|webp|avif|pdf|docx?|txt|mp[34])$", re.IGNORECASE
)
HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", re.IGNORECASE)
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif")
PART = 5
"""Letters by which a name is known that has more of them."""
ON_EVERY_PAGE = frozenset({"", "top"})
"""Anchors that a browser knows by itself."""


class Target(NamedTuple):
    """A content file that a link may lead to. *later* says why readers do not find it yet. A tuple:
    a check thaws thousands of them to judge one text."""

    shown: str
    url: str
    anchors: frozenset[str] = frozenset()
    later: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """All that the site will have.

    *targets* are content files by their path in the content folder; *files* are all other files
    there; *made* are addresses the site makes by itself; under one of *prefixes* every address
    is accepted. *home* is the site's own address, without a slash at its end.
    """

    targets: Mapping[str, Target]
    files: frozenset[str] = frozenset()
    made: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    by_url: Mapping[str, Target] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        targets: Mapping[str, Target],
        files: Iterable[str] = (),
        made: Iterable[str] = (),
        prefixes: Iterable[str] = (),
        home: Iterable[str] = (),
    ) -> Places:
        """The same, with the targets by address too."""
        return cls(
            targets,
            frozenset(files),
            frozenset(made),
            tuple(prefixes),
            tuple(each for each in home if each),
            {each.url: each for each in targets.values() if each.url},
        )


def judge_link(link: Link, path: str, places: Places) -> Problem | None:
    """What is wrong with *link* in the content file *path*, if anything."""
    own = places.targets[path]
    what = _Judge(link, path, own, places).judge()
    if not what:
        return None
    code, message, warning = what
    return Problem(own.shown, link.line, message, warning, code)


Verdict = tuple[str, str, bool] | None
"""A code, a message, and whether it is only a warning."""


@dataclass(frozen=True, slots=True)
class _Judge:
    link: Link
    path: str
    own: Target
    places: Places

    def judge(self) -> Verdict:
        address = self.link.address.strip()
        if not address:
            what = (
                "this picture has no address" if self.link.picture else "this link has no address"
            )
            return self._code, f"{what}; write it between the round brackets", False
        for home in self.places.home:
            if address == home or address.startswith((f"{home}/", f"{home}#")):
                address = address[len(home) :] or "/"
        found = PLACEHOLDER.match(address)
        if found:
            return self._placeholder(found[1], found[2])
        if address.startswith("//") or SCHEME.match(address):
            return None
        if address.startswith("#"):
            return self._anchor(self.own, unquote(address[1:]), "this page")
        return self._page(address)

    @property
    def _code(self) -> str:
        return "picture" if self.link.picture else "link"

    def _placeholder(self, kind: str, rest: str) -> Verdict:
        parts = urlsplit(rest)
        if kind in {"filename", "static", "attach"}:
            return self._file(unquote(parts.path), unquote(parts.fragment))
        return None

    def _file(self, name: str, anchor: str) -> Verdict:
        folder = "" if name.startswith("/") else posixpath.dirname(self.path)
        wanted = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
        target = self.places.targets.get(wanted)
        if target:
            return self._target(target, anchor)
        return None if wanted in self.places.files else self._nowhere(name)

    def _target(self, target: Target, anchor: str) -> Verdict:
        if target.left_out:
            what = (
                f"this link leads to {target.shown}, which is left out itself; mend that file first"
            )
            return "link", what, False
        if target.later and not self.own.later:
            what = f"this link leads to {target.shown}, {target.later}"
            return "link-to-draft", what, True
        return self._anchor(target, anchor, target.shown)

    def _anchor(self, target: Target, anchor: str, where: str) -> Verdict:
        if anchor in ON_EVERY_PAGE or anchor in target.anchors or anchor.startswith(":~:"):
            return None
        near = get_close_matches(anchor, target.anchors, n=1)
        hint = f'did you mean "#{near[0]}"?' if near else f"name a heading there: {{#{anchor}}}"
        return "anchor", f'"#{anchor}" stands nowhere in {where}; {hint}', False

    def _page(self, address: str) -> Verdict:
        parts = urlsplit(urljoin(self.own.url or "/", address))
        path = unquote(parts.path)
        path = path.removesuffix("index.html") if path.endswith("/index.html") else path
        target = self.places.by_url.get(path)
        if target:
            return self._target(target, unquote(parts.fragment))
        if self._made(path):
            return None
        if self._made(f"{path}/") or f"{path}/" in self.places.by_url:
            what = f'"{address}" lacks the slash at its end; write {path}/'
            return "slash", what, True
        return self._nowhere(address)

    def _made(self, path: str) -> bool:
        known = path in self.places.made or FURTHER.sub("", path) in self.places.made
        return known or path.startswith(self.places.prefixes)

    def _nowhere(self, address: str) -> Verdict:
        path = address.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]
        thing = "picture" if self.link.picture else "page or file"
        said = f'"{address}" leads nowhere'
        first = path.split("/", maxsplit=1)[0]
        if "@" in path and "/" not in path:
            return self._code, f"{said}; for a mail address write mailto:{path}", False
        if HOST.fullmatch(first) and not FILE.search(first):
            return self._code, f"{said}; for another website write https://{address}", False
        near = self._near(path)
        if posixpath.basename(near) == unquote(posixpath.basename(path)) and FILE.search(path):
            kind = "{filename}" if near in self.places.targets else "{static}"
            whole = near if "/" in near else posixpath.join(posixpath.dirname(self.path), near)
            return self._code, f"{said} from the page; write {kind}/{whole} here", False
        if near:
            return self._code, f'{said}; did you mean "{near}"?', False
        return self._code, f"{said}: there is no such {thing}; was it moved or renamed?", False

    def _near(self, path: str) -> str:
        """The address or file whose name is nearest to what was typed."""
        name = unquote(posixpath.basename(path.rstrip("/"))).casefold()
        if FILE.search(path):
            known = [*self.places.files, *self.places.targets]
            if self.link.picture:
                known = [each for each in known if each.casefold().endswith(PICTURES)]
            by_name = {posixpath.basename(each).casefold(): each for each in sorted(known)}
        else:
            known = sorted({*self.places.by_url, *self.places.made} - {"/", self.own.url})
            by_name = {posixpath.basename(each.rstrip("/")).casefold(): each for each in known}
        found = get_close_matches(name, by_name, n=1, cutoff=0.75)
        if not found:  # a name without its date, or with half of its words
            stem = name.rpartition(".")[0] or name
            found = [each for each in by_name if stem in each] if len(stem) >= PART else []
        if len(found) != 1:
            return ""
        near = by_name[found[0]]
        beside = posixpath.dirname(near) == posixpath.dirname(self.path)
        return posixpath.basename(near) if beside and FILE.search(path) else near
