"""Files are written whole; only a folder of ours is ever replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog.files import append_line, replace_folder, require_ours, write_if_changed
from plugins.blog.problems import ProblemsFound


def test_equal_bytes_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "a"
    assert write_if_changed(path, b"x")
    before = path.stat().st_mtime_ns
    assert not write_if_changed(path, b"x")
    assert path.stat().st_mtime_ns == before
    assert write_if_changed(path, b"y")
    assert path.read_bytes() == b"y"


def test_a_line_after_a_cut_one_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    path.write_text('{"cut": ')
    append_line(path, '{"whole": 1}')
    assert path.read_text() == '{"cut": \n{"whole": 1}\n'


def test_replace_touches_only_what_differs(tmp_path: Path) -> None:
    fresh, folder = tmp_path / "fresh", tmp_path / "out"
    for name in ("same", "new/deep", "was-file/now-folder"):
        write_if_changed(fresh / name, b"1")
    write_if_changed(fresh / "was-folder", b"1")
    for name in ("same", "gone/too", "was-file", "was-folder/x"):
        write_if_changed(folder / name, b"1")
    before = (folder / "same").stat().st_mtime_ns
    assert replace_folder(fresh, folder) == (3, 1)
    assert (folder / "same").stat().st_mtime_ns == before
    assert not (folder / "gone").exists()
    assert (folder / "was-file" / "now-folder").read_bytes() == b"1"
    assert (folder / "was-folder").read_bytes() == b"1"
    assert replace_folder(fresh, folder) == (0, 0)


def test_a_folder_with_somebodys_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to-mother.txt").write_text("dear")
    with pytest.raises(ProblemsFound, match="no build made"):
        require_ours(tmp_path / "letters")
    require_ours(tmp_path / "not-yet")
    replace_folder(tmp_path / "letters", tmp_path / "built")
    require_ours(tmp_path / "built")


@pytest.mark.parametrize("name", ["content", "content/inside", "."])
def test_an_output_that_overlaps_the_content_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(ProblemsFound, match="overlaps"):
        require_ours(tmp_path / name, tmp_path / "content")


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(ProblemsFound, match="a file, not a folder"):
        require_ours(tmp_path / "x")
