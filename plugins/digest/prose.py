"""HTML of unknown make, read into a few kinds of plain blocks that every mail client can show.

Nothing of the HTML itself survives: a block is words and links, and each face writes its own tags
around them. So a stray ``</td>``, a script or a style cannot reach a mail.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

from .lines import SPACE, UNFIT

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SILENT = (
    "script", "style", "template", "svg", "iframe", "object", "form", "head", "title", "audio",
    "video",
)  # fmt: skip
STRONG, EMPHASIS = ("strong", "b"), ("em", "i", "cite")
BLOCKS = (
    *HEADINGS, "p", "div", "li", "ul", "ol", "blockquote", "pre", "tr", "table", "dt", "dd", "dl",
    "figure", "figcaption", "section", "article", "aside", "header", "footer", "hr", "tbody",
    "thead",
)  # fmt: skip
SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words. *href* is empty where it is no link; *style* is "", "b" or "i"."""

    text: str
    href: str = ""
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph. *kind* is "p", "h", "quote", "li", "pre" or "rule"; *mark* is a list's bullet
    or number. *links* are those that plain text names below it."""

    kind: str
    runs: tuple[Run, ...] = ()
    mark: str = ""
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words without links."""
        return "".join(run.text for run in self.runs)


@lru_cache(maxsize=256)
def blocks_of(html: str, picture: str = "Picture") -> tuple[Block, ...]:
    """The blocks of *html*; a picture becomes its description, with *picture* before it."""
    reader = _Reader(picture)
    reader.feed(html)
    reader.close()
    reader.flush()
    return tuple(reader.blocks)


class _Reader(HTMLParser):
    def __init__(self, picture: str) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.picture = picture
        self.runs: list[Run] = []
        self.open: list[str] = []
        self.lists: list[int | None] = []
        self.href = ""
        self.mark = ""
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in SILENT:
            self.silent += 1
        if self.silent:
            return
        if tag in BLOCKS:
            self.flush()
            self.open.append(tag)
        if tag in {"ul", "ol"}:
            start = given.get("start") or "1"
            self.lists.append((int(start) if start.isdecimal() else 1) if tag == "ol" else None)
        elif tag == "li":
            self._number()
        elif tag == "hr":
            self.blocks.append(Block("rule"))
            self.open.remove("hr")
        elif tag == "a":
            self.href = _safe(given.get("href") or "")
        elif tag == "img" and (given.get("alt") or "").strip():
            self._add(f"[{self.picture}: {given.get('alt')}]")
        elif tag == "br":
            self._add("\n")
        elif tag in {"td", "th"} and self.runs:
            self._add(" | ")
        elif tag in STRONG or tag in EMPHASIS:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        if self.silent:
            return
        if tag in BLOCKS:
            self.flush()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        if tag == "a":
            self.href = ""
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag)]

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._add(data if "pre" in self.open else SPACE.sub(" ", data))

    def _add(self, text: str) -> None:
        text = UNFIT.sub("", text)
        style = next((each[0] for each in reversed(self.open) if each in STRONG + EMPHASIS), "")
        style = {"s": "b", "b": "b", "e": "i", "i": "i", "c": "i"}.get(style, "")
        if self.runs and (self.runs[-1].href, self.runs[-1].style) == (self.href, style):
            text = self.runs.pop().text + text
        if text:
            self.runs.append(Run(text, self.href, style))

    def _number(self) -> None:
        number = self.lists[-1] if self.lists else None
        self.mark = "•" if number is None else f"{number}."
        if number is not None:
            self.lists[-1] = number + 1

    def flush(self) -> None:
        """End the block that is open, if it says anything."""
        kind = self._kind()
        runs = self.runs if kind == "pre" else _tightened(self.runs)
        self.runs = []
        if any(run.text.strip() for run in runs):
            mark = self.mark if kind == "li" else ""
            self.blocks.append(Block(kind, tuple(runs), mark))
            self.mark = ""

    def _kind(self) -> str:
        if "pre" in self.open:
            return "pre"
        if any(each in HEADINGS for each in self.open):
            return "h"
        if "li" in self.open:
            return "li"
        return "quote" if "blockquote" in self.open else "p"


def _tightened(runs: list[Run]) -> list[Run]:
    """White space as HTML shows it: one space between words, none at the ends; breaks stay."""
    tight: list[Run] = []
    for run in runs:
        kept = "\n".join(SPACE.sub(" ", line) for line in run.text.split("\n"))
        if tight and tight[-1].text.endswith((" ", "\n")):
            kept = kept.lstrip(" ")
        tight.append(Run(kept, run.href, run.style))
    if tight:
        tight[0] = Run(tight[0].text.lstrip(), tight[0].href, tight[0].style)
        tight[-1] = Run(tight[-1].text.rstrip(), tight[-1].href, tight[-1].style)
    return [run for run in tight if run.text]


def _safe(address: str) -> str:
    """*address* if a mail may link to it, else nothing: no script, no anchor without a page."""
    bare = "".join(UNFIT.sub("", address).split())
    return bare if bare.lower().startswith(SCHEMES) else ""
