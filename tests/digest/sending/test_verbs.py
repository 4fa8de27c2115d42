"""Drafts, times, test mails, status and report."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.month import Month
from plugins.digest.transports.mailchimp import Mailchimp, Report
from tests.digest.samples import NOVEMBER, article

from .fake_mailchimp import START
from .faults import ONCE
from .house import house
from .machine import MESSAGE, MONTH_KEY, READERS, finish, judge, judge_end, judge_secrecy, world
from .wire import Fault

EVENING = START + timedelta(hours=9)


def test_a_draft_is_left_to_a_person_whose_press_is_recognised(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        result = machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY))
        assert (result.code, result.words) == (0, "ready")
        assert not at.fake.mails
        (ident,) = at.campaigns()
        again = machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY))
        assert (again.words, list(at.campaigns())) == ("ready", [ident])
        at.fake.press_send(ident)
        after = machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY))
        assert (after.code, after.words) == (0, "already sent")
        assert [each.state for each in machine.ledger][-1] == "submitted"
        judge_end(at, finish(at, machine))
        del at.fake.campaigns[ident]
        long_after = machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY))
        assert (long_after.code, long_after.words) == (0, "already sent")


def test_a_draft_that_was_ready_and_is_gone_is_never_made_again(tmp_path: Path) -> None:
    """Somebody may have sent it and deleted it then."""
    with world(tmp_path) as at:
        machine = at.machine()
        machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY))
        (ident,) = at.campaigns()
        at.fake.press_send(ident)
        del at.fake.campaigns[ident]
        result = machine.run()
        judge(at, result, people=True)
        assert (result.code, "is gone" in result.words) == (2, True)
        assert machine.run().code == 2
        assert sorted(who for _, who in at.fake.mails) == READERS


@pytest.mark.parametrize("fault", ONCE[1::8], ids=str)
def test_a_draft_survives_a_fault_at_every_call(fault: Fault, tmp_path: Path) -> None:
    for number in range(18):
        place = tmp_path / str(number)
        with world(place) as at:
            machine = at.machine()
            at.plan((number, fault))
            judge(at, machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY)), people=True)
            at.heal()
            assert not at.fake.mails
            judge_end(at, finish(at, machine))


def test_a_time_is_kept_by_a_paid_plan(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.paid = True
        machine = at.machine()
        result = machine.run(lambda m: m.schedule(MESSAGE, MONTH_KEY, EVENING))
        assert (result.code, result.words) == (0, "scheduled")
        assert machine.run().words == "scheduled"
        assert not at.fake.mails
        at.fake.catch_up()
        assert machine.run().words == "already sent"
        judge_end(at, finish(at, machine))


def test_a_time_is_refused_by_a_free_plan(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        result = machine.run(lambda m: m.schedule(MESSAGE, MONTH_KEY, EVENING))
        judge(at, result)
        assert (result.code, "does not include scheduling" in result.words) == (1, True)
        assert [each.state for each in machine.ledger].count("sending") == 1
        assert at.fake.clock.now < 15  # a plan does not change while one waits
        assert machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY)).words == "ready"
        assert at.fake.clock.now < 30
        judge_end(at, finish(at, machine))


@pytest.mark.parametrize(
    ("minutes", "words"), [(7, "is not a quarter hour"), (-60, "is over"), (0, "is over")]
)
def test_a_time_that_cannot_be(minutes: int, words: str, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        moment = START + timedelta(minutes=minutes)
        result = at.machine().run(lambda m: m.schedule(MESSAGE, MONTH_KEY, moment))
        assert (result.code, words in result.words, at.fake.asked) == (1, True, [])


def test_a_test_mail_goes_to_nobody_else(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        result = machine.run(lambda m: m.test(MESSAGE, MONTH_KEY, ["me@greetz.example"]))
        assert (result.code, result.words) == (0, "test sent")
        assert [who for _, who in at.fake.tests] == ["me@greetz.example"]
        assert not at.fake.mails
        at.fake.tests.clear()
        judge_end(at, finish(at, machine))
        late = machine.run(lambda m: m.test(MESSAGE, MONTH_KEY, ["me@greetz.example"]))
        assert (late.code, "no draft left" in late.words, at.fake.tests) == (1, True, [])


def test_a_test_mail_of_unknown_fate_says_so(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        lost = Fault("lost", "drop", acts=True)
        at.wire.plan = lambda _number, _verb, path: lost if path.endswith("/test") else None
        result = machine.run(lambda m: m.test(MESSAGE, MONTH_KEY, ["me@greetz.example"]))
        assert (result.code, "no subscriber got anything" in result.words) == (2, True)
        judge_secrecy(at)


def test_status_tells_both_sides_and_changes_nothing(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        assert list(machine.open().status(MONTH_KEY)) == ["Mailchimp: no campaign of this edition"]
        machine.run()
        (ident,) = at.campaigns()
        asked = len(at.fake.asked)
        lines = list(machine.open().status(MONTH_KEY))
        assert lines[-2].startswith(f"ledger: submitted {ident}")
        assert lines[-1].startswith(f"Mailchimp: {ident} sending")
        assert not [each for each in at.fake.asked[asked:] if not each.startswith("GET ")]


def test_the_report_counts_no_opens_and_no_clicks(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        machine.run()
        transport: Mailchimp = machine.open()
        report = transport.report(MONTH_KEY)
        assert report == Report(3, 3, 1, 0, report.submitted)
        assert report.submitted.startswith("2026-12-01T09:00")


@pytest.mark.parametrize(("paid", "words"), [(False, "as a draft"), (True, "for its time")])
def test_what_is_not_sent_has_no_report_and_says_so(tmp_path: Path, paid: bool, words: str) -> None:
    with world(tmp_path) as at:
        at.fake.paid = paid
        machine = at.machine()
        if paid:
            machine.run(lambda m: m.schedule(MESSAGE, MONTH_KEY, EVENING))
        else:
            machine.run(lambda m: m.draft(MESSAGE, MONTH_KEY))
        (ident,) = at.campaigns()
        with pytest.raises(ProblemsFound) as found:
            machine.open().report(MONTH_KEY)
        (problem,) = found.value.problems
        said = "is not sent yet, so Mailchimp has no report of it: campaign"
        assert problem.message == f"{MONTH_KEY} {said} {ident} waits there {words}"
        assert not at.fake.mails


def test_the_report_is_told_in_words_and_of_what_was_sent_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as here:
        assert here.press().sent_month() is None
        here.send()
        here.articles.append(article("later", published=datetime(2026, 12, 1, tzinfo=UTC)))
        press = here.press()
        assert press.month(None) == Month(2026, 12)
        assert press.sent_month() == NOVEMBER
        lines = list(press.fared(press.shelf.edition(NOVEMBER)))
        assert lines[0] == "sent         Tuesday 1 December 2026, 10:00 (Europe/Amsterdam)"
