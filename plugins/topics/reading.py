"""From an article's file to its tagging: the words an author typed, read and remembered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..blog.headers import FENCE, FENCE_END, Value, parse_header
from .cache import Cache
from .choice import Names, names_of
from .settings import TopicsSettings, read_taxonomy
from .tagger import Tagging, tag
from .taxonomy import Taxonomy
from .text import Document, parse_document

KEY = re.compile(r"^(?P<key>[A-Za-z][\w-]*):(?P<value>(?:[ \t].*)?)$")
PROOFS = 5
"""Terms that are kept as the evidence of a topic, the heaviest first: a long article has hundreds,
and what nobody is shown costs as much to remember as to find."""
BLOCK_SIGN = re.compile(r"^[>|][+-]?\d?$")


@dataclass(frozen=True, slots=True)
class Text:
    """What topics are read from. Lines count from 1 in the file. *lines* is false where they
    would be those of another text, as in HTML that was made of reStructuredText."""

    body: str
    title: str = ""
    summary: str = ""
    body_line: int = 1
    title_line: int = 1
    summary_line: int = 1
    lines: bool = True

    def document(self, lang: str) -> Document:
        """Its sentences."""
        document = parse_document(
            self.body,
            lang=lang,
            title=self.title,
            summary=self.summary,
            body_line=self.body_line,
            title_line=self.title_line,
            summary_line=self.summary_line,
        )
        if self.lines:
            return document
        return replace(
            document, sentences=tuple(replace(each, line=1) for each in document.sentences)
        )


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is needed to find topics: the vocabulary, its names, and what is remembered."""

    taxonomy: Taxonomy
    names: Names
    cache: Cache
    at_most: int

    def language(self, lang: str) -> str:
        """The language of the vocabulary that *lang* is, whatever its region; else nothing."""
        bare = re.split("[-_]", lang)[0].lower()
        return bare if bare in self.taxonomy.words else ""

    def tag(self, text: Text, lang: str) -> Tagging:
        """The topics of *text*, from the cache if it is there."""
        if not self.language(lang):
            return Tagging()
        key = self.cache.key(
            lang, text.title, text.title_line, text.summary, text.summary_line, text.body_line,
            int(text.lines), text.body,
        )  # fmt: skip
        found = self.cache.find(key)
        if found is None:
            found = tag(text.document(lang), self.taxonomy, self.at_most, PROOFS)
            self.cache.keep(key, found)
        return found


def open_desk(settings: Mapping[str, Any], *, texts: bool = True) -> Desk:
    """Read what TOPICS names; raises ProblemsFound with all that is wrong with it. Without *texts*
    what was found in each text is neither read from the cache nor kept there."""
    section = TopicsSettings.from_pelican(settings)
    taxonomy = read_taxonomy(section)
    folder = Path(section.cache) if section.cache and texts else None
    cache = Cache(folder, taxonomy.text, section.at_most)
    return Desk(taxonomy, names_of(taxonomy), cache, section.at_most)


def read_text(raw: str) -> Text:
    """The text of a Markdown file, whichever of the two styles its headers have.

    YAML is not parsed here but cut up by its lines: a parser takes longer than the tagger does,
    and a title or a summary is text on the lines below its key whatever else stands there.
    """
    lines = raw.removeprefix("\ufeff").splitlines()
    top = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines and FENCE.match(lines[top]):
        inside = range(top + 1, len(lines))
        end = next((n for n in inside if FENCE_END.match(lines[n])), len(lines))
        found = _cut(lines, top + 1, end)
        body, body_line = "\n".join(lines[end + 1 :]), end + 2
    else:
        header = parse_header(raw)
        found = {key: (_plain(header.fields[key]), header.line(key)) for key in header.fields}
        body, body_line = header.body, header.body_line
    title, title_line = found.get("title", ("", 1))
    summary, summary_line = found.get("summary", ("", 1))
    return Text(body, title, summary, body_line, title_line, summary_line)


def _cut(lines: list[str], start: int, end: int) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[list[str], int]] = {}
    rows: list[str] = []
    for number, line in enumerate(lines[start:end], start + 1):
        key = KEY.match(line)
        if key:
            rows = [key["value"].strip()]
            found.setdefault(key["key"].lower(), (rows, number))
        else:
            rows.append(line.strip())
    return {key: (_unquoted(rows), number) for key, (rows, number) in found.items()}


def _unquoted(rows: list[str]) -> str:
    first = [] if BLOCK_SIGN.match(rows[0]) else rows[:1]
    text = " ".join(filter(None, [*first, *rows[1:]]))
    quote = text[:1]
    if len(text) > 1 and quote in {'"', "'"} and text[-1] == quote:
        return text[1:-1].replace("''", "'") if quote == "'" else text[1:-1].replace('\\"', '"')
    return text


def _plain(value: Value) -> str:
    if isinstance(value, list):
        return " ".join(each for each in value if isinstance(each, str))
    return value if isinstance(value, str) else ""
