"""A folder to open in a browser: the mail as readers will see it, and all that is known of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..blog.files import write_if_changed
from .edition import key_of
from .frozen import Frozen
from .personal import Heads, Shape, filled, seen_by, shapes, used_in
from .pieces import Edition
from .proof import Proof
from .transports.outbox import write_message

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
DARK = re.compile(r"@media \(prefers-color-scheme:\s*dark\)")
SOURCE = re.compile(r'(<img [^>]*?src=")[^"]*"')
STOCK = Path(__file__).parent / "stock"


@dataclass(frozen=True, slots=True)
class Sight:
    """One way of looking at the mail: a file in ``views/``, shown *width* pixels wide."""

    name: str
    file: str
    html: str
    width: int


def write_preview(folder: Path, proof: Proof, content: Path | None = None) -> Path:
    """Fill *folder* and answer the page to open. *content* is where pictures are that no site
    shows yet."""
    sights = tuple(look(proof))
    picture = _picture(proof.edition, content) if content else None
    if picture:
        write_if_changed(folder / "views" / picture.name, picture.read_bytes())
        sights = tuple(replace(each, html=_at_home(each.html, picture.name)) for each in sights)
    for sight in sights:
        write_if_changed(folder / "views" / sight.file, sight.html.encode())
    wanted = {sight.file for sight in sights} | ({picture.name} if picture else set())
    for path in sorted((folder / "views").iterdir()):
        if path.name not in wanted:
            path.unlink()
    write_message(folder, proof.message, proof.edition.key, proof.day or day_for(proof.edition))
    templates = Environment(
        loader=FileSystemLoader(STOCK),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = templates.get_template("preview.html").render(
        proof=proof,
        edition=proof.edition,
        message=proof.message,
        sights=sights,
        text=filled(seen_by(proof.message.text, _all(proof))),
        sizes=sizes(proof),
        changes=() if proof.corrects else tuple(changes(proof.edition, proof.last)),
        following=tuple(following(proof)),
        carried=tuple(carried(proof)),
    )
    write_if_changed(folder / "index.html", page.encode())
    return folder / "index.html"


def _picture(edition: Edition, content: Path) -> Path | None:
    """The file of the picture, if its address is that of one in *content*."""
    for piece in edition.pieces:
        path = content / unquote(piece.image.removeprefix(f"{edition.site_url}/"))
        if piece.image and content.resolve() in path.resolve().parents and path.is_file():
            return path
    return None


def _at_home(html: str, name: str) -> str:
    return SOURCE.sub(lambda found: f'{found[1]}{quote(name)}"', html)


def day_for(edition: Edition) -> datetime:
    """The Date line of a mail nobody has sent: when its newest piece appeared."""
    return max((piece.published for piece in edition.pieces), default=datetime(1970, 1, 1))  # noqa: DTZ001


def look(proof: Proof) -> Iterator[Sight]:
    """The mail as it looks here and there, and to each kind of subscriber."""
    whole = filled(seen_by(proof.message.html, _all(proof)))
    yield Sight("Light", "light.html", lit(whole, "light"), 700)
    yield Sight("Dark", "dark.html", lit(whole, "dark"), 700)
    yield Sight("A phone of 320 px", "phone.html", lit(whole, "light"), 320)
    yield Sight("Without style", "bare.html", STYLE.sub("", whole), 360)
    if proof.personal:
        for number, shape in enumerate(shapes(proof.personal, proof.edition), 1):
            html = filled(seen_by(proof.conditional, shape.follows))
            name = f"{shape.name} ({_heads(proof, shape)})" if proof.heads else shape.name
            yield Sight(name, f"reader-{number}.html", lit(html, "light"), 480)


def _heads(proof: Proof, shape: Shape) -> str:
    """How many subscribers are of that shape; who follows a theme may follow more than it."""
    heads = proof.heads or Heads(())
    used = used_in(proof.personal, proof.edition) if proof.personal else set()
    if not shape.follows:
        return _subscribers(heads.undecided)
    if used.intersection(shape.follows):
        return f"followed by {heads.whole(shape.follows)}"
    return _subscribers(heads.without(used))


def _subscribers(number: int) -> str:
    return f"{number} subscriber" if number == 1 else f"{number} subscribers"


def following(proof: Proof) -> Iterator[tuple[str, int]]:
    """How many subscribers follow each group, and how many none."""
    if proof.personal and proof.heads:
        for group in (*proof.personal.themes, proof.personal.everything):
            yield group, proof.heads.whole((group,))
        yield "Nothing: titles with links", proof.heads.undecided
        yield "All subscribers", proof.heads.all


def carried(proof: Proof) -> Iterator[tuple[str, str, str]]:
    """Each piece, the groups that get it whole, and how many subscribers that are."""
    for piece in proof.edition.pieces if proof.personal else ():
        groups = proof.personal.groups(piece) if proof.personal else ()
        count = str(proof.heads.whole(groups)) if proof.heads else ""
        yield piece.title, ", ".join(groups) or "everybody", count


def _all(proof: Proof) -> tuple[str, ...]:
    return (proof.personal.everything,) if proof.personal else ()


def lit(html: str, how: str) -> str:
    """*html* that looks as in light or dark mode, whatever the screen it is shown on prefers."""
    if how == "light":
        return DARK.sub("@media not all", html).replace("light dark", "light")
    return DARK.sub("@media all", html).replace("light dark", "dark")


def sizes(proof: Proof) -> tuple[tuple[str, int], ...]:
    """Bytes of each part."""
    message = proof.message
    return (
        ("HTML", len(message.html.encode())),
        *([("HTML with the themes", len(proof.conditional.encode()))] if proof.personal else []),
        ("Text", len(message.text.encode())),
        ("Subject", len(message.subject.encode())),
        ("Preheader", len(message.preheader.encode())),
    )


def changes(edition: Edition, last: Frozen | None) -> Iterator[str]:
    """What is not as in the edition sent before."""
    if last is None:
        yield "No edition was sent before this one."
        return
    before = last.edition
    yield f"The last one was {key_of(before.name, before.month)}, No. {before.number}."
    counts = (len(before.pieces), len(edition.pieces))
    yield f"Articles: {counts[1]}, then {counts[0]}."
    for name in ("name", "sender", "reply_to", "sign_up", "lang", "postal", "site_url"):
        was, now = getattr(before, name), getattr(edition, name)
        if was != now:
            yield f'{name} was "{was}", is "{now}".'
    for part in ("question", "tally", "word", "events"):
        was, now = bool(getattr(before, part)), bool(getattr(edition, part))
        if was != now:
            had, has = "had" if was else "had no", "has" if now else "has no"
            yield f"The last one {had} {part}, this one {has}."
