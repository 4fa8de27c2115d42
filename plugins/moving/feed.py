"""Reads a feed, RSS or Atom, that carries its articles whole."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser

from ..blog.problems import Problem, ProblemsFound
from .markup import as_markdown, words_of
from .post import Export, Post, When, loss, parse_when
from .trove import PICTURES

BEGINNING = 60
"""Letters by which a summary is known that is only the beginning of its text."""


def read_feed(source: Path, shown: str, zone: tzinfo, now: datetime) -> Export:  # noqa: ARG001
    """Every entry as a published article. Raises ProblemsFound for what is no feed."""
    if source.is_dir():
        found = sorted(
            each for each in source.iterdir() if each.suffix in {".xml", ".rss", ".atom"}
        )
        if len(found) != 1:
            what = f"there are {len(found)} feeds (.xml) in this folder; name one file"
            raise ProblemsFound([Problem(shown, 1, what)])
        source, shown = found[0], f"{shown.rstrip('/')}/{found[0].name}"
    data = source.read_bytes()
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False)
    if not parsed.get("version") and not parsed.entries:
        error = parsed.get("bozo_exception")
        line = int(getattr(error, "getLineNumber", lambda: 1)() or 1)
        said = f" ({' '.join(str(error).split())[-80:]})" if error else ""
        what = f"this is no feed that can be read{said}; save RSS or Atom as a file"
        raise ProblemsFound([Problem(shown, max(line, 1), what)])
    losses = []
    if parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
        said = " ".join(str(parsed.bozo_exception).split())
        what = f"the feed is broken ({said}): look whether all came"
        line = int(getattr(parsed.bozo_exception, "getLineNumber", lambda: 1)() or 1)
        losses.append(loss(shown, max(line, 1), what, "other"))
    home = str(parsed.feed.get("link") or "")
    lang = str(parsed.feed.get("language") or "")[:2].lower()
    starts = _Starts(data)
    posts = [_post(each, shown, starts, lang, zone) for each in parsed.entries]
    if home.startswith(("http://", "https://")) is False:
        home = next((post.url for post in posts if post.url.startswith("http")), "")
    folders = [
        each for each in (source.parent / "images", source.parent / "media") if each.is_dir()
    ]
    return Export(tuple(posts), tuple(losses), home, tuple(folders))


class _Starts:
    """On which line of the file each entry begins."""

    def __init__(self, data: bytes) -> None:
        self.lines = (
            [
                data.count(b"\n", 0, found.start()) + 1
                for found in re.finditer(rb"<(?:item|entry)[\s>]", data)
            ]
            if len(data) < LARGEST
            else []
        )
        self.next = iter(self.lines)

    def line(self) -> int:
        return next(self.next, 1)


LARGEST = 5_000_000
"""Bytes of a feed in which lines are still counted."""


def _post(entry: Mapping[str, Any], shown: str, starts: _Starts, lang: str, zone: tzinfo) -> Post:
    line = starts.line()
    texts = [str(each.get("value", "")) for each in entry.get("content", ())]
    summary = str(entry.get("summary") or "")
    body = max((*texts, summary), key=len)
    losses = []
    told = words_of(summary) if summary and summary != body else ""
    if told and words_of(body).startswith(told[:BEGINNING].rstrip("….")):
        told = ""
    if not texts and len(body) < SHORTEST:
        what = "the feed carries only a summary of this, not the text"
        losses.append(loss(shown, line, what, "words"))
    link = str(entry.get("link") or "")
    url = link if link.startswith(("https://", "http://")) else ""
    return Post(
        shown=shown,
        line=line,
        body_line=line,
        title=" ".join(
            unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", str(entry.get("title") or ""))).split()
        ),
        body=body,
        html=True,
        date=_when(entry, "published", zone) or _when(entry, "updated", zone),
        modified=_when(entry, "updated", zone),
        authors=tuple(_authors(entry)),
        tags=tuple(
            dict.fromkeys(
                str(each.get("term") or "") for each in entry.get("tags", ()) if each.get("term")
            )
        ),
        slug=urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1].removesuffix(".html"),
        summary=" ".join(as_markdown(told).split()),
        lang=str((entry.get("content") or [{}])[0].get("language") or lang)[:2].lower(),
        guid=str(entry.get("id") or link),
        url=url,
        image=_picture(entry),
        losses=tuple(losses),
    )


SHORTEST = 600
"""Characters below which a description is no article."""


def _when(entry: Mapping[str, Any], key: str, zone: tzinfo) -> When | None:
    """A date that the entry has itself: asked without care, feedparser answers with another's."""
    if key not in entry:
        return None
    found = parse_when(str(entry[key] or ""), zone)
    parsed = entry.get(f"{key}_parsed")
    if found or not parsed:
        return found
    return When(datetime.fromtimestamp(timegm(parsed), UTC))


def _authors(entry: Mapping[str, Any]) -> Iterator[str]:
    several = [str(each.get("name") or "") for each in entry.get("authors", ())]
    names = [each for each in several if each] or [str(entry.get("author") or "")]
    for name in dict.fromkeys(names):
        bare = re.sub(r"^\S+@\S+\s*\((.*)\)$", r"\1", name).strip()
        if bare and "@" not in bare:
            yield bare


def _picture(entry: Mapping[str, Any]) -> str:
    given = [*entry.get("enclosures", ()), *entry.get("media_content", ())]
    for each in given:
        address = str(each.get("href") or each.get("url") or "")
        if Path(urlsplit(address).path).suffix.lower() in PICTURES:
            return address
    return ""
