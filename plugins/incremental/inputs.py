"""Which files there are and whether they changed: by size, times and inode, without reading them.

Standard library only: this is asked before Pelican is loaded.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterable, Mapping
from stat import S_ISDIR
from typing import Any

Look = tuple[int, int, int, int]
"""Size, time of the last change of the content, of the file, both in nanoseconds, and inode. A
tool that sets the first time back cannot set the second."""

SKIPPED = ("__pycache__", "node_modules")


def walk(roots: Iterable[str], besides: Iterable[str] = ()) -> dict[str, Look]:
    """Every file at or below *roots*, but for the folders *besides*; links are followed.

    What begins with a dot is left out, as Pelican leaves it: editors keep their swap files there.
    """
    found: dict[str, Look] = {}
    left, folders = set(besides), []
    for root in roots:
        look = look_at(root)
        if look:
            found[root] = look
        else:
            folders.append(root)
    seen: set[tuple[int, int]] = set()
    while folders:
        folder = folders.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:  # a root that is not there, or a folder that went away meanwhile
            continue
        for entry in entries:
            if entry.name[0] == "." or entry.name in SKIPPED or entry.path in left:
                continue
            try:
                known = entry.stat()
            except OSError:
                continue
            if not S_ISDIR(known.st_mode):
                found[entry.path] = (
                    known.st_size,
                    known.st_mtime_ns,
                    known.st_ctime_ns,
                    known.st_ino,
                )
            elif (known.st_dev, known.st_ino) not in seen:  # a link may lead back up
                seen.add((known.st_dev, known.st_ino))
                folders.append(entry.path)
    return found


def look_at(path: str) -> Look | None:
    """How a file looks; None for a folder and for what is not there."""
    try:
        known = os.stat(path)  # noqa: PTH116 - thousands of times, before a build begins
    except OSError:
        return None
    if S_ISDIR(known.st_mode):
        return None
    return known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino


def folder_times(folders: Iterable[str]) -> list[int]:
    """When each folder last got or lost a file; 0 for one that is gone."""
    times = []
    for folder in folders:
        try:
            times.append(os.stat(folder).st_mtime_ns)  # noqa: PTH116 - as above
        except OSError:
            times.append(0)
    return times


def fingerprint(looks: Mapping[str, Look], more: Any = None) -> str:
    """One hash of all that; *more* is of plain values."""
    return hashlib.sha256(marshal.dumps((sorted(looks.items()), more))).hexdigest()


def changed(before: Mapping[str, Look], now: Mapping[str, Look]) -> set[str]:
    """The files that are new, gone, or look otherwise."""
    both = before.keys() & now.keys()
    return (before.keys() ^ now.keys()) | {path for path in both if before[path] != now[path]}
