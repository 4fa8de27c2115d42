"""What readers got is kept as what it was, also where our own record of it was lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest import words
from plugins.digest.judging import open_amends
from plugins.digest.month import Month
from plugins.digest.transports.mailchimp import Mailchimp
from plugins.digest.words import ENGLISH
from tests.digest.samples import NOVEMBER, article

from .house import FIRST, House, house
from .wire import Fault, Raw

DECEMBER = Month(2026, 12)
LATE = article("late-one", summary="It came after the mail.")


def lose(home: House) -> str:
    """Lose the frozen edition, as a folder does that was never committed; answer what it was."""
    path = home.folder / "editions" / "2026-11.json"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    return text


def edition_in(text: str) -> object:
    return json.loads(text)["edition"]


def test_the_same_edition_is_frozen_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(tmp_path, monkeypatch) as home:
        home.send()
        was = lose(home)
        again = home.send()
        assert (again.outcome, again.remarks) == ("already sent", ())
        assert edition_in(lose(home)) == edition_in(was)


def test_another_edition_is_not_claimed_to_be_what_readers_got(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before, what was composed today was frozen as what they got a month ago."""
    with house(tmp_path, monkeypatch) as home:
        home.send()
        lose(home)
        home.mend("the-rush-fee", title="Quite another title")
        home.articles.append(LATE)
        again = home.send()
        assert again.outcome == "already sent"
        assert "is not what this run would send" in again.remarks[0]
        assert home.names() == ["2026-11.json.found", "sent.jsonl"]
        found = json.loads((tmp_path / "editions" / "2026-11.json.found").read_text("utf-8"))
        (campaign,) = home.at.campaigns().values()
        assert found["message"]["html"] == campaign["_html"]
        assert found["reference"] == campaign["id"]


def test_what_was_found_tells_what_was_carried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        home.send()
        lose(home)
        home.articles.append(LATE)
        home.send()
        home.articles.append(article("in-december", published=datetime(2026, 12, 2, tzinfo=UTC)))
        press = home.press(datetime(2027, 1, 1, 9, tzinfo=UTC))
        november = press.shelf.edition(NOVEMBER)
        assert [each.slug for each in november.pieces] == ["raise-your-hand", "the-rush-fee"]
        assert "its frozen file is not here" in november.decisions[0]
        (tmp_path / "editions" / "published.jsonl").write_text(
            '{"url": "/late-one/", "path": "l.md", "id": "", "guid": "urn:late-one", '
            '"first": "2026-12-01"}\n',
            encoding="utf-8",
        )
        press = home.press(datetime(2027, 1, 1, 9, tzinfo=UTC))
        december = press.shelf.edition(DECEMBER)
        assert [each.slug for each in december.pieces] == ["in-december", "late-one"]
        with pytest.raises(ProblemsFound, match="is known as a mail only"):
            open_amends(press, NOVEMBER, "Why", "mailchimp")


def test_a_draft_that_a_person_changed_is_not_what_we_drafted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        press = home.press()
        receipt = press.prepare(press.prove(NOVEMBER, "mailchimp"))
        assert home.names() == ["2026-11.json.draft", "sent.jsonl"]
        campaign = home.at.fake.campaigns[receipt.reference]
        campaign["_html"] = campaign["_html"].replace("58 euros", "85 euros")
        home.at.fake.press_send(receipt.reference)
        again = home.send()
        assert (again.outcome, len(again.remarks)) == ("already sent", 1)
        assert home.names() == ["2026-11.json.found", "sent.jsonl"]


def test_a_draft_that_a_person_sent_is_frozen_whatever_is_composed_since(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        press = home.press()
        receipt = press.prepare(press.prove(NOVEMBER, "mailchimp"))
        home.at.fake.press_send(receipt.reference)
        home.mend("the-rush-fee", title="Changed since")
        assert home.send().remarks == ()
        assert home.press().shelf.frozen[NOVEMBER].edition.pieces[1].title == FIRST.title


def test_a_theme_that_changed_since_is_no_other_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte it is the mail that was made of what is held, whatever is made of it today."""
    with house(tmp_path, monkeypatch) as home:
        home.send()
        was = json.loads(lose(home))
        held = tmp_path / "editions" / "2026-11.json.held"
        held.write_text(json.dumps(was), encoding="utf-8")  # as a run leaves it that was killed
        changed = replace(ENGLISH, minutes="minutes to read")
        monkeypatch.setattr(words, "LANGUAGES", {"en": changed})
        assert home.send().remarks == ()
        held.write_text(json.dumps(was | {"message": "0" * 64}), encoding="utf-8")
        lose(home)
        assert len(home.send().remarks) == 1


def test_what_mailchimp_adds_makes_no_other_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        home.at.fake.badge = True
        home.send()
        lose(home)
        assert home.send().remarks == ()
        assert home.names() == ["2026-11.json", "sent.jsonl"]


@pytest.mark.parametrize("path", ["/content", ""])
def test_what_cannot_be_read_back_is_said_to_be_unknown(
    path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        home.send()
        lose(home)
        (ident,) = home.at.campaigns()
        gone = Fault("gone", Raw(503))
        asked = f"/campaigns/{ident}{path}"
        home.at.wire.plan = lambda _number, _verb, each: gone if each == asked else None
        again = home.send()
        assert again.outcome == "already sent"
        assert "cannot be read back" in again.remarks[0]
        assert home.names() == ["sent.jsonl"]
        home.at.heal()
        assert home.send().remarks == ()
        assert home.names() == ["2026-11.json", "sent.jsonl"]


def test_a_campaign_that_is_only_told_again_is_not_said_to_be_this_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier run told it to send, and nothing came of that; meanwhile the article changed."""
    with house(tmp_path, monkeypatch) as home:
        lost = Fault("lost", "drop")
        home.at.wire.plan = lambda _number, _verb, path: lost if path.endswith("/send") else None
        press = home.press()
        transport: Mailchimp = press.mailchimp(press.shelf.edition(NOVEMBER))
        with pytest.raises(Exception, match="told to send"):
            transport.send(press.prove(NOVEMBER, "mailchimp").message, "cx-greetz-2026-11")
        home.at.heal()
        home.at.fake.clock.sleep(3600)
        home.mend("the-rush-fee", title="Changed since")
        receipt = home.send()
        assert receipt.outcome == "already sent"
        assert len(home.at.fake.mails) == 3
        assert "is not what this run would send" in receipt.remarks[0]


def test_the_receipt_of_this_very_mail_says_submitted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        receipt = home.send()
        shelf = home.press().shelf
        assert receipt.outcome == "submitted"
        assert shelf.frozen[NOVEMBER].message == receipt.sha256
        assert replace(receipt, remarks=()) == receipt
