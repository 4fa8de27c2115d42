"""A look at an account before its first edition: what it says, and that it only looks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import Any

import pytest

from plugins.blog.findings import Finding, Group, as_text
from plugins.digest.settings import DigestSettings
from plugins.digest.transports.mailchimp_client import Timeouts
from plugins.digest.transports.mailchimp_doctor import WHOLE, examine

from .fake_mailchimp import Clock, FakeMailchimp, Reply
from .machine import LIST, SETTINGS
from .wire import KEY, Fault, Raw, Wire, listening

KEYS = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}
QUICK = Timeouts(connect=0.2, read=0.12, look=0.2, act=0.2)
OURS = replace(SETTINGS, reply_to="ann@keptpromises.nl", form="https://x.list-manage.com/s")
SUBJECTS = ["key", "plan", "contacts, sends", "sender", "audience", "double opt-in"]
CALLS = 11  # ping, plan, domains, the audience, its six counts and its categories


@dataclass
class Account(FakeMailchimp):
    """One whose plan, domains and audience a test can spoil."""

    root: dict[str, Any] = field(
        default_factory=lambda: {
            "pricing_plan_type": "monthly",
            "total_subscribers": 412,
            "role": "owner",
        }
    )
    domains: list[dict[str, Any]] = field(
        default_factory=lambda: [
            {"domain": "keptpromises.nl", "verified": True, "authenticated": True}
        ]
    )
    audience: dict[str, Any] = field(default_factory=dict)

    def _handle(
        self, verb: str, described: str, idents: list[str], query: dict[str, list[str]], body: str
    ) -> Reply:
        match (verb, described):
            case ("GET", "/ping"):
                return 200, {"health_status": "Everything's Chimpy!"}
            case ("GET", "/"):
                return 200, dict(self.root)
            case ("GET", "/verified-domains"):
                return 200, {"domains": self.domains, "total_items": len(self.domains)}
        status, document = super()._handle(verb, described, idents, query, body)
        if described == "/lists/{list_id}" and status == 200:
            document = {**document, **self.audience}
        return status, document


@contextmanager
def account(**members: str) -> Iterator[tuple[Account, Wire]]:
    fake = Account(Clock())
    fake.add_audience(LIST, **(members or {"ann": "subscribed", "pat": "pending"}))
    with listening(fake) as wire:
        yield fake, wire
    assert fake.violations == []
    assert all(each.startswith("GET ") for each in fake.asked), "it did more than look"


def look(
    wire: Wire,
    settings: DigestSettings = OURS,
    keys: dict[str, str] | None = None,
    timeouts: Timeouts | None = None,
) -> dict[str, Finding]:
    found = examine(
        settings, KEYS if keys is None else keys, host=wire.host, timeouts=timeouts or Timeouts()
    )
    assert KEY not in as_text(found)
    assert all(bool(each.do) == (each.group is not Group.OK) for each in found)
    return {each.subject: each for each in found}


def test_an_account_in_which_all_is_well() -> None:
    with account() as (fake, wire):
        found = look(wire)
        assert len(fake.asked) == CALLS
    assert list(found) == [*SUBJECTS, "postal address"]
    unwell = [each.subject for each in found.values() if each.group is not Group.OK]
    assert unwell == ["contacts, sends"]
    assert found["contacts, sends"].group is Group.UNASKED
    assert (
        found["audience"].words
        == f'"Readers of {LIST}" ({LIST}): 1 subscribed, 1 not confirmed yet'
    )
    assert "412 subscribed" in found["plan"].words
    assert "Sample Street" in found["postal address"].words


@pytest.mark.parametrize(
    ("part", "given", "subject", "group", "words"),
    [
        ("root", {"pricing_plan_type": "forever_free"}, "plan", Group.BITES, "badge"),
        ("root", {"pricing_plan_type": "pay_as_you_go"}, "plan", Group.OK, "pay as you go"),
        ("root", {"role": "viewer"}, "key", Group.MISSING, "may not send"),
        ("audience", {"double_optin": False}, "double opt-in", Group.BITES, "anybody can"),
        ("audience", {"contact": {}}, "postal address", Group.MISSING, "the law"),
    ],
)
def test_what_an_account_lacks(
    part: str, given: dict[str, Any], subject: str, group: Group, words: str
) -> None:
    with account() as (fake, wire):
        getattr(fake, part).update(given)
        found = look(wire)[subject]
    assert (found.group, words in found.words) == (group, True)


@pytest.mark.parametrize(
    ("domain", "group", "words"),
    [
        (
            {"domain": "keptpromises.nl", "verified": True, "authenticated": False},
            Group.BITES,
            "spam",
        ),
        ({"domain": "keptpromises.nl", "verified": False}, Group.MISSING, "has not verified"),
        ({"domain": "else.nl", "verified": True, "authenticated": True}, Group.MISSING, "refuses"),
    ],
)
def test_the_senders_domain(domain: dict[str, Any], group: Group, words: str) -> None:
    with account() as (fake, wire):
        fake.domains = [domain]
        found = look(wire)["sender"]
    assert (found.group, words in found.words) == (group, True)


def test_a_free_address_is_told_without_a_list_of_domains() -> None:
    with account() as (_, wire):
        found = look(wire, replace(OURS, reply_to="ann@gmail.com"))["sender"]
    assert (found.group, "gmail.com" in found.words) == (Group.BITES, True)


def test_an_audience_of_nobody() -> None:
    with account(una="unsubscribed") as (_, wire):
        found = look(wire)["audience"]
    assert (found.group, "0 subscribed" in found.words) == (Group.BITES, True)


@pytest.mark.parametrize("band", [{"fewest": 2}, {"fewest": 1, "most": 0}, {"most": 1}])
def test_the_band_of_the_settings(band: dict[str, int]) -> None:
    with account() as (_, wire):
        found = look(wire, replace(OURS, **band))["audience"]  # type: ignore[arg-type]
    assert found.group is (Group.BITES if band == {"fewest": 2} else Group.OK)


def test_themes_without_their_groups() -> None:
    themes = replace(OURS, themes={"Courage": ["courage"]})
    with account() as (fake, wire):
        found = look(wire, replace(themes, form=""))["themes"]
        assert (found.group, "no category Topics" in found.words) == (Group.BITES, True)
        fake.people.add_category(LIST, "Topics", "Courage")
        found = look(wire, replace(themes, form=""))["themes"]
        assert (found.group, "lacks Everything, so" in found.words) == (Group.BITES, True)
        fake.people.categories.clear()
        fake.people.add_category(LIST, "Topics", "Courage", "Everything")
        assert look(wire, replace(themes, form=""))["themes"].group is Group.OK
        fake.people.add_category(LIST, "Topics")
        found = look(wire, replace(themes, form=""))["themes"]
        assert (found.group, "2 categories" in found.words) == (Group.BITES, True)


def test_a_key_that_mailchimp_does_not_know() -> None:
    with account() as (fake, wire):
        other = "f" * 32 + "-us21"
        found = look(wire, keys={**KEYS, "MAILCHIMP_API_KEY": other})
        assert fake.asked == []
    assert found["key"].group is Group.MISSING
    assert "Your API key may be invalid." in found["key"].words
    assert found["Mailchimp"].group is Group.UNASKED
    assert other not in repr(found)


@pytest.mark.parametrize(
    ("keys", "subject", "words"),
    [
        ({"MAILCHIMP_LIST_ID": LIST}, "key", "is not set"),
        ({**KEYS, "MAILCHIMP_API_KEY": "x-evil.example/hidden"}, "key", "does not look like a key"),
        ({"MAILCHIMP_API_KEY": KEY}, "audience", "is not set"),
        ({**KEYS, "MAILCHIMP_LIST_ID": "a/b"}, "audience", "does not look like"),
        ({**KEYS, "MAILCHIMP_LIST_ID": "dddd4444"}, "audience", "has no audience dddd4444"),
    ],
)
def test_what_the_environment_lacks(keys: dict[str, str], subject: str, words: str) -> None:
    with account() as (fake, wire):
        found = look(wire, keys=keys)
        assert bool(fake.asked) == ("API_KEY" not in found[subject].words or subject != "key")
    assert (found[subject].group, words in found[subject].words) == (Group.MISSING, True)
    assert "hidden" not in repr(found)


def test_two_audiences_are_one_too_many() -> None:
    with account() as (_, wire):
        found = examine(replace(OURS, audience="eeee5555"), KEYS, host=wire.host)
    assert [each.words for each in found if "two different" in each.words]


FAULTS = [
    Fault("dropped", "drop"),
    Fault("silent", "silence"),
    Fault("dripping", "drip"),
    Fault("empty", Raw(200)),
    Fault("page", Raw(502, b"<h1>Bad gateway</h1>")),
    Fault("throttled", Raw(429, b"slow down")),
    Fault("bare 403", Raw(403)),
    Fault("html", Raw(200, b"<p>log in</p>")),
    Fault("broken", Raw(200, b'{"id": ', "application/json")),
    Fault("other", Raw(200, b'{"status": "fine"}', "application/json")),
    Fault("list", Raw(200, b"[]", "application/json")),
]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_at_every_call_is_told_and_nothing_is_made_up(fault: Fault) -> None:
    with account() as (_, wire):
        for number in range(CALLS):
            first = wire.calls
            wire.plan = lambda at, _verb, _path, first=first, number=number: (
                fault if at - first == number else None
            )
            found = look(wire, timeouts=QUICK)
            unasked = [each for each in found.values() if each.group is Group.UNASKED]
            assert len(unasked) >= 2, (fault, number, found)
            assert not [each for each in found.values() if each.group is Group.MISSING]


def test_nothing_answers_and_it_ends_all_the_same() -> None:
    with account() as (_, wire):
        wire.plan = lambda *_: Fault("silent", "silence")
        begun = monotonic()
        found = look(wire, timeouts=QUICK)
        assert monotonic() - begun < 5
    assert {each.group for each in found.values()} == {Group.UNASKED}


def test_the_whole_of_it_stays_within_half_a_minute() -> None:
    from plugins.digest.transports.mailchimp_doctor import IMPATIENT

    assert IMPATIENT.look + WHOLE + 2 * IMPATIENT.look < 27


def test_no_network() -> None:
    with account() as (_, wire):
        wire.host = wire.dead()
        found = look(wire, timeouts=QUICK)
    assert (found["key"].group, found["key"].words) == (
        Group.UNASKED,
        "Mailchimp cannot be reached",
    )
