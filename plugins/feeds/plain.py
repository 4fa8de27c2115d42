"""HTML that may travel as it is: told at a glance, which is ten times as fast as taking it apart.

What Markdown writes is nearly always of this kind; of anything else the answer is no.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z][a-z-]*="[^"<>&\']*")*)>')
ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
EMPTY = frozenset({"br", "hr", "img"})
INLINE = frozenset(
    {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "small"}
    | {"span", "strong", "sub", "sup", "br", "img"}
)
"""Elements that may stand in a paragraph."""
BLOCKS = frozenset(
    {"blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5"}
    | {"h6", "hr", "li", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "thead", "tr"}
    | {"ul"}
)
TOLD = frozenset({"alt", "class", "height", "id", "lang", "title", "width"})
"""Attributes of which every value may stay."""
PLACES = frozenset({"href", "src"})


def travels(html: str, whole: Callable[[str], str]) -> bool:
    """Whether *html* would come back from a cleaner as it is: known elements, each ended where it
    should be, addresses of which *whole* changes nothing. A bare "&" is not looked for."""
    inside: list[str] = []
    end = 0
    for found in TAG.finditer(html):
        if html.find("<", end, found.start()) >= 0:
            return False
        end = found.end()
        slash, tag, attributes = found.groups()
        if slash:
            if attributes or not inside or inside.pop() != tag:
                return False
            continue
        if tag not in INLINE and (tag not in BLOCKS or "p" in inside):
            return False
        if attributes and not _stay(attributes, whole):
            return False
        if tag not in EMPTY:
            inside.append(tag)
    return not inside and html.find("<", end) < 0


def _stay(attributes: str, whole: Callable[[str], str]) -> bool:
    pairs = ATTRIBUTE.findall(attributes)
    return len({name for name, _ in pairs}) == len(pairs) and all(
        name in TOLD or (name in PLACES and value and whole(value) == value)
        for name, value in pairs
    )
