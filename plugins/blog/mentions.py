"""What others wrote, as a roundup lists it: titles that lead there, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from .article import Credit
from .headers import Header, Value
from .problems import nearest

KIND = "roundup"
KEYS = ("title", "url", "source", "note")
WEB = ("https://", "http://")
SAMPLE = "- {title: What it is called, url: https://..., source: Who wrote it}"


@dataclass(frozen=True, slots=True)
class Mention:
    """One link of a roundup. *note* says in a sentence why it is worth the reader's time."""

    title: str
    url: str
    source: Credit | None = None
    note: str = ""


def mentions_of(value: Value | None) -> tuple[Mention, ...]:
    """The header ``links``, without what is wrong in it."""
    rows = value if isinstance(value, list) else [value]
    return tuple(_made(row) for row in rows if isinstance(row, dict) and not fault_of(row))


def faults_of(header: Header) -> Iterator[str]:
    """What is wrong with the header ``links`` of a roundup. Elsewhere it may be somebody's own."""
    value, kind = header.fields.get("links"), header.fields.get("kind")
    if value is None or not isinstance(kind, str) or kind.strip().casefold() != KIND:
        return
    for number, row in enumerate(value if isinstance(value, list) else [value], 1):
        fault = fault_of(row)
        if fault:
            yield f"link {number} {fault}"


def fault_of(row: Value) -> str:
    """What is wrong with one link, to follow "link 2"; empty if it is well."""
    if not isinstance(row, dict):
        return f"has no title and address; write it as {SAMPLE}"
    for key, value in row.items():
        if key not in KEYS:
            known = f"; known are {', '.join(KEYS)}"
            return f'has "{key}"{nearest(key, KEYS) or known}'
        if key != "source" and not isinstance(value, str):
            return f'has a list for its "{key}"; write words'
    for key in ("title", "url"):
        if not row.get(key):
            return f"has no {key}; write it as {SAMPLE}"
    source = row.get("source")
    of_source = source.get("url") if isinstance(source, dict) else ""
    for url in (row["url"], of_source):
        if url and not (isinstance(url, str) and url.startswith(WEB) and " " not in url):
            return f'leads to "{url}"; an address begins with https://'
    if isinstance(source, dict) and not source.get("name"):
        return "has a source without a name; write source: {name: ..., url: https://...}"
    return ""


def as_html(mentions: Iterable[Mention], word: str) -> str:
    """A list for pages, feeds and mails alike; *word* is "Source" in the article's language."""
    rows = "".join(f"<li>{_row(each, word)}</li>\n" for each in mentions)
    return f"\n<ul>\n{rows}</ul>" if rows else ""


def _row(mention: Mention, word: str) -> str:
    parts = [_link(mention.title, mention.url)]
    if mention.note:
        parts[0] += ":"
        parts.append(escape(mention.note, quote=False))
    if mention.source:
        parts.append(f"<em>({word}: {_link(mention.source.name, mention.source.url)})</em>")
    return " ".join(parts)


def _link(words: str, url: str) -> str:
    shown = escape(words, quote=False)
    return f'<a href="{escape(url)}">{shown}</a>' if url else shown


def _made(row: dict[str, Value]) -> Mention:
    source = row.get("source")
    told: Credit | None = None
    if isinstance(source, dict):
        told = Credit(str(source.get("name")), str(source.get("url") or ""))
    elif source:
        told = Credit(str(source))
    return Mention(str(row["title"]), str(row["url"]), told, str(row.get("note") or ""))
