"""A text that came from elsewhere with each link and picture made to lead where things are now."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import quote, unquote, urlsplit

from .code import Words, covered, replaced
from .links import Links, Way
from .meanings import MOVED
from .post import Post
from .trove import PICTURES

WORDS = r"(?:[^\[\]\\]|\\.|!?\[(?:[^\[\]\\]|\\.){0,400}\](?:\([^()\n]{0,2000}\))?){0,600}"
INLINE = re.compile(
    rf"(?P<picture>!?)\[(?P<words>{WORDS})\]\(\s*"
    r"(?P<address><[^<>\n]*>|(?:[^\s()<>]|\([^\s()<>]*\))*)"
    r"(?P<title>\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
DEFINED = re.compile(
    r"^(?P<start> {0,3}\[[^\]\n]+\]:[ \t]*)<?(?P<address>[^\s<>]+)>?", re.MULTILINE
)
AUTO = re.compile(r"<(?P<address>https?://[^\s<>]+)>")
LINK_TAG = re.compile(
    r"<a\b(?P<before>[^<>]*?)\shref\s*=\s*(?P<quote>[\"'])(?P<address>[^<>\"']*)(?P=quote)"
    r"(?P<after>[^<>]*)>(?P<words>(?:(?!<a\b).){0,4000}?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)
PICTURE_TAG = re.compile(r"<img\b(?P<rest>[^<>]*)>", re.IGNORECASE)
FRAME = re.compile(
    r"<(?P<name>iframe|video|audio|object|embed)\b(?P<rest>[^<>]*)>"
    r"(?P<inner>(?:(?!<(?P=name)\b).){0,4000}?</(?P=name)\s*>)?",
    re.IGNORECASE | re.DOTALL,
)
SCRIPT = re.compile(
    r"<(?P<name>script|style|noscript)\b[^<>]*>(?:(?!<(?P=name)\b).){0,50000}?</(?P=name)\s*>",
    re.IGNORECASE | re.DOTALL,
)
SET = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
UNSEEN = re.compile(r"<!--.*?-->", re.DOTALL)
ALT = re.compile(r"!\[((?:[^\[\]\\]|\\.)*)\]")
LEFT = re.compile(rf"{MOVED}(?P<name>[^\s<>()\[\]\"']+)")
WATCH = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v)/|youtu\.be/)(?P<id>[\w-]+)")


def rewrite(text: str, links: Links, post: Post, path: str) -> str:
    """*text*, the Markdown of *post*, as it is to stand in the file *path*."""
    return _Text(Way(links, post, path)).rewrite(text)


@dataclass(slots=True)
class _Text:
    """The text of one post, gone through sign by sign."""

    way: Way

    def rewrite(self, text: str) -> str:
        text = replaced(SCRIPT, text, self._script)
        text = replaced(FRAME, text, self._frame)
        text = replaced(PICTURE_TAG, text, self._picture_tag)
        text = replaced(LINK_TAG, text, self._link_tag)
        text = replaced(INLINE, text, self._inline)
        text = replaced(AUTO, text, self._auto)
        text = replaced(DEFINED, text, self._defined)
        return replaced(LEFT, text, self._left) if MOVED in text else text

    def _inline(self, words: Words, _: int) -> str:
        address = unescape(words("address").strip("<>"))
        if words("picture"):
            return self._shown(address, words("words"), words("title"))
        inner = replaced(INLINE, words("words"), self._inline)
        to = self.way.to(address)
        if to is None:
            return inner or words("words")
        if not UNSEEN.sub("", inner).strip():  # a picture that is not here has left its link
            alt = ALT.search(words("words"))
            inner = (alt[1] if alt else "") or _named(address)
            return f"[{inner}]({_written(to)}{words('title')}) "  # words need a space behind them
        return f"[{inner}]({_written(to)}{words('title')})"

    def _shown(self, address: str, alt: str, title: str = "") -> str:
        name = self.way.links.picture(address, self.way.post)
        if name:
            return f"![{alt}]({quote(name, safe='/')}{title})"
        whole = self.way.whole(address)
        if whole:
            self.way.lose(
                address, f"the picture {whole} is not in the export: a link to it", "picture"
            )
            return f"[{alt or _named(whole)}]({_written(whole)})"
        self.way.lose(address, f"the picture {address} is not in the export", "picture")
        words = alt.replace("--", "–")
        return f"<!-- picture: {unquote(address)} {words} -->"

    def _auto(self, words: Words, _: int) -> str | None:
        to = self.way.to(words("address"))
        return (
            None
            if to in {None, words("address")}
            else f"[{words('address')}]({_written(to or '')})"
        )

    def _defined(self, words: Words, _: int) -> str | None:
        address = words("address")
        if words("start").lstrip().startswith(("[^", "*[")):
            return None
        ending = posixpath.splitext(urlsplit(address).path)[1].lower()
        name = self.way.links.picture(address, self.way.post) if ending in PICTURES else ""
        to = name or self.way.to(address)
        return None if to is None else f"{words('start')}{_written(to)}"

    def _link_tag(self, words: Words, _: int) -> str:
        to = self.way.to(unescape(words("address")))
        if to is None:
            return words("words")
        start = f'<a{words("before")} href="{self._in_tag(to)}"'
        return f"{start}{words('after')}>{words('words')}</a>"

    def _in_tag(self, to: str) -> str:
        """An address as it is to stand in HTML, where only a whole placeholder is followed."""
        if re.match(r"[a-z][a-z0-9+.-]*:|#", to, re.IGNORECASE):
            return escape(to)
        page, hash_, anchor = to.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.way.path), page))
        kind = "{filename}" if path.endswith(".md") else "{static}"
        return escape(f"{kind}/{path}{hash_}{anchor}")

    def _picture_tag(self, words: Words, _: int) -> str:
        """HTML stays HTML: in the middle of some, Markdown would be no more than its signs."""
        given = _given(words("rest"))
        address, alt = given.get("src") or given.get("data-src", ""), given.get("alt", "")
        if not address:
            return ""
        name = self.way.links.picture(address, self.way.post)
        if name:
            return f'<img src="{{static}}/images/{quote(name)}" alt="{escape(alt)}">'
        made = self._shown(address, alt)
        return made if made.startswith("<!--") else _tag(self.way.whole(address), alt)

    def _frame(self, words: Words, _: int) -> str:
        given = _given(words("rest"))
        inner = _given(words("inner") or "")
        address = given.get("src") or given.get("data") or inner.get("src") or inner.get("href", "")
        what = words("name").lower()
        if not address:
            self.way.lose(f"<{words('name')}", f"a frame ({what}) without an address", "frame")
            return ""
        watched = WATCH.search(address)
        whole = f"https://www.youtube.com/watch?v={watched['id']}" if watched else address
        to = self.way.to(whole)
        told = _plain(given.get("title", "")) or (urlsplit(whole).hostname or what).removeprefix(
            "www."
        )
        self.way.lose(address, f"a frame of {whole} became a link to it", "frame")
        return _tag(to, told) if to else told

    def _script(self, words: Words, _: int) -> str:
        name = words("name").lower()
        if name != "style":
            self.way.lose(
                words(0)[:60], f"a {name} was left behind: nothing runs on a page", "script"
            )
        return ""

    def _left(self, words: Words, _: int) -> str | None:
        """A reference that stands for itself, outside a link."""
        if words(0) != covered(words(0)):
            return None
        name = unquote(words("name"))
        target = self.way.links.post(name) or self.way.links.post(f"/{name}")
        to = self.way.named(name, "")
        return f"[{target.title if target else name}]({_written(to)})" if to else name


def _written(address: str) -> str:
    """*address* as Markdown takes it: without spaces and lone brackets."""
    address = re.sub(r"[\s<>\"]", lambda found: quote(found[0]), address)
    return (
        address
        if address.count("(") == address.count(")")
        else quote(address, safe="/:?#@!$&'*+,;=%~")
    )


def _tag(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words or _named(address))}</a>'


def _named(address: str) -> str:
    """Words for a link that has none: the last part of its address."""
    path = unquote(urlsplit(address).path).rstrip("/")
    words = path.rsplit("/", 1)[-1] or urlsplit(address).hostname or address
    return words.replace("[", "(").replace("]", ")").replace("_", r"\_")


def _plain(words: str) -> str:
    return " ".join(unescape(words).replace("[", "(").replace("]", ")").split())


def _given(attributes: str) -> dict[str, str]:
    found = SET.finditer(attributes)
    return {each[1].lower(): unescape(each[2] or each[3] or each[4] or "") for each in found}
