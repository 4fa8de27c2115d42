"""Made files, kept by the hash of all that decides them; whatever is in doubt is made anew."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from PIL import __version__ as pillow
from PIL import features

from ..blog.files import write_if_changed
from .encode import PLAIN, TYPES
from .picture import Made, Source
from .settings import ImagesSettings

LIST = "made.json"
HERE = Path(__file__).parent
CODE = ("encode.py", "look.py", "picture.py")
"""The modules whose code decides what is made of a picture."""
CARD_CODE = (*CODE, "card.py", "lines.py")
ENCODERS = ("avif", "webp", "libjpeg_turbo", "zlib", "littlecms2", "freetype2")


class Cache:
    """A folder for each key; the list in it is written last and says that all is there."""

    def __init__(self, section: ImagesSettings) -> None:
        self.folder = Path(section.cache)
        versions = "".join(f"{each} {features.version(each)}\n" for each in ENCODERS)
        recipe = (section.widths, section.formats, section.avif_quality, section.webp_quality)
        self.base = digest(
            f"{pillow}\n{versions}{recipe}{section.jpeg_quality}".encode(),
            *((HERE / name).read_bytes() for name in CODE),
        )
        self.card_base = digest(
            self.base.encode(),
            repr(section.card_colours).encode(),
            section.font.read_bytes() if section.cards else b"",
            *((HERE / name).read_bytes() for name in CARD_CODE if section.cards),
        )

    def key(self, path: Path, *, offered: bool) -> str:
        """The name of what would be made of the file at *path* now; *offered*: in all formats."""
        words = f"{self.base} {path.suffix.lower()} {offered}"
        return digest(words.encode(), path.read_bytes())

    def card_key(self, *words: str) -> str:
        """The name of a card that says *words*."""
        return digest(self.card_base.encode(), *(each.encode() for each in words))

    def file(self, key: str, name: str) -> Path:
        return self.folder / key[:2] / key / name

    def find(self, key: str) -> Made | None:
        """What was made, if every file of it is still there with its length."""
        try:
            listed = json.loads(self.file(key, LIST).read_text(encoding="utf-8"))
            sizes = {str(name): int(size) for name, size in listed.items()}
            sound = all(self.file(key, name).stat().st_size == sizes[name] for name in sizes)
        except (OSError, ValueError, AttributeError, TypeError):
            return None
        return _made(sizes) if sound else None

    def keep(self, key: str, files: Iterable[tuple[str, bytes]]) -> Made:
        """Put *files* into the folder of *key* as they come, and the list of them at the end."""
        sizes: dict[str, int] = {}
        for name, data in files:
            write_if_changed(self.file(key, name), data)
            sizes[name] = len(data)
        write_if_changed(self.file(key, LIST), json.dumps(sizes, indent=1).encode())
        made = _made(sizes)
        assert made is not None, "the plain file comes first"  # noqa: S101 - our own promise
        return made


def digest(*parts: bytes) -> str:
    """A hash of *parts* that also knows where one ends and the next begins."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()[:32]


def _made(sizes: dict[str, int]) -> Made | None:
    """The files by kind, best kind first; None for a list without a plain file."""
    plain = next((name for name in sizes if name.startswith(f"{PLAIN}.")), "")
    kinds: dict[str, list[tuple[int, str]]] = {}
    for name in sizes:
        width, _, ending = name.partition(".")
        if name != plain and width.isdecimal():
            kinds.setdefault(ending, []).append((int(width), name))
    # encode() makes the most economical kind last.
    sources = tuple(
        Source(TYPES.get(kind, ""), tuple(sorted(files))) for kind, files in reversed(kinds.items())
    )
    return Made(plain, sizes.get(plain, 0), sources) if plain else None
