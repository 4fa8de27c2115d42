"""A mail read back: its tags, links and lines, so that checks judge what readers get."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .lines import STOPS

AFTER_STOP = re.compile(f"([{STOPS}]) ")
LINK_LINE = re.compile(r"^<?(?:https?://|mailto:)\S+>?$")


@dataclass(frozen=True, slots=True)
class Tag:
    """A start tag; *text* is all that stands inside, set for links, headings and the title."""

    name: str
    attributes: Mapping[str, str]
    line: int
    text: str = ""


NAMED = ("a", "title", "h1", "h2", "h3", "style")
"""The elements whose text is kept with their tag."""


@dataclass
class Reading(HTMLParser):
    """The start tags of an HTML mail in order, all its words, and its style blocks."""

    html: str
    tags: list[Tag] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[int, list[str]]] = []
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append(Tag(tag, given, self.getpos()[0]))
        if tag in NAMED:
            self._open.append((len(self.tags) - 1, []))

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        for _, texts in self._open:
            texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in NAMED and self._open:
            at, texts = self._open.pop()
            was = self.tags[at]
            text = "".join(texts)
            self.tags[at] = Tag(was.name, was.attributes, was.line, shown(text))
            if tag == "style":
                self.styles.append(text)

    def named(self, *names: str) -> Iterator[Tag]:
        """Every start tag of these names."""
        return (tag for tag in self.tags if tag.name in names)


def shown(text: str) -> str:
    """*text* as a reader sees it: without the invisible helpers of layout, and without the space
    after a full-width stop, where a long line may have been broken."""
    bare = " ".join(re.sub("[\u200b\u2060\u034f]", "", text).replace("\u00a0", " ").split())
    return AFTER_STOP.sub(r"\1", bare)


def squeezed(text: str) -> str:
    """*text* without white space: plain text is broken into lines wherever it has to be."""
    return "".join(text.split())


def links_of(text: str) -> tuple[str, ...]:
    """The links of a plain text part, each on a line of its own."""
    return tuple(
        line.strip().strip("<>") for line in text.splitlines() if LINK_LINE.match(line.strip())
    )
