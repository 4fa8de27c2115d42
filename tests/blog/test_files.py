"""Files are written whole; only a folder of ours is ever replaced."""

from __future__ import annotations

from errno import EXDEV
from pathlib import Path

import pytest

from plugins.blog.files import Kept, append_line, replace_folder, require_ours, write_if_changed
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
    folder = tmp_path / "out"

    def fresh() -> Path:
        made = tmp_path / "fresh"
        for name in ("same", "new/deep", "was-file/now-folder", "was-folder"):
            write_if_changed(made / name, b"1")
        return made

    for name in ("same", "gone/too", "was-file", "was-folder/x"):
        write_if_changed(folder / name, b"1")
    before = (folder / "same").stat().st_mtime_ns
    assert replace_folder(fresh(), folder) == (3, 1)
    assert (folder / "same").stat().st_mtime_ns == before
    assert not (folder / "gone").exists()
    assert (folder / "was-file" / "now-folder").read_bytes() == b"1"
    assert (folder / "was-folder").read_bytes() == b"1"
    assert replace_folder(fresh(), folder) == (0, 0)


def test_what_is_kept_stays_as_it_is(tmp_path: Path) -> None:
    fresh, folder = tmp_path / "fresh", tmp_path / "out"
    for name in ("kept/page", "left/page", "edited/page"):
        write_if_changed(folder / name, b"old")
    write_if_changed(fresh / "edited" / "page", b"new")
    assert replace_folder(fresh, folder, kept={"kept/page"}) == (1, 1)
    assert (folder / "kept" / "page").read_bytes() == b"old"
    assert (folder / "edited" / "page").read_bytes() == b"new"
    assert not (folder / "left").exists()


def test_an_output_on_another_disk_is_copied_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh, folder = tmp_path / "fresh", tmp_path / "out"
    write_if_changed(folder / "page", b"old")
    for name in ("page", "deep/er/page"):
        write_if_changed(fresh / name, b"new")
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if fresh in (self, *self.parents):
            raise OSError(EXDEV, "another disk")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    assert replace_folder(fresh, folder) == (2, 0)
    assert (folder / "page").read_bytes() == (folder / "deep/er/page").read_bytes() == b"new"


def test_a_build_is_what_is_fresh_and_what_is_kept(tmp_path: Path) -> None:
    fresh, folder = tmp_path / "fresh", tmp_path / "out"
    for path in (fresh / "a" / "new", fresh / "both", folder / "both", folder / "kept"):
        write_if_changed(path, b"1")
    kept = Kept(folder, {"kept", "both"})
    assert kept.files(fresh) == {
        "a/new": fresh / "a" / "new",
        "both": fresh / "both",
        "kept": folder / "kept",
    }


def test_what_is_somebodys_own_is_copied(tmp_path: Path) -> None:
    own, fresh, folder = tmp_path / "own", tmp_path / "fresh", tmp_path / "out"
    own.write_bytes(b"mine")
    write_if_changed(fresh / "deep" / "beside", b"1")
    (fresh / "deep" / "linked").symlink_to(own)
    (fresh / "named").hardlink_to(own)
    assert replace_folder(fresh, folder) == (3, 0)
    assert (folder / "deep" / "linked").read_bytes() == b"mine"
    assert not (folder / "deep" / "linked").is_symlink()
    assert (own.stat().st_nlink, (folder / "named").stat().st_nlink) == (2, 1)


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
