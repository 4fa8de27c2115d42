"""Places inside a text that links lead to: headings whose name was their words get it written."""

from __future__ import annotations

import re
import unicodedata

from .code import covered

HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<words>.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
NAMED = re.compile(r"\{\s*(?:[^{}\n]*\s)?#(?P<name>[\w:.-]+)[^{}\n]*\}")
ATTRIBUTE = re.compile(r"\s(?:id|name)\s*=\s*[\"']?(?P<name>[^\"'\s>]+)", re.IGNORECASE)
MARKED = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|[*`]|\{[^}]*\}")
INSIDE = re.compile(r"\[(?P<words>[^\[\]\n]{0,1000})\]\((?P<page>[^\s()#]*)#(?P<anchor>[^\s()]+)\)")
TAGGED = re.compile(
    r"(?P<start>\shref=\")(?:\{filename\}(?P<page>/[^\"#]*))?#(?P<anchor>[^\"]+)(?P<end>\")",
    re.IGNORECASE,
)
"""The same inside an HTML tag."""


def with_anchors(text: str, wanted: set[str]) -> tuple[str, set[str]]:
    """*text* with a name on each heading that *wanted* means, and the names that are in it now."""
    known = names_in(text)
    missing = wanted - known
    if not missing:
        return text, known
    parts, at = [], 0
    for found in HEADING.finditer(covered(text)):
        words = text[found.start("words") : found.end("words")]
        name = next((each for each in spellings(words) if each in missing), "")
        if name and not NAMED.search(words):
            parts += [text[at : found.start()], f"{found['marks']} {words} {{#{name}}}"]
            at = found.end()
            missing.discard(name)
            known.add(name)
    return "".join((*parts, text[at:])), known


def names_in(text: str) -> set[str]:
    """The anchors that stand in *text*."""
    return {each["name"] for pattern in (NAMED, ATTRIBUTE) for each in pattern.finditer(text)}


def spellings(heading: str) -> tuple[str, ...]:
    """The names that Hugo and Jekyll give a heading by themselves."""
    words = MARKED.sub(lambda found: found[1] or "", heading).strip()
    kept = re.sub(r"[^\w\s-]", "", words.lower())
    hugo = re.sub(r"\s", "-", kept)
    kramdown = re.sub(r"^[^a-z]+", "", hugo)
    plain = unicodedata.normalize("NFKD", hugo).encode("ascii", "ignore").decode()
    return tuple(dict.fromkeys((hugo, kramdown, plain, re.sub("-+", "-", hugo))))
