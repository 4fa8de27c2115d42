"""Whether an edition follows the themes: asked once, bounded, and never changed by a second run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest.choosing import (
    GLANCE,
    Opener,
    choose_for_preview,
    choose_for_sending,
    open_audience,
)
from plugins.digest.frozen import freeze
from plugins.digest.keeping import kept
from plugins.digest.ledger import Entry, Ledger
from plugins.digest.message import tags_in
from plugins.digest.personal import Choice, Personal
from plugins.digest.proof import prove
from plugins.digest.settings import DigestSettings
from plugins.digest.shelf import Shelf
from plugins.digest.transports.mailchimp_account import Clock
from plugins.digest.transports.mailchimp_audience import Audience
from tests.digest.samples import ARTICLES, NOVEMBER, NOW, TEMPLATES
from tests.digest.test_shelf import shelf_of

from .faults import BEFORE
from .machine import LIST, MONTH_KEY, World, judge_secrecy, world
from .wire import KEY, Fault, Raw

KEYS = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}
THEMES = {"Courage": ("sacrifice",), "Service": ("complaints", "service-recovery")}
MEANT = Personal("Topics", "Everything", THEMES)
GROUPS = ("Courage", "Service", "Everything")


def shelf(folder: Path, **changed: object) -> Shelf:
    made = shelf_of(folder, *ARTICLES)
    settings = replace(
        made.settings,
        themes=THEMES,
        ledger=str(folder / "sent.jsonl"),
        transport="mailchimp",
        **changed,  # type: ignore[arg-type]
    )
    return replace(made, settings=settings)


def opener(at: World) -> Opener:
    """As the real one, with the fake's clock and address."""

    def opened(settings: DigestSettings, given: Mapping[str, str], hurried: bool) -> Audience:
        fake = at.fake.clock
        made = open_audience(settings, given, hurried)
        made.people._client.api_client.host = at.wire.host
        made.account.clock = Clock(lambda: fake.now, fake.sleep, fake.moment)
        made.account.deadline = fake.now + (GLANCE if hurried else 120.0)
        return made

    return opened


def sending(at: World, at_hand: Shelf) -> Choice:
    return choose_for_sending(at_hand, NOVEMBER, KEYS, opener(at))


def nobody(_: DigestSettings, __: Mapping[str, str], ___: bool) -> Audience:
    raise AssertionError("Mailchimp was asked")


def settled(at: World) -> None:
    at.fake.people.add_category(LIST, "Topics", *GROUPS)
    at.fake.people.choose(LIST, "ann", "Everything")
    at.fake.people.choose(LIST, "ben", "Service", "Courage")
    at.fake.people.choose(LIST, "cleo", "Service")


def test_an_audience_with_the_themes_gets_them(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        settled(at)
        for choose in (choose_for_sending, choose_for_preview):
            choice = choose(shelf(tmp_path), NOVEMBER, KEYS, opener(at))
            assert choice.personal == MEANT
            assert choice.said == ("The edition follows the category Topics of the audience.",)
            assert choice.heads is not None
            assert choice.heads.whole(("Service",)) == 2
            assert (choice.heads.all, choice.heads.undecided) == (3, 0)
        assert all(each.startswith("GET ") for each in at.fake.asked)
        judge_secrecy(at)


def test_who_follows_nothing_is_told(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        settled(at)
        at.fake.people.choose(LIST, "cleo")
        choice = sending(at, shelf(tmp_path))
        assert choice.personal == MEANT
        assert choice.said[1].startswith("1 of 3 subscribers follow nothing and get titles")


@pytest.mark.parametrize(
    ("categories", "lack"),
    [
        ([], "The audience has no category Topics"),
        ([("Themes", *GROUPS)], "The audience has no category Topics"),
        ([("Topics", "Courage", "Everything")], "The category Topics has no group Service"),
        ([("Topics",)], "The category Topics has no group Courage, Service, Everything"),
        ([("Topics", *GROUPS), ("Topics",)], "The audience has 2 categories called Topics"),
        ([("Topics", "Service", *GROUPS)], "The category Topics has several groups Service"),
        ([("Topics", *GROUPS)], "Nobody in the audience follows anything under Topics"),
    ],
)
def test_an_audience_without_the_themes_gets_it_whole(
    categories: list[tuple[str, ...]], lack: str, tmp_path: Path
) -> None:
    with world(tmp_path) as at:
        for each in categories:
            at.fake.people.add_category(LIST, *each)
        made = shelf(tmp_path)
        choice = sending(at, made)
        assert choice.personal is None
        assert choice.said == (f"{lack}: everybody gets the edition whole.",)
        proof = prove(made, NOVEMBER, TEMPLATES, "mailchimp", choice=choice)
        assert choice.said[0] in proof.edition.decisions
        assert not [tag for tag in tags_in(proof.message.html) if "INTERESTED" in tag]
        assert not [problem for problem in proof.problems if not problem.warning]


def test_without_a_key_a_preview_asks_nobody(tmp_path: Path) -> None:
    choice = choose_for_preview(shelf(tmp_path), NOVEMBER, {}, nobody)
    assert (choice.personal, choice.heads) == (MEANT, None)
    assert "without MAILCHIMP_API_KEY nobody asked" in choice.said[0]


def test_without_themes_nobody_is_asked(tmp_path: Path) -> None:
    made = shelf(tmp_path, fewest=1)
    made = replace(made, settings=replace(made.settings, themes={}))
    for choose in (choose_for_sending, choose_for_preview):
        assert choose(made, NOVEMBER, KEYS, nobody) == Choice(None)


@pytest.mark.parametrize("fault", BEFORE, ids=str)
def test_a_preview_goes_on_whatever_fails(fault: Fault, tmp_path: Path) -> None:
    if fault.manner == "lie" or "hides all" in fault.name or fault.unsent:
        return
    with world(tmp_path) as at:
        settled(at)
        for number in range(3):
            at.plan((number, fault), onward=True)
            began = at.fake.clock.now
            choice = choose_for_preview(shelf(tmp_path), NOVEMBER, KEYS, opener(at))
            assert at.fake.clock.now - began < 3 * GLANCE
            assert (choice.personal, choice.heads) == (MEANT, None)
            (said,) = choice.said
            told = "nobody was counted" if number == 2 else "could not be asked"
            assert told in said
            assert KEY not in said


def test_a_key_that_is_none_is_one_sentence_in_a_preview(tmp_path: Path) -> None:
    choice = choose_for_preview(shelf(tmp_path), NOVEMBER, {"MAILCHIMP_API_KEY": "abc"})
    assert choice.personal == MEANT
    assert "MAILCHIMP_API_KEY does not look like a key" in choice.said[0]
    assert "MAILCHIMP_LIST_ID is not set" in choice.said[0]


def test_a_send_that_cannot_know_does_not_begin(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        at.plan((0, Fault("out", Raw(503))), onward=True)
        with pytest.raises(ProblemsFound, match="error page"):
            sending(at, shelf(tmp_path))
        Ledger(tmp_path / "sent.jsonl").record(Entry(MONTH_KEY, "mailchimp", "draft", "aa"))
        with pytest.raises(ProblemsFound, match="error page"):
            sending(at, shelf(tmp_path))


def test_a_send_that_was_begun_elsewhere_is_uncertain_then(tmp_path: Path) -> None:
    """Another machine told it to go and its held edition is not here: nothing is sure."""
    with world(tmp_path) as at:
        at.plan((0, Fault("out", Raw(503))), onward=True)
        Ledger(tmp_path / "sent.jsonl").record(Entry(MONTH_KEY, "mailchimp", "sending", "aa"))
        with pytest.raises(Uncertain, match="campaign aa was told to send by an earlier run"):
            sending(at, shelf(tmp_path))


def test_what_is_out_is_not_asked_about(tmp_path: Path) -> None:
    Ledger(tmp_path / "sent.jsonl").record(Entry(MONTH_KEY, "mailchimp", "submitted", "aa"))
    choice = choose_for_sending(shelf(tmp_path), NOVEMBER, KEYS, nobody)
    assert choice.said == ()


@pytest.mark.parametrize("personal", [MEANT, None], ids=["by themes", "whole"])
def test_a_second_run_never_changes_the_mind_of_the_first(
    personal: Personal | None, tmp_path: Path
) -> None:
    """Killed half-way: the audience and the settings may change, the held edition does not."""
    made = shelf(tmp_path)
    first = prove(made, NOVEMBER, TEMPLATES, "mailchimp", choice=Choice(personal))

    class Killed(BaseException):
        pass

    text = freeze(first.edition, NOW, first.message.sha256, first.personal)
    with pytest.raises(Killed), kept(tmp_path / "2026-11.json", text):
        raise Killed
    again = shelf(tmp_path)
    changed = {"Others": ["sacrifice"], "More": ["complaints"]}
    again = replace(again, settings=replace(again.settings, themes=changed))
    choice = choose_for_sending(again, NOVEMBER, KEYS, nobody)
    assert choice.personal == personal
    told = "follows the category Topics" if personal else "everybody gets the edition whole"
    assert told in choice.said[0]
    second = prove(again, NOVEMBER, TEMPLATES, "mailchimp", choice=choice)
    assert second.message.sha256 == first.message.sha256
    text = freeze(second.edition, NOW, second.message.sha256, second.personal)
    with kept(tmp_path / "2026-11.json", text) as files:
        files.settle("submitted")
    assert choose_for_sending(shelf(tmp_path), NOVEMBER, KEYS, nobody).personal == personal
    assert choose_for_preview(shelf(tmp_path), NOVEMBER, KEYS, nobody).personal == personal
