"""Two and three faults in any order, on two machines with ledgers of their own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .faults import LATE, ONCE
from .machine import Machine, World, finish, judge, judge_end, world

BREAKS = st.tuples(st.integers(0, 25), st.sampled_from([f for f in ONCE if not f.unsent]))


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[int, list[tuple[int, object]], bool]]:
    """Runs: which machine, which calls break how, and whether its ledger is lost before."""
    run = st.tuples(st.integers(0, 1), st.lists(BREAKS, min_size=1, max_size=3), st.booleans())
    return draw(st.lists(run, min_size=1, max_size=3))


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(story=stories(), lag=st.sampled_from([0.0, 0.0, 30.0, 120.0]))
def test_any_story_ends_with_one_mail_each(
    story: list[tuple[int, list[tuple[int, object]], bool]], lag: float
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        with world(folder) as at:
            at.fake.lag = lag
            machines = [at.machine("one"), at.machine("two")]
            for which, faults, lost in story:
                tell(at, machines[which], faults, lost=lost)
            results = [finish(at, each) for each in machines]
            for result in results:
                judge_end(at, result)
    finally:
        shutil.rmtree(folder)


def tell(at: World, machine: Machine, faults: list[tuple[int, object]], *, lost: bool) -> None:
    if lost:
        machine.ledger.path.unlink(missing_ok=True)
    at.plan(*faults)
    judge(at, machine.run())
    at.heal()
    at.fake.clock.now += 20.0


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    early=st.sampled_from([f for f in (*ONCE, *LATE) if not f.unsent]),
    number=st.integers(0, 40),
    turn=st.integers(0, 17),
    lag=st.sampled_from([0.0, 15.0, 90.0]),
)
def test_a_second_machine_in_the_middle_of_a_run(
    early: object, number: int, turn: int, lag: float
) -> None:
    """At one call of the first machine's run, the second makes a whole run of its own."""
    folder = Path(tempfile.mkdtemp())
    try:
        with world(folder) as at:
            at.fake.lag = lag
            one, two = at.machine("one"), at.machine("two")
            at.plan((number, early))
            at.wire.interludes[turn] = lambda: judge(at, two.run())
            judge(at, one.run())
            at.heal()
            for machine in (one, two):
                judge_end(at, finish(at, machine))
    finally:
        shutil.rmtree(folder)
