"""Writing files so that a crash leaves the old one whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from errno import EXDEV
from pathlib import Path
from stat import S_ISREG
from typing import Any

from .problems import Problem, ProblemsFound

MARK = ".greetz"
"""The file that says a folder was made here and may be replaced by the next build."""
PUBLISHED = "published\n"
"""What stands in it where the folder is the site as the world gets it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Files of the build before, in *folder*, that stay as they are: their *names* are paths in
    it. Who reads a fresh build has to read these too."""

    folder: Path
    names: set[str] = field(default_factory=set)

    def files(self, fresh: Path) -> dict[str, Path]:
        """Every file of the build whose other files are in *fresh*, by its path in the site."""
        stay = {name: self.folder / name for name in self.names}
        return stay | {name: fresh / name for name in files_in(fresh)}


def write_if_changed(path: Path, data: bytes) -> bool:
    """Put *data* at *path*; answer whether anything changed."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    fresh.replace(path)
    return True


def write_with(
    writer: Any, folder: Path, name: str, make: Callable[[], bytes], *given: object
) -> None:
    """Write the file *name* of a site into *folder*. *make* makes it of *given*, of contents that
    it looks at, and of what only the program and its settings decide: so Pelican's *writer*, if it
    is one that knows what stands, may leave it."""
    write = getattr(writer, "write_made", None)
    if write:
        write(name, make, given)
    else:
        write_if_changed(folder / name, make())


def kept_by(writer: Any) -> dict[Any, Any]:
    """Where parts of several such files are kept: look whether there is one, then take it, or make
    it and put it there. A *writer* that knows what stands has to know of what they are made."""
    kept: dict[Any, Any] = getattr(writer, "parts", {})
    return kept


def append_line(path: Path, line: str) -> None:
    """Add one line and wait until the disk has it; mends a last line that was cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = not path.exists()
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                file.write(b"\n")
        file.write(line.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if fresh and hasattr(os, "O_DIRECTORY"):  # a new name is on the disk when its folder is
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def require_ours(output: Path, *precious: Path) -> None:
    """Refuse an output folder whose files a build would overwrite or remove by mistake."""
    here = output.resolve()
    for each in precious:
        theirs = each.resolve()
        if here == theirs or here in theirs.parents or theirs in here.parents:
            what = f"--output {output} overlaps {each}; choose a folder apart"
            raise ProblemsFound([Problem(str(output), 1, what)])
    if output.exists() and not output.is_dir():
        raise ProblemsFound([Problem(str(output), 1, "the output is a file, not a folder")])
    if output.is_dir() and any(output.iterdir()) and not (output / MARK).exists():
        what = "this folder holds files that no build made; empty it or choose another"
        raise ProblemsFound([Problem(str(output), 1, what)])


def is_published(folder: Path) -> bool:
    """Whether *folder* holds what was made for the world."""
    mark = folder / MARK
    return mark.is_file() and mark.read_text(encoding="utf-8") == PUBLISHED


def replace_folder(
    fresh: Path, folder: Path, mark: str = "", kept: Collection[str] = ()
) -> tuple[int, int]:
    """Make *folder* hold just what *fresh* holds, touching only what differs, and *mark* it.

    What *fresh* holds is moved. *kept* are files of *folder* that stay as they are, by their paths
    in it. Answers how many files were written and how many removed. Files first, removals last, so
    that a visitor of a half-done copy still finds a page behind every link.
    """
    wanted = {*files_in(fresh), *kept, MARK}
    folder.mkdir(parents=True, exist_ok=True)
    write_if_changed(folder / MARK, mark.encode())
    written = _place(fresh, folder)
    return written, _remove_others(folder, wanted)


def files_in(folder: Path) -> list[str]:
    """Every file below *folder*, by its path in it."""
    start = len(os.path.join(folder, ""))  # noqa: PTH118 - by the thousand, as below
    return [
        os.path.join(where, name)[start:].replace(os.sep, "/")  # noqa: PTH118
        for where, _, names in os.walk(folder)
        for name in names
    ]


def differences(folder: Path, other: Path) -> list[tuple[Path, str]]:
    """The files that *folder* and *other* do not hold alike, and how they differ."""
    here, there = (
        {path.relative_to(each) for path in each.rglob("*") if path.is_file()}
        for each in (folder, other)
    )
    found = [(path, "is missing") for path in there - here]
    found += [(path, "should not be there") for path in here - there]
    found += [
        (path, "holds other bytes")
        for path in here & there
        if (folder / path).read_bytes() != (other / path).read_bytes()
    ]
    return sorted(found)


def _place(fresh: Path, folder: Path) -> int:
    """Put everything in *fresh* into *folder*; answer how many files were not there already."""
    written = 0
    for entry in sorted(os.scandir(fresh), key=lambda each: each.name):
        source, target = Path(entry.path), folder / entry.name
        if not entry.is_dir():
            written += _put(source, target)
            continue
        if target.is_symlink() or not target.is_dir():
            target.unlink(missing_ok=True)
            plain = _plain_files(source)
            if plain:  # all of it at once: a folder costs more than the page in it
                move(source, target)
                written += plain
                continue
            target.mkdir()
        written += _place(source, target)
    return written


def _plain_files(folder: Path) -> int:
    """How many files it holds; 0 where one is a link or has another name."""
    looks = [os.lstat(os.path.join(folder, each)) for each in files_in(folder)]  # noqa: PTH118
    return len(looks) if all(S_ISREG(each.st_mode) and each.st_nlink == 1 for each in looks) else 0


def _put(source: Path, target: Path) -> bool:
    """Move a file, although a folder of the last build may stand in the way. What is a link, or
    has another name, is copied: its file is somebody's own."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    known = source.lstat()
    if source.is_symlink() or known.st_nlink > 1:
        return write_if_changed(target, source.read_bytes())
    alike = target.is_file() and target.stat().st_size == known.st_size
    if alike and target.read_bytes() == source.read_bytes():
        return False
    move(source, target)
    return True


def move(source: Path, target: Path) -> None:
    """What is at *source* takes the place of *target* at once; between two disks it is copied."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != EXDEV:
            raise
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            write_if_changed(target, source.read_bytes())


def _remove_others(folder: Path, wanted: Collection[str]) -> int:
    """Remove what is not *wanted* of *folder*, and folders that hold nothing."""
    removed = 0
    start = len(os.path.join(folder, ""))  # noqa: PTH118
    for where, folders, names in os.walk(folder, topdown=False):
        left = len(names)
        linked = [name for name in folders if os.path.islink(os.path.join(where, name))]  # noqa: PTH114, PTH118
        for name in (*names, *linked):
            path = os.path.join(where, name)  # noqa: PTH118
            if path[start:].replace(os.sep, "/") not in wanted:
                os.unlink(path)  # noqa: PTH108
                removed += 1
                left -= 1
        if left <= 0 and where != str(folder) and not os.listdir(where):  # noqa: PTH208
            os.rmdir(where)  # noqa: PTH106
    return removed
