"""Making an audience fit for themes: every fault at every call, and again until it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.blog import ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest.personal import Personal
from plugins.digest.transports.mailchimp_account import Clock
from plugins.digest.transports.mailchimp_audience import Audience
from plugins.digest.transports.mailchimp_client import Timeouts
from plugins.digest.transports.mailchimp_setup import Setup, State

from .faults import LATE, ONCE, OUTAGES, SLOW
from .machine import LIST, OTHER, SETTINGS, World, judge_secrecy, world
from .wire import KEY, Fault, Raw

QUICK = Timeouts(connect=0.2, read=0.12, look=0.2, act=0.2)
THEMES = Personal("Topics", "Everything", {"Courage": ("sacrifice",)})
WANTED = ["Courage", "Everything"]
HIDING = b'{"categories": [], "interests": [], "members": [], "total_items": 0}'
STALE = Fault("a list that hides everything", Raw(200, HIDING, "application/json"))
FAULTS = (*ONCE, STALE)
STATUSES = {
    "ann": "subscribed",
    "ben": "subscribed",
    "cleo": "subscribed",
    "una": "unsubscribed",
    "cy": "cleaned",
    "pat": "pending",
    "arch": "archived",
}
ORDINARY = (
    "GET /interest-categories",
    "GET /interest-categories",  # missing, seen twice
    "POST /interest-categories",
    "GET /interest-categories",
    "GET /interest-categories/x/interests",
    "POST /interest-categories/x/interests",
    "GET /interest-categories",
    "GET /interest-categories/x/interests",
    "POST /interest-categories/x/interests",
    "GET /interest-categories",
    "GET /interest-categories/x/interests",
    "GET /members",
    "PATCH /members/m",
    "PATCH /members/m",
    "PATCH /members/m",
    "GET /members",  # nobody is left without a choice
    "GET /interest-categories",
    "GET /interest-categories/x/interests",
    "GET /members",  # how it is now
)
"""The calls of a run over an audience that has nothing yet."""
ACTING = [number for number, call in enumerate(ORDINARY) if not call.startswith("GET ")]


class Killed(BaseException):
    """The process is gone."""


class Computer:
    """Runs the set-up as the command does."""

    def __init__(self, at: World, **given: Any) -> None:
        self.at, self.given, self.said = at, given, list[str]()
        self.state: State | None = None
        self.spoil: Callable[[Audience], None] = lambda _: None

    def setup(self) -> Setup:
        fake = self.at.fake.clock
        keys = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}
        clock = Clock(lambda: fake.now, fake.sleep, fake.moment)
        host = self.at.wire.host
        audience = Audience.open(SETTINGS, keys, host=host, clock=clock, **self.given)
        self.spoil(audience)
        return Setup(audience, THEMES, self.said.append)

    def run(self) -> int:
        """The exit code; what was said is in ``said``."""
        try:
            self.state = self.setup().run()
        except ProblemsFound as wrong:
            self.said.append(str(wrong))
            return 1
        except Uncertain as unsure:
            self.said.append(str(unsure))
            return 2
        return 0


def judge(computer: Computer, code: int) -> None:
    """What must hold after every run, whatever went wrong."""
    at = computer.at
    people = at.fake.people
    assert at.fake.violations == []
    assert {k.partition("@")[0]: v for k, v in at.fake.audiences[LIST].items()} == STATUSES
    assert people.titles(LIST).count("Topics") <= 1, "two categories of one name"
    names = people.names(LIST)
    assert len(names) == len(set(names)), "two groups of one name"
    assert people.titles(OTHER) == []
    chosen = people.chosen(LIST)
    for who in ("una", "cy", "pat", "arch"):
        assert chosen[who] == set(), f"{who} was touched"
    for who in ("ann", "ben", "cleo"):
        assert chosen[who] <= {"Everything"}
    assert {each.partition("@")[0] for each in people.patched} <= {"ann", "ben", "cleo"}
    assert at.fake.mails == []
    assert all("\n" not in each and len(each) < 400 for each in computer.said)
    assert code == 0 or computer.said
    for line in computer.said:
        assert KEY not in line
        assert "@" not in line
    judge_secrecy(at)


def finish(computer: Computer, runs: int = 4) -> None:
    """Run again until it is done, then once more: nothing is left to do."""
    at = computer.at
    at.heal()
    computer.spoil = lambda _: None
    at.fake.catch_up()
    code = 1
    for _ in range(runs):
        at.fake.clock.now += 3600.0
        at.fake.pass_time()
        code = computer.run()
        judge(computer, code)
        if code == 0:
            break
    assert code == 0, computer.said[-1]
    people = at.fake.people
    assert people.titles(LIST) == ["Topics"]
    assert people.names(LIST) == WANTED
    assert {who for who, each in people.chosen(LIST).items() if each} == {"ann", "ben", "cleo"}
    assert computer.state is not None
    assert (computer.state.missing, computer.state.idle) == ((), ())
    asked = len(at.fake.asked)
    assert computer.run() == 0
    assert all(each.startswith("GET ") for each in at.fake.asked[asked:])


def at_every_call(
    folder: Path, fault: Fault, run: Callable[[Computer, Fault, int], None], **given: Any
) -> None:
    for number in ACTING if fault.acts or fault.late else range(len(ORDINARY)):
        place = folder / str(number)
        place.mkdir()
        with world(place) as at:
            run(Computer(at, **given), fault, number)
            assert at.wire.calls > number


def arm(computer: Computer, fault: Fault, number: int, *, onward: bool = False) -> None:
    at = computer.at
    at.plan((number, fault), onward=onward)
    if fault.unsent:
        dead = at.wire.dead()

        def spoil(audience: Audience) -> None:
            client, alive = audience.people._client.api_client, at.wire.host
            if number == 0:
                client.host = dead

            def choose(seen: int, _verb: str, _path: str) -> None:
                if seen == number - 1:
                    client.host = dead

            def wake() -> None:
                if not onward:
                    client.host = alive

            at.wire.plan = choose
            at.fake.clock.woken.append(wake)

        computer.spoil = spoil


def once(computer: Computer, fault: Fault, number: int, *, onward: bool = False) -> None:
    arm(computer, fault, number, onward=onward)
    began = computer.at.fake.clock.now
    code = computer.run()
    assert computer.at.fake.clock.now - began < 1200, "a run has to end"
    judge(computer, code)
    computer.at.fake.clock.woken.clear()
    finish(computer)


def test_the_calls_of_an_ordinary_run(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        computer = Computer(at)
        assert computer.run() == 0
        (category,) = at.fake.people.categories[LIST]
        told = [each.replace(f"/lists/{LIST}", "") for each in at.fake.asked]
        told = [each.replace(category["id"], "x") for each in told]
        told = [each.partition("/members/")[0] + "/members/m" if "/members/" in each else each
                for each in told]  # fmt: skip
        assert tuple(told) == ORDINARY
        assert computer.said == [
            "adding the category Topics",
            "adding the group Courage",
            "adding the group Everything",
            "into Everything: 3 of 3 subscribers",
        ]
        judge(computer, 0)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_call_that_fails_once(fault: Fault, tmp_path: Path) -> None:
    at_every_call(tmp_path, fault, once)


@pytest.mark.parametrize("fault", OUTAGES, ids=str)
def test_an_outage_that_begins_at_a_call(fault: Fault, tmp_path: Path) -> None:
    at_every_call(tmp_path, fault, lambda *given: once(*given, onward=True), tries=2)


@pytest.mark.parametrize("fault", SLOW, ids=str)
def test_a_call_without_an_answer(fault: Fault, tmp_path: Path) -> None:
    at_every_call(tmp_path, fault, once, timeouts=QUICK)


@pytest.mark.parametrize("lag", [20.0, 100.0])
@pytest.mark.parametrize("fault", LATE, ids=str)
def test_lists_that_hide_what_is_new(fault: Fault, lag: float, tmp_path: Path) -> None:
    def run(computer: Computer, fault: Fault, number: int) -> None:
        computer.at.fake.people.lag = lag
        once(computer, fault, number)

    at_every_call(tmp_path, fault, run)


@pytest.mark.parametrize("acted", [False, True], ids=["before it acted", "after it acted"])
def test_a_run_that_is_killed_at_any_call(acted: bool, tmp_path: Path) -> None:
    def run(computer: Computer, _fault: Fault, number: int) -> None:
        def spoil(audience: Audience) -> None:
            for name in ("_look", "_act"):
                real = getattr(audience.people, name)
                setattr(audience.people, name, deadly(real))

        def deadly(real: Any) -> Any:
            def call(*given: Any, **named: Any) -> Any:
                if computer.at.wire.calls < number + acted:
                    answer = real(*given, **named)
                    if not acted or computer.at.wire.calls <= number:
                        return answer
                raise Killed

            return call

        computer.spoil = spoil
        with pytest.raises(Killed):
            computer.run()
        judge(computer, 0)
        finish(computer)
        assert computer.at.wire.calls > number

    for number in range(len(ORDINARY)):
        place = tmp_path / str(number)
        place.mkdir()
        with world(place) as at:
            run(Computer(at), Fault("killed"), number)


@pytest.mark.parametrize("twins", [False, True], ids=["refused", "allowed"])
def test_another_machine_is_there_first(twins: bool, tmp_path: Path) -> None:
    """Where Mailchimp takes a name twice, it is seen at once, and nothing is done with either."""
    for number in range(len(ORDINARY)):
        place = tmp_path / str(number)
        place.mkdir()
        with world(place) as at:
            at.fake.people.refuses_twins = not twins
            one, two = Computer(at), Computer(at)
            done: list[int] = []
            at.wire.interludes[number] = lambda two=two, done=done: done.append(two.run())
            code = one.run()
            assert done == [0]
            doubled = at.fake.people.titles(LIST).count("Topics") > 1
            names = at.fake.people.names(LIST)
            doubled = doubled or len(names) != len(set(names))
            if not doubled:
                assert code == 0
                judge(one, code)
            else:
                assert twins
                assert ORDINARY[number].startswith("POST ")
                assert code == 1
                assert "rename or delete" in one.said[-1]


def test_who_chose_keeps_the_choice(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        people = at.fake.people
        people.add_category(LIST, "Topics", "Everything", "Courage", "Old theme")
        people.add_category(LIST, "Where you work", "Shop")
        people.choose(LIST, "ann", "Courage", "Shop")
        people.choose(LIST, "ben", "Old theme", "Shop")
        computer = Computer(at)
        assert computer.run() == 0
        chosen = people.chosen(LIST)
        assert chosen["ann"] == {"Courage", "Shop"}
        assert chosen["ben"] == {"Old theme", "Shop", "Everything"}
        assert chosen["cleo"] == {"Everything"}
        assert people.names(LIST) == ["Everything", "Courage", "Old theme", "Shop"]
        assert computer.state is not None
        assert computer.state.foreign == (("Old theme", 1),)
        assert dict(computer.state.heads.choices) == {("Courage",): 1, ("Everything",): 2}


def test_looking_changes_nothing(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        state = Computer(at).setup().look()
        assert (state.category, state.missing) == (None, tuple(WANTED))
        assert len(state.idle) == state.heads.undecided == 3
        assert all(each.startswith("GET ") for each in at.fake.asked)


@pytest.mark.parametrize("name", ["everything", "COURAGE"])
def test_a_name_in_other_letters_has_to_be_mended_by_a_person(name: str, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.people.add_category(LIST, "Topics", name)
        computer = Computer(at)
        assert computer.run() == 1
        assert "make them alike" in computer.said[-1]
        assert all(each.startswith("GET ") for each in at.fake.asked)


def test_a_field_that_became_required_stops_nobody(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.people.demands_fields = True
        assert Computer(at).run() == 0


def test_many_readers_have_their_time_and_one_refused_hides_no_other(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.audiences[LIST] = {f"r{n}@{LIST}.example": "subscribed" for n in range(120)}
        at.fake.people.page = 50
        no = Raw(400, b'{"title": "No", "status": 400, "detail": "Not this one."}')
        at.wire.plan = lambda number, _, __: Fault("no", no) if number == 40 else None
        computer = Computer(at)
        assert computer.run() == 1
        assert (
            "1 of the subscribers could not be put into Everything: Not this one."
            in computer.said[-1]
        )
        assert "into Everything: 50 of 120 subscribers" in computer.said
        chosen = at.fake.people.chosen(LIST)
        assert sum(bool(each) for each in chosen.values()) == 119


def test_a_key_that_may_only_look_is_given_up_early(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.fake.people.add_category(LIST, "Topics", *WANTED)
        at.fake.audiences[LIST] = {f"r{n}@{LIST}.example": "subscribed" for n in range(120)}
        no = Raw(403, b'{"title": "No", "status": 403, "detail": "The user may not."}')
        at.wire.plan = lambda _, verb, __: Fault("no", no) if verb == "PATCH" else None
        computer = Computer(at)
        assert computer.run() == 1
        assert "The user may not.; 0 subscribers" in computer.said[-1]
        assert sum(each.startswith("PATCH") for each in at.fake.asked) < 15


def test_themes_of_another_name_are_another_setup(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        computer = Computer(at)
        assert computer.run() == 0
        setup = computer.setup()
        other = replace(THEMES, category="Onderwerpen", themes={"Moed": ("sacrifice",)})
        Setup(setup.audience, other).run()
        assert at.fake.people.titles(LIST) == ["Topics", "Onderwerpen"]
        assert at.fake.people.names(LIST) == [*WANTED, "Moed", "Everything"]
