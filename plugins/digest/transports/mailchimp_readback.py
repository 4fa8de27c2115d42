"""Compares what Mailchimp has stored with what it was given, tolerating what it is known to add."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser
from typing import Any

MARKS = (
    "mailchimp",
    "list-manage",
    "eepurl",
    "canspam",
    "mc_preview_text",
    "*|rewards|*",
    "*|list:",
    "*|unsub|*",
)
"""A badge of a free plan or a footer of Mailchimp's speaks of one of these."""

ADDRESSES = ("href", "src")
FRAME = ("<html", "<head", "<body", "<tbody", "<meta")
"""Elements that a parser puts in by itself."""


def same(one: object, other: object) -> bool:
    """Whether two short texts say the same; white space and entities may differ."""
    return _settled(one) == _settled(other)


def _settled(text: object) -> str:
    return " ".join(html.unescape(str(text or "")).split())


def compare_settings(body: Mapping[str, Any], stored: Mapping[str, Any]) -> str:
    """What matters and differs between the *body* we gave and the *stored* campaign, or nothing."""
    settings = stored.get("settings") or {}
    recipients = stored.get("recipients") or {}
    for field in ("title", "subject_line", "preview_text", "from_name", "reply_to"):
        if not same(settings.get(field), body["settings"][field]):
            return f"its {field} is {settings.get(field)!r}"
    if recipients.get("list_id") != body["recipients"]["list_id"]:
        return f"it goes to the audience {recipients.get('list_id')}"
    if not _narrowed_alike(body["recipients"], recipients):
        return "it does not go to the readers it was made for"
    return ""


def _narrowed_alike(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> bool:
    """Whether both go to the same part of the audience. "All of it" is shown in several ways, and
    a stored condition may say more than it was given."""
    wanted = (ours.get("segment_opts") or {}).get("conditions") or []
    options = theirs.get("segment_opts") or {}
    stored = options.get("conditions") or []
    if len(wanted) != len(stored) or options.get("saved_segment_id"):
        return False
    return all(
        each.items() <= {key: found.get(key) for key in each}.items()
        for each, found in zip(wanted, stored, strict=True)
    )


def tracks(stored: Mapping[str, Any]) -> bool:
    """Whether Mailchimp will note who opens and clicks, as some accounts cannot switch off."""
    tracking = stored.get("tracking") or {}
    return any(bool(tracking.get(kind)) for kind in ("opens", "html_clicks", "text_clicks"))


def compare_content(
    ours: str, text: str, stored: Mapping[str, Any], *, spelling: bool = True
) -> str:
    """Where the *stored* content differs from *ours* and *text*, or nothing.

    Without *spelling* only what a reader gets counts: words, links, pictures and merge tags.
    """
    theirs = str(stored.get("html") or "")
    wrong = _first_difference(_tokens(ours, spelling), _tokens(theirs, spelling))
    if wrong:
        return f"in its HTML, {wrong}"
    wrong = _first_difference(text.split(), str(stored.get("plain_text") or "").split())
    return f"in its plain text, {wrong}" if wrong else ""


def _first_difference(ours: Sequence[str], theirs: Sequence[str]) -> str:
    """Ours must all be there, in order; what stands between must be Mailchimp's own."""
    met = 0
    foreign: list[str] = []
    between: list[str] = []
    for token in theirs:
        if met < len(ours) and token == ours[met]:
            met += 1
            foreign = foreign or ([] if _tolerated(between) else between)
            between = []
        else:
            between.append(token)
    if met < len(ours):
        return f"{_short(ours[met : met + 6])} is missing"
    foreign = foreign or ([] if _tolerated(between) else between)
    return f"{_short(foreign)} was not ours" if foreign else ""


def _tolerated(between: Sequence[str]) -> bool:
    if all(token.startswith(FRAME) for token in between):
        return True
    words = " ".join(between).casefold()
    return any(mark in words for mark in MARKS)


def _short(tokens: Iterable[str]) -> str:
    return f'"{" ".join(tokens)[:80]}"'


def _tokens(source: str, spelling: bool) -> list[str]:
    parser = _Tokens(spelling)
    parser.feed(source)
    parser.close()
    return parser.found


class _Tokens(HTMLParser):
    """Words and addresses; with *spelling* also every tag and comment, in one spelling each."""

    def __init__(self, spelling: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.spelling = spelling
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = sorted((name, _settled(value).replace("%7C", "|")) for name, value in attrs)
        if self.spelling:
            self.found.append(" ".join((f"<{tag}", *(f"{name}={value!r}" for name, value in said))))
        else:
            self.found.extend(value for name, value in said if name in ADDRESSES)

    def handle_data(self, data: str) -> None:
        if self.spelling or self.cdata_elem is None:
            self.found.extend(data.split())

    def handle_comment(self, data: str) -> None:
        if self.spelling or "*|" in data:
            self.found.append(f"<!--{' '.join(data.split())}")
