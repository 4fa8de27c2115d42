"""Pictures in HTML: sizes and captions for every reader, kinds and widths for a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from urllib.parse import urlsplit

from .picture import FOLDER, Look, Picture, Source

VALUE = r"""(?:[^>"']|"[^"]*"|'[^']*')*"""
IMG = re.compile(rf"<picture\b.*?</picture\s*>|<img\b{VALUE}>", re.IGNORECASE | re.DOTALL)
"""A picture; one that the author made of several sources is found whole, so that it stays."""
ATTRIBUTE = re.compile(
    r"""(?P<name>[^\s"'>/=]+)(?:\s*=\s*(?:"(?P<a>[^"]*)"|'(?P<b>[^']*)'|(?P<c>[^\s"'>]+)))?"""
)
ALONE = re.compile(
    rf"<p>\s*(?P<picture>(?:<a\b{VALUE}>)?\s*<img\b{VALUE}>\s*(?:</a\s*>)?)\s*</p>", re.IGNORECASE
)
Attributes = dict[str, str]


def attributes_of(tag: str) -> Attributes:
    """The attributes of an ``<img>``, their values as they are meant."""
    inside = re.sub(r"^<\w+|/?>$", "", tag)
    return {
        found["name"].lower(): unescape(found["a"] or found["b"] or found["c"] or "")
        for found in ATTRIBUTE.finditer(inside)
    }


def img(attributes: Mapping[str, str]) -> str:
    """An ``<img>`` with *attributes*."""
    inside = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<img{inside}>"


def each_img(html: str, change: Callable[[Attributes], str | None]) -> str:
    """*html* with each ``<img>`` as *change* writes it; None leaves it alone."""

    def changed(found: re.Match[str]) -> str:
        tag = found[0]
        if tag[:4].lower() != "<img":
            return tag
        new = change(attributes_of(tag))
        return tag if new is None else new

    return IMG.sub(changed, html) if "<img" in html else html


def settle(html: str, looked: Callable[[str], Look | None], largest: int) -> str:
    """What feeds and mails need too: width and height, and a title as a caption.

    *looked* tells what is known of an address. In place of a refused picture stand its words.
    """

    def sized(given: Attributes) -> str | None:
        seen = looked(given.get("src", ""))
        if seen is None:
            return None
        if seen.refused:
            return escape(given.get("alt", ""), quote=False)
        width, height = seen.fit(largest)
        if not width or "width" in given or "height" in given:
            return None
        return img({**given, "width": str(width), "height": str(height)})

    return captioned(each_img(html, sized))


def captioned(html: str) -> str:
    """A picture alone in its paragraph that has a title becomes a figure; the title its caption."""

    def figure(found: re.Match[str]) -> str:
        caption = ""

        def untitled(given: Attributes) -> str | None:
            nonlocal caption
            caption = given.pop("title", "").strip()
            return img(given) if caption else None

        picture = each_img(found["picture"], untitled)
        if not caption:
            return found[0]
        words = escape(caption, quote=False)
        return f"<figure>{picture}<figcaption>{words}</figcaption></figure>"

    return ALONE.sub(figure, html) if "<img" in html else html


def on_page(
    html: str, found: Callable[[str], Picture | None], root: str, sizes: str, *, first: bool
) -> str:
    """*html* with every kind and width of its pictures, all but the first loaded when near.

    *root* is the address of the site as pages write it, without a slash at its end. *first* tells
    whether no picture stands before this text.
    """
    lazy = not first

    def dressed(given: Attributes) -> str | None:
        nonlocal lazy
        if "loading" not in given and lazy:
            given |= {"loading": "lazy", "decoding": "async"}
        lazy = True
        picture = None if "srcset" in given else found(given.get("src", ""))
        if picture and picture.width and not {"width", "height"} & given.keys():
            given |= {"width": str(picture.width), "height": str(picture.height)}
        tag = img(given)
        return with_sources(tag, picture.sources, root, sizes) if picture else tag

    return each_img(html, dressed)


def with_sources(tag: str, sources: tuple[Source, ...], root: str, sizes: str) -> str:
    """An ``<img>`` with what a browser may choose from before it."""
    if not sources:
        return tag
    # A path is enough on a page, and shorter twelve times.
    folder = f"{urlsplit(root).path}/{FOLDER}"
    kinds = "".join(_source(each, folder, escape(sizes)) for each in sources)
    return f"<picture>{kinds}{tag}</picture>"


def _source(source: Source, folder: str, sizes: str) -> str:
    """Where there is but one width, no sizes are needed."""
    if len(source.files) == 1:
        return f'<source type="{source.type}" srcset="{folder}/{source.files[0][1]}">'
    srcset = ",".join(f"{folder}/{name} {width}w" for width, name in source.files)
    return f'<source type="{source.type}" srcset="{srcset}" sizes="{sizes}">'
