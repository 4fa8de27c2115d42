"""Draws the card of an article: what it is called, on the paper of the site."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont, ImageOps

from .encode import upright
from .lines import fit, leading
from .look import opened
from .settings import ImagesSettings

SIZE = (1200, 630)
"""What LinkedIn, Facebook and others show whole: 1.91 to 1."""
EDGE = 76
SIDE = 440
"""Pixels across of the picture, which stands at the right from top to bottom."""
LARGE, BESIDE = (104, 92, 82, 72, 64, 56, 50), (84, 76, 68, 60, 54, 48, 44)
SMALL = 34
SHADES = 16
MISSING = "\U0010ffff"
DRAWN = frozenset({"So", "Sk", "Cf", "Mn", "Cn", "Co"})
"""Kinds of characters that a title can do without: emoji and the signs that join them."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a card says. *label* and *author* may be empty."""

    title: str
    site: str
    label: str = ""
    author: str = ""


class Font:
    """The one typeface of a card. Laid out without a system library, so that every machine sets
    the same line."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        self.sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self.missing = bytes(self.at(SMALL).getmask(MISSING))

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        if size not in self.sizes:
            file, basic = io.BytesIO(self.data), ImageFont.Layout.BASIC
            self.sizes[size] = ImageFont.truetype(file, size, layout_engine=basic)
        return self.sizes[size]

    def measure(self, text: str, size: int) -> float:
        return self.at(size).getlength(text)

    def spell(self, text: str) -> str:
        """*text* without emoji; empty if a letter of it is not in this font."""
        composed = unicodedata.normalize("NFC", text)
        kept = [each for each in composed if self.has(each) or not _drawn(each)]
        whole = all(self.has(each) for each in kept)
        return " ".join("".join(kept).split()) if whole else ""

    def has(self, letter: str) -> bool:
        return letter.isspace() or bytes(self.at(SMALL).getmask(letter)) != self.missing


@dataclass(frozen=True, slots=True)
class Line:
    """Words on the card; *at* is where their base line begins."""

    at: tuple[int, int]
    text: str
    size: int
    colour: str


def draw(words: Words, picture: Path | None, section: ImagesSettings) -> bytes:
    """A card as JPEG if it shows a *picture*, else as PNG; empty if its font lacks a letter."""
    font = Font(section.font)
    if not font.spell(words.title):
        return b""
    right = SIZE[0] - (SIDE + EDGE * 2 // 3 if picture else EDGE)
    lines = tuple(_lines(words, font, right, BESIDE if picture else LARGE))
    card = _printed(lines, font, section)
    file = io.BytesIO()
    if picture:
        card = card.convert("RGB")
        card.paste(_side(picture), (SIZE[0] - SIDE, 0))
        card.save(file, "JPEG", quality=84, optimize=True, progressive=True, subsampling="4:4:4")
    else:
        card.save(file, "PNG", compress_level=7)
    return file.getvalue()


def _lines(words: Words, font: Font, right: int, sizes: tuple[int, ...]) -> Iterator[Line]:
    """The topic above, the title as large as there is room, below it the site and the author."""
    title, label, site, author = map(
        font.spell, (words.title, words.label, words.site, words.author)
    )
    top, bottom, width = EDGE, SIZE[1] - EDGE, right - EDGE
    yield Line((EDGE, top), _short(label, font, width), SMALL, "accent")
    setting = fit(title, font.measure, width, bottom - top - SMALL * 3, sizes)
    for number, line in enumerate(setting.lines, 1):
        y = top + SMALL + number * leading(setting.size) - setting.size // 6
        yield Line((EDGE, y), line, setting.size, "ink")
    name = _short(site, font, width)
    yield Line((EDGE, bottom), name, SMALL, "ink")
    start = EDGE + round(font.measure(f"{name}  ", SMALL))
    if author != site and start + font.measure(author, SMALL) <= right:
        yield Line((start, bottom), author, SMALL, "soft")


def _printed(lines: Sequence[Line], font: Font, section: ImagesSettings) -> Image.Image:
    """The lines on paper, in a few shades of each colour: a small file, quickly written."""
    paper, ink, accent = (ImageColor.getrgb(each)[:3] for each in section.card_colours)
    soft = tuple((2 * one + other) // 3 for one, other in zip(ink, paper, strict=True))
    card, palette = Image.new("L", SIZE), [*paper]
    for colour, shown in {"ink": ink, "accent": accent, "soft": soft}.items():
        layer = Image.new("L", SIZE)
        pen = ImageDraw.Draw(layer)
        for line in lines:
            if line.colour == colour:
                pen.text(line.at, line.text, 255, font.at(line.size), anchor="ls")
        before = len(palette) // 3 - 1
        shades = [round(value * SHADES / 255) for value in range(256)]
        layer = layer.point([before + shade if shade else 0 for shade in shades])
        card = ImageChops.lighter(card, layer)
        for shade in range(1, SHADES + 1):
            part = shade / SHADES
            palette += [round(p + (s - p) * part) for p, s in zip(paper, shown, strict=True)]
    card.putpalette(palette)
    return card


def _short(text: str, font: Font, width: int) -> str:
    """One small line."""
    if font.measure(text, SMALL) <= width:
        return text
    while text and font.measure(text + "…", SMALL) > width:
        text = text[:-1]
    return f"{text}…"


def _side(picture: Path) -> Image.Image:
    """The middle of a picture, as high as the card."""
    with opened(picture) as image:
        seen = upright(image, SIZE[1] * 2)
    if seen.mode == "RGBA":
        paper = Image.new("RGB", seen.size, "white")
        paper.paste(seen, mask=seen.getchannel("A"))
        seen = paper
    return ImageOps.fit(seen.convert("RGB"), (SIDE, SIZE[1]), Image.Resampling.LANCZOS)


def _drawn(letter: str) -> bool:
    return unicodedata.category(letter) in DRAWN
