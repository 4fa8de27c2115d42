"""The pictures and other files that lie in an export, found by the address that shows them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif"})
FILES = PICTURES | frozenset(
    [
        ".pdf",
        ".doc",
        ".docx",
        ".xls",
        ".xlsx",
        ".ppt",
        ".pptx",
        ".odt",
        ".ods",
        ".csv",
        ".txt",
        ".ics",
        ".epub",
        ".zip",
        ".mp3",
        ".m4a",
        ".ogg",
        ".wav",
        ".mp4",
        ".webm",
        ".mov",
        ".json",
    ]
)
SKIPPED = frozenset({"node_modules", "public", "_site", "resources", "__pycache__"})
"""Folders that hold what was made of the export's files, or none of them."""
SIZED = re.compile(r"-\d{2,5}x\d{2,5}(?=\.[A-Za-z]+$)|-scaled(?=\.[A-Za-z]+$)")
"""What WordPress adds to the name of a picture that it has made smaller."""
UNSAFE = re.compile(r"[^\w.~-]+")


@dataclass(frozen=True, slots=True)
class Trove:
    """Files by their name in small letters, each with its path below the folder it was found in."""

    files: dict[str, list[tuple[PurePosixPath, Path]]] = field(default_factory=dict)

    def find(self, address: str, folder: Path | None = None) -> tuple[str, Path] | None:
        """The file that *address* shows and a name to keep it under; None if it is not here, or
        several could be meant. *folder* is where its post lies, whose own files come first."""
        path = unquote(urlsplit(address.strip()).path)
        if not path or path.endswith("/"):
            return None
        own = _beside(path, folder)
        if own and folder:
            return _kept(PurePosixPath(folder.name, own.name)), own
        wanted = PurePosixPath(path)
        for name in dict.fromkeys((wanted.name, SIZED.sub("", wanted.name))):
            found = self._nearest(wanted.with_name(name) if name else wanted)
            if found:
                return _kept(found[0]), found[1]
        return None

    def _nearest(self, wanted: PurePosixPath) -> tuple[PurePosixPath, Path] | None:
        """The one whose path ends most alike; by its name alone only if no other has that."""
        candidates = self.files.get(wanted.name.lower(), [])
        if not candidates and not wanted.suffix:
            named = (self.files.get(f"{wanted.name.lower()}{end}", []) for end in sorted(PICTURES))
            candidates = next((each for each in named if each), [])
        if len(candidates) < 2:
            return candidates[0] if candidates else None
        alike = [_alike(wanted, inside) for inside, _ in candidates]
        best = max(alike)
        return candidates[alike.index(best)] if best > 1 and alike.count(best) == 1 else None


def search(folders: Iterable[Path]) -> Trove:
    """Look through *folders* and all below them, in a fixed order."""
    files: dict[str, list[tuple[PurePosixPath, Path]]] = {}
    seen: set[Path] = set()
    for folder in folders:
        for top, below, names in os.walk(folder):
            below[:] = sorted(
                each for each in below if each not in SKIPPED and not each.startswith(".")
            )
            for name in sorted(names):
                path = Path(top, name)
                if path.suffix.lower() in FILES and path not in seen:
                    seen.add(path)
                    inside = PurePosixPath(path.relative_to(folder).as_posix())
                    files.setdefault(name.lower(), []).append((inside, path))
    return Trove(files)


def _beside(path: str, folder: Path | None) -> Path | None:
    if folder is None or path.startswith("/"):
        return None
    here = folder.resolve()
    found = (here / path).resolve()
    return found if here in found.parents and found.is_file() else None


def _alike(wanted: PurePosixPath, inside: PurePosixPath) -> int:
    """How many of their last parts are the same."""
    count = 0
    for one, other in zip(reversed(wanted.parts), reversed(inside.parts), strict=False):
        if one.lower() != other.lower():
            break
        count += 1
    return count


def _kept(inside: PurePosixPath) -> str:
    """A path below content/images/: without the folders all pictures of a former home share."""
    parts = [UNSAFE.sub("-", part).strip("-.") or "x" for part in inside.parts[:-1]]
    while parts and parts[0].lower() in SHARED:
        parts.pop(0)
    return "/".join((*parts, UNSAFE.sub("-", inside.name)))


SHARED = frozenset(
    {"static", "assets", "images", "img", "media", "uploads", "wp-content", "content", "files"}
)
