"""WordPress' own markup as plain HTML: its blocks, its shortcodes, its paragraphs without tags."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from pelican.tools.pelican_import import decode_wp_content

from ..blog.problems import Problem
from .post import Post, loss

BLOCK = re.compile(
    r"<!--\s+(?P<close>/)?wp:(?P<name>[a-z][a-z0-9/-]*)\s+(?P<words>\{(?:(?!-->).){0,4000}?\}\s+)?(?P<empty>/)?-->",
    re.DOTALL,
)
CODE = re.compile(
    r"\[(?P<escaped>\[)?(?P<name>[a-zA-Z][\w-]{0,60})"
    r"(?P<words>(?:\s+[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\]\"']+)|\s+https?://[^\s\]]+){0,40})"
    r"\s*/?\](?(escaped)\])"
)
LONGEST = 20_000
"""Letters between a shortcode and what closes it."""
WORD = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\]]+)))|(?P<url>https?://\S+)"
)
EMBEDDED = re.compile(
    r"<figure[^>]*wp-block-embed[^>]*>.*?<div[^>]*wp-block-embed__wrapper[^>]*>\s*(?P<url>https?://[^\s<]+)\s*</div>"
    r"(?P<rest>.*?)</figure>",
    re.DOTALL,
)
ALONE = re.compile(r"^[ \t]*(?P<url>https?://[^\s<]+)[ \t]*$", re.MULTILINE)
HOSTS = re.compile(
    r"//(?:[\w-]+\.)*(?P<host>youtube|youtu|vimeo|twitter|x|instagram|spotify|flickr|slideshare|soundcloud|ted|tiktok|facebook)\."
)
NAMES = {
    "youtu": "YouTube",
    "youtube": "YouTube",
    "ted": "TED",
    "x": "X",
    "tiktok": "TikTok",
    "soundcloud": "SoundCloud",
    "slideshare": "SlideShare",
}
DYNAMIC_FINE = frozenset({"more", "nextpage", "separator", "spacer", "post-title", "site-title"})
GONE = frozenset({"toc", "contents", "ez-toc", "wp_breadcrumb"})
"""Shortcodes that only repeat what is on the page."""


@dataclass(frozen=True, slots=True)
class Library:
    """What blocks and shortcodes refer to by number: *pictures* as (address, what it shows), and
    *patterns*, the blocks that are kept once for many posts."""

    pictures: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)


def as_html(post: Post, library: Library) -> tuple[str, list[Problem]]:
    """The text of *post* as plain HTML, and what of it WordPress alone could have shown."""
    losses: list[Problem] = []
    lose = _loser(post, losses)
    text = post.body.replace("\r\n", "\n").replace("\r", "\n")
    blocks = "<!-- wp:" in text
    text = EMBEDDED.sub(_embedded, text)
    text = BLOCK.sub(_blocks(library, lose), text)
    text = _coded(text, library, lose)
    text = ALONE.sub(lambda found: f"<p>{_watch(found['url'])}</p>", text)
    text = re.sub(r"<!--\s*(?:more|nextpage|noteaser).*?-->", "", text)
    if not blocks:
        text = decode_wp_content(text)
    return text, losses


def _loser(post: Post, losses: list[Problem]) -> Callable[[str, str], None]:
    def lose(near: str, what: str) -> None:
        at = max(post.body.find(near), 0)
        line = post.body_line + post.body.count("\n", 0, at)
        losses.append(loss(post.shown, line, what, "shortcode"))

    return lose


def _blocks(library: Library, lose: Callable[[str, str], None]) -> Callable[[re.Match[str]], str]:
    def block(found: re.Match[str]) -> str:
        name = found["name"].removeprefix("core/")
        if name == "more":
            return ""
        if not found["empty"]:
            return "\n"
        words = _json(found["words"])
        if name == "block":
            pattern = library.patterns.get(str(words.get("ref", "")))
            if pattern is not None:
                return BLOCK.sub("\n", pattern)
        if name == "social-link" and str(words.get("url", "")).startswith("http"):
            shown = words.get("label") or words.get("service") or words["url"]
            return f'<p><a href="{escape(str(words["url"]))}">{escape(str(shown))}</a></p>'
        if name in DYNAMIC_FINE:
            return "\n"
        lose(found[0], f'the block "{name}" is made by WordPress as it is shown, and is left out')
        return "\n"

    return block


def _json(words: str | None) -> dict[str, Any]:
    try:
        found = json.loads(words or "{}")
    except json.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _coded(text: str, library: Library, lose: Callable[[str, str], None]) -> str:
    """*text* without the shortcodes that mean something here; what is inside one goes with it."""
    parts, at = [], 0
    while found := CODE.search(text, at):
        parts.append(text[at : found.start()])
        name, end, inner = found["name"], found.end(), None
        close = text.find(f"[/{name}]", end, end + LONGEST)
        if close >= 0 and not found["escaped"] and f"[{name}" not in text[end:close]:
            inner, end = text[end:close], close + len(name) + 3
        whole = text[found.start() : end]
        parts.append(whole[1:-1] if found["escaped"] else _read(found, whole, inner, library, lose))
        at = end
    return "".join((*parts, text[at:]))


def _read(
    found: re.Match[str],
    whole: str,
    inner: str | None,
    library: Library,
    lose: Callable[[str, str], None],
) -> str:
    name, (words, urls) = found["name"].lower(), _given(found["words"])
    made = _code(name, words, urls, inner, library)
    if made is not None:
        return made
    if words or inner is not None or urls or re.search(r"[-_]", name):  # not a word, as in [sic]
        what = f'the shortcode "{name}" stays as it was typed; write in Markdown what it showed'
        lose(whole, what)
    return whole


def _given(text: str) -> tuple[dict[str, str], list[str]]:
    words, urls = {}, []
    for found in WORD.finditer(text):
        if found["url"]:
            urls.append(found["url"])
        else:
            value = found["double"] if found["double"] is not None else found["single"]
            words[found["key"].lower()] = value if value is not None else found["bare"]
    return words, urls


def _code(
    name: str, words: dict[str, str], urls: list[str], inner: str | None, library: Library
) -> str | None:
    if name == "caption" or name == "wp_caption":
        return _caption(words, inner or "")
    if name == "gallery":
        ids = [each.strip() for each in words.get("ids", words.get("include", "")).split(",")]
        known = [library.pictures[each] for each in ids if each in library.pictures]
        shown = "".join(
            f'<p><img src="{escape(src)}" alt="{escape(alt)}"></p>' for src, alt in known
        )
        return shown if known and len(known) == len(ids) else None
    if name in {"embed", "youtube", "vimeo", "video", "audio", "playlist", "googlemaps", "tweet"}:
        given = [inner.strip() if inner else "", words.get("src", ""), words.get("url", ""), *urls]
        given += [words.get(each, "") for each in ("mp4", "webm", "mp3", "ogg", "m4a")]
        url = next((each for each in given if each.startswith(("https://", "http://"))), "")
        return f"<p>{_watch(url)}</p>" if url else None
    if (
        name in {"code", "sourcecode", "php", "python", "css", "javascript", "js"}
        and inner is not None
    ):
        language = words.get(
            "lang", words.get("language", name if name not in {"code", "sourcecode"} else "")
        )
        return f'<pre><code class="language-{escape(language)}">{inner}</code></pre>'
    return "" if name in GONE and not inner else None


def _caption(words: dict[str, str], inner: str) -> str:
    found = re.match(r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", inner, re.DOTALL)
    picture, told = (found[1], found[2]) if found else (inner, "")
    told = (words.get("caption", "") or told).strip()
    caption = f"<figcaption>{told}</figcaption>" if told else ""
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _embedded(found: re.Match[str]) -> str:
    return f"<figure><p>{_watch(found['url'])}</p>{found['rest']}</figure>"


def _watch(url: str) -> str:
    """A link to what WordPress would have shown in a frame."""
    found = HOSTS.search(url)
    name = NAMES.get(found["host"], found["host"].capitalize()) if found else url
    return f'<a href="{escape(url)}">{escape(name)}</a>'
