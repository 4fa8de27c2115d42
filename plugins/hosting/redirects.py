"""Where readers find today what was published before: nothing that was once an address dies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from ..blog.addresses import Address, Register

GONE = "gone"
"""What a person writes as ``to`` in the register for a page that was taken away on purpose."""
WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class Here:
    """A page that readers can open today; *url*, *path* and *guid* as the register has them."""

    url: str
    path: str
    guid: str


@dataclass(frozen=True, slots=True)
class Move:
    """An address of the past, and the one that shows the same today: a path, or another site's."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Reused:
    """An address of the past where another article stands now, while its own has moved."""

    address: Address
    taker: Here


@dataclass(frozen=True, slots=True)
class Trail:
    """What became of every address ever published. Those of *lost* would lead nowhere."""

    moves: tuple[Move, ...] = ()
    lost: tuple[Address, ...] = ()
    reused: tuple[Reused, ...] = ()


def follow(register: Register, here: Iterable[Here]) -> Trail:
    """Look for each address of the register among the pages that are *here*.

    An article is the same if its file is, or else its guid.
    """
    pages = sorted(here, key=lambda each: each.url)
    by_url = {each.url: each for each in pages}
    by_path = {each.path: each for each in pages}
    by_guid = {each.guid: each for each in reversed(pages)}
    moves: dict[str, Move] = {}
    lost: dict[str, Address] = {}
    reused = []
    # An article whose file was renamed has two lines, and a person writes on one of them.
    told = {each.url: each.to for each in register.addresses if each.to}
    for address in register.addresses:
        to = told.get(address.url, "")
        taker = by_url.get(address.url)
        now = by_path.get(address.path) or by_guid.get(address.guid)
        if taker is not None:
            if now is not None and now != taker and address.path != taker.path:
                reused.append(Reused(address, taker))
        elif to and _leads(to, by_url):
            moves[address.url] = Move(address.url, to)
        elif now is not None:
            moves[address.url] = Move(address.url, now.url)
        elif to != GONE:
            lost[address.url] = address
    # A file that was renamed has two lines: what one of them cannot tell, the other can.
    unfound = (each for url, each in lost.items() if url not in moves)
    ordered = (moves[url] for url in sorted(moves))
    return Trail(tuple(ordered), tuple(unfound), tuple(reused))


def as_redirects(moves: Iterable[Move]) -> str:
    """The text of ``_redirects``, which Netlify and Cloudflare read."""
    return "".join(f"{_typed(move.old)} {_typed(move.new)} 301\n" for move in moves)


def as_nginx_map(moves: Iterable[Move]) -> str:
    """A map of nginx's from an old address to the new one, empty where nothing has moved."""
    rows = "".join(
        f"    {_quoted(unquote(move.old))} {_quoted(_typed(move.new))};\n" for move in moves
    )
    return f"map $uri $greetz_moved {{\n    default '';\n{rows}}}\n"


def file_of(url: str) -> str:
    """The file that a static host answers *url* with, relative to the output folder; empty for
    what leads out of it."""
    parts = [part for part in url.split("/") if part]
    if not parts or ".." in parts:
        return ""
    return "/".join((*parts, "index.html") if url.endswith("/") else parts)


def _leads(to: str, pages: dict[str, Here]) -> bool:
    return to in pages or to.startswith(WEB)


def _typed(address: str) -> str:
    """*address* as a browser sends it, so that a space cannot part it in two."""
    return quote(address, safe="!#$%&'()*+,/:;=?@[]~")


def _quoted(address: str) -> str:
    escaped = address.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
