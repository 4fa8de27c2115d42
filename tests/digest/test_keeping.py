from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest.delivery import ALREADY, READY
from plugins.digest.frozen import thaw
from plugins.digest.keeping import kept
from plugins.digest.ledger import SUBMITTED
from plugins.digest.pieces import Edition
from tests.digest.samples import article, edition

CUT = datetime(2026, 12, 3, 8, tzinfo=UTC)
CHANGED = edition(article("changed-since"))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def frozen(folder: Path) -> Edition:
    return thaw((folder / "2026-11.json").read_text(encoding="utf-8"), "x").edition


def send(folder: Path, made: Edition, outcome: str) -> None:
    with kept(folder, made, CUT, "abc") as files:
        files.settle(outcome)


def test_an_edition_is_held_while_it_is_sent_and_frozen_then(tmp_path: Path):
    with kept(tmp_path, edition(), CUT, "abc") as files:
        assert names(tmp_path) == ["2026-11.json.held"]
        files.settle(SUBMITTED)
    assert names(tmp_path) == ["2026-11.json"]
    assert frozen(tmp_path) == edition()


def test_one_that_surely_did_not_leave_is_forgotten(tmp_path: Path):
    with pytest.raises(ProblemsFound), kept(tmp_path, edition(), CUT, "abc"):
        raise ProblemsFound([])
    assert names(tmp_path) == []


def test_what_another_run_holds_is_not_forgotten_by_one_that_is_refused(tmp_path: Path):
    with pytest.raises(Uncertain), kept(tmp_path, edition(), CUT, "abc"):
        raise Uncertain("look")
    with pytest.raises(ProblemsFound), kept(tmp_path, CHANGED, CUT, "abc"):
        raise ProblemsFound([])
    assert names(tmp_path) == ["2026-11.json.held"]


def test_one_of_unknown_fate_stays_held_and_is_what_the_next_run_keeps(tmp_path: Path):
    with pytest.raises(Uncertain), kept(tmp_path, edition(), CUT, "abc"):
        raise Uncertain("look")
    assert names(tmp_path) == ["2026-11.json.held"]
    send(tmp_path, CHANGED, ALREADY)
    assert names(tmp_path) == ["2026-11.json"]
    assert frozen(tmp_path) == edition()


def test_a_draft_is_not_frozen_and_may_be_composed_anew(tmp_path: Path):
    send(tmp_path, edition(), READY)
    assert names(tmp_path) == ["2026-11.json.draft"]
    send(tmp_path, CHANGED, READY)
    assert names(tmp_path) == ["2026-11.json.draft"]
    send(tmp_path, CHANGED, SUBMITTED)
    assert names(tmp_path) == ["2026-11.json"]
    assert frozen(tmp_path) == CHANGED


def test_a_draft_that_a_person_sent_is_what_readers_got(tmp_path: Path):
    send(tmp_path, edition(), READY)
    send(tmp_path, CHANGED, ALREADY)
    assert names(tmp_path) == ["2026-11.json"]
    assert frozen(tmp_path) == edition()


def test_what_is_frozen_is_never_written_again(tmp_path: Path):
    for made in (edition(), CHANGED):
        send(tmp_path, made, SUBMITTED)
    assert frozen(tmp_path) == edition()
    assert names(tmp_path) == ["2026-11.json"]
