"""Jekyll's tags in a text: what they mean in Markdown where that is plain, else as they were."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from ..blog.headers import Value
from ..blog.problems import Problem
from .front import one
from .meanings import HOSTS, MOVED, PICTURES, SAFE, slanted
from .post import Post, loss

WHOLE = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>(?:(?!\{%-?\s*raw\b).)*?)\{%-?\s*endraw\s*-?%\}"
    r"|\{%-?\s*comment\s*-?%\}(?:(?!\{%-?\s*comment\b).)*?\{%-?\s*endcomment\s*-?%\}"
    r"|\{%-?\s*highlight\s+(?P<language>[\w#+.-]+)[^%]*-?%\}\n?"
    r"(?P<code>(?:(?!\{%-?\s*highlight\b).)*?)\{%-?\s*endhighlight\s*-?%\}"
    r"|\{%-?\s*(?P<tag>\w+)(?P<words>(?:\"[^\"]*\"|'[^']*'|[^\"'%{}]|%(?!\})){0,2000}?)-?%\}"
    r"|\{\{-?(?P<shown>(?:\"[^\"]*\"|'[^']*'|[^\"'{}]){1,1000}?)-?\}\}",
    re.DOTALL,
)
WORD = re.compile(
    r"(?P<key>[\w-]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>\S+))"
)
CONTENTS = re.compile(
    r"^[*+\-\d.]+[ \t]+.{0,80}\n\{:\s*toc[^}\n]*\}[ \t]*$|^\{:\s*toc[^}\n]*\}[ \t]*$", re.MULTILINE
)
"""Where kramdown puts a table of contents."""
ADDRESSES = frozenset({"relative_url", "absolute_url", "prepend"})


@dataclass(frozen=True, slots=True)
class Variables:
    """What tags may name: the site's *base* path and its configuration."""

    base: str = ""
    site: Mapping[str, Value] = field(default_factory=dict)


def translate(post: Post, variables: Variables) -> tuple[str, list[Problem]]:
    """The text of *post* without the tags that could be translated, and the others."""
    losses: list[Problem] = []
    text = post.body

    def made(found: re.Match[str]) -> str:
        instead = _made(found, post, variables)
        if instead is not None:
            return instead
        line = post.body_line + text.count("\n", 0, found.start())
        said = " ".join(found[0].split())[:60]
        what = f'the tag "{said}" stays as it was typed; write in Markdown what it showed'
        losses.append(loss(post.shown, line, what, "shortcode"))
        return found[0]

    return CONTENTS.sub("", WHOLE.sub(made, text)), losses


def _made(found: re.Match[str], post: Post, variables: Variables) -> str | None:
    if found["raw"] is not None:
        return found["raw"]
    if found["code"] is not None:
        fence = "~~~" if "```" in found["code"] else "```"
        return f"\n{fence}{found['language']}\n{found['code'].strip(chr(10))}\n{fence}\n"
    if found["shown"] is not None:
        return _value(found["shown"], post, variables)
    if found["tag"] is None:
        return ""  # a comment
    return _tag(found["tag"], found["words"].strip(), post)


def _tag(tag: str, words: str, post: Post) -> str | None:
    if tag in {"post_url", "link"}:
        return MOVED + quote(words.strip("\"'"), safe="/")
    if tag == "gist" and words:
        first = words.split(maxsplit=1)[0]
        return f"[gist {first}](https://gist.github.com/{first})"
    if tag in HOSTS and words:
        start, name = HOSTS[tag]
        return f"[{name}]({start}{words.split(maxsplit=1)[0].strip(chr(34))})"
    if tag in {"include", "include_relative", "include_cached"}:
        name, _, rest = words.partition(" ")
        return _include(name.lower(), rest)
    if tag in {"toc", "seo", "feed_meta"}:
        return ""
    del post
    return None


def _include(name: str, rest: str) -> str | None:
    given = {
        found["key"].lower(): found["double"] or found["single"] or found["bare"] or ""
        for found in WORD.finditer(rest)
    }
    if re.search(r"\btoc\b", name):
        return ""
    for host, (start, words) in HOSTS.items():
        ident = given.get("id") or given.get("video_id")
        if ident and (host in name or given.get("provider") == host):
            return f"[{given.get('title') or words}]({start}{ident})"
    source = next(
        (
            given[key]
            for key in ("src", "image_path", "url", "image", "file", "path")
            if given.get(key)
        ),
        "",
    )
    if PICTURES.search(name) and source and "{" not in source:
        shown = f"![{given.get('alt', '')}]({quote(source, safe=SAFE)})"
        caption = given.get("caption") or given.get("title") or ""
        return f"\n\n{shown}\n\n{slanted(caption)}\n\n" if caption else shown
    return None


def _value(shown: str, post: Post, variables: Variables) -> str | None:
    """What ``{{ ... }}`` shows: an address, or a word that the site or the post has for it."""
    first, *filters = (each.strip() for each in shown.split("|"))
    names = {each.split(":")[0].strip() for each in filters}
    literal = re.fullmatch(r"\"([^\"]*)\"|'([^']*)'", first)
    if literal:
        value = literal[1] or literal[2] or ""
        if not filters:
            return value
        return _joined(variables.base, value) if names <= ADDRESSES else None
    if first in {"site.baseurl", "site.url", "site.github.url"} and not filters:
        return variables.base if first == "site.baseurl" else ""
    if first == "page.title" and not filters:
        return post.title
    if first == "page.url":
        return post.url
    kind, _, key = first.partition(".")
    found = {"page": post.more, "site": variables.site}.get(kind, {}).get(key.lower())
    words = one(found) if isinstance(found, str) else ""
    if not words or names - ADDRESSES:
        return None
    return _joined(variables.base, words) if names else words


def _joined(base: str, path: str) -> str:
    return path if ":" in path else f"{base}/{path.lstrip('/')}"
