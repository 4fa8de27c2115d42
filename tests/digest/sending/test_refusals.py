"""What is refused, or tolerated, and in which words."""

from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.digest.ledger import Entry, Ledger

from .machine import LIST, MESSAGE, MONTH_KEY, SETTINGS, TITLE, finish, judge, judge_end, world
from .wire import Fault, Raw


def test_an_audience_that_is_not_there(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        del at.fake.audiences[LIST]
        result = at.machine().run()
        judge(at, result)
        assert (result.code, "audience aaaa1111 cannot be read" in result.words) == (1, True)


def test_nobody_subscribed(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.audiences[LIST] = {"una@x.example": "unsubscribed"}
        result = at.machine().run()
        judge(at, result)
        assert (result.code, "no recipients" in result.words) == (1, True)


@pytest.mark.parametrize("band", [(4, 0), (1, 2)])
def test_a_number_of_readers_outside_the_band(band: tuple[int, int], tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine(band=band)
        result = machine.run()
        judge(at, result)
        assert (result.code, "would go to 3 readers" in result.words) == (1, True)
        machine.band = (3, 3)
        judge_end(at, finish(at, machine))


def test_somebody_elses_campaign_of_that_name(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        ident = at.fake.add_campaign(TITLE, LIST)
        result = at.machine().run()
        judge(at, result)
        assert result.code == 1
        assert f'"{TITLE}" ({ident}) has this edition\'s name and is not ours' in result.words
        assert list(at.campaigns()) == [ident]


def test_a_campaign_of_that_name_that_went_out_is_the_edition(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.add_campaign(TITLE, LIST, "sent")
        result = at.machine().run()
        assert (result.code, result.words) == (0, "already sent")
        assert not at.fake.mails


@pytest.mark.parametrize("status", ["paused", "canceled", "canceling", "archived"])
def test_a_campaign_that_was_stopped_has_to_be_looked_at(status: str, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.add_campaign(TITLE, LIST, status)
        result = at.machine().run()
        judge(at, result)
        assert (result.code, f"is {status}" in result.words) == (2, True)


def test_a_free_plan_adds_a_badge_and_keeps_its_tracking(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.badge = at.fake.keeps_tracking = True
        result = at.machine().run()
        judge_end(at, result)
        assert result.receipt
        assert result.receipt.remarks == (
            "Mailchimp does not let this account switch its tracking off",
        )


def test_html_that_mailchimp_respells_is_sent_and_said(tmp_path: Path) -> None:
    with world(tmp_path) as at:

        def respell(_number: int, _verb: str, _path: str) -> Fault | None:
            for each in at.campaigns().values():
                each["_html"] = each["_html"].replace("<p>", '<p style="margin:0">')
            return None

        at.wire.plan = respell
        result = at.machine().run()
        judge_end(at, result)
        assert result.receipt
        assert "another spelling" in result.receipt.remarks[0]


def test_content_that_mailchimp_changes_is_refused(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine(message=replace(MESSAGE, html=MESSAGE.html + "<p>More</p>"))

        def spoil(_number: int, _verb: str, _path: str) -> Fault | None:
            for each in at.campaigns().values():
                each["_html"] = each["_html"].replace("More", "Less")
            return None

        at.wire.plan = spoil
        result = machine.run()
        judge(at, result)
        assert (result.code, '"More" is missing' in result.words) == (1, True)


def test_a_segment_that_appears_is_refused(tmp_path: Path) -> None:
    """A project that mistyped a segment's name once mailed its whole list; ours reads it back."""
    with world(tmp_path) as at:

        def narrow(number: int, _verb: str, _path: str) -> Fault | None:
            if number == 5:
                aim = {"condition_type": "Aim", "field": "aim", "op": "sent", "value": "x"}
                for each in at.campaigns().values():
                    each["recipients"]["segment_opts"] = {"match": "all", "conditions": [aim]}
            return None

        at.wire.plan = narrow
        result = at.machine().run()
        judge(at, result)
        assert (result.code, "does not go to the readers" in result.words) == (1, True)


def test_another_audience_than_the_one_it_was_begun_for(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        machine.ledger.record(
            Entry(MONTH_KEY, "mailchimp", "submitted", "0a0a", note="audience bbbb2222")
        )
        result = machine.run()
        assert (result.code, "begun for audience bbbb2222" in result.words) == (1, True)
        assert not at.fake.mails


def test_a_list_of_many_pages(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        for number in range(2300):
            at.fake.add_campaign(f"Old news {number}", LIST, "sent")
        at.foreign.update(at.fake.campaigns)
        result = at.machine().run()
        judge_end(at, result)
        assert at.fake.asked[:3] == ["GET /campaigns"] * 3


@pytest.mark.parametrize(
    "page",
    [
        {"campaigns": [], "total_items": 9},
        {"campaigns": [{"id": "aa"}, {"id": "aa"}], "total_items": 2},
        {"campaigns": [{"id": "a/b"}], "total_items": 1},
        {"campaigns": ["aa"], "total_items": 1},
        {"campaigns": [{"id": "aa"}], "total_items": 0},
    ],
)
def test_a_list_that_is_not_whole_is_no_list(page: dict[str, Any], tmp_path: Path) -> None:
    with world(tmp_path) as at:
        partial = Fault("partial", Raw(200, json.dumps(page).encode(), "application/json"))
        at.wire.plan = lambda _number, _verb, path: partial if path == "/campaigns" else None
        result = at.machine().run()
        judge(at, result)
        assert (result.code, "list of campaigns" in result.words) == (1, True)
        assert "POST /campaigns" not in at.fake.asked


@pytest.mark.parametrize("manner", ["drop", Raw(503), Raw(429), Raw(200), Raw(401, b"{}")])
def test_without_a_list_nothing_is_made(manner: str | Raw, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        broken = Fault("no list", manner)
        at.wire.plan = lambda _number, _verb, path: broken if path == "/campaigns" else None
        result = at.machine().run()
        judge(at, result)
        assert result.code == 1
        assert {each.split()[0] for each in at.fake.asked} == {"GET"}
        assert not at.machine().ledger.path.exists()


def test_lines_in_the_ledger_that_a_merge_has_left(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        judge_end(at, machine.run())
        lines = machine.ledger.path.read_text(encoding="utf-8")
        machine.ledger.path.write_text(f"<<<<<<< ours\n{lines}=======\n>>>>>>>\n", encoding="utf-8")
        result = machine.run()
        assert (result.code, result.words) == (0, "already sent")


@pytest.mark.parametrize("line", range(5))
def test_a_full_disk_at_a_line_of_the_ledger(
    line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        record, lines = Ledger.record, iter(range(9))

        def fail(self: Ledger, entry: Entry) -> Any:
            if next(lines) == line:
                raise OSError(errno.ENOSPC, "No space left on device")
            record(self, entry)

        monkeypatch.setattr(Ledger, "record", fail)
        result = machine.run()
        assert result.code == (2 if line == 4 else 1)
        assert "No space left on device" in result.words
        monkeypatch.undo()
        judge_end(at, finish(at, machine))


@pytest.mark.parametrize(
    ("key", "audience", "words"),
    [
        ("", "", "MAILCHIMP_API_KEY is not set\nMailchimp:1: MAILCHIMP_LIST_ID is not set"),
        ("x-evil.example/", "aaaa1111", "MAILCHIMP_API_KEY does not look like a key"),
        ("abc", "aaaa1111", "MAILCHIMP_API_KEY does not look like a key"),
        ("abc-us21\nx", "aaaa1111", "MAILCHIMP_API_KEY does not look like a key"),
        ("abc-us21", "a/../b", "MAILCHIMP_LIST_ID does not look like an audience's id"),
        ("abc-us21", "myserver1", "MAILCHIMP_LIST_ID does not look like an audience's id"),
    ],
)
def test_the_environment_is_checked_before_anything_is_sent(
    key: str, audience: str, words: str, tmp_path: Path
) -> None:
    from plugins.blog import ProblemsFound
    from plugins.digest.transports.mailchimp import Mailchimp

    environment = {"MAILCHIMP_API_KEY": key, "MAILCHIMP_LIST_ID": audience}
    with pytest.raises(ProblemsFound) as found:
        Mailchimp.open(SETTINGS, Ledger(tmp_path / "sent.jsonl"), environment)
    assert words in str(found.value)
    assert not key or key not in str(found.value)
