"""Looking at an audience: what it is, who is in it, and that nothing is changed or given away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.transports.mailchimp_account import Clock
from plugins.digest.transports.mailchimp_audience import Audience, Category, Group, Member
from plugins.digest.transports.mailchimp_client import Timeouts
from plugins.digest.transports.mailchimp_keys import is_set, read_keys

from .faults import AFTER, BEFORE, SLOW
from .machine import LIST, OTHER, SETTINGS, World, judge_secrecy, world
from .wire import KEY, Fault, Raw

QUICK = Timeouts(connect=0.2, read=0.12, look=0.2, act=0.2)
KEYS = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}


def audience(at: World, **given: object) -> Audience:
    fake = at.fake.clock
    clock = Clock(lambda: fake.now, fake.sleep, fake.moment)
    opened: Audience = Audience.open(SETTINGS, KEYS, host=at.wire.host, clock=clock, **given)  # type: ignore[arg-type]
    return opened


def settled(at: World) -> None:
    """Two categories, of which one is ours, and members who chose."""
    at.fake.people.add_category(LIST, "Where you work", "Shop", "Office")
    at.fake.people.add_category(LIST, "Topics", "Courage", "Everything")
    at.fake.people.choose(LIST, "ann", "Everything", "Shop")
    at.fake.people.choose(LIST, "ben", "Courage")
    at.fake.people.choose(LIST, "una", "Everything")


def test_all_of_it_is_told(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        settled(at)
        facts = audience(at).facts()
        assert facts.members == {
            "subscribed": 3,
            "pending": 1,
            "unsubscribed": 1,
            "cleaned": 1,
            "archived": 1,
            "transactional": 0,
        }
        assert (facts.name, facts.double_optin, facts.subscribed) == (f"Readers of {LIST}", True, 3)
        assert (facts.sender, facts.sender_address) == ("Ann", "ann@greetz.example")
        assert facts.postal == "Greetz, 1 Sample Street, Utrecht"
        assert facts.page.startswith("https://greetz.us21.list-manage.com/subscribe?u=")
        assert [each.title for each in facts.categories] == ["Where you work", "Topics"]
        topics = facts.category("Topics")
        assert topics is not None
        assert [each.name for each in topics.groups] == ["Courage", "Everything"]
        assert all(each.startswith("GET ") for each in at.fake.asked)
        assert at.fake.violations == []
        judge_secrecy(at)


def test_members_come_without_a_name_and_only_of_their_status(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        settled(at)
        at.fake.people.page = 2
        members = list(audience(at).members())
        assert len(members) == 3
        topics = audience(at).category("Topics")
        assert topics is not None
        ids = {each.name: each.id for each in topics.groups}
        assert [ids["Courage"] in each.follows for each in members] == [False, True, False]
        assert {each.status for each in members} == {"subscribed"}
        assert set(Member.__dataclass_fields__) == {"hash", "status", "follows"}
        assert not any("@" in each for each in at.fake.asked)


def test_many_categories_and_groups_are_read_whole(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        names = [f"Group {number}" for number in range(60)]
        at.fake.people.add_category(LIST, "Topics", *names)
        at.fake.people.page = 7
        found = audience(at).category("Topics")
        assert found is not None
        assert [each.name for each in found.groups] == names


def test_there_is_no_category_or_there_are_two(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        assert audience(at).category("Topics") is None
        at.fake.people.add_category(LIST, "Topics")
        at.fake.people.add_category(LIST, " Topics ")
        with pytest.raises(ProblemsFound, match="2 categories called Topics"):
            audience(at).category("Topics")
        at.fake.people.add_category(OTHER, "Themes")
        assert audience(at).category("Themes") is None


def test_a_group_is_found_by_its_name_alone() -> None:
    category = Category("a1", "Topics", "checkboxes", (Group("b1", "Service  and care"),))
    assert category.group("Service and care") == Group("b1", "Service  and care")
    assert category.group("Service") is None


CALLS = 10  # of facts(): the audience, six statuses, the categories, the groups of two
FAULTS = [each for each in (*BEFORE, *AFTER) if each.name != "a list that hides all"]
"""A list that says it is whole, and is not, cannot be told from one that is."""


def test_the_calls_of_a_look(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        settled(at)
        audience(at).facts()
        assert len(at.fake.asked) == CALLS


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_call_that_fails_for_good_is_one_sentence(fault: Fault, tmp_path: Path) -> None:
    """Whatever it is: told in Mailchimp's words or ours, the key left out, nothing invented."""
    with world(tmp_path) as at:
        settled(at)
        for number in range(CALLS):
            at.plan((number, fault), onward=True)
            looking = audience(at, tries=2)
            if fault.unsent:
                looking.people._client.api_client.host = at.wire.dead()
            if fault.manner == "lie":
                assert looking.facts().subscribed == 3
                continue
            with pytest.raises(ProblemsFound) as told:
                looking.facts()
            (problem,) = told.value.problems
            assert problem.path == "Mailchimp"
            assert KEY not in str(problem)
            assert "\n" not in str(problem)
        at.heal()
        assert audience(at).facts().subscribed == 3


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_call_that_fails_once_is_made_again(fault: Fault, tmp_path: Path) -> None:
    """But for a refusal in Mailchimp's own words, which asking again does not change."""
    refused = fault.name.startswith(("400 in", "401 that", "403 in", "404 in"))
    with world(tmp_path) as at:
        settled(at)
        for number in range(CALLS):
            at.plan((number, fault))
            if refused:
                with pytest.raises(ProblemsFound):
                    audience(at).facts()
            else:
                facts = audience(at).facts()
                assert (facts.subscribed, len(facts.categories)) == (3, 2)


@pytest.mark.parametrize("fault", SLOW, ids=str)
def test_what_never_answers_is_given_up(fault: Fault, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.plan((0, fault), onward=True)
        with pytest.raises(ProblemsFound, match="broke off"):
            audience(at, tries=2, timeouts=QUICK).facts()


def test_past_its_time_nothing_more_is_asked(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        settled(at)
        looking = audience(at, seconds=20.0)
        at.wire.interludes[3] = lambda: at.fake.clock.sleep(30.0)
        with pytest.raises(ProblemsFound, match="took too long"):
            looking.facts()
        assert len(at.fake.asked) == 4


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"categories": [{"id": "../x"}], "total_items": 1}', "makes no sense"),
        (b'{"categories": [{"id": "server"}], "total_items": 1}', "makes no sense"),
        (b'{"categories": [1], "total_items": 1}', "makes no sense"),
        (b'{"categories": [], "total_items": 4}', "is not whole"),
    ],
)
def test_what_makes_no_sense_is_not_believed(body: bytes, words: str, tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.plan((0, Fault("odd", Raw(200, body, "application/json"))), onward=True)
        with pytest.raises(ProblemsFound, match=words):
            audience(at).categories()


def test_the_key_and_the_audience_come_from_the_environment() -> None:
    assert read_keys(SETTINGS, KEYS).audience == LIST
    assert KEY not in repr(read_keys(SETTINGS, KEYS))
    assert not is_set({"MAILCHIMP_API_KEY": "  "})
    with pytest.raises(ProblemsFound) as told:
        read_keys(replace(SETTINGS, audience="Ünsound"), {"MAILCHIMP_API_KEY": "mine"})
    said = str(told.value)
    assert "does not look like a key" in said
    assert "does not look like an audience" in said
    assert "mine" not in said
