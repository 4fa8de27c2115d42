"""Every fault at every call, of an edition and of a correction: run, run again until done, and
look after each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from .faults import LATE, ONCE, OUTAGES, PEOPLE, SLOW, STALE, redirect
from .machine import (
    CORRECTION,
    EDITION,
    QUICK,
    Job,
    Machine,
    World,
    finish,
    judge,
    judge_end,
    world,
)
from .wire import Fault

ORDINARY = (
    "GET /campaigns",  # was it sent before?
    "GET /campaigns",
    "GET /lists/aaaa1111",
    "POST /campaigns",
    "GET /campaigns",
    "GET /campaigns/x",
    "GET /campaigns/x/content",
    "PUT /campaigns/x/content",
    "GET /campaigns/x/content",
    "GET /campaigns/x/send-checklist",
    "GET /campaigns/x",  # the readers are still being counted
    "GET /campaigns/x/send-checklist",
    "GET /campaigns/x",
    "GET /campaigns",  # just before
    "GET /campaigns/x",
    "POST /campaigns/x/actions/send",
    "GET /campaigns",
    "GET /campaigns/x",
)
"""The calls of a run in which nothing goes wrong."""

CALLS = {
    EDITION.key: ORDINARY,
    CORRECTION.key: ("GET /campaigns/w", "GET /reports/w", *ORDINARY),  # who received it?
}
both = pytest.mark.parametrize("job", [EDITION, CORRECTION], ids=["edition", "correction"])


@both
def test_the_calls_of_an_ordinary_run(job: Job, tmp_path: Path) -> None:
    with world(tmp_path, job) as at:
        judge_end(at, at.machine().run())
        (ident,) = at.campaigns()
        asked = [each.replace(ident, "x") for each in at.fake.asked]
        asked = [each.replace(at.wrong or "nothing", "w") for each in asked]
        assert tuple(asked) == CALLS[job.key]


def at_every_call(
    folder: Path,
    job: Job,
    fault: Fault,
    run: Callable[[World, Machine, Fault, int], None],
    **given: Any,
) -> None:
    """Do *run* once for every call of an ordinary run at which *fault* makes a difference."""
    for number, call in enumerate(CALLS[job.key]):
        if (fault.acts or fault.late) and call.startswith("GET "):
            continue
        place = folder / str(number)
        place.mkdir()
        with world(place, job) as at:
            run(at, at.machine(**given), fault, number)
            assert at.wire.calls > number


def arm(at: World, machine: Machine, fault: Fault, number: int, *, onward: bool = False) -> None:
    at.plan((number, fault), onward=onward)
    if fault.unsent:
        refuse(at, machine, number, onward=onward)


def refuse(at: World, machine: Machine, number: int, *, onward: bool) -> None:
    """Let nobody listen for the call with this number; the next one, after a pause, is heard."""
    dead, alive = at.wire.dead(), at.wire.host

    def choose(seen: int, _verb: str, _path: str) -> None:
        if seen == number - 1:
            client.host = dead

    def wake() -> None:
        if not onward:
            client.host = alive

    transport = machine.open()
    client = transport.edge._client.api_client
    machine.open = lambda: transport  # type: ignore[method-assign]
    if number == 0:
        client.host = dead
    at.wire.plan = choose
    at.fake.clock.woken.append(wake)


def once(at: World, machine: Machine, fault: Fault, number: int) -> None:
    arm(at, machine, fault, number)
    result = machine.run()
    judge(at, result)
    vars(machine).pop("open", None)
    judge_end(at, finish(at, machine))


def outage(at: World, machine: Machine, fault: Fault, number: int) -> None:
    arm(at, machine, fault, number, onward=True)
    began = at.fake.clock.now
    result = machine.run()
    assert at.fake.clock.now - began < 1200, "a run has to end"
    judge(at, result)
    vars(machine).pop("open", None)
    at.fake.clock.woken.clear()
    judge_end(at, finish(at, machine))


@both
@pytest.mark.parametrize("fault", ONCE, ids=str)
def test_a_call_that_fails_once(job: Job, fault: Fault, tmp_path: Path) -> None:
    at_every_call(tmp_path, job, fault, once)


@both
@pytest.mark.parametrize("fault", OUTAGES, ids=str)
def test_an_outage_that_begins_at_a_call(job: Job, fault: Fault, tmp_path: Path) -> None:
    at_every_call(tmp_path, job, fault, outage, tries=2)


@both
@pytest.mark.parametrize("fault", SLOW, ids=str)
def test_a_call_without_an_answer(job: Job, fault: Fault, tmp_path: Path) -> None:
    at_every_call(tmp_path, job, fault, once, timeouts=QUICK)


@both
@pytest.mark.parametrize("index", [0, 1])
def test_a_redirect_never_carries_the_key_away(job: Job, index: int, tmp_path: Path) -> None:
    def run(at: World, machine: Machine, _fault: Fault, number: int) -> None:
        once(at, machine, redirect(at.wire)[index], number)

    at_every_call(tmp_path, job, Fault("redirect"), run)


@both
@pytest.mark.parametrize(
    ("fault", "lag"), [*product(LATE, [45.0, 400.0]), (STALE, 4000.0)], ids=str
)
def test_a_list_that_hides_new_campaigns(
    job: Job, fault: Fault, lag: float, tmp_path: Path
) -> None:
    def run(at: World, machine: Machine, fault: Fault, number: int) -> None:
        at.fake.lag = lag
        once(at, machine, replace(fault, event=None), number)

    at_every_call(tmp_path, job, fault, run)


@both
@pytest.mark.parametrize("fault", PEOPLE, ids=str)
def test_a_person_acts_in_the_web_pages(job: Job, fault: Fault, tmp_path: Path) -> None:
    """Nobody gets two; a draft that vanished when it was ready ends in 2, never in a second one."""

    def run(at: World, machine: Machine, fault: Fault, number: int) -> None:
        arm(at, machine, fault, number)
        first = machine.run()
        judge(at, first, people=True)
        at.heal()
        at.fake.clock.now += 3600
        second = machine.run()
        judge(at, second, people=True)
        assert second.code in (0, 2), second.words
        assert second.code == 0 or "deletes" in fault.name
        states = [each.state for each in machine.ledger]
        if second.code == 2:
            assert "gone" in second.words
            assert "ready" in states

    at_every_call(tmp_path, job, fault, run)


@both
@pytest.mark.parametrize("lag", [0.0, 30.0, 300.0])
def test_a_second_machine_runs_before_a_call_of_the_first(
    job: Job, lag: float, tmp_path: Path
) -> None:
    def run(at: World, one: Machine, _fault: Fault, number: int) -> None:
        at.fake.lag = lag
        two = at.machine("two")
        at.wire.interludes[number] = lambda: judge(at, two.run())
        judge(at, one.run())
        for machine in (one, two):
            judge_end(at, finish(at, machine))

    at_every_call(tmp_path, job, Fault("another machine"), run)
