"""What the W3C feed validator asks of RSS 2.0 and Atom, so far as it concerns our feeds.

The validator itself is no package that can be installed (docs/decisions/feeds.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
RFC_822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d "
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
RUNS = ("script", "style", "iframe", "object", "embed", "base", "meta", "link", "applet")
ADDRESSES = ("href", "src", "poster", "cite")


def faults(data: bytes) -> list[str]:
    """Every rule that a feed breaks, in plain words."""
    text = data.decode("utf-8")
    found = [f"control character {each!r}" for each in CONTROLS.findall(text)]
    root = ElementTree.fromstring(data)  # noqa: S314 - our own feed
    if not text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/c'):
        found.append("no declaration, or no style")
    return [*found, *(_atom(root) if root.tag == f"{ATOM}feed" else _rss(root))]


def _rss(root: Element) -> Iterator[str]:
    channel = root[0]
    if (root.tag, root.get("version"), channel.tag) != ("rss", "2.0", "channel"):
        yield "no RSS 2.0"
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        yield from _once(channel, name)
    yield from _absolute(channel.findtext("link"), "the channel's link")
    yield from _language(channel.findtext("language"))
    yield from _links(channel, "application/rss+xml")
    yield from _date(channel.findtext("lastBuildDate"), RFC_822)
    items = channel.findall("item")
    if items and [each.tag for each in channel][-len(items) :] != ["item"] * len(items):
        yield "something stands after the first item"
    yield from _unique([each.findtext("guid") for each in items])
    for item in items:
        for name in ("title", "link", "description", "guid", "pubDate", ENCODED):
            yield from _once(item, name)
        tags = [each.tag for each in item]
        if tags.index("description") > tags.index(ENCODED):
            yield "the description stands after the content"
        if item.find("guid").get("isPermaLink") != "false":  # type: ignore[union-attr]
            yield "a guid that is no address must say isPermaLink=false"
        yield from _absolute(item.findtext("link"), "an item's link")
        yield from _date(item.findtext("pubDate"), RFC_822)
        yield from _html(item.findtext("description") or "")
        yield from _html(item.findtext(ENCODED) or "")
        if item.find("author") is not None and "@" not in (item.findtext("author") or ""):
            yield "an author of RSS is a mail address"
        if len(item.findall("enclosure")) > 1:
            yield "more than one enclosure"
        for each in item.findall("enclosure"):
            yield from _enclosure(each, "url")
        for each in item.findall(f"{DC}language"):
            yield from _language(each.text)


def _atom(root: Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        yield from _once(root, f"{ATOM}{name}")
    yield from _language(root.get(LANG))
    yield from _links(root, "application/atom+xml")
    yield from _absolute(root.findtext(f"{ATOM}id"), "the feed's id")
    yield from _date(root.findtext(f"{ATOM}updated"), RFC_3339)
    entries = root.findall(f"{ATOM}entry")
    if entries and [each.tag for each in root][-len(entries) :] != [f"{ATOM}entry"] * len(entries):
        yield "something stands after the first entry"
    yield from _unique([each.findtext(f"{ATOM}id") for each in entries])
    for entry in entries:
        for name in ("id", "title", "updated", "published", "content", "summary"):
            yield from _once(entry, f"{ATOM}{name}")
        if entry.find(f"{ATOM}author") is None and root.find(f"{ATOM}author") is None:
            yield "no author"
        yield from _absolute(entry.findtext(f"{ATOM}id"), "an entry's id")
        yield from _date(entry.findtext(f"{ATOM}updated"), RFC_3339)
        yield from _date(entry.findtext(f"{ATOM}published"), RFC_3339)
        content = entry.find(f"{ATOM}content")
        if content is not None and content.get("type") != "html":
            yield f"the content's type is {content.get('type')}"
        yield from _html(entry.findtext(f"{ATOM}content") or "")
        links = entry.findall(f"{ATOM}link")
        alternate = [each for each in links if each.get("rel", "alternate") == "alternate"]
        if len(alternate) != 1:
            yield f"{len(alternate)} alternate links in an entry"
        for link in links:
            yield from _absolute(link.get("href"), "an entry's link")
            if link.get("rel") == "enclosure":
                yield from _enclosure(link, "href")


def _once(parent: Element, name: str) -> Iterator[str]:
    found = parent.findall(name)
    if len(found) != 1:
        yield f"{len(found)} times {name}"
    elif not (found[0].text or "").strip():
        yield f"{name} is empty"


def _unique(ids: list[str | None]) -> Iterator[str]:
    if len(set(ids)) != len(ids):
        yield "two entries with one id"


def _links(parent: Element, media_type: str) -> Iterator[str]:
    links = parent.findall(f"{ATOM}link")
    own = [each for each in links if each.get("rel") == "self"]
    if len(own) != 1 or own[0].get("type") != media_type:
        yield "not one link to itself with its type"
    rels = [each.get("rel") for each in links]
    if len(set(rels)) != len(rels):
        yield "two links of one kind"
    for each in links:
        yield from _absolute(each.get("href"), "a link")
    archived = parent.find(ARCHIVE) is not None
    if archived and not {"prev-archive", "next-archive"} & set(rels):
        yield "an archive page without a neighbour"
    if archived and "current" not in rels:
        yield "an archive page that does not name its feed"


def _absolute(address: str | None, what: str) -> Iterator[str]:
    if not address or not urlsplit(address).scheme or re.search(r"\s", address):
        yield f"{what} is not a whole address: {address!r}"


def _language(lang: str | None) -> Iterator[str]:
    if not LANGUAGE.fullmatch(lang or ""):
        yield f"{lang!r} is no language"


def _date(typed: str | None, shape: re.Pattern[str]) -> Iterator[str]:
    if not shape.fullmatch(typed or ""):
        yield f"{typed!r} is no date of this format"
        return
    when = parsedate_to_datetime(typed) if shape is RFC_822 else datetime.fromisoformat(str(typed))
    if not str(typed).startswith(when.strftime("%a" if shape is RFC_822 else "%Y")):
        yield f"{typed!r} names another day of the week"
    if when.year < 1990:
        yield f"{typed!r} is implausible"


def _enclosure(element: Element, address: str) -> Iterator[str]:
    yield from _absolute(element.get(address), "an enclosure")
    if not (element.get("length") or "").isdigit():
        yield "an enclosure without its length"
    if not re.fullmatch(r"[a-z]+/[\w.+-]+", element.get("type") or ""):
        yield "an enclosure without its type"


def _html(html: str) -> Iterator[str]:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        tree = parser.parseFragment(html)
    except ParseError as error:
        yield f"invalid HTML: {error} in {html[:60]!r}"
        return
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in RUNS:
            yield f"<{element.tag}> in the text"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"the attribute {name} in the text"
            if name in ADDRESSES:
                yield from _absolute(value, f"{name} in the text")
