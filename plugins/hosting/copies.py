"""Compressed copies beside the files of the site, for servers that send those as they are."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from ..blog.files import write_if_changed
from ..blog.problems import Problem, ProblemsFound

SUFFIXES = frozenset({".css", ".html", ".js", ".json", ".opml", ".svg", ".txt", ".xml"})
LEAST = 860
"""Bytes; what is smaller travels in one packet anyhow, and some clients mistrust a copy of it."""


def compress(folder: Path, kinds: Iterable[str]) -> int:
    """Put a copy of each *kind* beside every text file below *folder*; answer how many.

    The same file gives the same bytes. A copy that saves nothing is not made.
    """
    squeezers = [(kind, _squeezer(kind)) for kind in kinds]
    made = 0
    for path in _texts(folder) if squeezers else ():
        data = path.read_bytes()
        for kind, squeeze in squeezers:
            smaller = squeeze(data)
            if len(smaller) < len(data):
                write_if_changed(path.with_name(f"{path.name}.{kind}"), smaller)
                made += 1
    return made


def _texts(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in SUFFIXES and path.is_file() and path.stat().st_size >= LEAST:
            yield path


def _squeezer(kind: str) -> Callable[[bytes], bytes]:
    if kind == "gz":
        return lambda data: gzip.compress(data, 9, mtime=0)
    if find_spec("brotli") is None:
        what = 'HOSTING: "compress" names br, which needs the package brotli: pip install brotli'
        raise ProblemsFound([Problem("pelicanconf.py", 1, what)])
    brotli = import_module("brotli")
    return lambda data: bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=11))
