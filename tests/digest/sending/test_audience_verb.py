"""The verbs as a user types them, against the fake: what they say, and how they end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from invoke import Exit

from plugins.digest.transports import mailchimp_client
from plugins.verbs import audience as verb
from plugins.verbs import told
from tests.conftest import copy_site

from .faults import in_words
from .machine import LIST, World, judge_secrecy, world
from .test_docs import SAID
from .wire import KEY, Fault, Raw

THEMES = """
DIGEST = {**DIGEST, "themes": {"Courage": ["sacrifice"], "Service": ["complaints"]}}
"""
FORM = f"https://greetz.us21.list-manage.com/subscribe/post?u=a1&id={LIST}"
OLD = 'no theme of the settings is called "Old theme", a group of the audience (followed by 1)'


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A site of one's own with two themes, and an account that is asked instead of Mailchimp."""
    site = copy_site(tmp_path / "site")
    conf = site / "publishconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + THEMES, encoding="utf-8")
    monkeypatch.chdir(site)
    monkeypatch.setattr(verb, "WORLD", conf)
    monkeypatch.setattr(told, "WORLD", conf)
    monkeypatch.setenv("MAILCHIMP_API_KEY", KEY)
    monkeypatch.setenv("MAILCHIMP_LIST_ID", LIST)
    with world(tmp_path / "account") as made:
        real: Callable[..., Any] = mailchimp_client.Client

        def client(config: dict[str, Any]) -> Any:
            opened = real(config)
            opened.api_client.host = made.wire.host
            return opened

        monkeypatch.setattr(mailchimp_client, "Client", client)
        yield made


def run(capsys: pytest.CaptureFixture[str], *, setup: bool = False) -> tuple[int, list[str]]:
    code = 0
    try:
        verb.audience(setup)
    except Exit as end:
        code = end.code
    said = capsys.readouterr().out
    assert KEY not in said
    assert "@" not in said
    return code, said.splitlines()


def test_it_shows_who_is_there_and_what_setup_would_do(
    at: World, capsys: pytest.CaptureFixture[str]
) -> None:
    people = at.fake.people
    people.add_category(LIST, "Topics", "Courage", "Old theme")
    people.choose(LIST, "ann", "Courage", "Old theme")
    code, said = run(capsys)
    assert code == 0
    assert said == [
        f"Readers of {LIST} ({LIST})",
        "  subscribed                  3",
        "  pending                     1   have not confirmed yet",
        "  unsubscribed                1",
        "  cleaned                     1   their addresses bounce",
        "  archived                    1",
        "  double opt-in: on",
        f'  DIGEST has no form; that of this one is "{FORM}"',
        "Topics, of 3 subscribers",
        "  Courage                     1",
        "  nothing                     2   get titles with links only",
        "invoke audience --setup would add the group Service",
        "invoke audience --setup would add the group Everything",
        "invoke audience --setup would put 2 without a choice into Everything",
        f"{OLD}: remove it in Mailchimp if nobody should choose it; nothing is removed here",
    ]
    assert all(each.startswith("GET ") for each in at.fake.asked)
    judge_secrecy(at)


def test_setup_does_it_and_a_second_time_has_nothing_to_do(
    at: World, capsys: pytest.CaptureFixture[str]
) -> None:
    at.fake.people.add_category(LIST, "Topics", "Courage", "Service", "Everything")
    at.fake.people.choose(LIST, "ann", "Courage")
    code, said = run(capsys, setup=True)
    assert code == 0
    assert [each for each in said if "into Everything" in each] == said[-1:]  # told once
    assert said[-1] == "done: 2 subscribers put into Everything"
    assert "  nothing                     0   get titles with links only" in said
    assert {who for who, each in at.fake.people.chosen(LIST).items() if "Everything" in each} == {
        "ben",
        "cleo",
    }
    code, said = run(capsys, setup=True)
    assert (code, said[-1]) == (0, "nothing had to be done")
    assert not list(Path("content/editions").glob("*.lock"))


def test_what_mailchimp_refuses_ends_in_1(at: World, capsys: pytest.CaptureFixture[str]) -> None:
    no = Fault("no", in_words(403, "The user may not."))
    at.fake.people.add_category(LIST, "Topics", "Courage", "Service", "Everything")
    at.wire.plan = lambda _, verb, __: no if verb == "PATCH" else None
    code, said = run(capsys, setup=True)
    assert code == 1
    assert said[-1].startswith(
        "Mailchimp:1: 3 of the subscribers could not be put into Everything: The"
    )


def test_who_breaks_it_off_is_told_to_run_it_again(
    at: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    at.fake.people.add_category(LIST, "Topics", "Courage", "Service", "Everything")
    monkeypatch.setattr(verb.Setup, "run", lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    code, said = run(capsys, setup=True)
    assert code == 2
    assert "run it again" in said[-2]


def test_without_themes_it_still_shows_who_is_there(
    at: World, capsys: pytest.CaptureFixture[str]
) -> None:
    conf = verb.WORLD
    conf.write_text(conf.read_text("utf-8") + 'DIGEST["themes"] = {}\n', encoding="utf-8")
    at.fake.people.add_category(LIST, "Topics", "Courage")
    code, said = run(capsys)
    assert code == 0
    assert said[-2:] == [
        "Topics: Courage",
        'DIGEST has no "themes": everybody gets the edition whole',
    ]
    code, said = run(capsys, setup=True)
    assert code == 1
    assert "nothing to set up" in said[-1]


def test_what_cannot_be_reached_is_one_line(
    at: World, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)
    monkeypatch.setattr("plugins.digest.transports.mailchimp_audience.TRIES", 1)
    at.plan((0, Fault("no", Raw(401, b'{"title": "API Key Invalid", "status": 401}'))), onward=True)
    code, said = run(capsys)
    assert (code, said) == (1, ["Mailchimp:1: API Key Invalid"])


def test_what_the_guide_quotes_is_said() -> None:
    guide = (Path(__file__).parents[3] / "docs" / "audience.md").read_text(encoding="utf-8")
    rows = [line.split(" | ")[0] for line in guide.splitlines() if line.startswith("| `")]
    quotes = [quote for row in rows for quote in re.findall("`(.*?)`", row)]
    assert len(quotes) >= 8
    for quote in quotes:
        for part in quote.split("..."):
            assert part.strip(" ;") in SAID, part
