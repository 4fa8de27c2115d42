"""The headers of an imported article, written as an author would."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html import unescape

from ..blog.headers import Value
from ..blog.keys import KNOWN_KEYS, RESERVED
from .post import PUBLISHED, Post

PLAIN = re.compile(r"[^\W\d_](?:[\w .!?()/…–’‘“”-]*[\w.!?)…’”-])?")
"""Words that YAML reads as they are; all others are put between quotes."""
SPECIAL = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


def write_header(post: Post, slug: str, own_id: str, lang: str) -> str:
    """The lines between ``---`` and the fences themselves. *slug* and *own_id* are what the
    article is called here, *lang* its language where it is not the site's."""
    return "\n".join(("---", *_lines(post, slug, own_id, lang), "---", ""))


def _lines(post: Post, slug: str, own_id: str, lang: str) -> Iterator[str]:
    yield f"title: {quoted(_title(post.title))}"
    if post.date:
        yield f"date: {post.date}"
    if post.modified and (not post.date or post.modified.at > post.date.at):
        yield f"modified: {post.modified}"
    yield from _words("author", "authors", post.authors)
    if lang:
        yield f"lang: {lang}"
    yield from _words("category", "categories", post.categories)
    if post.tags:
        yield f"tags: {_listed(post.tags)}"
    yield f"slug: {slug}"
    if own_id:
        yield f"id: {own_id if PLAIN_ID.fullmatch(own_id) else json.dumps(own_id)}"
    if post.status != PUBLISHED:
        yield f"status: {post.status}"
    if post.image:
        yield f"image: {quoted(post.image)}"
        if post.image_alt:
            yield f"image_alt: {quoted(post.image_alt)}"
    if post.summary:
        yield f"summary: {quoted(post.summary)}"
    for key, value in post.more.items():
        if key not in KNOWN_KEYS and key not in RESERVED and not key.startswith("_") and value:
            yield f"{key}: {_value(value)}"


PLAIN_ID = re.compile(r"[A-Za-z0-9][\w./~-]*|https?://[\w./?=&%~+,@-]+")


def one_line(words: str) -> str:
    """Without line breaks and control characters."""
    kept = (
        " " if unicodedata.category(c) in UNWRITABLE or c in "\ufffe\uffff" else c for c in words
    )
    return " ".join("".join(kept).split())


def quoted(words: str) -> str:
    """*words* as a YAML value on one line: bare where that is safe."""
    told = one_line(words)
    safe = PLAIN.fullmatch(told) and told.casefold() not in SPECIAL
    return told if safe else json.dumps(told, ensure_ascii=False)


def _title(words: str) -> str:
    """So that its entities stay as they are meant: titles are unescaped once when they are read."""
    told = one_line(words)
    return told if unescape(told) == told else told.replace("&", "&amp;")


def _words(one: str, several: str, words: tuple[str, ...]) -> Iterator[str]:
    if len(words) == 1 and not re.search(r"[;,\[\]]", words[0]):
        yield f"{one}: {quoted(words[0])}"
    elif words:
        yield f"{several}: {_listed(words)}"


def _listed(words: tuple[str, ...]) -> str:
    return f"[{', '.join(quoted(each) for each in words)}]"


def _value(value: Value) -> str:
    """Anything in YAML's flow style, on one line."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)}: {_value(each)}" for key, each in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(_value(each) for each in value)}]"
