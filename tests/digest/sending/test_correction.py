"""A correction goes to those who received the wrong edition, minus who has left, once each."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.digest.delivery import Receipt, deliver
from plugins.digest.transports.mailchimp import Mailchimp

from .faults import ONCE
from .machine import LIST, MESSAGE, MONTH_KEY, Machine, world
from .wire import Fault

KEY = f"{MONTH_KEY}-correction"
CORRECTION = replace(MESSAGE, subject="Correction: CX Greetz, November 2026")
PEOPLE = [f"p{number}@{LIST}.example" for number in range(8)]
BREAKS = st.tuples(st.integers(0, 24), st.sampled_from([f for f in ONCE if not f.unsent]))


def correct(machine: Machine) -> Receipt | None:
    def act(transport: Mailchimp) -> Receipt:
        at = machine.wire.fake.clock.moment()
        return deliver(CORRECTION, KEY, transport.correcting(MONTH_KEY), machine.ledger, at)

    return machine.run(act).receipt


def test_nobody_is_corrected_before_an_edition_was_sent(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        result = at.machine().run(lambda m: m.correcting(MONTH_KEY).send(CORRECTION, KEY))
        assert (result.code, "nobody to correct" in result.words) == (1, True)


def test_it_has_a_title_and_a_ledger_of_its_own(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        machine.run()
        assert correct(machine)
        titles = [each["settings"]["title"] for each in at.campaigns().values()]
        assert titles == ["CX Greetz 2026-11", "CX Greetz 2026-11 correction"]
        assert machine.run().words == "already sent"


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    first=st.sets(st.sampled_from(PEOPLE), min_size=1),
    later=st.sets(st.sampled_from(PEOPLE)),
    left=st.sets(st.sampled_from(PEOPLE)),
    faults=st.lists(BREAKS, max_size=2),
)
def test_overlapping_audiences(
    first: set[str], later: set[str], left: set[str], faults: list[tuple[int, Fault]]
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        with world(folder) as at:
            members = at.fake.audiences[LIST]
            members.clear()
            members.update(dict.fromkeys(sorted(first), "subscribed"))
            machine = at.machine()
            assert machine.run().code == 0
            members.update(dict.fromkeys(sorted(later), "subscribed"))
            members.update(dict.fromkeys(sorted(left & (first | later)), "unsubscribed"))
            before = len(at.fake.mails)
            at.plan(*faults)
            correct(machine)
            at.heal()
            for _ in range(4):
                at.fake.clock.now += 3600
                correct(machine)
            got = sorted(who for _, who in at.fake.mails[before:])
            assert got == sorted(first - left)
            assert at.fake.violations == []
    finally:
        shutil.rmtree(folder)
