"""From a wrong edition to its correction, as ``invoke correct`` goes about it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest import amends as amends_module
from plugins.digest.amends import Amends, open_amends
from plugins.digest.delivery import Receipt
from plugins.digest.erratum import thaw_erratum
from plugins.digest.pages import as_article, show
from plugins.digest.severity import Severity
from plugins.digest.telling import status_of
from tests.digest.samples import NOVEMBER, TEMPLATES, article

from .house import House, house
from .machine import LIST, READERS, judge_secrecy

WHY = "The fee was 85 euros, not 58."
KEY = "cx-greetz-2026-11-correction"


def wrong_edition(home: House) -> None:
    """One that went out with a wrong number; since then, somebody came and somebody left."""
    assert home.send().outcome == "submitted"
    members = home.at.fake.audiences[LIST]
    members[f"new@{LIST}.example"] = "subscribed"
    members[READERS[2]] = "unsubscribed"
    home.mend("the-rush-fee", summary=home.articles[0].summary.replace("58", "85"))


def judged(home: House, because: str = WHY, wish: Severity | None = None) -> Amends:
    return open_amends(home.press(), NOVEMBER, because, "mailchimp", wish)


def put_right(home: House, because: str = WHY, wish: Severity | None = None) -> Receipt:
    amends = judged(home, because, wish)
    proof = amends.prove("mailchimp")
    assert proof
    assert proof.sound, proof.problems
    return amends.submit(proof, "mailchimp")


def corrected(home: House) -> list[str]:
    """Who got a correction."""
    titled = home.at.fake.campaigns
    return sorted(
        who
        for ident, who in home.at.fake.mails
        if "correction" in titled[ident]["settings"]["title"]
    )


def test_a_wrong_number_is_mailed_once_to_who_got_it_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        amends = judged(home)
        assert amends.erratum.severity is amends.erratum.ruled is Severity.MAIL
        receipt = put_right(home)
        assert receipt.outcome == "submitted"
        assert corrected(home) == READERS[:2]
        (mail,) = [
            each for each in home.at.fake.campaigns.values() if each["id"] == receipt.reference
        ]
        assert mail["settings"]["subject_line"] == "Correction: CX Greetz, November 2026"
        for said in (WHY, "we are sorry", "a fee of 58 euros", "a fee of 85 euros"):
            assert said in mail["_html"].replace("\n", " ")
            assert said in mail["_text"].replace("\n", " ")
        assert "Raise your hand" not in mail["_text"]
        kept = thaw_erratum((tmp_path / "editions" / "2026-11-correction.json").read_text(), "x")
        assert (kept.key, kept.because, kept.severity) == (KEY, WHY, Severity.MAIL)
        assert kept.message == receipt.sha256
        again = judged(home)
        assert again.made
        assert corrected(home) == READERS[:2]
        judge_secrecy(home.at)
        assert "telling Mailchimp to send to 2 readers" in home.told
        assert home.names() == ["2026-11-correction.json", "2026-11.json", "sent.jsonl"]


def test_the_page_the_text_and_the_feed_tell_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        put_right(home)
        press = home.press()
        shown = show(press.shelf.edition(NOVEMBER), TEMPLATES, press.shelf.frozen[NOVEMBER])
        notice = f"{WHY} “The rush fee”: it said “…a fee of 58 euros for haste,…”; it"
        assert "a fee of 58 euros for haste, and dropped" in shown.html  # frozen as it was
        assert notice in shown.html
        assert notice in " ".join(shown.text.split())
        entry = as_article(shown)
        assert entry.updated > entry.published
        assert notice in entry.html
        assert list(status_of(press.shelf.edition(NOVEMBER), press.shelf))[-1] == (
            f"corrected on 2026-12-01, mailed: {WHY}"
        )


def test_other_words_are_noted_and_nobody_is_mailed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        home.mend("the-rush-fee", summary=home.articles[0].summary.replace("85", "58"))
        home.mend("raise-your-hand", summary="A hand was overlooked for twenty seconds in a shop.")
        asked = len(home.at.fake.asked)
        amends = judged(home, "It was overlooked.")
        assert (amends.erratum.severity, amends.prove("mailchimp")) == (Severity.WEB, None)
        amends.note()
        assert len(home.at.fake.asked) == asked
        assert home.press().shelf.edition(NOVEMBER).corrections[0].text.startswith("It was over")
        assert judged(home, "It was overlooked.").made


def test_spelling_is_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(tmp_path, monkeypatch) as home:
        assert home.send().outcome == "submitted"
        home.mend("raise-your-hand", summary="A hand was ingored for twenty seconds in a shop.")
        assert judged(home).erratum.severity is Severity.NOTHING


@pytest.mark.parametrize("wish", [Severity.WEB, Severity.MAIL])
def test_a_person_decides_otherwise_and_that_is_noted(
    wish: Severity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        assert home.send().outcome == "submitted"
        made = judged(home, WHY, wish).erratum
        assert (made.severity, made.ruled) == (wish, Severity.NOTHING)
        assert (made.mail is not None) == (wish is Severity.MAIL)
        if wish is Severity.MAIL:
            assert put_right(home, WHY, wish).outcome == "submitted"
            assert judged(home, WHY, wish).made, "the same command again mails nobody"
            assert corrected(home) == READERS


def test_a_second_mistake_is_a_second_correction_of_what_is_still_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        put_right(home)
        home.at.fake.clock.sleep(3600)
        home.mend("raise-your-hand", title="Lower your hand")
        second = judged(home, "It is called otherwise.")
        assert second.erratum.key == f"{KEY}-2"
        assert [each.kind for each in second.erratum.found] == ["title"]
        assert put_right(home, "It is called otherwise.").outcome == "submitted"
        assert corrected(home) == sorted(READERS[:2] * 2)
        shelf = home.press().shelf
        assert [each.because for each in shelf.store.errata[NOVEMBER]] == [
            WHY,
            "It is called otherwise.",
        ]
        assert len(shelf.edition(NOVEMBER).corrections) == 2


def test_one_that_broke_off_is_finished_as_it_was_worded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)

        def break_off(*_: object) -> Receipt:
            raise KeyboardInterrupt

        with monkeypatch.context() as patched:
            patched.setattr(amends_module, "deliver", break_off)
            with pytest.raises(KeyboardInterrupt):
                put_right(home)
        assert "2026-11-correction.json.held" in home.names()
        assert list(status_of(home.press().shelf.edition(NOVEMBER), home.press().shelf))[-1] == (
            f"a correction of it is begun and not finished: {WHY}"
        )
        home.mend("the-rush-fee", title="Another title meanwhile")
        begun = judged(home, "Other words.")
        assert (begun.begun, begun.erratum.because) == (True, WHY)
        assert put_right(home, "Other words.").outcome == "submitted"
        assert corrected(home) == READERS[:2]
        assert home.names() == ["2026-11-correction.json", "2026-11.json", "sent.jsonl"]
        assert judged(home, "Other words.").erratum.key == f"{KEY}-2"


def test_one_of_another_machine_is_not_claimed_and_ours_is_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        put_right(home)
        kept = tmp_path / "editions" / "2026-11-correction.json"
        ledger = tmp_path / "editions" / "sent.jsonl"
        lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
        kept.unlink()  # as on a machine that did not pull
        ledger.write_text("".join(line for line in lines if KEY not in line), encoding="utf-8")
        assert put_right(home).outcome == "already sent"
        assert thaw_erratum(kept.read_text(encoding="utf-8"), "x").because == WHY
        kept.unlink()
        ledger.write_text("".join(line for line in lines if KEY not in line), encoding="utf-8")
        with pytest.raises(ProblemsFound, match="another correction of cx-greetz-2026-11 was"):
            put_right(home, "Said otherwise: it was 85.")
        assert "2026-11-correction.json.found" in home.names()
        assert corrected(home) == READERS[:2]
        assert judged(home, "Said otherwise: it was 85.").erratum.key == f"{KEY}-2"


def test_a_trial_goes_to_the_outbox_and_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        assert home.send(via="outbox").outcome == "put into the outbox"
        home.mend("the-rush-fee", summary=home.articles[0].summary.replace("58", "85"))
        outcomes = []
        for _ in range(2):
            home.at.fake.clock.sleep(86400)  # another day, the same mail
            amends = open_amends(home.press(), None, WHY, "outbox")
            proof = amends.prove("outbox")
            assert proof
            outcomes.append(amends.submit(proof, "outbox").outcome)
        assert outcomes == ["put into the outbox", "already sent"]
        assert (tmp_path / "var" / "outbox" / KEY / "message.eml").is_file()
        assert (tmp_path / "var" / "trials" / "2026-11.json").is_file()
        assert (home.names(), home.at.fake.asked) == ([], [])
        with pytest.raises(ProblemsFound, match="no edition was sent, so there is nothing"):
            open_amends(home.press(), None, WHY, "mailchimp")


def test_a_piece_that_was_missed_is_brought(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood on the site when the edition was cut, and no mail will ever carry it."""
    with house(tmp_path, monkeypatch) as home:
        assert home.send().outcome == "submitted"
        home.articles += [article("missed"), article("later")]
        (tmp_path / "editions" / "published.jsonl").write_text(
            "".join(
                f'{{"url": "/{slug}/", "path": "{slug}.md", "id": "", "guid": "urn:{slug}", '
                f'"first": "{day}"}}\n'
                for slug, day in (("missed", "2026-11-20"), ("later", "2026-12-02"))
            ),
            encoding="utf-8",
        )
        (found,) = judged(home).erratum.found
        assert (found.kind, found.of) == ("section", "Missed")
        mail = judged(home).erratum.mail
        assert mail
        assert [piece.slug for piece in mail.pieces] == ["missed"]


def test_an_editors_file_that_is_gone_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        notes = tmp_path / "editions" / "2026-11.md"
        notes.write_text("---\ntitle: Two fees\nquestion: Which?\n---\nHello.\n", encoding="utf-8")
        assert home.send().outcome == "submitted"
        assert judged(home).erratum.found == ()
        notes.unlink()
        assert judged(home).erratum.found == ()
        notes.write_text("---\ntitle: Two fares\nquestion: Which?\n---\nHello.\n", encoding="utf-8")
        assert [each.kind for each in judged(home).erratum.found] == ["title"]
