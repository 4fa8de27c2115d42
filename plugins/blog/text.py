"""Plain text out of HTML, and words out of plain text."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import lru_cache
from html import unescape
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|pre|table|tr|td|th|figure|figcaption|"
    r"section|article|aside|header|footer|hr|br)\b[^>]*>",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^<>]*>")
ADDRESS = re.compile(
    r"""(<[^<>]*?\s(?:href|src|poster|cite)=)(["'])([/#][^"']*)\2""", re.IGNORECASE
)
FIRST = re.compile(
    r"\s*(?:<!--.*?-->\s*)*(?P<tag><(?P<name>[a-z][a-z0-9]*)\b)", re.IGNORECASE | re.DOTALL
)
HEADING = re.compile(r"h[1-6]")
VOID = ("hr", "img", "br")
WORD = re.compile(r"\w+(?:['’\-]\w+)*")
KINDS = bytes(
    ord("w" if WORD.fullmatch(each) else "-" if each in "'-" else " ")
    for each in map(chr, range(128))
).ljust(256)
"""Of each letter of ASCII whether it belongs to a word, may stand inside one, or ends one."""


def plain(html: str) -> str:
    """The text of *html* on one line. Angle brackets that the author wrote stay text."""
    bare = TAG.sub("", BLOCK.sub(" ", HIDDEN.sub(" ", html)))
    return " ".join(unescape(bare).split())


def part_opening(html: str) -> tuple[str, str]:
    """The first element of a text with the headings before it, and the rest: what belongs to the
    opening can stand between them. The first part is empty where a text begins otherwise."""
    at = 0
    while found := FIRST.match(html, at):
        name = found["name"].lower()
        at = _end_of(name, html, found.start("tag"))
        if not at:
            break
        if not HEADING.fullmatch(name):
            return html[:at], html[at:]
    return "", html


def _end_of(name: str, html: str, start: int) -> int:
    """Where the element ends that begins at *start*, others of its name inside it; 0 if nowhere."""
    depth = 0
    for tag in re.compile(rf"<(/?){name}\b[^>]*>", re.IGNORECASE).finditer(html, start):
        depth += -1 if tag[1] else name not in VOID
        if depth == 0:
            return tag.end()
    return 0


def count_words(text: str) -> int:
    """Words in plain *text*; "customer's" and "follow-up" are one each."""
    if not text.isascii():
        return len(WORD.findall(text))
    kinds = b" " + text.encode("ascii").translate(KINDS)  # the same, ten times as fast
    return kinds.count(b" w") + kinds.count(b" -w") + kinds.count(b"--w")


def absolute(html: str, site: str, page: str) -> str:
    """*html* with every address of this site written out in full, as feeds and mails need it.

    *site* has no slash at its end; *page* is the address that ``#anchors`` belong to.
    """

    def whole(found: re.Match[str]) -> str:
        head, quote, address = found.groups()
        if address.startswith("//"):
            return found[0]
        return f"{head}{quote}{page if address.startswith('#') else site}{address}{quote}"

    return ADDRESS.sub(whole, html)


def compact_json(value: Any) -> Markup:
    """*value* as JSON without spaces, which may stand in a page's ``script``."""
    return htmlsafe_json_dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


@lru_cache(maxsize=16)
def short_names(css: str, names: tuple[str, ...]) -> Markup:
    """Styles on one line, with each variable of these *names* called by its first letter."""
    short = str(css).replace("\n", "")
    for name in names:
        short = short.replace(f"--{name}", f"--{name[0]}")
    return Markup(short)  # noqa: S704 - of the theme, as it was


def policy_hash(text: str) -> str:
    """The source expression by which a Content-Security-Policy allows exactly *text* inline."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
