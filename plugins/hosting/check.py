"""What `check` says of addresses: each that was ever published still leads to its article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ..blog.addresses import SEEN, Address, Register, read_register
from ..blog.problems import Problem
from ..blog.settings import BlogSettings, read_section
from ..blog.survey import Place, Survey, show
from .redirects import GONE, Here, Reused, follow

LOST, REUSED = "address-lost", "address-reused"


def check_addresses(settings: dict[str, Any], found: Survey) -> Iterable[Problem]:
    """A problem for each published address that would lead nowhere, or to something else.

    Paths are shown from the current folder, as those of the survey are.
    """
    path = Path(read_section(settings, "BLOG", BlogSettings).register)
    register = read_register(path)
    places = {place.relative: place for place in found.places if place.relative}
    trail = follow(register, _here(register, found))
    unread = _unread(found, Path(settings["PATH"]))
    lines = dict(zip(register.addresses, register.lines, strict=True))
    for address in trail.lost:
        if address.path not in unread:
            shown = show(path, Path.cwd())
            yield _lost(address, places.get(address.path), shown, lines[address])
    for reused in trail.reused:
        yield _reused(reused, places)


def _here(register: Register, found: Survey) -> Iterator[Here]:
    for place in found.places:
        if place.status in SEEN and place.source.path not in found.left_out:
            guid = register.guid(place.relative, place.url, place.own_id)
            yield Here(place.url, place.relative, guid)


def _unread(found: Survey, content: Path) -> frozenset[str]:
    """Files that have problems of their own; with those mended their addresses are back."""
    root = content.resolve()
    return frozenset(
        path.relative_to(root).as_posix() for path in found.left_out if root in path.parents
    )


def _lost(address: Address, place: Place | None, register: str, line: int) -> Problem:
    since = f"readers know {address.url} since {address.first}, and it would lead nowhere"
    if place is not None:  # it is there, as a draft or with a date to come
        header = place.source.header
        key = "status" if "status" in header.fields else "date"
        what = f"{since}: {place.source.shown} is not published any more; publish it again, or"
        what += f" {_say(address)}"
        return Problem(place.source.shown, header.line(key), what, code=LOST)
    if address.to and address.to != GONE:
        what = f'{since}: "{address.to}", where this line sends them, is no page here'
        return Problem(register, line, f"{what}; write one that is", code=LOST)
    name = address.id or address.guid
    what = (
        f"{since}: {address.path} is gone. Bring it back; or, if it has another file now, put "
        f'"id: {name}" into the headers of that; or {_say(address)}'
    )
    return Problem(register, line, what, code=LOST)


def _say(address: Address) -> str:
    return f"let go of it: invoke forget {address.url} (with --to ADDRESS readers are sent there)"


def _reused(reused: Reused, places: dict[str, Place]) -> Problem:
    address, place = reused.address, places[reused.taker.path]
    header = place.source.header
    key = next((each for each in ("save_as", "slug", "title") if each in header.fields), "")
    what = (
        f"readers know {address.url} as the address of {address.path}, which has moved; give this "
        "article another slug, so that their links still lead there"
    )
    return Problem(place.source.shown, header.line(key), what, code=REUSED)
