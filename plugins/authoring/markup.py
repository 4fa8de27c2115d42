"""HTML that an author typed and that readers do not get: what it is, and on which line."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser

from ..blog.safe import BLANK

SCRIPTS = frozenset({"script", "applet"})
STYLED = frozenset({"style"})
FORMS = frozenset({"form", "input", "button", "select", "textarea"})


@dataclass(frozen=True, slots=True)
class Markup:
    """One thing that is taken out of a page. *kind* is "script", "style" or "form"; *what* names
    it as it was typed."""

    kind: str
    what: str
    line: int


def find_markup(bare: str, first_line: int) -> tuple[Markup, ...]:
    """What of *bare*, a text without its code, does not reach readers."""
    parser = _Parser(first_line)
    parser.feed(bare)
    parser.close()
    return tuple(parser.found)


class _Parser(HTMLParser):
    def __init__(self, first_line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first_line = first_line
        self.found: list[Markup] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for kind, tags in (("script", SCRIPTS), ("style", STYLED), ("form", FORMS)):
            if tag in tags:
                self._add(kind, f"<{tag}>")
        for name, value in attrs:
            address = BLANK.sub("", value or "").lower()
            if name.startswith("on") and len(name) > 2 and value is not None:
                self._add("script", f"{name}=")
            elif address.startswith(("javascript:", "vbscript:")):
                self._add("script", f'{name}="{address.split(":")[0]}:..."')
            elif name == "style":
                self._add("style", "style=")

    def _add(self, kind: str, what: str) -> None:
        self.found.append(Markup(kind, what, self.first_line + self.getpos()[0] - 1))
