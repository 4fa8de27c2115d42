from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.delivery import Uncertain
from plugins.digest.frozen import thaw
from plugins.digest.keeping import kept, read_held
from tests.digest.samples import NOVEMBER, article, edition

CUT = datetime(2026, 12, 3, 8, tzinfo=UTC)


def test_an_edition_that_left_is_frozen(tmp_path: Path):
    with kept(tmp_path, edition(), CUT, "abc"):
        assert read_held(tmp_path, NOVEMBER) is not None
    text = (tmp_path / "2026-11.json").read_text(encoding="utf-8")
    assert thaw(text, "x").edition == edition()
    assert read_held(tmp_path, NOVEMBER) is None


def test_one_that_surely_did_not_leave_is_forgotten(tmp_path: Path):
    with pytest.raises(ProblemsFound), kept(tmp_path, edition(), CUT, "abc"):
        raise ProblemsFound([])
    assert list(tmp_path.iterdir()) == []


def test_one_of_unknown_fate_stays_held_and_is_what_the_next_run_keeps(tmp_path: Path):
    with pytest.raises(Uncertain), kept(tmp_path, edition(), CUT, "abc"):
        raise Uncertain("look")
    assert [path.name for path in tmp_path.iterdir()] == ["2026-11.json.held"]
    with kept(tmp_path, edition(article("changed-since")), CUT, "def"):
        pass
    text = (tmp_path / "2026-11.json").read_text(encoding="utf-8")
    assert thaw(text, "x").edition == edition()


def test_what_is_frozen_is_never_written_again(tmp_path: Path):
    for made in (edition(), edition(article("changed-since"))):
        with kept(tmp_path, made, CUT, ""):
            pass
    text = (tmp_path / "2026-11.json").read_text(encoding="utf-8")
    assert thaw(text, "x").edition == edition()
