"""Which files are looked at, and what counts as a change."""

from __future__ import annotations

import os
from pathlib import Path

from plugins.incremental.inputs import changed, fingerprint, folder_times, walk


def write(path: Path, text: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_below_folders_and_files_themselves(tmp_path: Path) -> None:
    inside = write(tmp_path / "a" / "b" / "c.md")
    alone = write(tmp_path / "alone.py")
    assert set(walk([str(tmp_path / "a"), str(alone)])) == {str(inside), str(alone)}


def test_what_editors_and_python_leave_is_none_of_ours(tmp_path: Path) -> None:
    kept = write(tmp_path / "c.md")
    write(tmp_path / ".c.md.swp")
    write(tmp_path / "__pycache__" / "c.pyc")
    write(tmp_path / "cache" / "c")
    assert set(walk([str(tmp_path)], [str(tmp_path / "cache")])) == {str(kept)}


def test_links_that_lead_back_end_somewhere(tmp_path: Path) -> None:
    write(tmp_path / "a" / "c.md")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "nowhere").symlink_to(tmp_path / "gone")
    assert len(walk([str(tmp_path)])) < 4


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert walk([str(tmp_path / "gone")]) == {}
    assert folder_times([str(tmp_path / "gone")]) == [0]


def test_an_edit_that_keeps_length_and_time_is_noticed(tmp_path: Path) -> None:
    path = write(tmp_path / "c.md", "one")
    before, known = walk([str(tmp_path)]), path.stat()
    path.write_text("two", encoding="utf-8")
    os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))
    assert changed(before, walk([str(tmp_path)])) == {str(path)}


def test_new_and_gone_files_are_changes(tmp_path: Path) -> None:
    old = write(tmp_path / "old.md")
    before = walk([str(tmp_path)])
    old.unlink()
    new = write(tmp_path / "new.md")
    assert changed(before, walk([str(tmp_path)])) == {str(old), str(new)}


def test_a_fingerprint_is_of_all_of_it() -> None:
    looks = {"a": (1, 2, 3, 4), "b": (5, 6, 7, 8)}
    assert fingerprint(looks) == fingerprint(dict(reversed(looks.items())))
    assert fingerprint(looks) != fingerprint({**looks, "b": (5, 6, 7, 9)})
    assert fingerprint(looks) != fingerprint(looks, "more")
