"""When there is nothing to do, and when that is in doubt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.incremental.inputs import walk
from plugins.incremental.stamp import (
    FILE,
    Stamp,
    place_of,
    read_stamp,
    remove_stamp,
    seal,
    unchanged,
    write_folders,
    write_stamp,
)

MOMENT = 1_700_000_000.0


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A build of one text into one folder, remembered."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT)))
    content, output, place = (tmp_path / name for name in ("content", "output", "place"))
    for folder in (content, output, place):
        folder.mkdir()
    (content / "a.md").write_text("A", encoding="utf-8")
    roots = (str(content),)
    stamp = Stamp(roots, (), MOMENT - 10, MOMENT + 10, ("1 article",))
    write_folders(place, [str(output)])
    write_stamp(place, seal(stamp, walk(roots), [str(output)]))
    return place


def test_nothing_changed(place: Path) -> None:
    found = unchanged(place)
    assert found
    assert (found.said, found.code) == (("1 article",), 0)


def test_an_edit(place: Path) -> None:
    (place.parent / "content" / "a.md").write_text("B", encoding="utf-8")
    assert unchanged(place) is None


def test_a_new_file(place: Path) -> None:
    (place.parent / "content" / "b.md").write_text("B", encoding="utf-8")
    assert unchanged(place) is None


def test_somebody_put_a_file_into_the_output(place: Path) -> None:
    (place.parent / "output" / "b.html").write_text("B", encoding="utf-8")
    assert unchanged(place) is None


@pytest.mark.parametrize("moment", [MOMENT - 11, MOMENT + 10, MOMENT + 99_999])
def test_another_time(place: Path, monkeypatch: pytest.MonkeyPatch, moment: float) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment)))
    assert unchanged(place) is None


def test_another_folder_to_show_paths_from(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    assert unchanged(place) is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[1]", "[2, {}]", '[1, {"roots": 1}]', "[1, {}]", "null", "[1, []]"]
)
def test_a_damaged_stamp_is_none(place: Path, text: str) -> None:
    (place / FILE).write_text(text, encoding="utf-8")
    assert read_stamp(place) is None
    assert unchanged(place) is None


def test_without_the_list_of_folders_it_is_in_doubt(place: Path) -> None:
    (place / "folders").unlink()
    assert unchanged(place) is None


def test_it_can_be_removed(place: Path) -> None:
    remove_stamp(place)
    remove_stamp(place)
    assert unchanged(place) is None


def test_a_trial_is_remembered_beside_its_output(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    own = place_of(tmp_path, None, None)
    assert own.is_relative_to(tmp_path / "var" / "cache")
    assert place_of(tmp_path, str(tmp_path / "content"), None) == own
    trial = place_of(tmp_path, str(tmp_path / "other"), str(tmp_path / "out"))
    assert trial == tmp_path / "out.state" / "cache" / "build"
    assert place_of(tmp_path, None, str(tmp_path / "out")) not in {own, trial}


def test_it_is_asked_before_anything_heavy_is_loaded(root: Path) -> None:
    code = "import sys, plugins.incremental.stamp; print('pelican' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"
