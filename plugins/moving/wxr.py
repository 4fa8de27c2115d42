"""Reads WordPress' export piece by piece, however large it is: one RSS item after the other.

Its shape is that of WordPress' own exporter, ``wp-admin/includes/export.php`` (WXR 1.2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from ..blog.problems import Problem, ProblemsFound

CHUNK = 1 << 16
CONTROL = bytes(set(range(32)) - {9, 10, 13})
"""Bytes that XML forbids and that exports hold all the same."""
SPACES = {
    "//purl.org/rss/1.0/modules/content/": "content",
    "//purl.org/dc/elements/1.1/": "dc",
}
"""Without the scheme: WordPress.com writes https where WordPress writes http."""
WORDPRESS = re.compile(r"//wordpress\.org/export/[\d.]+/(?P<part>excerpt/)?$")
NESTED = frozenset({"wp:postmeta", "wp:comment", "wp:author", "wp:category", "wp:tag", "wp:term"})
RECORDS = frozenset({"item", *NESTED})


@dataclass(slots=True)
class Record:
    """An element that holds others: *texts* by their name, *lines* where each begins, *inside*
    the records in it, *filed* the categories of an item as (domain, name)."""

    name: str
    line: int
    texts: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    inside: list[Record] = field(default_factory=list)
    filed: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


def read_records(path: Path, shown: str) -> Iterator[Record]:
    """The authors and items of the file, last what the channel says of itself. Raises
    ProblemsFound where it is not whole, or no export of WordPress'."""
    reader = _Reader(shown)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words.append
    reader.parser = parser
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            wide = chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or reader.wide
            reader.wide = wide
            try:
                parser.Parse(chunk if wide else chunk.translate(None, CONTROL), False)
            except (expat.ExpatError, ValueError) as error:
                raise ProblemsFound([_broken(shown, error, parser)]) from None
            yield from reader.taken()
    try:
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ProblemsFound([_broken(shown, error, parser)]) from None
    yield from reader.taken()
    if not reader.is_export:
        what = "this is no export of WordPress; in WordPress choose Tools, Export, All content"
        raise ProblemsFound([Problem(shown, 1, what)])
    yield reader.channel


def _broken(shown: str, error: Exception, parser: expat.XMLParserType) -> Problem:
    said = expat.ErrorString(error.code) if isinstance(error, expat.ExpatError) else str(error)
    what = f"the file is broken here ({said}); export it again, or mend this line"
    return Problem(shown, parser.CurrentLineNumber, what)


class _Reader:
    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.parser: expat.XMLParserType | None = None
        self.words: list[str] = []
        self.open: list[Record] = []
        self.done: list[Record] = []
        self.channel = Record("channel", 1)
        self.domain = ""
        self.is_export = self.wide = False

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber if self.parser else 1

    def taken(self) -> list[Record]:
        done, self.done = self.done, []
        return done

    def start(self, name: str, attributes: dict[str, str]) -> None:
        short = _short(name)
        self.is_export = self.is_export or short == "wp:wxr_version"
        if short in RECORDS:
            self.open.append(Record(short, self.line))
        elif self.open:
            self.open[-1].lines.setdefault(short, self.line)
        if short == "category":
            self.domain = attributes.get("domain", "")
        self.words.clear()

    def end(self, name: str) -> None:
        short = _short(name)
        if short in RECORDS and self.open:
            record = self.open.pop()
            (self.open[-1].inside if self.open else self.done).append(record)
        elif self.open and short == "category":
            self.open[-1].filed.append((self.domain, "".join(self.words).strip()))
        else:
            into = self.open[-1] if self.open else self.channel
            into.texts.setdefault(short, "".join(self.words))
        self.words.clear()


def _short(name: str) -> str:
    """An element's name with the prefix that WordPress gives it, whatever the version."""
    whole, _, own = name.rpartition(" ")
    space = whole.removeprefix("http:").removeprefix("https:")
    found = WORDPRESS.match(space)
    if found:
        return f"excerpt:{own}" if found["part"] else f"wp:{own}"
    return f"{SPACES[space]}:{own}" if space in SPACES else own
