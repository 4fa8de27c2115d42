"""Writes accepted terms into the taxonomy's file; comments, order and every other line stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.items import Array, Table

from ..blog.files import write_if_changed
from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.survey import show
from .learn import Proposal
from .pattern import parse_pattern
from .settings import TopicsSettings
from .taxonomy import LEXICON, Taxonomy
from .taxonomy_file import parse_taxonomy

SHIPPED_MARK = "# This is the vocabulary that ships with the topics room, unedited.\n"
"""The first line of a file that is the shipped one; it goes with the first change."""
SHIPPED_NOTE = re.compile(r"^# \(Take the line above away[^\n]*\n(?:#\n)?")
NAME = re.compile(r"^(?P<slug>[\w-]+)\.(?P<lang>\w+)\.(?P<kind>\w+):\s*(?P<term>.+)$")


def accepted(words: Iterable[str], proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """What an author typed after --accept: a proposal's number or name, or a name of one's own
    making. Raises ProblemsFound for what is neither."""
    found: list[Proposal] = []
    wrong: list[Problem] = []
    for word in words:
        name = NAME.match(word.strip())
        if word.isdigit() and 0 < int(word) <= len(proposals):
            found.append(proposals[int(word) - 1])
        elif name:
            found.append(Proposal(name["slug"], name["lang"], name["kind"], name["term"]))
        else:
            what = f'"{word}" is no proposal; write its number, or its name as trust.en.weak: word'
            wrong.append(Problem("--accept", 1, what))
    if wrong:
        raise ProblemsFound(wrong)
    return tuple(dict.fromkeys(found))


def write_accepted(section: TopicsSettings, proposals: Iterable[Proposal]) -> str:
    """Put *proposals* into the site's own taxonomy; answers its path as an author would type it.
    The copy that ships with this room is nobody's to change: an update would undo it."""
    if not section.taxonomy:
        what = (
            "the site has no taxonomy of its own to write into: copy plugins/topics/taxonomy.toml "
            'to content/ and name it in pelicanconf.py, TOPICS = {"taxonomy": ...}'
        )
        raise ProblemsFound([Problem("pelicanconf.py", 1, what)])
    path = Path(section.taxonomy)
    shown = show(path, Path.cwd())
    made = amend(path.read_bytes().decode("utf-8-sig"), shown, proposals)
    write_if_changed(path, made.encode())
    return shown


def amend(text: str, path: str, proposals: Iterable[Proposal]) -> str:
    """*text* with every term of *proposals* in its list. Raises ProblemsFound, and changes
    nothing, where one does not fit; a term that is there already is left alone."""
    taxonomy = parse_taxonomy(text, path)
    wanted = tuple(proposals)
    wrong = [problem for each in wanted for problem in _misfits(each, taxonomy)]
    if wrong:
        raise ProblemsFound(wrong)
    document = tomlkit.parse(text)
    rows: dict[str, Any] = {str(row["id"]): row for row in document["topics"]}
    lists: dict[tuple[str, str, str], list[str]] = {}
    for each in wanted:
        lists.setdefault((each.slug, each.lang, each.kind), []).append(each.term)
    changed = [_add(rows[slug], lang, kind, terms) for (slug, lang, kind), terms in lists.items()]
    if not any(changed):
        return text
    made = tomlkit.dumps(document)
    if made.startswith(SHIPPED_MARK):
        made = SHIPPED_NOTE.sub("", made.removeprefix(SHIPPED_MARK))
    parse_taxonomy(made, path)
    return made


def _misfits(each: Proposal, taxonomy: Taxonomy) -> Iterable[Problem]:
    if each.slug not in taxonomy.subjects:
        near = nearest(each.slug, taxonomy.subjects)
        yield Problem("--accept", 1, f'there is no topic "{each.slug}"{near}')
    if each.lang not in taxonomy.words:
        yield Problem("--accept", 1, f'the taxonomy has no words for the language "{each.lang}"')
    if each.kind not in LEXICON:
        what = f'"{each.kind}" is no list of terms; choose one of {", ".join(LEXICON)}'
        yield Problem("--accept", 1, what)
    try:
        pattern = parse_pattern(each.term)
    except ValueError as error:
        yield Problem("--accept", 1, str(error))
        return
    for name in pattern.classes:
        if name not in taxonomy.words.get(each.lang, {}):
            yield Problem("--accept", 1, f'"{each.term}": no class "@{name}"')


def _add(row: Any, lang: str, kind: str, terms: list[str]) -> bool:
    lexicon = row.get(lang)
    if lexicon is None:
        others = [each for each in row.values() if isinstance(each, Table)]
        _write_below(others[-1], f"\n[topics.{lang}]\n{_line(kind, terms)}")
        return True
    if kind not in lexicon:
        _write_below(lexicon, _line(kind, terms))
        return True
    fresh = [term for term in dict.fromkeys(terms) if term not in lexicon[kind]]
    for term in fresh:
        _append(lexicon[kind], term)
    return bool(fresh)


def _line(kind: str, terms: list[str]) -> str:
    made = tomlkit.array()
    made.extend(dict.fromkeys(terms))
    return f"{kind} = {made.as_string()}\n"


def _write_below(table: Table, lines: str) -> None:
    """Right below its last key: what tomlkit adds comes after the comments that follow it, and
    those belong to the next topic."""
    last = list(table.values())[-1]
    last.trivia.trail = f"{last.trivia.trail or chr(10)}{lines}"


def _append(terms: Array, term: str) -> None:
    """A list over several lines gets one line more, a list on one line one word more."""
    if "\n" in terms.as_string():
        terms.add_line(term, indent="  ", newline=True)
    else:
        terms.append(term)
