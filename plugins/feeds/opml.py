"""A list of feeds that a feed reader can take over at once (OPML 2.0)."""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from .feed import Feed


def write_list(title: str, feeds: Iterable[Feed]) -> bytes:
    """The list of *feeds*; of those with one title and language, which are the same feed in
    several formats, the first."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = title
    body = SubElement(root, "body")
    listed: dict[tuple[str, str], Feed] = {}
    for feed in feeds:
        listed.setdefault((feed.title, feed.page), feed)
    for feed in listed.values():
        about = {"type": "rss", "text": feed.title, "title": feed.title, "xmlUrl": feed.url}
        SubElement(body, "outline", about | {"htmlUrl": feed.page, "language": feed.lang})
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"
