from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest.delivery import ALREADY, READY, Receipt
from plugins.digest.found import read_found
from plugins.digest.frozen import freeze, thaw
from plugins.digest.keeping import Keeping, kept
from plugins.digest.ledger import SUBMITTED
from plugins.digest.message import Message
from plugins.digest.pieces import Edition
from tests.digest.samples import article, edition

CUT = datetime(2026, 12, 3, 8, tzinfo=UTC)
CHANGED = edition(article("changed-since"))
STORED = Message("Subject", "Preheader", "<p>html</p>", "text\nhttps://x.example/")
RECEIPT = Receipt("k", "post", "7", submitted="2026-12-04T09:00:00+00:00", outcome=ALREADY)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def frozen(folder: Path) -> Edition:
    return thaw((folder / "2026-11.json").read_text(encoding="utf-8"), "x").edition


def keeping(folder: Path, made: Edition) -> Callable[[], Keeping]:
    return kept(folder / "2026-11.json", freeze(made, CUT, "abc"))


def send(folder: Path, made: Edition, outcome: str) -> None:
    with keeping(folder, made) as files:
        files.settle(outcome)


def find(folder: Path, made: Edition, stored: Message | None, sent: Edition | None) -> str:
    """A run that is told "already sent"; *stored* is the mail of the edition *sent*."""

    def is_it(text: str, mail: Message) -> bool:
        assert mail == stored
        return thaw(text, "x").edition == sent

    with keeping(folder, made) as files:
        return files.recognise(RECEIPT, stored, is_it, CUT)


def test_an_edition_is_held_while_it_is_sent_and_frozen_then(tmp_path: Path):
    with keeping(tmp_path, edition()) as files:
        assert names(tmp_path) == ["2026-11.json.held"]
        files.settle(SUBMITTED)
    assert names(tmp_path) == ["2026-11.json"]
    assert frozen(tmp_path) == edition()


def test_one_that_surely_did_not_leave_is_forgotten(tmp_path: Path):
    with pytest.raises(ProblemsFound), keeping(tmp_path, edition()):
        raise ProblemsFound([])
    assert names(tmp_path) == []


def test_what_another_run_holds_is_not_forgotten_by_one_that_is_refused(tmp_path: Path):
    with pytest.raises(Uncertain), keeping(tmp_path, edition()):
        raise Uncertain("look")
    with pytest.raises(ProblemsFound), keeping(tmp_path, CHANGED):
        raise ProblemsFound([])
    assert names(tmp_path) == ["2026-11.json.held"]


def test_one_of_unknown_fate_stays_held_and_is_what_the_next_run_keeps(tmp_path: Path):
    with pytest.raises(Uncertain), keeping(tmp_path, edition()):
        raise Uncertain("look")
    assert names(tmp_path) == ["2026-11.json.held"]
    send(tmp_path, CHANGED, SUBMITTED)
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
    assert find(tmp_path, CHANGED, STORED, sent=edition()) == ""
    assert names(tmp_path) == ["2026-11.json"]
    assert frozen(tmp_path) == edition()


def test_what_was_sent_before_is_frozen_if_it_is_what_is_held(tmp_path: Path):
    with pytest.raises(Uncertain), keeping(tmp_path, edition()):
        raise Uncertain("look")
    assert find(tmp_path, CHANGED, STORED, sent=edition()) == ""
    assert frozen(tmp_path) == edition()
    assert names(tmp_path) == ["2026-11.json"]


def test_what_is_composed_today_is_frozen_only_if_it_is_what_was_sent(tmp_path: Path):
    assert find(tmp_path, edition(), STORED, sent=edition()) == ""
    assert frozen(tmp_path) == edition()


@pytest.mark.parametrize("drafted", [False, True])
def test_what_is_none_of_ours_is_kept_as_the_mail_that_it_is(drafted: bool, tmp_path: Path):
    if drafted:
        send(tmp_path, edition(), READY)
    said = find(tmp_path, CHANGED, STORED, sent=None)
    assert "not what this run would send" in said
    assert "2026-11.json.found" in said
    assert names(tmp_path) == ["2026-11.json.found"]
    found = read_found((tmp_path / "2026-11.json.found").read_text(encoding="utf-8"), "x")
    assert (found.message, found.reference) == (STORED, "7")
    assert found.submitted == datetime(2026, 12, 4, 9, tzinfo=UTC)
    assert found.links == ("https://x.example/",)


def test_nothing_is_claimed_where_it_cannot_be_read_back(tmp_path: Path):
    assert "cannot be read back" in find(tmp_path, CHANGED, None, sent=None)
    assert names(tmp_path) == []
    with pytest.raises(Uncertain), keeping(tmp_path, edition()):
        raise Uncertain("look")
    assert "cannot be read back" in find(tmp_path, CHANGED, None, sent=None)
    assert names(tmp_path) == ["2026-11.json.held"]


def test_a_mail_of_unknown_day_counts_from_now(tmp_path: Path):
    with keeping(tmp_path, CHANGED) as files:
        files.recognise(replace(RECEIPT, submitted=""), STORED, lambda _text, _mail: False, CUT)
    text = (tmp_path / "2026-11.json.found").read_text(encoding="utf-8")
    assert read_found(text, "x").submitted == CUT


def test_what_is_frozen_is_never_written_again(tmp_path: Path):
    for made in (edition(), CHANGED):
        send(tmp_path, made, SUBMITTED)
    assert find(tmp_path, CHANGED, STORED, sent=CHANGED) == ""
    assert frozen(tmp_path) == edition()
    assert names(tmp_path) == ["2026-11.json"]


def test_what_another_machine_finished_is_held_no_longer(tmp_path: Path):
    with pytest.raises(Uncertain), keeping(tmp_path, edition()):
        raise Uncertain("look")
    (tmp_path / "2026-11.json").write_text(freeze(edition(), CUT), encoding="utf-8")
    send(tmp_path, CHANGED, ALREADY)
    assert names(tmp_path) == ["2026-11.json"]
