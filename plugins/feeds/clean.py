"""HTML as it may travel: whole addresses, nothing that runs, tags that fit one another, no
characters that XML forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from html.parser import HTMLParser
from urllib.parse import quote, urljoin

from .plain import travels

FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 does not allow, and the controls that it only advises against."""
BARE = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+);)")
"""An ampersand that begins no reference, as in AT&T."""
AMPERSAND = "\x01"
"""Stands for "&" while HTML is taken apart; no text that may travel holds it."""
ADDRESSES = frozenset({"href", "src", "poster", "cite", "longdesc"})
WHOLE = re.compile(r"(?:https?|ftp|mailto|tel|data:image/[a-z]+[;,]):?", re.IGNORECASE)
IN_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
"""What may stand in an address as it is; a "%" is taken for the work of somebody before us."""
DROPPED = frozenset({"script", "style", "template", "iframe"})
"""Elements that go with all that is in them; in place of a frame stands a link to what it shows."""
UNWRAPPED = frozenset(
    {"object", "embed", "param", "noscript", "form", "input", "button", "base", "meta", "link"}
)
"""Elements that do nothing in a feed reader; the words inside them stay."""
VOID = frozenset({"area", "br", "col", "hr", "img", "source", "track", "wbr"})
UNSAID = frozenset(
    {"p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "rp", "rt"}
)
"""Elements whose end need not be written: the next tag tells it."""
ENDS_P = frozenset(
    {"address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption"}
    | {"figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu"}
    | {"nav", "ol", "p", "pre", "section", "table", "ul"}
)
"""Elements that cannot stand in a paragraph and so end it."""
NAME = re.compile(r"[a-z_:][\w:.\-]*")


def legal(text: str) -> str:
    """*text* without the characters that would break a feed."""
    return FORBIDDEN.sub("", text)


def clean(html: str, base: str) -> str:
    """*html* made fit for any reader. *base* is the address of its page."""
    cleaner = Cleaner(base)
    sound = BARE.sub("&amp;", legal(html))
    if travels(sound, cleaner.whole):
        return sound
    cleaner.feed(sound.replace("&", AMPERSAND))
    cleaner.close()
    return "".join(cleaner.parts).replace(AMPERSAND, "&")


class Cleaner(HTMLParser):
    """Writes what it reads anew, tag by tag, without what must not travel.

    It reads text whose "&" are AMPERSAND, since the parser does not tell "&T" from "&T;".
    """

    def __init__(self, base: str) -> None:
        super().__init__(convert_charrefs=False)
        self.base = base
        self.parts: list[str] = []
        self.inside: list[str] = []
        """The elements that are open, outermost first."""
        self.dropped = ""
        """The element whose content is being dropped."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropped:
            return
        typed = [(name, value and unescape(value.replace(AMPERSAND, "&"))) for name, value in attrs]
        if tag in DROPPED:
            self.dropped = tag
            self.parts += [self._link(dict(typed))] if tag == "iframe" else []
        elif tag not in UNWRAPPED and NAME.fullmatch(tag):
            if tag in ENDS_P and "p" in self.inside:
                self._close("p")
            fit: dict[str, str | None] = {}
            for name, value in typed:
                for each, whole in self._fit(name, value):
                    fit.setdefault(each, whole)
            self.parts.append(_tag(tag, fit))
            if tag not in VOID:
                self.inside.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>``; of an element that has content, HTML takes the slash for nothing."""
        self.handle_starttag(tag, attrs)
        if self.dropped == tag:
            self.dropped = ""

    def handle_endtag(self, tag: str) -> None:
        if self.dropped:
            self.dropped = "" if tag == self.dropped else self.dropped
        elif tag in self.inside:
            self._close(tag)
        elif tag in ENDS_P:
            self.parts.append(" ")  # it ended nothing, but words on its two sides stay apart

    def handle_data(self, data: str) -> None:
        if not self.dropped:
            self.parts.append(data.replace("<", f"{AMPERSAND}lt;"))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """``<![...`` is a comment to a browser; the parser's own way fails on most of them."""
        return self.parse_bogus_comment(i, report)

    def close(self) -> None:
        super().close()
        while self.inside:
            self._close(self.inside[-1])

    def _close(self, tag: str) -> None:
        """End *tag*, and before it whatever was opened in it and not ended."""
        last = ""
        while last != tag:
            last = self.inside.pop()
            if last == tag or last not in UNSAID:
                self.parts.append(f"</{last}>")

    def _link(self, attributes: dict[str, str | None]) -> str:
        address = self.whole(attributes.get("src") or "")
        if not address:
            return ""
        words = attributes.get("title") or address
        return f'<a href="{escape(address)}">{escape(words, quote=False)}</a>'

    def _fit(self, name: str, value: str | None) -> Iterator[tuple[str, str | None]]:
        """The attribute as it may stand, or nothing."""
        if name == "style" or name.startswith("on") or not NAME.fullmatch(name):
            return
        if name == "srcset":
            candidates = [each.split(None, 1) for each in re.split(r",\s+", (value or "").strip())]
            whole = (" ".join([self.whole(each[0]), *each[1:]]) for each in candidates if each)
            value = ", ".join(whole)
        elif name in ADDRESSES:
            value = self.whole(value or "")
            if not value:
                return
        yield name, value

    def whole(self, address: str) -> str:
        """The address in full; empty if it is none, or runs something."""
        try:
            whole = urljoin(self.base, address.strip())
        except ValueError:
            return ""
        return quote(whole, safe=IN_ADDRESSES) if WHOLE.match(whole) else ""


def _tag(tag: str, attributes: dict[str, str | None]) -> str:
    shown = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in attributes.items()
    )
    return f"<{tag}{shown}>"
