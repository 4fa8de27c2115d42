"""Writing files so that a crash leaves the old one whole."""

from __future__ import annotations

import os
from pathlib import Path

from .problems import Problem, ProblemsFound

MARK = ".greetz"
"""The file that says a folder was made here and may be replaced by the next build."""
PUBLISHED = "published\n"
"""What stands in it where the folder is the site as the world gets it."""


def write_if_changed(path: Path, data: bytes) -> bool:
    """Put *data* at *path*; answer whether anything changed."""
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    fresh.write_bytes(data)
    fresh.replace(path)
    return True


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


def replace_folder(fresh: Path, folder: Path, mark: str = "") -> tuple[int, int]:
    """Make *folder* hold just what *fresh* holds, touching only what differs, and *mark* it.

    Answers how many files were written and how many removed. Files first, removals last, so that
    a visitor of a half-done copy still finds a page behind every link.
    """
    wanted = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    folder.mkdir(parents=True, exist_ok=True)
    write_if_changed(folder / MARK, mark.encode())
    written = sum(
        _put((fresh / each).read_bytes(), folder / each, folder) for each in sorted(wanted)
    )
    removed = 0
    for path in sorted(folder.rglob("*"), reverse=True):
        relative = path.relative_to(folder)
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif relative not in wanted and relative != Path(MARK):
            path.unlink()
            removed += 1
    return written, removed


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


def _put(data: bytes, path: Path, folder: Path) -> bool:
    """Write, although a folder or a file of the last build may stand in the way."""
    for parent in path.relative_to(folder).parents:
        blocked = folder / parent
        if blocked.is_file():
            blocked.unlink()
    if path.is_dir():
        import shutil

        shutil.rmtree(path)
    return write_if_changed(path, data)
