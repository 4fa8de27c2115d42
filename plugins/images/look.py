"""What a picture file is: its kind and size, read from its first bytes, and what is wrong."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from PIL import Image
from PIL.Image import Transpose

from .drawing import look_at_drawing
from .picture import NOT_FOR_BROWSERS, SUFFIXES, Look

UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""What turns a picture upright, by the Exif tag 0x0112."""
ORIENTATION = 0x0112
LYING = frozenset({5, 6, 7, 8})
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    RuntimeError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
"""What Pillow raises on files that are not what they say."""
MOST = 90_000_000
"""Pixels; a PNG of as many needs 360 MB for a moment."""


@contextmanager
def opened(file: Path | IO[bytes]) -> Iterator[Image.Image]:
    """A picture whose pixels are not read yet; raises one of BROKEN for what is none.

    Call it inside quietly(). A file of more than MOST pixels counts as broken.
    """
    with Image.open(file) as image:
        if image.width * image.height > MOST:
            raise Image.DecompressionBombError
        yield image


@contextmanager
def quietly() -> Iterator[None]:
    """Without Pillow's warnings: of odd metadata, which we drop, and of size, which we look at.

    Only for the main thread, around all that works on pictures: filters belong to the process.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def look(path: Path) -> Look:
    """What the file at *path* is. Never raises for a bad one: that is its fault. Call it inside
    quietly()."""
    suffix = path.suffix.lower()
    kind = SUFFIXES.get(suffix, "")
    if suffix in NOT_FOR_BROWSERS:
        what = f"browsers do not show {suffix[1:].upper()} files; save it as JPEG or PNG"
        return Look(fault=what, code="picture-broken")
    if kind == "SVG":
        return look_at_drawing(path.read_bytes())
    try:
        with opened(path) as image:
            width, height = image.size
            if orientation(image) in LYING:
                width, height = height, width
            moving = image.format != "MPO" and getattr(image, "n_frames", 1) > 1
            return Look(kind, width, height, whole=moving or kind == "GIF")
    except BROKEN as error:
        return Look(kind, fault=reason(error), code="picture-broken")


def orientation(image: Image.Image) -> int:
    """How the camera was held; 1 where it does not say, or not in a readable way."""
    try:
        found = image.getexif().get(ORIENTATION, 1)
    except BROKEN:
        return 1
    return found if isinstance(found, int) else 1


def reason(error: BaseException) -> str:
    """The sentence for an author whose picture raised *error*."""
    if isinstance(error, Image.DecompressionBombError):
        most = MOST // 1_000_000
        return f"is too large to work with (over {most} million pixels); save a smaller one"
    return "is broken and cannot be shown; export or download it again"
