"""The pictures of one build, as templates ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from .markup import img, on_page, with_sources
from .picture import Picture


class Album:
    """``pictures`` in every template. *pictures* are by their address, relative to the site."""

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self.pictures = pictures

    def of(self, path: str) -> Picture | None:
        """The picture at *path*, as in ``images/counter.jpg``; feeds ask for its size here."""
        return self.pictures.get(path) or self.pictures.get(unquote(path))

    def show(self, html: str, root: str, sizes: str = "100vw", first: bool = True) -> str:
        """A text with all that a page offers of its pictures.

        *root* is SITEURL; *sizes* tells how wide the theme shows a picture; *first* is false if
        another picture stands before this text.
        """

        def found(address: str) -> Picture | None:
            prefix = f"{root}/"
            return self.of(address.removeprefix(prefix)) if address.startswith(prefix) else None

        return on_page(html, found, root, sizes, first=first)

    def lead(self, path: str, alt: str, root: str, sizes: str = "100vw", lazy: bool = False) -> str:
        """One picture in the same way, as HTML, to be loaded at once or, if *lazy*, when near."""
        picture = self.of(path)
        whole = path if ":" in path else f"{root}/{path}"
        given = {"src": whole, "alt": alt}
        if lazy:
            given |= {"loading": "lazy", "decoding": "async"}
        if picture and picture.width:
            given |= {"width": str(picture.width), "height": str(picture.height)}
        sources = picture.sources if picture else ()
        return with_sources(img(given), sources, root, sizes)
