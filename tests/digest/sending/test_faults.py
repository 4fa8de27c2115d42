"""Every fault at every call: run, run again until done, and look after each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import count, product
from pathlib import Path

import pytest

from .faults import LATE, ONCE, OUTAGES, PEOPLE, SLOW, STALE, redirect
from .machine import QUICK, Machine, World, finish, judge, judge_end, world
from .wire import Fault

MOST = 30  # calls of an ordinary run, and some


def at_every_call(
    folder: Path, fault: Fault, run: Callable[[World, Machine, Fault, int], None], **given: object
) -> int:
    """Do *run* with *fault* at the first call, the second ... until a run has no such call."""
    for number in count():
        place = folder / str(number)
        place.mkdir()
        with world(place) as at:
            machine = at.machine(**given)
            before = at.wire.calls
            run(at, machine, fault, number)
            if number >= at.wire.calls - before or number > MOST:
                return number
    raise AssertionError


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


@pytest.mark.parametrize("fault", ONCE, ids=str)
def test_a_call_that_fails_once(fault: Fault, tmp_path: Path) -> None:
    assert at_every_call(tmp_path, fault, once) >= 15


@pytest.mark.parametrize("fault", OUTAGES, ids=str)
def test_an_outage_that_begins_at_a_call(fault: Fault, tmp_path: Path) -> None:
    assert at_every_call(tmp_path, fault, outage) >= 10


@pytest.mark.parametrize("fault", SLOW, ids=str)
def test_a_call_without_an_answer(fault: Fault, tmp_path: Path) -> None:
    assert at_every_call(tmp_path, fault, once, timeouts=QUICK) >= 10


@pytest.mark.parametrize("index", [0, 1])
def test_a_redirect_never_carries_the_key_away(index: int, tmp_path: Path) -> None:
    def run(at: World, machine: Machine, _fault: Fault, number: int) -> None:
        once(at, machine, redirect(at.wire)[index], number)

    assert at_every_call(tmp_path, Fault("redirect"), run) >= 15


@pytest.mark.parametrize(
    ("fault", "lag"), [*product(LATE, [45.0, 400.0]), (STALE, 4000.0)], ids=str
)
def test_a_list_that_hides_new_campaigns(fault: Fault, lag: float, tmp_path: Path) -> None:
    def run(at: World, machine: Machine, fault: Fault, number: int) -> None:
        at.fake.lag = lag
        once(at, machine, replace(fault, event=None), number)

    assert at_every_call(tmp_path, fault, run) >= 10


@pytest.mark.parametrize("fault", PEOPLE, ids=str)
def test_a_person_acts_in_the_web_pages(fault: Fault, tmp_path: Path) -> None:
    """Nobody gets two; a draft that vanished when it was ready ends in 2, never in a second one."""

    def run(at: World, machine: Machine, fault: Fault, number: int) -> None:
        arm(at, machine, fault, number)
        first = machine.run()
        judge(at, first, people=True)
        at.heal()
        at.fake.clock.now += 3600
        second = machine.run()
        judge(at, second, people=True)
        if "deletes" not in fault.name:
            assert second.code == 0, second.words
        states = [each.state for each in machine.ledger]
        if second.code == 2:
            assert "gone" in second.words and "ready" in states

    assert at_every_call(tmp_path, fault, run) >= 10
