"""What pelicanconf.py says under IMAGES."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.settings import read_section

FORMATS = ("avif", "webp")
FONT = Path(__file__).with_name("card.ttf")
"""Noto Serif Display Bold, Latin letters; docs/decisions/images.md tells how it was cut."""
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True)
class ImagesSettings:
    """``IMAGES`` in pelicanconf.py.

    widths         pixels across that a page may choose from; the largest bounds every picture
    formats        kinds offered before the picture's own, best first; of avif and webp
    avif_quality   1 to 100; 45 is about a JPEG of 75
    webp_quality   1 to 100
    jpeg_quality   1 to 100, of the JPEG that old browsers, feeds and mails get
    cards          draw a card for each article, for where it is shared
    card_font      a font file for the cards; empty: the one that ships here, Latin letters only
    card_colours   paper, ink and accent of the cards, as #rrggbb
    cache          a folder that keeps what was made; it may be deleted at any time
    """

    widths: tuple[int, ...] = (480, 720, 1080, 1600)
    formats: tuple[str, ...] = FORMATS
    avif_quality: int = 45
    webp_quality: int = 75
    jpeg_quality: int = 80
    cards: bool = True
    card_font: str = ""
    card_colours: tuple[str, ...] = ("#fbf9f4", "#211e1a", "#8c2f26")
    cache: str = "var/cache/images"

    @property
    def largest(self) -> int:
        """Pixels across that no published picture exceeds."""
        return max(self.widths)

    @property
    def font(self) -> Path:
        """The font that cards are set in."""
        return Path(self.card_font) if self.card_font else FONT

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> ImagesSettings:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        section = read_section(settings, "IMAGES", cls)
        wrong = tuple(section.faults())
        if wrong:
            raise ProblemsFound(Problem("pelicanconf.py", 1, f"IMAGES: {what}") for what in wrong)
        return section

    def faults(self) -> Iterator[str]:
        """What the types alone do not say."""
        if not self.widths or min(self.widths) < 1:
            yield f'"widths" needs at least one width of 1 or more, not {list(self.widths)}'
        for name in self.formats:
            if name not in FORMATS:
                known = nearest(name, FORMATS) or f"; choose of {' and '.join(FORMATS)}"
                yield f'"formats": "{name}" is not known{known}'
        for kind in ("avif", "webp", "jpeg"):
            quality = getattr(self, f"{kind}_quality")
            if not 1 <= quality <= 100:
                yield f'"{kind}_quality" must be from 1 to 100, not {quality}'
        if len(self.card_colours) != 3 or not all(map(COLOUR.fullmatch, self.card_colours)):
            yield '"card_colours" needs three colours such as "#fbf9f4": paper, ink and accent'
        if not self.font.is_file():
            yield f'"card_font": there is no file {self.card_font}'
