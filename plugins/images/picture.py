"""Pictures as values: what a file is, what was made of it, and what a page needs to show it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

SUFFIXES = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    ".gif": "GIF",
    ".svg": "SVG",
}
"""What a file will be read as: its name tells servers and browsers, whatever is in it."""
NOT_FOR_BROWSERS = frozenset({".heic", ".heif", ".tif", ".tiff", ".bmp"})
PICTURES = frozenset({*SUFFIXES, *NOT_FOR_BROWSERS})
FOLDER = "images/made"
"""Where made files go. Each has the hash of its origin in its name, so that it never changes."""
UNFIT = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a file tells, before anything is made of it.

    *width* and *height* are as it is seen, that is turned upright; 0 where it does not say.
    *whole*: it is published as it is (animations, drawings). *fault* is a sentence for the author,
    *code* its kind; what is *refused* is not published at all.
    """

    kind: str = ""
    width: int = 0
    height: int = 0
    whole: bool = False
    fault: str = ""
    code: str = ""
    refused: bool = False

    def fit(self, largest: int) -> tuple[int, int]:
        """Width and height as published: at most *largest* across, unless it stays whole."""
        if self.whole or self.width <= largest:
            return self.width, self.height
        return largest, scaled(self.width, self.height, largest)


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of file, in several widths: (width, name of the file), smallest first."""

    type: str
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What lies in the cache for one picture. *plain* is the file for its own address."""

    plain: str
    size: int
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture ready to be shown. *path* is its place in the content folder.

    *size* is the length in bytes of the file at its own address, for feeds. The files of *sources*
    lie in FOLDER. *key* changes when any byte that readers get may have changed.
    """

    path: str
    width: int
    height: int
    size: int
    key: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """The picture of an article where it is shared. *path* is relative to the site."""

    path: str
    alt: str
    width: int = 1200
    height: int = 630


def scaled(width: int, height: int, new_width: int) -> int:
    """The height that goes with *new_width*, at least one."""
    return max(1, round(height * new_width / width))


def widths_of(width: int, widths: tuple[int, ...]) -> tuple[int, ...]:
    """The *widths* that a picture of *width* has, its own among them if it is a small one."""
    return tuple(sorted({min(width, each) for each in widths}))


def stem_of(path: str) -> str:
    """The name of a picture as it may stand in any address."""
    return UNFIT.sub("-", PurePosixPath(path).stem.lower()).strip("-")[:60] or "picture"


def name_of(path: str, key: str, file: str) -> str:
    """The published name of *file*, which was made of the picture at *path*."""
    return f"{stem_of(path)}.{key[:10]}-{file}"
