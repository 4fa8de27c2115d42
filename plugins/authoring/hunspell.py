"""Asks hunspell, a program that spells in many languages and that a system may have or not."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

PATIENCE = 120.0
"""Seconds for all words of a site that was never looked at."""
OFFERED = re.compile(r"^& \S+ \d+ \d+: (?P<words>.*)$")
AT_MOST = 3


@cache
def dictionaries() -> Mapping[str, tuple[str, ...]]:
    """The dictionaries that are installed, by language; none without the program."""
    program = shutil.which("hunspell")
    if not program:
        return {}
    told = _run([program, "-D"], "")
    names = sorted({Path(line).name for line in told.splitlines() if line.startswith(os.sep)})
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        lang = re.split("[-_]", name)[0].lower()
        if len(lang) in {2, 3} and "." not in name:
            found[lang] = (*found.get(lang, ()), name)
    return found


def chosen(lang: str) -> tuple[str, ...]:
    """The dictionaries for *lang*: of "en-GB" that one, of "en" all English ones, since a word that
    is right somewhere is no mistake."""
    wanted = lang.replace("-", "_").casefold()
    those = dictionaries().get(wanted.split("_", maxsplit=1)[0], ())
    return tuple(each for each in those if each.casefold() == wanted) or those


def ask(names: Iterable[str], words: Iterable[str]) -> dict[str, tuple[str, ...] | None]:
    """What the dictionaries say of each of *words*: None if it is right, else what it may be meant
    to be. Nothing is answered where the program fails."""
    asked = list(dict.fromkeys(words))
    program = shutil.which("hunspell")
    if not asked or not program:
        return {}
    # The sign keeps a line from being taken for a command; an empty line ends each answer.
    lines = "".join(f"^{word}\n" for word in asked)
    told = _run([program, "-i", "utf-8", "-d", ",".join(names), "-a"], lines)
    answers = [each.strip("\n") for each in told.partition("\n")[2].split("\n\n")]
    if len(answers) < len(asked):
        return {}  # it was cut short
    return {word: _judged(answer) for word, answer in zip(asked, answers, strict=False)}


def _judged(answer: str) -> tuple[str, ...] | None:
    wrong = [line for line in answer.split("\n") if line[:1] in {"&", "#"}]
    if not wrong:
        return None
    offered = OFFERED.match(wrong[0])
    return tuple(offered["words"].split(", ")[:AT_MOST]) if offered else ()


def _run(command: list[str], lines: str) -> str:
    """What it says; nothing where it cannot."""
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, words on its input
            command,
            input=lines,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
