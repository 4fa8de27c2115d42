"""YAML above a text: every word as typed, and mistakes in the words of somebody who writes."""

from __future__ import annotations

import re
import warnings

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from .headers import FENCE_END, Fault, Header, Value, said_twice

COLON_INSIDE = re.compile(r"^\s*(?:-\s+)?(?P<key>[\w-]+):\s+(?P<value>[^\"'\[{|>#].*:(?:\s.*)?)$")
SPACE_MISSING = re.compile(r"^\s*(?P<key>[\w-]+):(?![\s/])\S")
QUOTED = re.compile(r"^\s*(?:-\s+)?(?:(?P<key>[\w-]+):\s+)?(?P<quote>[\"'])(?P<value>.*)$")
STARTS_ODDLY = re.compile(r"^\s*(?:-\s+)?(?P<key>[\w-]+):\s+(?P<sign>[@`%*&!|>\[{,?])(?P<rest>.*)$")
CLOSING = {"[": "]", "{": "}"}
DEEPEST = 20
"""Levels of nesting in front matter; a file of YAML aliases cannot grow past it."""
MOST_NODES = 10_000


def parse_yaml(lines: list[str], start: int) -> Header:
    """The header whose first ``---`` is the line of that number."""
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
            faults.append(said_twice(line, key, where[key]))
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
