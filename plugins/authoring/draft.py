"""A new article before its first word: its file name, its headers, a skeleton to write along."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..blog.problems import Problem, ProblemsFound, nearest
from .skeletons import HINTS, KIND_HINTS, KINDS, STATUS_HINT, skeleton

LONGEST_SLUG = 60
PLAIN = re.compile(r"[^\W\d_](?:[\w ,.;'’!?()/…–-]*[\w.!?)’…])?")
"""Words that YAML reads as they are; all others are put between quotes."""
UNWRITABLE = {"Cc", "Cs", "Zl", "Zp"}
SPECIAL = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"&": " and ", "’": "", "'": "", "ı": "i"}
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A new file. *name* is its own name, without a folder; *slug* the end of its address."""

    name: str
    text: str
    slug: str


def draft(
    title: str,
    kind: str,
    lang: str,
    now: datetime,
    author: str = "",
    *,
    default_lang: str = "en",
    number: int = 1,
) -> Draft:
    """The same for the same arguments. *now* is in the site's own time zone; *number* tells
    articles of one title apart. Raises ProblemsFound where there is nothing to begin with."""
    told = _one_line(title)
    if not told:
        raise ProblemsFound([Problem("new", 1, "there is no title; write one after the verb")])
    if kind not in KINDS:
        what = f'there is no kind "{kind}"{nearest(kind, KINDS)}; choose {", ".join(KINDS)}'
        raise ProblemsFound([Problem("new", 1, what)])
    slug = slug_of(told) or f"{kind}-{now:%Y-%m-%d}"
    slug = slug if number == 1 else f"{slug}-{number}"
    spoken = "nl" if lang.startswith("nl") else "en"
    later = now + timedelta(weeks=4)
    headers = [
        f"title: {quoted(told)}",
        f"date: {now:%Y-%m-%d %H:%M}",
        *([f"author: {quoted(_one_line(author))}"] if author.strip() else []),
        *([f"lang: {lang}"] if lang != default_lang else []),
        f"kind: {kind}",
        f"slug: {slug}",
        f"id: {now:%Y-%m-%d}-{lang}-{slug}",
        f"status: draft  {STATUS_HINT[spoken]}",
        *(hint.format(later=later) for hint in KIND_HINTS[spoken].get(kind, ())),
        *HINTS[spoken],
    ]
    head = "\n".join(headers)
    return Draft(f"{now:%Y-%m-%d}-{slug}.md", f"---\n{head}\n---\n{skeleton(kind, lang)}", slug)


def slug_of(title: str) -> str:
    """The words of *title* as an address, cut between words; empty if no letter is left."""
    plain = unicodedata.normalize("NFKD", title.casefold().translate(LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug


def quoted(words: str) -> str:
    """*words* as a YAML value: bare where that is safe, else between double quotes."""
    safe = PLAIN.fullmatch(words) and words.casefold() not in SPECIAL
    return words if safe else json.dumps(words, ensure_ascii=False)


def _one_line(words: str) -> str:
    """Without line breaks and control characters, which no title needs."""
    kept = "".join(
        " " if unicodedata.category(c) in UNWRITABLE or c in "\ufffe\uffff" else c for c in words
    )
    return " ".join(kept.split())
