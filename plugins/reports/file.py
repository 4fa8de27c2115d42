"""The file that a report is, as an author names it."""

from __future__ import annotations

from pathlib import Path

from ..blog.links import SOURCES, find, local

WEB = ("https://", "http://")
MEGABYTE = 1_000_000


def is_address(typed: str) -> bool:
    """Whether it lies on another site."""
    return typed.startswith(WEB)


def file_of(typed: str, source: Path, content: Path) -> Path | None:
    """The file that *source* means: it lies beside it, or somewhere in *content*. None where it is
    not there, or is a text, which has a page of its own."""
    found = find(typed, source, content) if typed and local(typed) else None
    return None if found is None or found.suffix.lower() in SOURCES else found


def weight_of(path: Path) -> str:
    """Kind and size for a reader who has to pay for each byte: "PDF, 1.2 MB"."""
    size = path.stat().st_size
    told = f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE // 10 else f"{max(1, size // 1000)} kB"
    return f"{path.suffix[1:].upper()}, {told}"
