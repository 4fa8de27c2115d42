from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.settings import DigestSettings, require_addresses

FIVE = {
    "name": "CX Greetz",
    "slug": "greetz",
    "sender": "Sam",
    "reply_to": "sam@site.example",
    "sign_up": "One mail a month.",
}


def read(**changed: Any) -> DigestSettings:
    return DigestSettings.from_pelican({"DIGEST": {**FIVE, **changed}})


def test_five_settings_are_enough():
    assert read().transport == "outbox"


def test_every_field_is_told_in_the_docstring():
    told = DigestSettings.__doc__ or ""
    assert [each.name for each in fields(DigestSettings) if f"    {each.name} " not in told] == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"slug": "Mijn Post"}, "small letters"),
        ({"reply_to": "Sam <sam@site.example>"}, "one mail address"),
        ({"reply_to": "sam@site.example\nBcc: x@y.example"}, "one mail address"),
        ({"body": "half"}, "auto, summary, full"),
        ({"subject": "{tittle}"}, "no other braces"),
        ({"max_articles": -1}, "negative"),
        ({"themes": {"A*|B": ["trust"]}}, "letters, digits, spaces and hyphens"),
        ({"themes": {"A": "trust"}}, "list of topics"),
        ({"themes": {f"T{n}": ["trust"] for n in range(9)}}, "8 are the most"),
        ({"sender": "x" * 61}, "60 are the most"),
        ({"name": " "}, '"name" is empty'),
        ({"nmae": "x"}, 'did you mean "name"?'),
    ],
)
def test_says_what_is_wrong(changed: dict[str, Any], said: str):
    with pytest.raises(ProblemsFound) as found:
        read(**changed)
    assert said in str(found.value)


@pytest.mark.parametrize("typed", ["me@example.org", "a.b+c@mail.example.org"])
def test_an_address_that_mail_can_be_sent_to(typed: str):
    require_addresses("--test", [typed])


@pytest.mark.parametrize(
    "typed",
    ["", "me", "me@", "@example.org", "me@here", "me@here.", "a@b.org,c@d.org", "<a@b.org>"],
)
def test_what_is_no_address_is_named(typed: str):
    with pytest.raises(ProblemsFound) as found:
        require_addresses("--test", ["me@example.org", typed])
    assert str(found.value) == (
        f'--test:1: "{typed}" is not a mail address; write it as me@example.org'
    )
