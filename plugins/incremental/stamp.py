"""What the last build was made of and what it said: if nothing changed, there is nothing to do.

Standard library only: this is asked before Pelican is loaded.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .inputs import Look, fingerprint, folder_times, walk

VERSION = 1
FILE, FOLDERS = "stamp.json", "folders"


@dataclass(frozen=True, slots=True)
class Stamp:
    """One finished build. *roots* are the files and folders it read, *besides* what lies in them
    and is none of its concern. It holds from *since* to *until*, seconds since 1970: then a date
    that an article waits for has come. *said* is what the author was told, *code* the exit code.
    *inputs*, *around* and *outputs* are hashes of what it read, of what else decided what was
    built, and of when each of its folders last got or lost a file."""

    roots: tuple[str, ...]
    besides: tuple[str, ...]
    since: float
    until: float
    said: tuple[str, ...]
    code: int = 0
    inputs: str = ""
    around: str = ""
    outputs: str = ""


def place_of(root: Path, content: str | None, output: str | None) -> Path:
    """The folder where the build of *content* into *output*, as typed, is remembered: a trial on
    other content has its memory beside its output."""
    there, own = os.path.realpath(content or root / "content"), os.path.realpath(root / "content")
    target = os.path.realpath(output) if output else ""
    if there != own and target:
        return Path(f"{target}.state", "cache", "build")
    name = hashlib.sha256(f"{there}\0{target}".encode()).hexdigest()[:16]
    return root / "var" / "cache" / "build" / name


def clock() -> float:
    """Now, in seconds since 1970, or the moment that SOURCE_DATE_EPOCH stands for."""
    try:
        return float(os.environ["SOURCE_DATE_EPOCH"])
    except (KeyError, ValueError):
        return time.time()


def seal(stamp: Stamp, looks: Mapping[str, Look], folders: Sequence[str]) -> Stamp:
    """The same with its hashes; *looks* are those of its inputs, *folders* those it wrote into."""
    outputs = fingerprint({}, folder_times(folders))
    return replace(stamp, inputs=fingerprint(looks), around=around(), outputs=outputs)


def around(moment: str | None = None) -> str:
    """A hash of what decides a build beside its files: Python, what is installed beside it, the
    folder that paths are shown from, settings out of the environment. *moment* stands for the time
    that these set."""
    packages = sysconfig.get_paths()["purelib"]
    moment = os.environ.get("SOURCE_DATE_EPOCH", "") if moment is None else moment
    values = [sys.version, packages, *folder_times([packages]), str(Path.cwd()), moment]
    return fingerprint({}, values)


def write_folders(place: Path, folders: Sequence[str]) -> None:
    """Keep the names of the folders that a build wrote into."""
    (place / FOLDERS).write_text("\0".join(folders), encoding="utf-8")


def read_folders(place: Path) -> list[str]:
    """Their names; raises OSError."""
    return (place / FOLDERS).read_text(encoding="utf-8").split("\0")


def write_stamp(place: Path, stamp: Stamp) -> None:
    """Keep it in the folder *place*; a stamp is written when all else is on disk."""
    fresh = place / f"{FILE}.{os.getpid()}"
    fresh.write_text(json.dumps([VERSION, asdict(stamp)]), encoding="utf-8")
    fresh.replace(place / FILE)


def read_stamp(place: Path) -> Stamp | None:
    """The stamp in *place*; None for one that is missing, cut or of another version."""
    try:
        version, values = json.loads((place / FILE).read_text(encoding="utf-8"))
        if version != VERSION:
            return None
        for name in ("roots", "besides", "said"):
            values[name] = tuple(map(str, values[name]))
        return Stamp(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def remove_stamp(place: Path) -> None:
    """From here on the output is in doubt."""
    (place / FILE).unlink(missing_ok=True)


def stands(place: Path, stamp: Stamp) -> bool:
    """Whether it was made in this world, is of today, and nobody touched its output."""
    try:
        folders = read_folders(place)
    except (OSError, UnicodeDecodeError):
        return False
    return (
        stamp.since <= clock() < stamp.until
        and stamp.around == around()
        and stamp.outputs == fingerprint({}, folder_times(folders))
    )


def unchanged(place: Path) -> Stamp | None:
    """The last build's stamp, if a build now would bring just what is there and say the same."""
    stamp = read_stamp(place)
    if stamp is None or not stands(place, stamp):
        return None
    return stamp if stamp.inputs == fingerprint(walk(stamp.roots, stamp.besides)) else None
