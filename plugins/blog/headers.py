"""The head of an article: what an author typed above the text, and on which line.

Two styles are read. Pelican's classic one is ``Key: value`` lines up to the first empty line. The
other is YAML between two ``---`` lines. Both keep every word as typed: ``answers: [Yes, No]`` is
two words, ``1.10`` is not 1.1.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Value = str | list["Value"] | dict[str, "Value"]

FENCE = re.compile(r"^---[ \t]*$")
FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$")
CLASSIC = re.compile(r"^[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)$")
CONTINUED = re.compile(r"^(?: {4,}|\t)(?P<value>.*)$")
COLON_INSIDE = re.compile(r"^\s*(?:-\s+)?(?P<key>[\w-]+):\s+(?P<value>[^\"'\[{|>#].*:(?:\s.*)?)$")
SPACE_MISSING = re.compile(r"^\s*(?P<key>[\w-]+):(?![\s/])\S")
QUOTED = re.compile(r"^\s*(?:-\s+)?(?:(?P<key>[\w-]+):\s+)?(?P<quote>[\"'])(?P<value>.*)$")
STARTS_ODDLY = re.compile(r"^\s*(?:-\s+)?(?P<key>[\w-]+):\s+(?P<sign>[@`%*&!|>\[{,?])(?P<rest>.*)$")
TOML_HELP = 'put them between lines of --- and write title: "..." with a colon'
CLOSING = {"[": "]", "{": "}"}
DEEPEST = 20
"""Levels of nesting in front matter; a file of YAML aliases cannot grow past it."""
MOST_NODES = 10_000


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
        return _yaml(lines, start)
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
                faults.append(_twice(at + 1, key, where[key]))
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


def _yaml(lines: list[str], start: int) -> Header:
    top = start + 1
    end = next((n for n, line in enumerate(lines[top:], top) if FENCE_END.match(line)), None)
    if end is None:
        what = "the headers open with --- and are never closed; put a line of --- above the text"
        return Header(faults=(Fault(top, what, code="unclosed"),))
    body, body_line = "\n".join(lines[end + 1 :]), end + 2
    inner = lines[top:end]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            root = YAML(pure=True).compose("\n".join(inner))
    except MarkedYAMLError as error:
        return Header(body=body, body_line=body_line, faults=(_plainly(error, inner, top + 1),))
    except (YAMLError, ValueError) as error:
        what = f"the headers cannot be read: {' '.join(str(error).split())[:120]}"
        return Header(body=body, body_line=body_line, faults=(Fault(top + 1, what),))
    if root is None:
        return Header(body=body, body_line=body_line)
    if not isinstance(root, MappingNode):
        what = 'the headers are not made of "key: value" lines, each with a space after the colon'
        return Header(body=body, body_line=body_line, faults=(Fault(top + 1, what),))
    fields: dict[str, Value] = {}
    where: dict[str, int] = {}
    faults: list[Fault] = []
    budget = [MOST_NODES]
    for key_node, value_node in root.value:
        key, line = str(key_node.value).lower(), key_node.start_mark.line + top + 1
        if key in fields:
            faults.append(_twice(line, key, where[key]))
            continue
        try:
            fields[key], where[key] = _value(value_node, 0, budget), line
        except _TooMuch:
            faults.append(Fault(line, f'"{key}" is nested too deep or too large to be read'))
    return Header(fields, where, body, body_line, tuple(faults))


class _TooMuch(Exception):
    pass


def _value(node: Node, depth: int, budget: list[int]) -> Value:
    """The node's words as typed: no number, date or boolean is made of them."""
    budget[0] -= 1
    if depth > DEEPEST or budget[0] < 0:
        raise _TooMuch
    if isinstance(node, ScalarNode):
        empty = node.style is None and node.value in {"~", "null"}
        return "" if empty else str(node.value).strip()
    if isinstance(node, SequenceNode):
        return [_value(child, depth + 1, budget) for child in node.value]
    return {str(key.value).lower(): _value(child, depth + 1, budget) for key, child in node.value}


def _twice(line: int, key: str, first: int) -> Fault:
    what = f'"{key}" stands here a second time and only line {first} is used; remove one of the two'
    return Fault(line, what, True, "twice")


def _plainly(error: MarkedYAMLError, inner: list[str], first: int) -> Fault:
    """What the parser found, in the words of somebody who writes. *first* is inner's first line."""
    mark = error.problem_mark or error.context_mark
    at = min(mark.line if mark else 0, max(len(inner) - 1, 0))
    # The parser often stops on the line after the mistake.
    near = [n for n in (at, at - 1) if 0 <= n < len(inner)]
    for n in near:
        line = inner[n]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            what = "this line begins with a tab; begin it with spaces"
            return Fault(n + first, what, code="tab")
    for code, explain in (("colon", _colon), ("quotes", _quotes), ("sign", _sign)):
        for n in near:
            what = explain(inner[n])
            if what:
                return Fault(n + first, what, code=code)
    for n in near:
        found = SPACE_MISSING.match(inner[n])
        if found:
            what = f'put a space after the colon of "{found["key"]}:"'
            return Fault(n + first, what)
    said = (error.problem or error.context or "a mistake in the YAML").strip()
    line = inner[at].strip()[:40] if inner else ""
    what = f'the headers cannot be read near "{line}" ({said}); compare with the lines around it'
    return Fault(at + first, what)


def _colon(line: str) -> str:
    found = COLON_INSIDE.match(line)
    if not found:
        return ""
    value = found["value"].strip().replace('"', "'")
    what = "has a colon in its text; put the text between quotes"
    return f'"{found["key"]}" {what}: {found["key"]}: "{value}"'


def _quotes(line: str) -> str:
    found = QUOTED.match(line)
    if not found:
        return ""
    quote, value = found["quote"], found["value"].rstrip()
    inside = value.removesuffix(quote).replace(quote * 2, "").replace("\\" + quote, "")
    named = f'"{found["key"]}"' if found["key"] else "this line"
    if quote in inside:
        other = "single quotes (')" if quote == '"' else 'double quotes (")'
        return f"{named} has a {quote} inside its text; put {other} around the whole text"
    if not value.endswith(quote) or not value:
        return f"{named} opens a quote ({quote}) that is not closed on this line; close it"
    return ""


def _sign(line: str) -> str:
    found = STARTS_ODDLY.match(line)
    if not found:
        return ""
    sign = found["sign"]
    if sign in CLOSING and CLOSING[sign] not in found["rest"]:
        what = f"opens a list with {sign} and never closes it; add {CLOSING[sign]} at its end"
        return f'"{found["key"]}" {what}'
    what = f"begins with {sign}, which means something else here; put the text between"
    return f'"{found["key"]}" {what} quotes: {found["key"]}: "{sign}{found["rest"]}"'
