"""Reads ``people.toml``: every mistake in it is told at once, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from os.path import relpath
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .links import find
from .people import People, Person, Place, folded
from .problems import Problem, ProblemsFound, nearest
from .settings import BlogSettings, read_section
from .toml_lines import Lines
from .toml_reading import Reading, explain

CODE = "people-file"
TWICE = "person-twice"
TEXTS = ("name", "role", "firm", "mail", "about", "picture")
KEYS = (*TEXTS, "languages", "links")
MAIL = re.compile(r"[^@\s\"'<>(),;:|]+@[^@\s\"'<>(),;:|]+\.[^@\s\"'<>(),;:|.]+")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
WEB = ("https://", "http://")


def read_people(settings: Mapping[str, Any], shown_from: Path | None = None) -> People:
    """Everybody whom the site's file knows; nobody where there is no such file. Raises
    ProblemsFound for all that is wrong with it. Its path is shown from *shown_from*, else from
    the current folder."""
    named = read_section(settings, "BLOG", BlogSettings).people
    path = Path(named)
    if not named or not path.is_file():
        return People()
    shown = Path(relpath(path, shown_from or Path.cwd())).as_posix()
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "this file is not saved as UTF-8; save it again as UTF-8"
        raise ProblemsFound([Problem(shown, line, what, code=CODE)]) from None
    return parse_people(text, shown, Path(settings["PATH"]))


def known_people(settings: Mapping[str, Any]) -> People:
    """The same, but nobody where the file has a mistake: whoever checks tells of it."""
    try:
        return read_people(settings)
    except ProblemsFound:
        return People()


def parse_people(text: str, shown: str, content: Path) -> People:
    """Read the people; their pictures are looked for in *content*. ProblemsFound has every
    mistake."""
    text = text.replace("\r\n", "\n")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([_explain(error, text, shown)]) from None
    reading = _Reading(shown, Lines(text), CODE, [])
    everybody = tuple(reading.everybody(raw, content))
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return People(everybody, shown)


def _explain(error: tomllib.TOMLDecodeError, text: str, shown: str) -> Problem:
    found = explain(error, text, shown, CODE)
    row = text.split("\n")[found.line - 1].strip()
    if row.startswith("[") and "second time" in found.message:
        what = f"{row} stands here a second time: a person is listed once; remove one of the two"
        return Problem(shown, found.line, what, code=TWICE)
    return found


class _Reading(Reading):
    def everybody(self, raw: Mapping[str, Any], content: Path) -> Iterator[Person]:
        seen: dict[str, Person] = {}
        for key, table in raw.items():
            if not isinstance(table, dict):
                what = f'"{key}" belongs to nobody: begin each person with a line as [{key}]'
                self.wrong(what, "", key)
                continue
            person = self.person(key, table, content)
            twin = seen.setdefault(folded(person.name), person) if person.name else person
            if twin is not person:
                what = f'"{person.name}" is listed twice, on line {twin.line} too; make one of them'
                line = self.lines.of(key, "name")
                self.problems.append(Problem(self.shown, line, what, code=TWICE))
            elif person.name:
                yield person

    def person(self, key: str, table: Mapping[str, Any], content: Path) -> Person:
        for name in table:
            if name not in KEYS:
                known = nearest(name, KEYS) or f"; known are {', '.join(KEYS)}"
                self.wrong(f'unknown key "{name}" in [{key}]{known}', key, name)
        texts = {"name": " ".join(self.needed(table, key, "name", '"Vera Voorbeeld"').split())}
        texts |= {
            name: " ".join((self.get(table, key, name, str) or "").split())
            for name in TEXTS[1:]
            if name in table
        }
        mail, picture = texts.get("mail", ""), texts.get("picture", "")
        if mail and not MAIL.fullmatch(mail):
            self.wrong(f'"{mail}" is not a mail address; write me@example.org', key, "mail")
        if picture:
            found = find(picture, content / "people.toml", content)
            if found is None:
                what = f'the picture "{picture}" is not there; put it into images/'
                self.wrong(what, key, "picture")
            else:
                texts["picture"] = found.relative_to(content.resolve()).as_posix()
        languages = tuple(self.texts(table, key, "languages"))
        for lang in languages:
            if not LANGUAGE.fullmatch(lang):
                what = f'"{lang}" is no code of a language; write languages = ["en", "nl"]'
                self.wrong(what, key, "languages")
        links = tuple(self.links(table, key))
        return Person(**texts, languages=languages, links=links, line=self.lines.of(key))

    def links(self, table: Mapping[str, Any], key: str) -> Iterator[Place]:
        """``links = {LinkedIn = "https://..."}``, or a list of addresses, shown by their host."""
        given = table.get("links", {})
        if isinstance(given, list):
            given = {_host(each): each for each in given if isinstance(each, str)}
        if not isinstance(given, dict):
            what = 'links have names: links = {LinkedIn = "https://www.linkedin.com/in/..."}'
            self.wrong(what, key, "links")
            return
        for name, url in given.items():
            if isinstance(url, str) and url.startswith(WEB) and " " not in url:
                yield Place(" ".join(name.split()), url)
            else:
                what = f'the link "{name}" of [{key}] must lead to an address with https://'
                self.wrong(what, key, "links", name)


def _host(address: str) -> str:
    return (urlsplit(address).hostname or address).removeprefix("www.")
