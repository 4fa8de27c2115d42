"""Words that no dictionary knows: which of a text's are asked, and what its author is told."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..blog.headers import Value
from ..blog.problems import Problem
from ..blog.source import Source
from .prose import STOP, prose_of, without_speech

WORD = re.compile(r"(?<![\w.@/#&-])[^\W\d_]+(?:['’-][^\W\d_]+)*(?![\w@/]|-\d)")
SHORTEST = 3
NAMED = (
    "author", "authors", "categories", "category", "keywords", "not_topics", "posted_by", "series",
    "source", "tags", "topics", "written_for",
)  # fmt: skip
"""Headers that hold names and words of the house's own."""
HEADS = ("title", "summary", "question")
PIECES = re.compile(r"[^\W\d_]+")
FILE = "words.txt"
"""In the content folder: words of the house, one a line; what follows a # is a note."""

Known = Mapping[str, tuple[str, ...] | None]
"""What a dictionary says of words: None if one is right, else what it may be meant to be."""


@dataclass(frozen=True, slots=True)
class Odd:
    """A word that is in no dictionary, where a text first has it, and what it may be meant for."""

    word: str
    line: int
    offered: tuple[str, ...] = ()


def words_of(source: Source) -> dict[str, int]:
    """The words of a text that a dictionary is asked for, each with its first line. Not among them:
    code, quotations, addresses, names."""
    header = source.header
    names = {piece.casefold() for key in NAMED for piece in _pieces(header.fields.get(key))}
    found: dict[str, int] = {}
    texts = [(without_speech(_typed(header.fields.get(key))), header.line(key)) for key in HEADS]
    texts.append((prose_of(header.body), header.body_line))
    starts = [_starts(text) for text, _ in texts]
    inside = [
        each[0].casefold()
        for (text, _), places in zip(texts, starts, strict=True)
        for each in PIECES.finditer(text)
        if each[0][0].isupper() and each.start() not in places
    ]
    names.update(inside)  # a capital within a sentence is a name's, wherever else that stands
    for (text, first), places in zip(texts, starts, strict=True):
        for each in WORD.finditer(text):
            word = each[0].replace("’", "'")
            line = first + text.count("\n", 0, each.start())
            if not word[1:].islower() or (word[0].isupper() and each.start() not in places):
                continue  # NASA, iPhone
            if len(word) >= SHORTEST and not _among(word, names):
                found.setdefault(word, line)
    return found


def odd_ones(words: Mapping[str, int], known: Known) -> Iterator[Odd]:
    """Those of *words* that are in no dictionary."""
    for word, line in words.items():
        offered = known.get(word)
        if offered is not None:
            yield Odd(word, line, offered)


def judge_words(shown: str, odd: Iterable[Odd], accepted: frozenset[str]) -> Iterator[Problem]:
    """A warning for each of *odd* that the house has not *accepted*, once."""
    said: set[str] = set()
    for each in odd:
        if each.word.casefold() in said or _among(each.word, accepted):
            continue
        said.add(each.word.casefold())
        meant = " or ".join(f'"{word}"' for word in each.offered)
        hint = f"did you mean {meant}?" if meant else "is it meant so?"
        what = f'"{each.word}" is in no dictionary here; {hint} If it is right, add it to {FILE}'
        yield Problem(shown, each.line, what, True, "spelling")


def _among(word: str, names: Collection[str]) -> bool:
    parts = (word, word.removesuffix("'s"), *word.split("-"))
    return any(part.casefold() in names for part in parts)


def look_up(
    words: Iterable[str],
    known: dict[str, tuple[str, ...] | None],
    ask: Callable[[Iterable[str]], Known],
) -> None:
    """Add to *known* what *ask* says of those *words* that it does not hold; of a word with
    hyphens each part may stand for itself."""
    fresh = sorted({word for word in words if word not in known})
    parts = {part for word in fresh if "-" in word for part in word.split("-")}
    known.update(ask([*fresh, *sorted(parts - {*fresh, *known})]))
    for word in fresh:
        if "-" in word and all(known.get(each) is None for each in word.split("-")):
            known[word] = None


def read_accepted(content: Path) -> frozenset[str]:
    """The words of the house and the names of its people, in small letters."""
    found: set[str] = set()
    path = content / FILE
    if path.is_file():
        rows = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        found = {row.split("#", maxsplit=1)[0].strip().replace("’", "'").casefold() for row in rows}
    people = content / "people.toml"
    if people.is_file():
        try:
            told = tomllib.loads(people.read_text(encoding="utf-8", errors="replace"))
        except tomllib.TOMLDecodeError:
            told = {}
        found |= {piece.casefold() for text in _texts(told) for piece in PIECES.findall(text)}
    return frozenset(found - {""})


def _texts(value: object) -> Iterator[str]:
    """Every text in what a file of TOML holds, keys too: a person's name may be one."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield str(key)
            yield from _texts(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _texts(inside)
    elif isinstance(value, str):
        yield value


def _pieces(value: Value | None) -> list[str]:
    return [piece for text in _texts(value) for piece in PIECES.findall(text)]


def _typed(value: Value | None) -> str:
    rows = value if isinstance(value, list) else [value]
    return "\n".join(row for row in rows if isinstance(row, str))


def _starts(text: str) -> frozenset[int]:
    """Where sentences begin: there a capital says nothing."""
    places = {0, *(stop.end() for stop in STOP.finditer(text))}
    places |= {found.end() for found in re.finditer(r"(?m)^[ \t#>*+\-\d.)]*", text)}
    return frozenset(_next_letter(text, place) for place in places)


def _next_letter(text: str, at: int) -> int:
    found = re.compile(r"[^\W\d_]").search(text, at)
    return found.start() if found else -1
