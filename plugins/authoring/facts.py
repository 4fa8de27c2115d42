"""What a text holds that can go wrong: its links, pictures, anchors and shortcodes, by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote

from ..blog.text import count_words, plain
from .markup import Markup, find_markup

FENCE = re.compile(r"^(?:[ \t]*>)*[ \t]*(`{3,}|~{3,})")
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
LIST = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
SHORTCODE = re.compile(r"\{\{[<%]-?\s*(?P<name>[\w./-]*[\w-])[^\n]*?-?[>%]\}\}")
"""One of Hugo's, as ``{{< youtube abc >}}``."""
HUGO_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+[\"'](?P<target>[^\"'\n]*)[\"']")
INSTEAD = frozenset({"picture", "frame"})
ADDRESSES = {
    "a": "href",
    "img": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "iframe": "src",
}


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a text. *alt* is a picture's description; None where none was written.

    *instead* is "picture" or "frame" where readers get a link to what the author meant to show.
    """

    address: str
    line: int
    picture: bool = False
    alt: str | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks look at in one text. *shortcodes* are names with their lines; *markup* is
    HTML that readers do not get; *words* are counted as on the page; *refs* are targets of Hugo's
    references with their lines."""

    links: tuple[Link, ...] = ()
    anchors: frozenset[str] = frozenset()
    shortcodes: tuple[tuple[str, tuple[int, ...]], ...] = ()
    markup: tuple[Markup, ...] = ()
    words: int = 0
    refs: tuple[tuple[str, int], ...] = ()


def read_facts(html: str, body: str, first_line: int) -> Facts:
    """*html* is what was made of *body*, which begins on *first_line* of its file."""
    bare = without_code(body)
    parser = _Parser()
    parser.feed(html)
    parser.close()
    where = _Where(bare, first_line)
    links = []
    for address, picture, alt, instead in parser.found:
        line = where.line(address)
        # An empty alt in HTML is typed on purpose: the picture only decorates.
        meant = picture and alt == "" and 'alt=""' in where.text(line)
        words = None if not alt and not meant else alt
        links.append(Link(address, line, picture, words, instead))
    anchors, markup = frozenset(parser.anchors), find_markup(bare, first_line)
    length = count_words(plain(html))
    codes, refs = _shortcodes(bare, first_line), tuple(_refs(bare, first_line))
    return Facts(tuple(links), anchors, codes, markup, length, refs)


def without_code(body: str) -> str:
    """*body* with spaces in the place of code and comments, so that lines stay where they are."""
    lines = body.split("\n")
    fence, after_blank, in_list, kept = "", True, False, []
    for line in lines:
        found = FENCE.match(line)
        if fence:
            closes = found and found[1].startswith(fence) and not line[found.end() :].strip()
            fence = "" if closes else fence
            kept.append("")
            continue
        if found:
            fence = found[1]
            kept.append("")
            continue
        blank = not line.strip()
        indented = line.startswith(("    ", "\t"))
        if not blank and not indented:
            in_list = bool(LIST.match(line)) or (in_list and not after_blank)
        code = indented and after_blank and not in_list and not blank
        kept.append("" if code else line)
        # Several indented lines in a row are one piece of code.
        after_blank = blank or code
    text = COMMENT.sub(_blanked, "\n".join(kept))
    return SPAN.sub(_blanked, text)


def _blanked(found: re.Match[str]) -> str:
    # A stray backquote must not swallow whole paragraphs.
    return (
        found[0] if "\n\n" in found[0] and found[0][0] == "`" else re.sub(r"[^\n]", " ", found[0])
    )


def _shortcodes(bare: str, first_line: int) -> tuple[tuple[str, tuple[int, ...]], ...]:
    lines: dict[str, list[int]] = {}
    for found in SHORTCODE.finditer(bare):
        # Not a closing {{< /note >}}, nor one that is only quoted: {{</* note */>}}.
        if not found["name"].startswith("/"):
            at = first_line + bare.count("\n", 0, found.start())
            lines.setdefault(found["name"], []).append(at)
    return tuple((name, tuple(dict.fromkeys(at))) for name, at in lines.items())


def _refs(bare: str, first_line: int) -> Iterator[tuple[str, int]]:
    for found in HUGO_REF.finditer(bare):
        yield found["target"], first_line + bare.count("\n", 0, found.start())


class _Where:
    """Finds the line of each address in turn: the second ``x.md`` is not the first."""

    def __init__(self, bare: str, first_line: int) -> None:
        self.bare, self.first_line = bare, first_line
        self.lines = bare.split("\n")
        self.seen: Counter[str] = Counter()

    def line(self, address: str) -> int:
        """The line in the file, or that of the text's beginning."""
        path = re.split(r"[}|]", address)[-1]
        name = path.rstrip("/").rsplit("/", maxsplit=1)[-1]
        for spelling in dict.fromkeys((address, unquote(address), path, name, unquote(name))):
            at = self._next(spelling) if spelling else -1
            if at >= 0:
                return self.first_line + self.bare.count("\n", 0, at)
        return self.first_line

    def text(self, line: int) -> str:
        """What stands on *line* of the file."""
        at = line - self.first_line
        return self.lines[at] if 0 <= at < len(self.lines) else ""

    def _next(self, spelling: str) -> int:
        pattern = re.compile(rf"(?<![\w/.#-]){re.escape(spelling)}(?![\w-])")
        places = [found.start() for found in pattern.finditer(self.bare)]
        if not places:
            return self.bare.find(spelling)
        self.seen[spelling] += 1
        return places[min(self.seen[spelling], len(places)) - 1]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, bool, str | None, str]] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = ADDRESSES.get(tag, "")
        if name in given:
            address = given[name] or ""
            if not address.startswith(("{{<", "{{%")):  # a shortcode; those are named by line
                # What plugins/blog/safe.py puts in the place of what it takes out.
                instead = str(given.get("class") or "") if tag == "a" else ""
                instead = instead if instead in INSTEAD else ""
                self.found.append((address, tag == "img", given.get("alt"), instead))
        for anchor in (given.get("id"), given.get("name") if tag == "a" else None):
            if anchor:
                self.anchors.add(anchor)
