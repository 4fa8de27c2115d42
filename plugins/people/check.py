"""Whether the names above articles are those of people whom ``people.toml`` knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..blog.headers import Header, words_of
from ..blog.people import People
from ..blog.people_file import read_people
from ..blog.problems import Problem, nearest
from ..blog.survey import Survey

FEW = 3
"""A name that is unknown in more files than this is told once."""


def check_people(settings: Mapping[str, Any], found: Survey) -> Iterator[Problem]:
    """A warning for each name that nobody has. Raises ProblemsFound for what is wrong in the
    file itself. Nothing where there is no file."""
    people = read_people(settings)
    if people.shown:
        headers = ((each.source.shown, each.source.header) for each in found.of("article"))
        yield from judge_names(headers, people)


def judge_names(headers: Iterable[tuple[str, Header]], people: People) -> Iterator[Problem]:
    """*headers* each with the file that they are shown from."""
    unknown: dict[str, list[tuple[str, int]]] = {}
    for shown, header in headers:
        for name, key in names_of(header):
            if not people.of(name):
                unknown.setdefault(name, []).append((shown, header.line(key)))
    names = [each.name for each in people]
    for name, places in unknown.items():
        hint = nearest(name, names) or "; give them a part of their own there"
        many = len(places) > FEW
        also = f" (nor in {len(places) - 1} other files)" if many else ""
        for shown, line in places[:1] if many else places:
            what = f'{people.shown} does not know "{name}"{also}{hint}'
            yield Problem(shown, line, what, True, "unknown-author")


def names_of(header: Header) -> Iterator[tuple[str, str]]:
    """Each name that a header gives, and under which key."""
    author = header.fields.get("author")
    typed = (author,) if isinstance(author, str) else words_of(author)
    keys = {"authors": words_of(header.fields.get("authors")), "author": typed}
    posted = header.fields.get("posted_by")
    keys["posted_by"] = (posted,) if isinstance(posted, str) else ()
    for key, names in keys.items():
        # Pelican does not look at the one where there is the other.
        if key != "author" or not keys["authors"]:
            yield from ((" ".join(name.split()), key) for name in names if name.strip())
