"""Writes what a plan says: the articles with their headers, their pictures, their old addresses."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote

from ..blog.addresses import as_line
from ..blog.files import append_line, write_if_changed
from ..blog.problems import Problem
from .anchors import INSIDE, TAGGED, names_in, with_anchors
from .code import Words, replaced
from .header import write_header
from .links import Links
from .markup import as_markdown
from .plan import Ground, Piece, Plan, unread
from .planner import plan
from .post import Export, Post, loss
from .rewriting import rewrite
from .trove import search

BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came along: *texts* by their path in the content folder, *pictures* by theirs below
    content/images/, and what did not."""

    planned: Plan
    texts: dict[str, str]
    pictures: dict[str, Path]
    losses: tuple[Problem, ...]


def translate(
    export: Export, ground: Ground, content: Path, tell: Callable[[int, int], None]
) -> Outcome:
    """Everything that is to be written, and nothing written yet. *tell* hears how many posts are
    done, and of how many."""
    planned = plan(export, ground)
    links = Links(planned.targets, search(export.pictures), export.home, content / "images")
    losses = [*unread(export, planned), *planned.losses]
    bodies: dict[str, str] = {}
    heads: dict[str, str] = {}
    for number, piece in enumerate(planned.pieces, 1):
        body, lost = _translated(export, piece.post)
        losses += lost
        bodies[piece.path] = rewrite(body, links, piece.post, piece.path)
        heads[piece.path] = _head(piece, links, ground.language)
        tell(number, len(planned.pieces))
    losses += links.losses
    _settle_anchors(bodies, planned, links, content, losses)
    texts = {path: f"{heads[path]}\n{_tidy(body)}\n" for path, body in bodies.items()}
    return Outcome(planned, texts, links.pictures, tuple(sorted(losses)))


def write(outcome: Outcome, content: Path, register: Path) -> None:
    """Put it all where it belongs and write over nothing. The register comes first, so that what
    a run that was broken off has brought is known to be mailed already; the next run goes on."""
    if outcome.planned.addresses:
        append_line(register, "\n".join(as_line(each) for each in outcome.planned.addresses))
    for name, source in outcome.pictures.items():
        target = content / "images" / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            fresh = target.with_name(f"{target.name}.new")
            shutil.copyfile(source, fresh)
            fresh.replace(target)
    for path, text in outcome.texts.items():
        if not (content / path).exists():
            write_if_changed(content / path, text.encode())


def _tidy(body: str) -> str:
    """Without the empty lines that what was taken out has left."""
    return replaced(BLANK, body, lambda _, __: "\n\n").strip("\n")


def _translated(export: Export, post: Post) -> tuple[str, list[Problem]]:
    body, losses = export.translate(post) if export.translate else (post.body, [])
    if post.html:
        body = as_markdown(body)
    return body, losses


def _head(piece: Piece, links: Links, language: str) -> str:
    post = piece.post
    if post.image:
        name = links.picture(post.image, post)
        if not name:
            what = f"the picture {post.image} (image) is not in the export"
            links.losses.append(loss(post.shown, post.line, what, "picture"))
        post = replace(post, image=name)
    return write_header(
        post, piece.slug, piece.own_id, "" if piece.lang == language else piece.lang
    )


def _settle_anchors(
    bodies: dict[str, str], planned: Plan, links: Links, content: Path, losses: list[Problem]
) -> None:
    """Give names to the headings that links lead to, and take anchors away that lead nowhere."""
    known: dict[str, set[str]] = {}
    for path, wanted in links.anchors.items():
        if path in bodies:
            bodies[path], known[path] = with_anchors(bodies[path], wanted)
        elif (content / path).is_file():
            known[path] = names_in((content / path).read_text(encoding="utf-8", errors="replace"))
    posts = {piece.path: piece.post for piece in planned.pieces}
    for path, body in bodies.items():
        if "#" in body:
            bodies[path] = _Settled(path, posts[path], known, losses).settled(body)


@dataclass(frozen=True, slots=True)
class _Settled:
    """Takes anchors off the links of one text that lead to no place in *known*."""

    path: str
    post: Post
    known: dict[str, set[str]]
    losses: list[Problem]

    def settled(self, body: str) -> str:
        return replaced(TAGGED, replaced(INSIDE, body, self._link), self._tag)

    def _link(self, words: Words, _: int) -> str | None:
        page = unquote(words("page"))
        if ":" in page or page.startswith(("/", "{")):
            return None
        folder = posixpath.dirname(self.path)
        target = posixpath.normpath(posixpath.join(folder, page)) if page else self.path
        if self._is_there(target, words("anchor")):
            return None
        return f"[{words('words')}]({words('page')})" if page else words("words")

    def _tag(self, words: Words, _: int) -> str | None:
        page = words("page")
        if self._is_there(page.lstrip("/") or self.path, words("anchor")):
            return None
        return f"{words('start')}{{filename}}{page or '/' + self.path}{words('end')}"

    def _is_there(self, target: str, anchor: str) -> bool:
        anchor = unquote(anchor)
        if anchor in self.known.get(target, {anchor}):
            return True
        what = f"the place #{anchor} is nowhere in {target}, so no link leads to it"
        self.losses.append(loss(self.post.shown, self.post.body_line, what, "link"))
        return False
