"""Hugo's shortcodes: what they mean in Markdown where that is plain, else as they were typed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from ..blog.problems import Problem
from .code import covered
from .meanings import MOVED, given, paired, single
from .post import Post, loss

TOKEN = re.compile(
    r"\{\{(?P<open>[<%])-?\s*(?P<close>/?)\s*(?P<name>\w[\w./-]*)"
    r"(?P<words>(?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^\"`{}]){0,400}?)\s*/?\s*-?[>%]\}\}"
)
QUOTED = re.compile(r"\{\{([<%])/\*\s*(.*?)\s*\*/([>%])\}\}")
"""A shortcode that is only shown: ``{{</* note */>}}``."""


@dataclass(slots=True)
class _Open:
    """A shortcode that may be closed later, and what has been made of the text inside it."""

    token: re.Match[str] | None
    line: int = 0
    parts: list[str] = field(default_factory=list)


def translate(post: Post) -> tuple[str, list[Problem]]:
    """The text of *post* without the shortcodes that could be translated, and the others."""
    text, losses = post.body, list[Problem]()
    bare = covered(text)
    tokens = list(TOKEN.finditer(bare))
    closed = _closed(tokens)
    open_: list[_Open] = [_Open(None)]
    at = seen = 0
    line = post.body_line
    for token in tokens:
        line += text.count("\n", seen, token.start())
        seen = token.start()
        open_[-1].parts.append(text[at : token.start()])
        at = token.end()
        whole = TOKEN.match(text, token.start()) or token
        if token["close"]:
            if open_[-1].token is None or open_[-1].token["name"] != token["name"]:
                open_[-1].parts.append(whole[0])
                continue
            ending = open_.pop()
            assert ending.token is not None  # noqa: S101 - the first has none and never closes
            inner = "".join(ending.parts)
            made = paired(ending.token, inner)
            if made is None:
                losses.append(_lost(post, ending.line, ending.token["name"]))
                made = f"{ending.token[0]}{inner}{whole[0]}"
            open_[-1].parts.append(made)
        elif token.start() in closed:
            open_.append(_Open(whole, line))
        else:
            made = single(whole, post.more)
            if made is None:
                if text.startswith("](", token.start() - 2):  # where it leads is told with links
                    made = MOVED + quote(given(whole)[0] or token["name"])
                else:
                    losses.append(_lost(post, line, token["name"]))
                    made = whole[0]
            open_[-1].parts.append(made)
    open_[-1].parts.append(text[at:])
    return QUOTED.sub(r"{{\1 \2 \3}}", "".join("".join(each.parts) for each in open_)), losses


def _lost(post: Post, line: int, name: str) -> Problem:
    what = f'the shortcode "{name}" stays as it was typed; write in Markdown what it showed'
    return loss(post.shown, line, what, "shortcode")


def _closed(tokens: list[re.Match[str]]) -> set[int]:
    """Where those tokens start that are closed later on."""
    closed: set[int] = set()
    stack: list[re.Match[str]] = []
    for token in tokens:
        if not token["close"]:
            stack.append(token)
            continue
        for back in range(len(stack) - 1, -1, -1):
            if stack[back]["name"] == token["name"]:
                closed.add(stack[back].start())
                del stack[back:]
                break
    return closed
