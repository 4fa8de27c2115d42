"""Addresses that can speak for themselves, and those that cannot."""

from __future__ import annotations

import pytest

from plugins.blog.findings import Group
from plugins.digest.sender import Domain, is_free, judge_address, judge_domain

OURS = "ann@post.keptpromises.nl"


@pytest.mark.parametrize(
    "domain",
    [
        *("gmail.com", "outlook.com", "hotmail.nl", "yahoo.co.uk", "icloud.com", "kpnmail.nl"),
        *("ziggo.nl", "live.nl", "planet.nl", "proton.me", "gmx.de", "telenet.be"),
    ],
)
def test_providers_are_known(domain: str) -> None:
    assert is_free(domain)


@pytest.mark.parametrize("domain", ["keptpromises.nl", "mygmail.com", "gmail.com.nl", "live-s.nl"])
def test_others_are_not_taken_for_one(domain: str) -> None:
    assert not is_free(domain)


@pytest.mark.parametrize(
    ("address", "group", "words"),
    [
        ("a@GMAIL.com", Group.BITES, "gmail.com is a provider's"),
        ("hello@kept-promises.example", Group.MISSING, "nobody can have"),
        ("a@localhost", Group.MISSING, "nobody can have"),
    ],
)
def test_what_is_wrong_whoever_sends(address: str, group: Group, words: str) -> None:
    found = judge_address(address)
    assert found is not None
    assert (found.group, words in found.words, bool(found.do)) == (group, True, True)


@pytest.mark.parametrize(
    ("known", "group", "words"),
    [
        ((), Group.MISSING, "does not know the domain post.keptpromises.nl"),
        ((Domain("keptpromises.nl", True, True),), Group.MISSING, "does not know"),
        ((Domain("post.keptpromises.nl", False, False),), Group.MISSING, "has not verified"),
        ((Domain("Post.KeptPromises.nl", True, False),), Group.BITES, "not authenticated"),
        ((Domain("post.keptpromises.nl", True, True),), Group.OK, "verified and authenticated"),
    ],
)
def test_what_mailchimp_knows_of_the_domain(
    known: tuple[Domain, ...], group: Group, words: str
) -> None:
    found = judge_domain(OURS, known)
    assert (found.group, words in found.words) == (group, True)
    assert bool(found.do) == (group is not Group.OK)
