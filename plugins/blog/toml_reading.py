"""Reads the tables of a TOML file that people write: every mistake is collected, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .problems import Problem
from .toml_lines import Lines

NAMES = {str: "words between quotes", bool: "true or false", int: "a whole number"}
UNQUOTED = re.compile(r"(?P<key>[\w-]+)\s*=\s*(?P<value>[^\"'\[{\s][^\"']*)")
UNQUOTED_KEY = re.compile(r"(?P<key>[^\"'=\[\]\s]+(?: +[^\"'=\[\]\s]+)+)\s*=\s*(?P<value>.*)")


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass over a parsed file. *code* is that of its problems."""

    shown: str
    lines: Lines
    code: str
    problems: list[Problem]

    def wrong(self, what: str, block: str, *words: str) -> None:
        """Note a mistake in *block*, on the line where the last of *words* is found."""
        line = self.lines.of(block, *words)
        self.problems.append(Problem(self.shown, line, what, code=self.code))

    def get(self, table: Mapping[str, Any], block: str, key: str, kind: type) -> Any:
        """The value if it is of its *kind*, else None, and that is told."""
        value = table.get(key)
        if value is None or type(value) is kind:
            return value
        self.wrong(f'"{key}" must be {NAMES[kind]}, not {_told(value)}', block, key)
        return None

    def needed(self, table: Mapping[str, Any], block: str, key: str, sample: str) -> str:
        """The words that must be there, written as *sample*; empty where that was told."""
        if key not in table:
            self.wrong(f"[{block}] needs a {key}, as in {key} = {sample}", block)
            return ""
        value: str | None = self.get(table, block, key, str)
        if value is not None and not value.strip():
            self.wrong(f'"{key}" is empty; write it as {key} = {sample}', block, key)
        return (value or "").strip()

    def texts(self, table: Mapping[str, Any], block: str, key: str) -> Iterator[str]:
        """A list of words; nothing where it is something else."""
        value = table.get(key, [])
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            yield from value
        else:
            self.wrong(f'"{key}" is a list of words between quotes: {key} = ["..."]', block, key)


def explain(error: tomllib.TOMLDecodeError, text: str, shown: str, code: str) -> Problem:
    """What keeps *text* from being TOML, in the words of somebody who writes."""
    found = re.search(r"\(at line (\d+)", str(error))
    rows = text.split("\n")
    line = int(found[1]) if found else max(len(rows) - (not rows[-1]), 1)
    row = rows[line - 1].split(" #")[0].strip()
    said = str(error).split(" (at ")[0]
    what = f"this line cannot be read ({said[:1].lower()}{said[1:]})"
    if "twice" in said or "overwrite" in said:
        what = "this stands here a second time; remove one of the two"
    elif bare := UNQUOTED.fullmatch(row):
        what = f'put the words between quotes: {bare["key"]} = "{bare["value"].strip()}"'
    elif key := UNQUOTED_KEY.fullmatch(row):
        what = f'put the words between quotes: "{key["key"]}" = {key["value"]}'
    return Problem(shown, line, what, code=code)


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return str(value)
