"""The TOML file of a taxonomy, read; a mistake in it is told with its line."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.quiet import uncollected
from .pattern import HINT, Pattern, parse_pattern
from .places import Places
from .stem import STEMMERS
from .taxonomy import LEXICON, NEEDED_CLASS, Gate, Group, Hint, Lexicon, Subject, Taxonomy

SLUG = re.compile(r"^[a-z0-9]+(?:-[a-z0-9]+)*$")
TOP = ("words", "gate", "groups", "topics")
GATE = ("about", "bar", "hints")
GROUP = ("id", "labels")
TOPIC = ("id", "labels", "definition", "broader", "related", "threshold")
HINTS = "hints"
HEAVIEST = 100
"""What one hint may weigh, for a topic or against it: whatever a text holds, it can be summed."""
HINTS_OF_TEXT = re.compile(rf" *{HINT.pattern}(?: +{HINT.pattern})* *")


def parse_taxonomy(text: str, path: str) -> Taxonomy:
    """Read a taxonomy; ProblemsFound names every mistake with its line."""
    with uncollected():
        return _parse(text, path)


def _parse(text: str, path: str) -> Taxonomy:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        what = f"this is not TOML: {str(error).split(' (at ')[0]}"
        line = int(found[1]) if found else len(text.splitlines())
        raise ProblemsFound([Problem(path, line, what)]) from error
    reading = _Reading(raw, text, path)
    taxonomy = reading.read()
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return taxonomy


class _Reading:
    """One pass over a parsed file that collects every problem on its way."""

    def __init__(self, raw: Mapping[str, Any], text: str, path: str) -> None:
        self.raw, self.text, self.path = raw, text, path
        self.problems: list[Problem] = []
        self._places: Places | None = None

    def wrong(self, what: str, block: str, *words: str) -> None:
        self._places = self._places or Places(self.text)
        self.problems.append(Problem(self.path, self._places.of(block, *words), what))

    def read(self) -> Taxonomy:
        self.keys(self.raw, TOP, "")
        words = self.raw.get("words", {})
        classes = {
            lang: {name: tuple(each) for name, each in given.items()}
            for lang, given in words.items()
        }
        for lang, given in classes.items():
            if lang not in STEMMERS:
                self.wrong(f'no rules for the language "{lang}"', f"words.{lang}")
            if NEEDED_CLASS not in given:
                self.wrong(f'missing class "{NEEDED_CLASS}"', f"words.{lang}")
            for name, members in given.items():
                if not members:
                    self.wrong(f'"{name}" has no words', f"words.{lang}", name)
        if not words:
            self.wrong("missing [words.en]: the words for customer, staff and the like", "")
        groups = dict(self.groups())
        rows = self.raw.get("topics", [])
        known = [str(row.get("id", "")) for row in rows]
        subjects: dict[str, Subject] = {}
        for n, row in enumerate(rows):
            subject = self.subject(row, f"topics.{n}", known, groups, classes)
            if subject.slug in subjects:
                self.wrong(f'"{subject.slug}" stands here a second time', f"topics.{n}", "id")
            subjects[subject.slug] = subject
        if not rows:
            self.wrong("no topics: begin one with [[topics]]", "")
        gates = dict(self.gates(languages=tuple(classes)))
        return Taxonomy(subjects, groups, classes, self.text, gates)

    def keys(self, table: Mapping[str, Any], known: tuple[str, ...], block: str) -> None:
        for key in table:
            if key not in known:
                self.wrong(f'unknown key "{key}"{nearest(key, known)}', block, key)

    def gates(self, languages: tuple[str, ...]) -> Iterator[tuple[str, Gate]]:
        for lang, row in self.raw.get("gate", {}).items():
            block = f"gate.{lang}"
            if lang not in languages:
                self.wrong(f'a gate for "{lang}", which has no [words.{lang}]', block)
            self.keys(row, GATE, block)
            about, bar = (row.get(key, 0.0) for key in ("about", "bar"))
            for key, value in (("about", about), ("bar", bar)):
                if isinstance(value, bool) or not isinstance(value, int | float):
                    self.wrong(f'"{key}" is a number', block, key)
                    about = bar = 0.0
            yield lang, Gate(float(about), float(bar), tuple(self.hints(row.get(HINTS, []), block)))

    def groups(self) -> Iterator[tuple[str, Group]]:
        for n, row in enumerate(self.raw.get("groups", [])):
            self.keys(row, GROUP, f"groups.{n}")
            slug = str(row.get("id", ""))
            if not SLUG.match(slug):
                self.wrong(
                    f'"{slug}" is no id: small letters, digits, hyphens', f"groups.{n}", "id"
                )
            yield slug, Group(slug, row.get("labels", {}))

    def subject(
        self,
        row: Mapping[str, Any],
        block: str,
        known: list[str],
        groups: Mapping[str, Group],
        classes: Mapping[str, Mapping[str, tuple[str, ...]]],
    ) -> Subject:
        languages = tuple(classes)
        self.keys(row, TOPIC + languages, block)
        slug = str(row.get("id", ""))
        if not SLUG.match(slug):
            self.wrong(f'"{slug}" is no id: small letters, digits, hyphens', block, "id")
        labels = row.get("labels", {})
        if not labels or not isinstance(labels, dict):
            self.wrong(f'"{slug}" has no labels: labels = {{ en = "...", nl = "..." }}', block)
            labels = {"en": slug}
        broader = str(row.get("broader", ""))
        if broader and broader not in groups:
            what = f'"{broader}" is not a group{nearest(broader, groups)}'
            self.wrong(what, block, "broader")
        for other in row.get("related", []):
            if other not in known:
                what = f'related to an unknown topic "{other}"{nearest(other, known)}'
                self.wrong(what, block, "related", other)
        given = row.get("threshold", {})
        thresholds: dict[str, float] = {}
        for lang in languages:
            value = given.get(lang, 1.0) if isinstance(given, dict) else given
            if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
                self.wrong("a threshold is a number above 0", block, "threshold")
                value = 1.0
            thresholds[lang] = float(value)
        lexicons = {
            lang: self.lexicon(row[lang], f"{block}.{lang}", classes[lang])
            for lang in languages
            if lang in row
        }
        if not lexicons:
            self.wrong(f'"{slug}" has no words: add [topics.{languages[0]}]', block)
        return Subject(
            slug,
            labels,
            row.get("definition", {}),
            broader,
            tuple(row.get("related", ())),
            thresholds,
            lexicons,
        )

    def lexicon(
        self, table: Mapping[str, Any], block: str, classes: Mapping[str, tuple[str, ...]]
    ) -> Lexicon:
        self.keys(table, (*LEXICON, HINTS), block)
        read: dict[str, tuple[Pattern, ...]] = {}
        for key in LEXICON:
            terms = table.get(key, [])
            if not isinstance(terms, list):
                self.wrong(f'"{key}" is a list of terms', block, key)
                continue
            read[key] = tuple(self.patterns(terms, block, key, classes))
        if not read.get("strong") and not read.get("weak"):
            self.wrong("no terms, neither strong nor weak", block)
        return Lexicon(
            read.get("strong", ()),
            read.get("weak", ()),
            read.get("needs", ()),
            read.get("not", ()),
            tuple(self.hints(table.get(HINTS, []), block)),
        )

    def hints(self, rows: Any, block: str) -> Iterator[Hint]:
        """Rows of a number and words that weigh so much, one or several to a text:
        ``[0.25, "refund voucher*", "sorry"]``."""
        seen: set[str] = set()
        for row in rows if isinstance(rows, list) else [rows]:
            weight, *texts = row if isinstance(row, list) and row else (None,)
            if isinstance(weight, bool) or not isinstance(weight, int | float):
                weight = math.nan
            if not abs(weight) <= HEAVIEST:  # as nan is not
                what = (
                    f'a row of hints begins with their weight: [0.25, "word"], at most {HEAVIEST}'
                )
                self.wrong(what, block, HINTS)
                continue
            for text in texts:
                if not isinstance(text, str) or not HINTS_OF_TEXT.fullmatch(text):
                    self.wrong(f"hints are words with spaces between, not {text!r}", block, HINTS)
                    continue
                for word in text.split():
                    if word in seen:
                        what = f'"{word}" stands here a second time'
                        self.wrong(what, block, HINTS, word)
                    else:
                        seen.add(word)
                        yield word, float(weight)

    def patterns(
        self, terms: list[Any], block: str, key: str, classes: Mapping[str, tuple[str, ...]]
    ) -> Iterator[Pattern]:
        seen: set[str] = set()
        for term in terms:
            if not isinstance(term, str):
                self.wrong(f"a term is a text between quotes, not {term!r}", block, key)
                continue
            try:
                pattern = parse_pattern(term)
            except ValueError as error:
                self.wrong(str(error), block, key, f'"{term}"')
                continue
            for name in pattern.classes if "@" in term else ():
                if name not in classes:
                    what = f'"{term}": no class "@{name}"{nearest(name, classes)}'
                    self.wrong(what, block, key, f'"{term}"')
            if term in seen:
                self.wrong(f'"{term}" stands here a second time', block, key, f'"{term}"')
            seen.add(term)
            yield pattern
