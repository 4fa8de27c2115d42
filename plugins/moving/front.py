"""The headers of Hugo's and Jekyll's files: YAML, TOML or JSON, each word as it was typed."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from ..blog.headers import Fault, Header, Value, parse_header

TOML_LINE = re.compile(r"line (\d+)")
TRUE = frozenset({"true", "yes", "on", "1"})


def parse_front(text: str) -> Header:
    """Split *text* into headers and body; a text without a fence above it is all body. Never
    raises: what is wrong is a fault."""
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("---"):
        return parse_header(text)
    if start.startswith("+++"):
        return _toml(text)
    if start.startswith("{") and not start.startswith(("{{", "{%")):
        return _json(text)
    return Header(body=text)


def is_true(value: Value | None) -> bool:
    return isinstance(value, str) and value.casefold() in TRUE


def one(value: Value | None) -> str:
    """A header's words on one line; of a list the words of all, of a mapping none."""
    if isinstance(value, list):
        return " ".join(each for each in value if isinstance(each, str)).strip()
    return " ".join(value.split()) if isinstance(value, str) else ""


def several(value: Value | None) -> tuple[str, ...]:
    """A list, each word as typed; a bare string is a list of one."""
    given = value if isinstance(value, list) else [value]
    words = (each.strip() for each in given if isinstance(each, str))
    return tuple(dict.fromkeys(each for each in words if each))


def plain(value: Any) -> Value:
    """What TOML, JSON or a configuration holds, as words."""
    if isinstance(value, dict):
        return {str(key).lower(): plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _toml(text: str) -> Header:
    lines = text.removeprefix("\ufeff").splitlines()
    top = next(at for at, line in enumerate(lines) if line.strip()) + 1
    end = next((at for at in range(top, len(lines)) if lines[at].strip() == "+++"), None)
    if end is None:
        return Header(faults=(Fault(top, "the headers open with +++ and are never closed"),))
    inner = lines[top:end]
    body, body_line = "\n".join(lines[end + 1 :]), end + 2
    try:
        found = tomllib.loads("\n".join(inner))
    except tomllib.TOMLDecodeError as error:
        at = TOML_LINE.search(str(error))
        line = top + int(at[1]) if at else top
        fault = Fault(line, f"the headers cannot be read: {error}")
        return Header(body=body, body_line=body_line, faults=(fault,))
    return _header(found, inner, top + 1, body, body_line)


def _json(text: str) -> Header:
    start = text.index("{")
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        return Header(faults=(Fault(line, f"the headers cannot be read: {error}"),))
    line = text.count("\n", 0, end) + 1
    body = text[end:].lstrip("\r\n")
    return _header(found, text[:end].splitlines(), 1, body, line + 1)


def _header(found: dict[str, Any], inner: list[str], first: int, body: str, at: int) -> Header:
    fields, lines = {}, {}
    for key, value in found.items():
        fields[key.lower()] = plain(value)
        named = re.compile(rf"""^\s*["']?{re.escape(key)}["']?\s*[=:.]|^\[+{re.escape(key)}\]""")
        lines[key.lower()] = next(
            (number for number, line in enumerate(inner, first) if named.match(line)), first
        )
    return Header(fields, lines, body, at)
