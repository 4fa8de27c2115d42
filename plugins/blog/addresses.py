"""The register: every address ever published, whose it was, and the guid fixed to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from .files import append_line
from .problems import Problem, ProblemsFound

if TYPE_CHECKING:
    from .survey import Survey  # which asks the register whose an address is

SEEN = ("published", "hidden")
"""Statuses whose pages readers may have in their bookmarks."""


@dataclass(frozen=True, slots=True)
class Address:
    """One line of ``published.jsonl``.

    *url* is relative to the site, so that a new domain changes nothing. *path* is the source file
    in the content folder. *first* is the day it first appeared, as 2026-11-20. *to* is what a
    person may add to the line: where readers find it now, or "gone". *mailed* is "imported" where
    its readers had the article at a former home already, so that no edition carries it.
    """

    url: str
    path: str
    id: str
    guid: str
    first: str
    to: str = ""
    mailed: str = ""


@dataclass(frozen=True)
class Register:
    """What has been published so far, in the order it was. *lines* says where each stands."""

    addresses: tuple[Address, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)

    def guid(self, path: str, url: str, own_id: str) -> str:
        """The name that feed readers know an article by: the author's id, else the one fixed at
        its first publish (found by file, then by address), else the one it will be given."""
        if own_id:
            return name_for(own_id)
        return self._by_path.get(path) or self._by_url.get(url) or name_for(url)

    def was_mailed(self, guid: str, path: str) -> bool:
        """Whether readers had an article before it came here; *path* is its source file."""
        return bool(self._mailed & {guid, path})

    @cached_property
    def _mailed(self) -> frozenset[str]:
        those = (each for each in self.addresses if each.mailed)
        return frozenset(name for each in those for name in (each.guid, each.path))

    @cached_property
    def _by_path(self) -> dict[str, str]:
        return {each.path: each.guid for each in reversed(self.addresses)}

    @cached_property
    def _by_url(self) -> dict[str, str]:
        return {each.url: each.guid for each in reversed(self.addresses)}

    def additions(self, published: Iterable[Address]) -> tuple[Address, ...]:
        """Those of *published* that the register does not hold yet: a new address, or one whose
        file has a new name, so that the article is known by it when its address changes too."""
        known = {(each.url, each.path) for each in self.addresses}
        first = {each.url: each.first for each in reversed(self.addresses)}
        return tuple(
            replace(each, first=first.get(each.url, each.first))
            for each in published
            if (each.url, each.path) not in known
        )


def name_for(own_id: str) -> str:
    """A guid of *own_id*: itself if it is a URI already, else a UUID that only it gives."""
    return own_id if ":" in own_id else f"urn:uuid:{uuid5(NAMESPACE_URL, own_id)}"


def read_register(path: Path) -> Register:
    """Read the register at *path*; a missing file is an empty register."""
    return parse_register(path.read_text("utf-8"), str(path)) if path.exists() else Register()


def parse_register(text: str, shown: str) -> Register:
    """The register out of its *text*; raises ProblemsFound for the first line that is broken, in
    the file *shown*."""
    addresses, lines = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            addresses.append(_parse(line, shown, number))
            lines.append(number)
    return Register(tuple(addresses), tuple(lines))


def _parse(line: str, shown: str, number: int) -> Address:
    try:
        row = json.loads(line)
        return Address(
            **{key: str(row[key]) for key in ("url", "path", "id", "guid", "first")},
            to=str(row.get("to", "")),
            mailed=str(row.get("mailed", "")),
        )
    except (ValueError, KeyError, TypeError):
        what = "this line of the register cannot be read; restore it from the last version"
        raise ProblemsFound([Problem(shown, number, what)]) from None


def as_line(address: Address) -> str:
    """One JSON line, keys in a fixed order."""
    row = asdict(address)
    for key in ("to", "mailed"):
        if not row[key]:
            del row[key]
    return json.dumps(row, ensure_ascii=False)


def tell(text: str, url: str, to: str) -> str:
    """The *text* of a register with *to* on each line of *url*; all other lines stay as they are.

    An article whose file was renamed has two lines, and each must say the same.
    """
    register = parse_register(text, "")
    rows = text.split("\n")
    for address, line in zip(register.addresses, register.lines, strict=True):
        if address.url == url:
            rows[line - 1] = as_line(replace(address, to=to))
    return "\n".join(rows)


def first_day(published: date, today: date, register: Register) -> str:
    """When an address counts as having appeared: today, but on a site's very first publish each
    article's own day, since those were written for readers who were there before. What was brought
    along from a former home was published there."""
    published_here = any(not each.mailed for each in register.addresses)
    return str(today if published_here else min(published, today))


def record_published(path: Path, found: Survey, today: date) -> int:
    """Write down every address that a publish has just brought; answer how many were new."""
    register = read_register(path)
    published = [
        Address(
            url=place.url,
            path=place.relative,
            id=place.own_id,
            guid=register.guid(place.relative, place.url, place.own_id),
            first=first_day(place.day or today, today, register),
        )
        for place in found.places
        # What is not for everybody yet has no past: a page that sends on from it would tell of it.
        if place.status in SEEN and not place.withheld
        if place.source.path not in found.left_out
    ]
    new = register.additions(published)
    for address in new:
        append_line(path, as_line(address))
    return len(new)
