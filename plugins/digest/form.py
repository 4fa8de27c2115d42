"""The form of a mail: what its template promises, and an edit of it may break unseen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from ..blog.problems import Problem
from .case import HTML, TEXT, Case
from .edition import PICTURES
from .filters import COLUMNS
from .lines import LONGEST_LINE
from .reading import Reading, Tag

LARGEST = 60_000
"""Bytes of HTML. Gmail clips near 102,000, and what sends the mail adds to it."""
LARGEST_STYLE = 1_024
"""Bytes in one style block, so that one that a client drops takes little with it."""
VAGUE = (
    "click here",
    "here",
    "read more",
    "more",
    "link",
    "this",
    "hier",
    "klik hier",
    "lees meer",
)
COLOUR = re.compile(r"(?:^|;)\s*color:")
DARK = re.compile(r"\.([\w-]+)\{color:")


def size_holds(case: Case, reading: Reading) -> Iterator[Problem]:
    size = len(case.message.html.encode())
    if size > LARGEST:
        what = f'{size} bytes of HTML, at most {LARGEST}; set body to "summary" or max_articles'
        yield Problem(HTML, 1, what)
    for number, line in enumerate(case.message.html.split("\n"), 1):
        if len(line.encode()) > LONGEST_LINE:
            what = f"line {number} of the mail has {len(line.encode())} bytes"
            yield Problem(HTML, 1, f"{what}; at most {LONGEST_LINE}")
    for style in reading.styles:
        if len(style.encode()) > LARGEST_STYLE:
            yield Problem(HTML, 1, f"a style block over {LARGEST_STYLE} bytes")


def pictures_show(case: Case, reading: Reading) -> Iterator[Problem]:
    pictures = list(reading.named("img"))
    if len(pictures) > 1:
        yield Problem(HTML, pictures[1].line, f"{len(pictures)} pictures; at most one")
    for tag in pictures:
        source = tag.attributes.get("src", "")
        if not source.startswith(f"{case.edition.site_url}/"):
            yield Problem(HTML, tag.line, f'the picture "{source[:80]}" is not on this site')
        elif not urlsplit(source).path.lower().endswith(PICTURES):
            what = f'Outlook does not show the picture "{source[:80]}"; use JPEG, PNG or GIF'
            yield Problem(HTML, tag.line, what)
        if not tag.attributes.get("alt", "").strip():
            yield Problem(HTML, tag.line, f'the picture "{source[:80]}" has no alt text')


def text_is_narrow(case: Case, _: Reading) -> Iterator[Problem]:
    for number, line in enumerate(case.message.text.split("\n"), 1):
        bare = re.sub(r"\*\|[^|]*\|\*", "", line)
        if len(bare) > COLUMNS and "://" not in line and "mailto:" not in line:
            what = f"line {number} of the text has {len(bare)} columns; at most {COLUMNS}"
            yield Problem(TEXT, 1, what)


def frame_holds(case: Case, reading: Reading) -> Iterator[Problem]:
    """Languages, one h1, roles of tables, the colours of dark mode, links that say where to."""
    html = next(reading.named("html"), Tag("html", {}, 1))
    if not html.attributes.get("lang") or not html.attributes.get("dir"):
        yield Problem(HTML, html.line, "html needs lang and dir")
    if len(list(reading.named("h1"))) != 1:
        yield Problem(HTML, 1, "a mail needs one h1")
    dark = {name for style in reading.styles for name in DARK.findall(style)}
    for tag in reading.tags:
        yield from _judge(tag, dark, case)


def _judge(tag: Tag, dark: set[str], case: Case) -> Iterator[Problem]:
    given, style = tag.attributes, tag.attributes.get("style", "")
    if tag.name == "table" and given.get("role") != "presentation":
        yield Problem(HTML, tag.line, 'a layout table needs role="presentation"')
    if tag.name == "td" and "bgcolor" in given and "background-color:" not in style:
        yield Problem(HTML, tag.line, "bgcolor needs the same background-color")
    classes = set(given.get("class", "").split())
    if COLOUR.search(style) and not dark & classes:
        yield Problem(HTML, tag.line, f"<{tag.name}> has a colour and no class for dark mode")
    if tag.name == "a" and (not tag.text or tag.text.casefold() in VAGUE):
        path, line, of = case.place(tag)
        yield Problem(path, line, f'a link says "{tag.text}"; it must say where it leads{of}')


RULES: tuple[Callable[[Case, Reading], Iterator[Problem]], ...] = (
    size_holds,
    pictures_show,
    text_is_narrow,
    frame_holds,
)
