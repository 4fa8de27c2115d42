"""The ordinary way: one campaign, made, read back and sent; then "already sent"."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.digest.ledger import Ledger
from plugins.digest.transports import open_transport
from tests.digest import samples

from .fake_mailchimp import START
from .machine import (
    LIST,
    MESSAGE,
    READERS,
    SETTINGS,
    TITLE,
    judge,
    judge_end,
    read_lines,
    world,
)
from .wire import KEY, Fault


def test_sends_once_and_says_so_ever_after(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        first = machine.run()
        judge(at, first)
        assert (first.code, first.words) == (0, "submitted"), first
        judge_end(at, first)
        (campaign,) = at.campaigns().values()
        assert campaign["settings"]["title"] == TITLE
        assert campaign["recipients"] == {"list_id": LIST}
        assert campaign["tracking"] == {"opens": False, "html_clicks": False, "text_clicks": False}
        assert campaign["_html"] == MESSAGE.html
        states = [line["state"] for line in read_lines(machine.ledger.path)]
        assert states == ["creating", "draft", "ready", "sending", "submitted"]
        asked = len(at.fake.asked)
        second = machine.run()
        judge(at, second)
        assert (second.code, second.words) == (0, "already sent")
        assert not [each for each in at.fake.asked[asked:] if not each.startswith("GET ")]
        assert sorted(who for _, who in at.fake.mails) == READERS


def test_each_step_is_on_the_disk_before_it(tmp_path: Path) -> None:
    """Whoever is killed in the middle of a call has written down that it was to be made."""
    with world(tmp_path) as at:
        machine = at.machine()
        seen: list[tuple[str, list[str]]] = []

        def look(_number: int, verb: str, path: str) -> None:
            if verb == "POST":
                lines = read_lines(machine.ledger.path) if machine.ledger.path.exists() else []
                seen.append((path.rpartition("/")[2], [line["state"] for line in lines]))

        at.wire.plan = look
        assert machine.run().code == 0
        assert seen == [
            ("campaigns", ["creating"]),
            ("send", ["creating", "draft", "ready", "sending"]),
        ]


def test_the_transport_is_opened_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MAILCHIMP_API_KEY", KEY)
    monkeypatch.setenv("MAILCHIMP_LIST_ID", LIST)
    ledger = Ledger(tmp_path / "sent.jsonl")
    opened = open_transport("mailchimp", SETTINGS, ledger, START)
    assert (opened.name, opened.final) == ("mailchimp", True)
    assert KEY not in repr(opened)


@pytest.mark.parametrize("manner", ["drop", "reset", "half"])
def test_what_may_have_been_done_is_looked_for_and_not_done_again(
    manner: str, tmp_path: Path
) -> None:
    with world(tmp_path) as at:
        lost = Fault("lost", manner, acts=True)
        acting = ("/campaigns", "/send")
        at.wire.plan = lambda _number, verb, path: (
            lost if verb == "POST" and path.endswith(acting) else None
        )
        result = at.machine().run()
        judge_end(at, result)
        posts = [each for each in at.fake.asked if each.startswith("POST ")]
        assert len(posts) == 2


@pytest.mark.parametrize("badge", [False, True], ids=["paid", "free"])
def test_an_edition_as_it_is_rendered_is_found_again(badge: bool, tmp_path: Path) -> None:
    """The real mail, with its conditional comments, merge tags, soft breaks and padding."""
    made = samples.mailed(samples.edition())
    message = replace(made, sender=SETTINGS.sender, reply_to=SETTINGS.reply_to)
    with world(tmp_path) as at:
        at.fake.badge = badge
        result = at.machine(message=message).run()
        judge(at, result)
        judge_end(at, result)
        (campaign,) = at.campaigns().values()
        assert (campaign["_html"], campaign["_text"]) == (message.html, message.text)
