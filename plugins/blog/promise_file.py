"""Reads ``promise.toml``: every mistake in it is told at once, with its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import time, tzinfo
from os.path import relpath
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from .article import WORDS_A_MINUTE
from .problems import Problem, ProblemsFound, nearest
from .promise import (
    HOLDS,
    PARTS,
    UNITS,
    AnswersClause,
    Avoided,
    LengthClause,
    NumberClause,
    Promise,
    RhythmClause,
    Span,
    StructureClause,
    ToneClause,
)
from .rhythm import Rhythm, parse_day, parse_time
from .settings import BlogSettings, Site, read_section
from .toml_lines import Lines
from .toml_reading import Reading, explain

CODE = "promise-file"
TOP = ("record", "since")
CLAUSES: Mapping[str, tuple[str, ...]] = {
    "rhythm": ("day", "time", "zone", "hold"),
    "number": ("min_articles", "max_articles", "hold"),
    "length": ("words", "minutes", "not_for", "hold"),
    "structure": ("parts", "not_for", "hold"),
    "tone": ("not_for", "hold"),
    "answers": ("within", "hold"),
}
"""The keys of each clause; ``[tone]`` also has a table for each language."""
SHAPE_OF_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
SHAPE_OF_LANGUAGE = re.compile(r"[a-z]{2}")
SHAPE_OF_SPAN = re.compile(
    r"(?P<least>\d[\d,]*)\s*(?:to|-|–)\s*(?P<most>\d[\d,]*)"
    r"|at least (?P<from>\d[\d,]*)|at most (?P<until>\d[\d,]*)"
)
SHAPE_OF_WAIT = re.compile(
    r"(?P<number>\d{1,4}|one|two|three|an?) (?P<unit>(?:working )?[a-z]+?)s?"
)
SPELLED = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}


def read_promise(settings: Mapping[str, Any], shown_from: Path | None = None) -> Promise | None:
    """The promise of the site; None where there is no such file. Raises ProblemsFound for all that
    is wrong with it. Its path is shown from *shown_from*, else from the current folder."""
    named = read_section(settings, "BLOG", BlogSettings).promise
    path = Path(named)
    if not named or not path.is_file():
        return None
    shown = Path(relpath(path, shown_from or Path.cwd())).as_posix()
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = "this file is not saved as UTF-8; save it again as UTF-8"
        raise ProblemsFound([Problem(shown, line, what, code=CODE)]) from None
    return parse_promise(text, shown, Site.from_pelican(settings).timezone)


def parse_promise(text: str, shown: str, zone: tzinfo) -> Promise:
    """Read a promise; *zone* is meant where it names none. ProblemsFound has every mistake."""
    text = text.replace("\r\n", "\n")
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsFound([explain(error, text, shown, CODE)]) from None
    reading = _Reading(shown, Lines(text), CODE, [])
    promise = reading.promise(raw, zone)
    if reading.problems:
        raise ProblemsFound(reading.problems)
    return promise


class _Reading(Reading):
    """One method for each clause; None where it is too wrong to be a value."""

    def promise(self, raw: Mapping[str, Any], zone: tzinfo) -> Promise:
        for key, value in raw.items():
            if key in CLAUSES and not isinstance(value, dict):
                what = f'"{key}" is a clause: begin it with [{key}] on a line of its own'
                self.wrong(what, "", key)
            elif key not in (*CLAUSES, *TOP):
                kind, known = ("clause", CLAUSES) if isinstance(value, dict) else ("key", TOP)
                self.wrong(f'unknown {kind} "{key}"{nearest(key, known)}', key)
        record = bool(self.get(raw, "", "record", bool))
        since = self.get(raw, "", "since", str) or ""
        if since and not SHAPE_OF_MONTH.fullmatch(since):
            self.wrong(f'"{since}" is no month; write it as since = "2026-11"', "", "since")
        tables = {name: raw[name] for name in CLAUSES if isinstance(raw.get(name), dict)}
        for name, table in tables.items():
            self.keys(table, name)
        rhythm = self.rhythm(tables["rhythm"], zone) if "rhythm" in tables else None
        readers = (self.number, self.length, self.structure, self.tone, self.answers)
        made: dict[str, Any] = {
            read.__name__: read(tables[read.__name__])
            for read in readers
            if read.__name__ in tables
        }
        return Promise(self.shown, rhythm, **made, record=record, since=since)

    def keys(self, table: Mapping[str, Any], name: str) -> None:
        for key, value in table.items():
            if key in CLAUSES[name] or (name == "tone" and SHAPE_OF_LANGUAGE.fullmatch(key)):
                continue
            hint = nearest(key, CLAUSES[name])
            if key in TOP:
                hint = "; it stands at the top of the file, above the first clause"
            elif name == "tone" and not hint:
                below = isinstance(value, str)
                hint = "; a phrase stands below its language" if below else "; two letters will do"
                hint += ": [tone.en]"
            self.wrong(f'unknown key "{key}" in [{name}]{hint}', name, key)

    def common(self, table: Mapping[str, Any], name: str) -> dict[str, Any]:
        hold = self.get(table, name, "hold", str)
        if hold is not None and hold not in HOLDS:
            known = " or ".join(f'"{each}"' for each in HOLDS)
            what = f'"{hold}" is no way to hold a clause: write {known}{nearest(hold, HOLDS)}'
            self.wrong(what, name, "hold")
        kinds = tuple(self.texts(table, name, "not_for"))
        return {"hold": hold or HOLDS[0], "line": self.lines.of(name), "not_for": kinds}

    def rhythm(self, table: Mapping[str, Any], zone: tzinfo) -> RhythmClause | None:
        given, common = dict(table), self.common(table, "rhythm")
        if type(given.get("day")) is int:
            given["day"] = str(given["day"])
        if type(given.get("time")) is time:  # TOML has times of its own: 08:00:00
            given["time"] = f"{given['time']:%H:%M}"
        day = at = None
        typed_day = self.needed(given, "rhythm", "day", '"first Thursday"')
        typed_time = self.needed(given, "rhythm", "time", '"08:00"')
        try:
            day = parse_day(typed_day) if typed_day else None
        except ValueError as error:
            self.wrong(str(error), "rhythm", "day")
        try:
            at = parse_time(typed_time) if typed_time else None
        except ValueError as error:
            self.wrong(str(error), "rhythm", "time")
        named = self.get(given, "rhythm", "zone", str)
        if named in available_timezones():
            zone = ZoneInfo(named)
        elif named is not None:
            known = sorted(each for each in available_timezones() if "/" in each)
            hint = nearest(named, known) or "; write it as Europe/Amsterdam"
            self.wrong(f'the time zone "{named}" is not known{hint}', "rhythm", "zone")
        return RhythmClause(Rhythm(day, at, zone), **common) if day and at else None

    def number(self, table: Mapping[str, Any]) -> NumberClause:
        keys, bounds = CLAUSES["number"][:2], []
        for key in keys:
            value = self.get(table, "number", key, int)
            if value is not None and value < 1:
                self.wrong(f'"{key}" must be 1 or more', "number", key)
            bounds.append(value or 0)
        if not any(key in table for key in keys):
            self.wrong("[number] needs min_articles or max_articles, or both", "number")
        span = Span(*bounds)
        self.ordered(span, "number", "max_articles")
        return NumberClause(span, **self.common(table, "number"))

    def length(self, table: Mapping[str, Any]) -> LengthClause:
        words, minutes = self.span(table, "words"), self.span(table, "minutes")
        if "words" not in table and "minutes" not in table:
            self.wrong('[length] needs words, as in words = "500 to 1000", or minutes', "length")
        fewest, most = (max(1, round(each / WORDS_A_MINUTE)) for each in (words.least, words.most))
        if (minutes.most and fewest > minutes.most) or (words.most and most < minutes.least):
            what = f"no article can keep both: in a minute {WORDS_A_MINUTE} words are read"
            self.wrong(what, "length", "minutes")
        return LengthClause(words, minutes, **self.common(table, "length"))

    def span(self, table: Mapping[str, Any], key: str) -> Span:
        typed = self.get(table, "length", key, str)
        if typed is None:
            return Span()
        found = SHAPE_OF_SPAN.fullmatch(" ".join(typed.casefold().split()))
        if not found:
            sample = '"500 to 1000", "at least 500" or "at most 1000"'
            self.wrong(f'"{typed}" is no length; write it as {sample}', "length", key)
            return Span()
        least, most, only_least, only_most = (
            int((each or "0").replace(",", "")) for each in found.groups()
        )
        span = Span(least or only_least, most or only_most)
        if not span.most and not found["from"]:
            self.wrong(f'"{typed}" lets nothing be written', "length", key)
        self.ordered(span, "length", key)
        return span

    def ordered(self, span: Span, name: str, key: str) -> None:
        if span.most and span.least > span.most:
            what = f"nothing lies between {span.least:,} and {span.most:,}; the larger comes last"
            self.wrong(what, name, key)

    def structure(self, table: Mapping[str, Any]) -> StructureClause:
        parts = tuple(self.texts(table, "structure", "parts"))
        for part in parts:
            if part not in PARTS:
                known = ", ".join(f'"{each}"' for each in PARTS)
                what = f'"{part}" cannot be looked for{nearest(part, PARTS)}; known are {known}'
                self.wrong(what, "structure", "parts", part)
        if not table.get("parts"):
            self.wrong('[structure] needs parts, as in parts = ["an opening"]', "structure")
        return StructureClause(parts, **self.common(table, "structure"))

    def tone(self, table: Mapping[str, Any]) -> ToneClause:
        avoided = {}
        for lang in filter(SHAPE_OF_LANGUAGE.fullmatch, table):
            if isinstance(table[lang], dict):
                avoided[lang] = tuple(self.phrases(table[lang], f"tone.{lang}"))
            else:
                what = f'"{lang}" is a table: begin it with [tone.{lang}] on a line of its own'
                self.wrong(what, "tone", lang)
        if not {*table} - {*CLAUSES["tone"]}:
            what = '[tone] names no words; write them below a line [tone.en]: "going forward" ='
            self.wrong(f'{what} "from now on"', "tone")
        return ToneClause(avoided, **self.common(table, "tone"))

    def phrases(self, table: Mapping[str, Any], block: str) -> Iterator[Avoided]:
        seen: set[str] = set()
        for phrase, instead in table.items():
            folded = " ".join(phrase.casefold().split())
            if not re.search(r"\w", phrase):
                self.wrong(f'"{phrase}" has no letter to look for', block, phrase)
            elif not isinstance(instead, str):
                what = f'what to write instead of "{phrase}" stands between quotes; it may be empty'
                self.wrong(what, block, phrase)
            elif folded in seen:
                self.wrong(f'"{phrase}" stands here a second time', block, phrase)
            else:
                yield Avoided.of(phrase, instead)
            seen.add(folded)

    def answers(self, table: Mapping[str, Any]) -> AnswersClause | None:
        common = self.common(table, "answers")
        typed = self.needed(table, "answers", "within", '"2 working days"')
        found = SHAPE_OF_WAIT.fullmatch(" ".join(typed.casefold().split()))
        unit = found["unit"] if found else ""
        number = SPELLED.get(found["number"]) or int(found["number"]) if found else 0
        if typed and (unit not in UNITS or number < 1):
            what = f'"{typed}" is no time to wait; write it as "2 working days", "24 hours" or'
            self.wrong(f'{what} "1 week"', "answers", "within")
        return AnswersClause(number, unit, **common) if unit in UNITS and number else None
