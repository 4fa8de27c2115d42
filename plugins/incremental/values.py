"""One hash of a value, the same in every process: equal hashes mean that nothing changed."""

from __future__ import annotations

import hashlib
import io
import pickle
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pelican.contents import Content
from pelican.urlwrappers import URLWrapper
from pelican.utils import SafeDatetime

LONG = 16
"""A list of this length, or a value of so many fields, is hashed once, although many pages are
given it."""
PLAIN = frozenset({str, int, bool, float, bytes, type(None), type, date, datetime, SafeDatetime})
"""What stands for itself, and most of all that there is."""
UNKNOWN = b""
"""The hash of what has none, as a function made while a program runs; it equals nothing."""
REFUSALS = (pickle.PicklingError, TypeError, AttributeError, ValueError, RecursionError)


class Values:
    """Hashes by value. *shared* are dictionaries that every content holds on to, by what they are
    called; contents are told apart by name alone: what is in one has a hash of its own."""

    def __init__(self, shared: Mapping[str, Any], contents: Mapping[str, Any]) -> None:
        self.shared = {id(each): name for name, each in shared.items()}
        self.names = {id(each): name for name, each in contents.items()}
        self._long: dict[tuple[int, int], tuple[object, bytes]] = {}
        self._frozen: dict[int, tuple[object, bytes]] = {}

    def sum(self, value: object) -> bytes:
        """The hash of *value*, or UNKNOWN."""
        name = self.names.get(id(value))
        if name:
            return _sum(b"content", name.encode("utf-8", "surrogateescape"))
        if type(value) is str:
            return _sum(b"str", value.encode("utf-8", "surrogatepass"))
        known = self._frozen.get(id(value))
        if known:
            return known[1]
        frozen = _frozen(value)
        try:
            found = self._dumped(value if frozen else self.part(value) or value)
        except REFUSALS:
            return UNKNOWN
        if frozen:
            self._frozen[id(value)] = value, found  # neighbours are given the same ones
        return found

    def content(self, kind: type[Content], state: Mapping[str, Any]) -> bytes:
        """The hash of all that is in a content of that *kind*."""
        return self.sum((kind, list(state.items())))

    def part(self, given: Any) -> object:
        """What stands for *given* inside another value; None where it stands for itself. Raises
        PicklingError."""
        kind = type(given)
        if kind is list or kind is tuple:
            return self._of_long(given) if len(given) >= LONG else None
        if kind is dict:
            return self.shared.get(id(given))
        if isinstance(given, list):  # what it keeps besides is for speed
            return self._of_long(given)
        if kind is set or kind is frozenset:
            sums = sorted(map(self.sum, given))
            if UNKNOWN in sums:
                raise pickle.PicklingError
            return _sum(b"set", *sums)
        if isinstance(given, Content):
            if id(given) not in self.names:
                raise pickle.PicklingError(f"nobody knows {given!r}")
            return (self.names[id(given)],)
        if isinstance(given, URLWrapper):  # it finds its slug when it is first asked
            return kind.__qualname__, given.name, given.slug
        if _frozen(given) and len(kind.__dataclass_fields__) >= LONG:
            found = self.sum(given)
            if found == UNKNOWN:
                raise pickle.PicklingError
            return found
        return None

    def _of_long(self, given: Any) -> bytes:
        key = id(given), len(given)
        if key not in self._long:
            plain = given if type(given) is tuple else list(given)
            self._long[key] = given, _sum(type(given).__qualname__.encode(), self._dumped(plain))
        return self._long[key][1]

    def _dumped(self, value: object) -> bytes:
        file = io.BytesIO()
        _Pickler(file, self, value).dump(value)
        return _sum(b"value", file.getvalue())


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, values: Values, value: object) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.fast = True  # without it equal values may differ by which of their parts are one
        self._part, self._value = values.part, value

    def persistent_id(self, given: Any) -> object:
        return None if type(given) in PLAIN or given is self._value else self._part(given)


def _frozen(value: object) -> bool:
    return getattr(getattr(type(value), "__dataclass_params__", None), "frozen", False) is True


def _sum(*parts: bytes) -> bytes:
    found = hashlib.blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.digest()
