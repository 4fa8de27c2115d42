"""Changes values in pelicanconf.py where they stand, and leaves every comment as it is."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from ..blog.problems import Problem, ProblemsFound


def change(text: str, values: Mapping[str, str], words: Mapping[str, str]) -> str:
    """*text* with other values.

    A key of *values* is a setting, as ``SITENAME``, or a key in one, as ``DIGEST.name``; a key of
    *words* is a string that is replaced wherever the settings hold just that string. Raises
    ProblemsFound when a setting is not there as a plain string.
    """
    tree = ast.parse(text)
    spots = dict(_settings(tree))
    wrong = [key for key in values if key not in spots]
    if wrong:
        what = "is not set here to a plain text; set it by hand, or restore this file"
        raise ProblemsFound(Problem("pelicanconf.py", 1, f"{key} {what}") for key in wrong)
    fresh = {id(spots[key]): (spots[key], value) for key, value in values.items()}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in words:
            fresh.setdefault(id(node), (node, words[node.value]))
    return _replaced(text, list(fresh.values()))


def values_of(text: str) -> dict[str, str]:
    """The plain texts that are set, by the same keys."""
    spots = _settings(ast.parse(text))
    return {key: spot.value for key, spot in spots if isinstance(spot.value, str)}


def _settings(tree: ast.Module) -> Iterator[tuple[str, ast.Constant]]:
    for statement in tree.body:
        if not isinstance(statement, ast.Assign) or not isinstance(statement.targets[0], ast.Name):
            continue
        name, value = statement.targets[0].id, statement.value
        if _is_text(value):
            yield name, value
        elif isinstance(value, ast.Dict):
            for key, inside in zip(value.keys, value.values, strict=True):
                if key and _is_text(key) and _is_text(inside):
                    yield f"{name}.{key.value!s}", inside


def _is_text(node: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _replaced(text: str, changes: list[tuple[ast.Constant, str]]) -> str:
    """From the last to the first, so that the places before stay right. Columns count bytes."""
    lines = text.encode().splitlines(keepends=True)
    for spot, value in sorted(changes, key=lambda each: (-each[0].lineno, -each[0].col_offset)):
        first, last = spot.lineno - 1, (spot.end_lineno or spot.lineno) - 1
        head, tail = lines[first][: spot.col_offset], lines[last][spot.end_col_offset :]
        lines[first : last + 1] = [head + json.dumps(value, ensure_ascii=False).encode() + tail]
    return b"".join(lines).decode()
