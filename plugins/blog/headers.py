"""The head of an article: what an author typed above the text, and on which line.

Two styles are read. Pelican's classic one is ``Key: value`` lines up to the first empty line. The
other is YAML between two ``---`` lines. Both keep every word as typed: ``answers: [Yes, No]`` is
two words, ``1.10`` is not 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Value = str | list["Value"] | dict[str, "Value"]

FENCE = re.compile(r"^---[ \t]*$")
FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$")
CLASSIC = re.compile(r"^[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)$")
CONTINUED = re.compile(r"^(?: {4,}|\t)(?P<value>.*)$")
TOML_HELP = 'put them between lines of --- and write title: "..." with a colon'


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a header; *line* counts from 1 in the file; *code* is its kind."""

    line: int
    message: str
    warning: bool = False
    code: str = "front-matter"


@dataclass(frozen=True, slots=True)
class Header:
    """What was typed above the text.

    *fields* has lower-case keys; *lines* gives the line of each. *body* is the text without the
    header and begins on *body_line*.
    """

    fields: Mapping[str, Value] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    faults: tuple[Fault, ...] = ()

    def line(self, key: str) -> int:
        """Where *key* stands, or the first line."""
        return self.lines.get(key, 1)


def parse_header(text: str) -> Header:
    """Split *text* into its header and its body. Never raises: what is wrong is a fault."""
    lines = text.removeprefix("\ufeff").splitlines()
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines and FENCE.match(lines[start]):
        from .front_matter import parse_yaml  # its library is large, and few texts need it

        return parse_yaml(lines, start)
    if lines and lines[start].strip() == "+++":
        what = "the headers stand between lines of +++ (TOML), which is not read here; " + TOML_HELP
        return Header(body="\n".join(lines), faults=(Fault(start + 1, what, code="toml"),))
    return _classic(lines, start)


def words_of(value: Value | None) -> tuple[str, ...]:
    """A list as an author may type it: a YAML list, or one line parted by ``;`` or else ``,``."""
    if value is None or isinstance(value, dict):
        return ()
    if isinstance(value, str):
        if value.startswith("[") and value.endswith("]"):  # YAML's way in a classic header
            value = value[1:-1]
        value = list(value.split(";" if ";" in value else ","))
    stripped = (word.strip() for word in value if isinstance(word, str))
    return tuple(dict.fromkeys(word for word in stripped if word))


def _classic(lines: list[str], start: int) -> Header:
    fields: dict[str, Value] = {}
    where: dict[str, int] = {}
    faults: list[Fault] = []
    key = ""
    body = len(lines)
    for at, line in enumerate(lines[start:], start):
        found = CLASSIC.match(line)
        more = CONTINUED.match(line)
        if not line.strip():
            body = at + 1
            break
        if found:
            key = found["key"].lower()
            if key in fields:
                faults.append(said_twice(at + 1, key, where[key]))
                continue
            fields[key], where[key] = found["value"].strip(), at + 1
        elif more and key:
            earlier = fields[key]
            lines_so_far = earlier if isinstance(earlier, list) else [earlier] if earlier else []
            fields[key] = [*lines_so_far, more["value"].strip()]
        else:
            body = at
            if key:
                said = f'"{line.strip()[:40]}" is not a "Key: value" line, so the text begins here'
                what = f"{said}; leave an empty line between the headers and the text"
                faults.append(Fault(at + 1, what, True, "no-empty-line"))
            break
    if not fields:
        body = 0
    return Header(fields, where, "\n".join(lines[body:]), body + 1, tuple(faults))


def said_twice(line: int, key: str, first: int) -> Fault:
    """A key that stands there before."""
    what = f'"{key}" stands here a second time and only line {first} is used; remove one of the two'
    return Fault(line, what, True, "twice")
