"""Makes the files of a picture: upright, in sRGB, without metadata, in several widths."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageCms
from PIL.Image import Resampling

from .look import UPRIGHT, opened, orientation
from .picture import Look, scaled, widths_of
from .settings import ImagesSettings

TYPES = {"avif": "image/avif", "webp": "image/webp"}
PLAIN = "plain"
SPEED = 6
"""Of the AVIF encoder, 0 to 10: 5 saves 7 % of the bytes and takes five times as long."""


def encode(path: Path, seen: Look, section: ImagesSettings) -> Iterator[tuple[str, bytes]]:
    """Each file's name and bytes: the plain one first, then widths of each format.

    A format that saves nothing over the one after it is left out. Raises one of look.BROKEN.
    """
    with opened(path) as image:
        few_colours = image.mode == "P"
        picture = upright(image, section.largest)
    sizes = [
        (width, scaled(seen.width, seen.height, width))
        for width in widths_of(seen.width, section.widths)
    ]
    shown = {size: _resized(picture, size) for size in sizes}
    whole = shown[sizes[-1]]
    plain = _plain(whole, seen.kind, section, few_colours=few_colours)
    yield f"{PLAIN}{path.suffix.lower()}", plain
    least = len(plain)
    for name in reversed(section.formats):
        best = _source(whole, name, seen.kind, section)
        if len(best) >= least:
            continue
        least = len(best)
        for size in sizes[:-1]:
            yield f"{size[0]}.{name}", _source(shown[size], name, seen.kind, section)
        yield f"{sizes[-1][0]}.{name}", best


def upright(image: Image.Image, largest: int) -> Image.Image:
    """The pixels as they are meant to be seen: RGB, RGBA or grey, in sRGB.

    A JPEG much larger than *largest* is read at a half, a quarter or an eighth of its size, which
    is fast and needs little memory; what is read still covers *largest* on its shorter side.
    """
    turn = UPRIGHT.get(orientation(image))
    image.draft(None, (largest, largest))
    image.load()
    seen = _simple(_in_srgb(image))
    return seen.transpose(turn) if turn is not None else seen


def _in_srgb(image: Image.Image) -> Image.Image:
    """Colours changed to those that browsers assume; a profile that is broken counts as none."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    image = image if image.mode in {"RGB", "RGBA", "L", "CMYK"} else _simple(image)
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        theirs = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(theirs):
            return image
        ours = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, theirs, ours, outputMode=mode) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _simple(image: Image.Image) -> Image.Image:
    """One of the modes that every format takes; transparency only where there is some."""
    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey
        return image.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        low, _ = image.getchannel("A").getextrema()
        return image if low != 255 else image.convert("RGB")
    return image if image.mode in {"RGB", "L"} else image.convert("RGB")


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    if size == image.size:
        return image
    return image.resize(size, Resampling.LANCZOS, reducing_gap=3.0)


def _plain(image: Image.Image, kind: str, section: ImagesSettings, *, few_colours: bool) -> bytes:
    """The file for the picture's own address, of the kind that its name promises."""
    if kind == "PNG":
        few = few_colours and image.mode == "RGB"
        return _save(image.quantize(256) if few else image, "PNG", optimize=True)
    if kind == "JPEG":
        if image.mode == "RGBA":
            paper = Image.new("RGB", image.size, "white")
            paper.paste(image, mask=image.getchannel("A"))
            image = paper
        quality = section.jpeg_quality
        return _save(image, "JPEG", quality=quality, optimize=True, progressive=True)
    return _source(image, kind.lower(), kind, section)


def _source(image: Image.Image, name: str, kind: str, section: ImagesSettings) -> bytes:
    """A PNG is mostly a screenshot or a chart: its colours stay sharp, at the price of bytes."""
    drawn = kind == "PNG"
    if name == "avif":
        # More threads part the picture otherwise and give other bytes on another machine.
        sampling = "4:4:4" if drawn else "4:2:0"
        quality = section.avif_quality
        return _save(
            image, "AVIF", quality=quality, speed=SPEED, max_threads=1, subsampling=sampling
        )
    lossy = _save(image, "WEBP", quality=section.webp_quality, method=6)
    exact = _save(image, "WEBP", lossless=True, quality=60, method=6) if drawn else lossy
    return min(exact, lossy, key=len)


def _save(image: Image.Image, kind: str, **options: object) -> bytes:
    image.info.clear()  # comments, Exif with its places, XMP, profiles: nothing of it travels
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()
