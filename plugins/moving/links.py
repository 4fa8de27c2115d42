"""Where the links and pictures of a former home lead now."""

from __future__ import annotations

import filecmp
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from ..blog.problems import Problem
from .meanings import MOVED
from .post import Post, loss
from .trove import FILES, Trove


@dataclass(frozen=True, slots=True)
class Target:
    """Where a post stands now: its file, relative to the content folder."""

    path: str
    title: str = ""


@dataclass(slots=True)
class Links:
    """Rewrites the texts of one export. *targets* are posts by their old address or a name of
    theirs; *home* is the former home's address, *images* the folder that pictures will lie in;
    *pictures* gathers what is to be copied, by its name below that; *anchors* what is wanted on
    which page, and *losses* what leads nowhere."""

    targets: Mapping[str, Target]
    trove: Trove
    home: str = ""
    images: Path | None = None
    pictures: dict[str, Path] = field(default_factory=dict)
    anchors: dict[str, set[str]] = field(default_factory=dict)
    losses: list[Problem] = field(default_factory=list)

    def picture(self, address: str, post: Post) -> str:
        """Where the picture at *address* will lie, relative to content/images/, or nothing."""
        found = self.trove.find(address, post.folder)
        if not found:
            return ""
        name, source = found
        stem, ending = posixpath.splitext(name)
        number = 1
        while self.pictures.get(name, source) != source or self._other(name, source):
            number += 1
            name = f"{stem}-{number}{ending}"
        self.pictures[name] = source
        return name

    def _other(self, name: str, source: Path) -> bool:
        """Whether another picture of that name is there."""
        path = self.images / name if self.images else None
        return path is not None and path.exists() and not same(path, source)

    def post(self, address: str) -> Target | None:
        """The post that an address of the former home, or one of its names for it, means."""
        return self.targets.get(key_of(address)) if address else None


def same(path: Path, other: Path) -> bool:
    """Whether both hold the same bytes."""
    alike = path.is_file() and path.stat().st_size == other.stat().st_size
    return alike and filecmp.cmp(path, other, shallow=False)


def key_of(address: str) -> str:
    """What two ways to write one address of a former home have in common."""
    parts = urlsplit(address)
    path = unquote(parts.path).removesuffix("index.html").rstrip("/")
    query = f"?{parts.query}" if re.fullmatch(r"(?:p|page_id)=\d+", parts.query) else ""
    return f"{path}{query}".casefold() or "/"


def same_site(address: str, home: str) -> bool:
    """Whether both are at one host, with www or without."""
    hosts = [(urlsplit(each).hostname or "").removeprefix("www.") for each in (address, home)]
    return bool(hosts[0]) and hosts[0] == hosts[1]


@dataclass(frozen=True, slots=True)
class Way:
    """Finds where an address in the text of *post* leads, which is to stand in the file *path*."""

    links: Links
    post: Post
    path: str

    def to(self, address: str) -> str | None:
        """Where *address* leads now; None where only the words of the link can stay."""
        if address.startswith(("mailto:", "tel:", "{")):
            return address
        if address.startswith("#"):
            self._want(self.path, address[1:])
            return address
        bare, _, anchor = address.partition("#")
        if address.startswith(MOVED):
            return self.named(unquote(bare.removeprefix(MOVED)), anchor)
        inside = same_site(bare, self.links.home) if ":" in bare or bare.startswith("//") else True
        if not inside:
            return f"https:{address}" if address.startswith("//") else address
        target = self.links.post(self.path_of(bare))
        if target:
            return self.to_page(target, anchor)
        ending = posixpath.splitext(urlsplit(bare).path)[1].lower()
        name = self.links.picture(bare, self.post) if ending in FILES else ""
        if name:
            folder = posixpath.dirname(self.path)
            return f"{posixpath.relpath('images', folder)}/{name}" if name else None
        whole = self.whole(bare)
        if not whole:
            self.lose(address, f"the link to {address} leads to nothing that came along", "link")
            return None
        if key_of(self.path_of(bare)) != "/":
            self.lose(address, f"the link to {whole} still leads to the former home", "link")
        return f"{whole}#{anchor}" if anchor else whole

    def named(self, name: str, anchor: str) -> str | None:
        """Where a name leads that only the former home understands."""
        name, _, more = name.partition("#")
        for each in (name, name.lstrip("/"), name.rsplit("/", 1)[-1]):
            target = self.links.post(each) or self.links.post(f"/{each}")
            if target:
                return self.to_page(target, anchor or more)
        if self.links.home and name.startswith("/"):
            return self.to(f"{name}#{anchor}" if anchor else name)
        self.lose(name, f"the link to {name} leads to nothing that came along", "link")
        return None

    def to_page(self, target: Target, anchor: str) -> str:
        if anchor:
            self._want(target.path, anchor)
        if target.path == self.path and anchor:
            return f"#{anchor}"
        here = posixpath.relpath(target.path, posixpath.dirname(self.path))
        return f"{here}#{anchor}" if anchor else here

    def _want(self, path: str, anchor: str) -> None:
        self.links.anchors.setdefault(path, set()).add(unquote(anchor))

    def path_of(self, bare: str) -> str:
        """An address of the former home from its root, as its own pages mean it."""
        own = urlsplit(self.post.url).path or "/"
        joined = urljoin(own, bare)
        parts = urlsplit(joined)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def whole(self, address: str) -> str:
        """*address* written out in full, empty where the former home's own is not known."""
        if address.startswith("//"):
            return f"https:{address}"
        if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            return address
        if not self.links.home:
            return ""
        return urljoin(urljoin(self.links.home, urlsplit(self.post.url).path or "/"), address)

    def lose(self, near: str, what: str, kind: str) -> None:
        at = self.post.body.find(near) if near else -1
        at = self.post.body.find(unquote(near)) if at < 0 else at
        line = self.post.body_line + (self.post.body.count("\n", 0, at) if at >= 0 else 0)
        self.links.losses.append(loss(self.post.shown, line, what, kind))
