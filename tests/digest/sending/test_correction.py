"""A correction goes to those who received the wrong edition, minus who has left, once each."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.digest.delivery import Receipt, deliver
from plugins.digest.transports.mailchimp import Mailchimp

from .fake_mailchimp import SENDS_FOR
from .faults import LATE, ONCE
from .machine import (
    CORRECTION,
    LIST,
    MESSAGE,
    MONTH_KEY,
    SETTINGS,
    Machine,
    Result,
    World,
    finish,
    judge,
    judge_end,
    judge_secrecy,
    world,
)
from .wire import Fault, Raw

PEOPLE = [f"p{number}@{LIST}.example" for number in range(8)]
SOME = st.sets(st.sampled_from(PEOPLE))
BREAKS = st.tuples(st.integers(0, 26), st.sampled_from([f for f in (*ONCE, *LATE) if not f.unsent]))


def correct(machine: Machine, number: int = 1) -> Result:
    """As ``invoke correct --send`` does it; *number* is which of the month's corrections it is."""
    key = CORRECTION.key if number == 1 else f"{CORRECTION.key}-{number}"
    message = replace(CORRECTION.message, preheader=f"The {number}. correction")

    def act(transport: Mailchimp) -> Receipt:
        at = machine.wire.fake.clock.moment()
        return deliver(message, key, transport.correcting(MONTH_KEY), machine.ledger, at)

    return machine.run(act)


def test_nobody_is_corrected_before_an_edition_was_sent(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        result = correct(at.machine())
        assert (result.code, "nobody to correct" in result.words) == (1, True)
        assert at.fake.asked == []


def test_it_has_a_title_and_a_ledger_of_its_own(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        machine.run()
        at.fake.clock.sleep(SENDS_FOR)
        assert [correct(machine).words for _ in range(2)] == ["submitted", "already sent"]
        assert correct(machine, 2).words == "submitted"
        titles = [each["settings"]["title"] for each in at.campaigns().values()]
        assert titles == [
            f"CX Greetz 2026-11{which}" for which in ("", " correction", " correction 2")
        ]
        assert machine.run().words == "already sent"
        assert set(Counter(who for _, who in at.fake.mails).values()) == {3}


def test_it_waits_until_everybody_has_got_the_wrong_one(tmp_path: Path) -> None:
    """While it is still being sent, Mailchimp does not know yet who will have received it."""
    with world(tmp_path) as at:
        machine = at.machine()
        machine.run()
        early = correct(machine)
        assert (early.code, "is still being sent" in early.words) == (1, True)
        assert len(at.campaigns()) == 1
        at.fake.clock.sleep(SENDS_FOR)
        none = Fault("nobody counted", Raw(200, b'{"emails_sent": 0}', "application/json"))
        at.wire.plan = lambda _number, _verb, path: none if path.startswith("/reports") else None
        unknown = correct(machine)
        assert (unknown.code, "nobody knows yet" in unknown.words) == (1, True)
        at.heal()
        assert correct(machine).words == "submitted"
        assert len(at.fake.mails) == 6


def test_the_settings_band_is_for_editions(tmp_path: Path) -> None:
    """Of three readers two have left; a correction to the third is no mistake."""
    with world(tmp_path) as at:
        machine = at.machine(settings=replace(SETTINGS, fewest=3))
        assert machine.run().code == 0
        at.fake.clock.sleep(SENDS_FOR)
        for who in list(at.fake.audiences[LIST])[:2]:
            at.fake.audiences[LIST][who] = "unsubscribed"
        assert correct(machine).words == "submitted"
        assert len(at.fake.mails) == 4


def test_more_readers_than_received_it_are_refused(tmp_path: Path) -> None:
    """A condition that is lost on the way would let everybody have it: then nobody gets it."""
    with world(tmp_path, CORRECTION) as at:
        at.fake.audiences[LIST] |= {f"new{n}@{LIST}.example": "subscribed" for n in range(9)}

        def lose(_number: int, _verb: str, _path: str) -> Fault | None:
            for each in at.campaigns().values():
                each["recipients"].pop("segment_opts", None)
            return None

        at.wire.plan = lose
        result = at.machine().run()
        assert (result.code, "does not go to the readers" in result.words) == (1, True)
        assert at.mails == []


def test_a_correction_that_was_interrupted_is_finished_by_the_next_run(tmp_path: Path) -> None:
    with world(tmp_path, CORRECTION) as at:
        machine = at.machine()
        at.plan((10, Fault("gone", Raw(503))), onward=True)
        first = machine.run()
        judge(at, first)
        assert first.code == 1
        judge_end(at, finish(at, machine))


@dataclass(frozen=True)
class Story:
    """Who received the wrong edition, who signed up and who left since, and what went wrong."""

    first: set[str]
    later: set[str]
    left: set[str]
    again: set[str]  # left, and signed up again
    faults: list[tuple[int, Fault]]
    machines: list[int]


STORIES = st.builds(
    Story,
    st.sets(st.sampled_from(PEOPLE), min_size=1),
    SOME,
    SOME,
    SOME,
    st.lists(BREAKS, max_size=2),
    st.lists(st.integers(0, 1), min_size=1, max_size=3),
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(story=STORIES)
def test_overlapping_audiences(story: Story) -> None:
    """Exactly those who got the wrong one and are subscribed get the right one, once; then those
    same people get a second correction once."""
    folder = Path(tempfile.mkdtemp())
    try:
        with world(folder) as at:
            machines = send_wrong_edition(at, story)
            stay = sorted(story.first - (story.left - story.again))
            before = len(at.fake.mails)
            at.plan(*story.faults)
            for which in story.machines:
                correct(machines[which])
            at.heal()
            expect(at, machines, 1, before, stay)
            expect(at, machines, 2, len(at.fake.mails), stay)
            assert at.fake.violations == []
            judge_secrecy(at)
    finally:
        shutil.rmtree(folder)


def send_wrong_edition(at: World, story: Story) -> list[Machine]:
    members = at.fake.audiences[LIST]
    members.clear()
    members.update(dict.fromkeys(sorted(story.first), "subscribed"))
    one, two = at.machine("one"), at.machine("two")
    assert one.run().code == 0
    two.ledger.path.parent.mkdir(exist_ok=True)
    two.ledger.path.write_bytes(one.ledger.path.read_bytes())  # as git would bring it
    at.fake.clock.sleep(3600)
    left = story.left & (story.first | story.later)
    members.update(dict.fromkeys(sorted(story.later), "subscribed"))
    members.update(dict.fromkeys(sorted(left), "unsubscribed"))
    members.update(dict.fromkeys(sorted(story.again & left), "subscribed"))
    return [one, two]


def expect(at: World, machines: list[Machine], number: int, before: int, stay: list[str]) -> None:
    """After some runs on both machines: exactly *stay*, once each; with nobody left, a refusal."""
    for _ in range(4):
        at.fake.clock.sleep(3600)
        results = [correct(each, number) for each in machines]
    assert sorted(who for _, who in at.fake.mails[before:]) == stay
    for result in results:
        assert result.words == ("already sent" if stay else result.words)
        assert result.code == (0 if stay else 1)


def test_the_message_of_a_correction_is_not_that_of_the_edition() -> None:
    assert CORRECTION.message != MESSAGE
    assert CORRECTION.message.subject.startswith("Correction:")
