"""What a move has brought along and what not: in a few lines for the terminal, and whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from .carry import Outcome
from .post import DRAFT, HIDDEN, PUBLISHED

KINDS = {
    "file": ("not brought along", "Not brought along"),
    "private": ("private", "Left where they were: private, or behind a password"),
    "comments": ("with comments", "Comments, which have no place here"),
    "shortcode": ("shortcodes", "Shortcodes and tags that only the former home understood"),
    "frame": ("frames", "Frames that became links"),
    "script": ("scripts", "Scripts that were left behind"),
    "picture": ("pictures", "Pictures that are not in the export"),
    "link": ("links", "Links that lead to the former home, or nowhere"),
    "address": ("addresses", "Addresses that changed, or cannot be sent on"),
    "expired": ("expired", "Posts that had expired"),
    "title": ("without a title", "Posts without a title"),
    "date": ("without a date", "Posts without a date"),
    "header": ("headers", "Headers"),
    "letters": ("with odd letters", "Letters that may be wrong"),
    "words": ("without their text", "Texts that may not be whole"),
    "other": ("others", "Other parts of the export"),
}
"""Each kind of loss with the words it goes by, in short and as a heading."""


def in_short(outcome: Outcome, content: str, *, dry: bool) -> Iterator[str]:
    """A few lines for the terminal."""
    planned = outcome.planned
    said = "would come along" if dry else "came along"
    articles = [each.post for each in planned.pieces if not each.post.page]
    pages = len(planned.pieces) - len(articles)
    by_status = Counter(each.status for each in articles)
    words = {PUBLISHED: "published", HIDDEN: "in no list", DRAFT: "drafts"}
    told = ", ".join(f"{by_status[each]:,} {words[each]}" for each in words if by_status[each])
    line = f"{_many(len(articles), 'article')} {said} into {content}/"
    yield f"{line} ({told})" if told else line
    if pages or outcome.pictures:
        yield f"{_many(pages, 'page')} and {_many(len(outcome.pictures), 'picture')} too"
    if planned.already:
        yield f"{len(planned.already):,} were here already and stay as they are"
    if planned.gone:
        yield f"{planned.gone:,} were here once and were taken away: they stay away"
    mailed = sum(1 for each in planned.addresses if each.mailed)
    if mailed:
        yield "no mail will carry those that readers had before"
        old = {each.url for each in planned.addresses}
        yield f"the register holds {_many(len(old), 'address')} of theirs: none of them dies"
    kinds = Counter(each.code for each in outcome.losses)
    if kinds:
        told = ", ".join(
            f"{kinds[kind]:,} {words}" for kind, (words, _) in KINDS.items() if kinds[kind]
        )
        yield f"to look at: {told}"


def as_report(outcome: Outcome, home: str, source: str, content: str, now: datetime) -> str:
    """All of it, as Markdown."""
    return "\n".join(_report(outcome, home, source, content, now)) + "\n"


def _report(outcome: Outcome, home: str, source: str, content: str, now: datetime) -> Iterator[str]:
    yield f"# Moved in from {home}, {now:%Y-%m-%d %H:%M}"
    yield ""
    yield f"From `{source}` into `{content}/`."
    yield ""
    yield from (f"- {line}" for line in in_short(outcome, content, dry=False))
    for kind, (_, words) in KINDS.items():
        those = [each for each in outcome.losses if each.code == kind]
        if those:
            yield from ("", f"## {words} ({len(those):,})", "")
            yield from (f"- {each.path}:{each.line}: {each.message}" for each in those)
    planned = outcome.planned
    if planned.pieces:
        yield from ("", "## Files that were written", "")
        for piece in planned.pieces:
            yield f"- {content}/{piece.path} (from {piece.post.shown}:{piece.post.line})"
        yield from (f"- {content}/images/{name}" for name in outcome.pictures)
    if planned.addresses:
        yield from ("", "## Lines that were added to the register", "")
        yield from (f"- {each.url} leads to {each.path}" for each in planned.addresses)


def _many(count: int, what: str) -> str:
    ending = "" if count == 1 else "es" if what.endswith("ss") else "s"
    return f"{count:,} {what}{ending}"
