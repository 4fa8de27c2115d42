"""What a shortcode of Hugo's means in Markdown, where its name and its words make that plain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote

from ..blog.headers import Value
from .front import one

WORD = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|`(?P<raw>[^`]*)`|(?P<bare>[^\s\"`=]+))"
)
PICTURES = re.compile(r"img|image|figure|picture|photo", re.IGNORECASE)
ASIDES = frozenset(
    [
        "note",
        "box",
        "notice",
        "alert",
        "warning",
        "warn",
        "tip",
        "info",
        "callout",
        "admonition",
        "hint",
        "important",
        "caution",
        "danger",
        "success",
        "attention",
        "aside",
        "quote",
        "blockquote",
        "quote-block",
        "pullquote",
        "testimonial",
    ]
)
"""What stands apart from the text."""
WRAPPERS = frozenset(
    [
        "details",
        "expand",
        "expandable",
        "accordion",
        "accordion-item",
        "collapse",
        "ring",
        "card",
        "cards",
        "panel",
        "tab",
        "tabs",
        "steps",
        "step",
        "columns",
        "column",
        "col",
        "row",
        "grid",
        "center",
        "div",
        "section",
        "span",
        "lead",
        "rawhtml",
        "html",
        "raw",
        "gallery",
        "md",
        "markdown",
        "container",
        "wrapper",
        "block",
    ]
)
"""What only arranges the text inside it."""
HEADINGS = ("kicker", "title", "heading", "header", "label", "summary", "caption", "name")
LINKS = re.compile(
    r"button|link|asset|file|download|attachment|cta|pdf|iframe|embed|frame|video|audio"
)
HOSTS = {
    "youtube": ("https://www.youtube.com/watch?v=", "YouTube"),
    "vimeo": ("https://vimeo.com/", "Vimeo"),
    "instagram": ("https://www.instagram.com/p/", "Instagram"),
}
MOVED = "moved:"
"""The scheme of a link to another post of the same former home, by a name that home has for it."""


def given(token: re.Match[str]) -> tuple[str, dict[str, str], list[str]]:
    """The first word, the named words and the unnamed ones of a shortcode."""
    named: dict[str, str] = {}
    unnamed = []
    for word in WORD.finditer(token["words"]):
        value = word["double"]
        value = re.sub(r"\\(.)", r"\1", value) if value is not None else word["raw"] or word["bare"]
        if word["key"]:
            named[word["key"].lower()] = value or ""
        else:
            unnamed.append(value or "")
    return (unnamed[0] if unnamed else ""), named, unnamed


def _first(named: Mapping[str, str], *keys: str) -> str:
    return next((named[key] for key in keys if named.get(key)), "")


def single(token: re.Match[str], headers: Mapping[str, Value]) -> str | None:
    name, (first, named, unnamed) = token["name"].lower(), given(token)
    short = name.rsplit("/", 1)[-1]
    if short in {"ref", "relref"}:
        return MOVED + quote(first or _first(named, "path"), safe="/#")
    if short in HOSTS:
        start, words = HOSTS[short]
        ident = _first(named, "id") or first
        return f"[{_first(named, 'title') or words}]({start}{ident})" if ident else None
    if short in {"tweet", "twitter", "x"}:
        user, ident = named.get("user", first), named.get("id", unnamed[-1] if unnamed else "")
        return f"[@{user}](https://twitter.com/{user}/status/{ident})" if user and ident else None
    if short == "gist" and len(unnamed) > 1:
        return f"[gist {unnamed[1]}](https://gist.github.com/{unnamed[0]}/{unnamed[1]})"
    if short == "param":
        return one(headers.get(first.lower())) or None
    if short in {"toc", "table_of_contents", "comment"}:
        return ""
    if short in ASIDES:
        text = _first(named, "text", "quote", "content", "body")
        return paired(token, text) if text else None
    source = _first(named, "src", "source", "image", "file", "path", "url")
    if PICTURES.search(short):
        return _picture(source or first, named)
    target = _first(named, "href", "link", "url", "file", "src")
    words = _first(named, "text", "label", "title", "name", "caption")
    if LINKS.search(short) and target and words:
        return f"[{_bracketed(words)}]({quote(target, safe=SAFE)})"
    return None


SAFE = "/:?#[]@!$&'*+,;=%~"
"""Signs of an address that stay as they are."""


def _picture(source: str, named: Mapping[str, str]) -> str | None:
    if not source:
        return None
    shown = f"![{_bracketed(named.get('alt', ''))}]({quote(source, safe=SAFE)})"
    link = _first(named, "link", "href")
    shown = f"[{shown}]({quote(link, safe=SAFE)})" if link else shown
    title, caption = named.get("title", ""), _first(named, "caption", "credit", "attr")
    told = " ".join(each for each in (f"**{title}**" if title else "", caption) if each)
    return f"\n\n{shown}\n\n{slanted(told)}\n\n" if told else shown


def slanted(words: str) -> str:
    """*words* as emphasis, unless some in it are already."""
    return words if re.search(r"[*_`<]", words) else f"*{words}*"


def _bracketed(words: str) -> str:
    return " ".join(words.replace("[", "(").replace("]", ")").split())


def paired(token: re.Match[str], inner: str) -> str | None:
    name, (first, named, _) = token["name"].lower().rsplit("/", 1)[-1], given(token)
    if name == "highlight":
        language = re.sub(r"[^\w#+.-]", "", first)
        return f"\n```{language}\n{inner.strip(chr(10))}\n```\n"
    if name == "comment":
        return ""
    if name in {"button", "link", "cta"}:
        target = _first(named, "href", "url", "link", "relref") or first
        return f"[{inner.strip()}]({quote(target, safe=SAFE)})" if target else None
    if PICTURES.search(name):
        made = _picture(_first(named, "src", "image") or first, named)
        return f"{made}\n\n{inner.strip()}\n\n" if made else inner
    if name not in ASIDES | WRAPPERS and token["open"] == "<":
        return None
    told = ": ".join(named[key] for key in HEADINGS if named.get(key))
    by = _first(named, "cite", "author", "attribution", "source", "by")
    parts = (f"**{told}**" if told else "", inner.strip("\n"), f"— {by}" if by else "")
    text = "\n\n".join(each for each in parts if each.strip())
    if name in ASIDES:
        text = "\n".join(f"> {line}".rstrip() for line in text.strip().split("\n"))
    return f"\n\n{text}\n\n"
