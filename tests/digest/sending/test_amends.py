"""From a wrong edition to its correction, as ``invoke correct`` goes about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.blog import Problem, ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest import amends as amends_module
from plugins.digest.absent import Absent
from plugins.digest.amends import Amends
from plugins.digest.delivery import Receipt
from plugins.digest.erratum import freeze_erratum, thaw_erratum
from plugins.digest.judging import is_begun, open_amends
from plugins.digest.pages import as_article, show
from plugins.digest.severity import Severity
from plugins.digest.telling import status_of
from plugins.digest.transports.mailchimp_client import Edge
from tests.digest.samples import NOVEMBER, TEMPLATES, article
from tests.digest.test_settings import FIVE

from .house import House, house
from .machine import LIST, READERS, judge_secrecy
from .wire import KEY as KEY_OF_MAILCHIMP
from .wire import Fault, Raw

WHY = "The fee was 85 euros, not 58."
KEY = "cx-greetz-2026-11-correction"
HELD = "2026-11-correction.json.held"


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
        assert judged(home).fine == "what was sent is what is right now"
        home.mend("raise-your-hand", summary="A hand was ingored for twenty seconds in a shop.")
        assert judged(home).erratum.severity is Severity.NOTHING
        assert judged(home).fine == "the article itself, where the mail leads, is right"


def test_a_slip_of_the_editor_stays_on_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        notes = tmp_path / "editions" / "2026-11.md"
        notes.write_text("We are closed on saturday afternoons.\n", encoding="utf-8")
        assert home.send().outcome == "submitted"
        notes.write_text("We are closed on saturday aftrenoons.\n", encoding="utf-8")
        amends = judged(home)
        assert amends.erratum.severity is Severity.NOTHING
        assert amends.fine == "nobody goes wrong by it; the edition's page stays as it was sent"


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


def break_off(home: House, monkeypatch: pytest.MonkeyPatch, *, told: bool = False) -> None:
    """A run is killed before the ledger knows of it, or once it has *told* Mailchimp to send."""

    def die(*_: object) -> Receipt:
        raise KeyboardInterrupt

    place, name = (Edge, "send") if told else (amends_module, "deliver")
    with monkeypatch.context() as patched:
        patched.setattr(place, name, die)
        with pytest.raises(KeyboardInterrupt):
            put_right(home)
    assert HELD in home.names()


@pytest.mark.parametrize("because", [WHY, ""])
def test_one_that_broke_off_is_finished_as_it_was_worded(
    because: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        break_off(home, monkeypatch)
        assert list(status_of(home.press().shelf.edition(NOVEMBER), home.press().shelf))[-1] == (
            f"a correction of it is begun and not finished: {WHY}"
        )
        begun = judged(home, because)
        assert (begun.begun, begun.left, begun.erratum.because) == (True, False, WHY)
        assert open_amends(home.press(), None, because, "mailchimp").begun
        assert put_right(home, because).outcome == "submitted"
        assert corrected(home) == READERS[:2]
        assert home.names() == ["2026-11-correction.json", "2026-11.json", "sent.jsonl"]
        home.mend("the-rush-fee", title="Another title meanwhile")
        assert judged(home, "Other words.").erratum.key == f"{KEY}-2"


def put_back(home: House) -> None:
    home.mend("the-rush-fee", summary=home.articles[0].summary.replace("85", "58"))


def as_it_is(_: House) -> None:
    pass


@pytest.mark.parametrize(
    ("because", "wish", "meanwhile", "named"),
    [
        ("web only", None, as_it_is, "the reason is not"),
        (WHY, Severity.WEB, as_it_is, "--as is not"),
        ("", Severity.WEB, as_it_is, "--as is not"),
        ("web only", Severity.WEB, as_it_is, "the reason and --as are not"),
        (WHY, None, put_back, "what differs is not"),
        ("", None, put_back, "what differs is not"),
    ],
)
def test_one_that_was_not_told_to_send_is_never_mailed_against_the_will_of_a_person(
    because: str,
    wish: Severity | None,
    meanwhile: Callable[[House], None],
    named: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        break_off(home, monkeypatch)
        meanwhile(home)
        with pytest.raises(ProblemsFound) as refused:
            judged(home, because, wish)
        assert named in str(refused.value)
        assert str(refused.value).startswith(str(tmp_path / "editions" / HELD))
        assert f"remove {HELD} and run this again" in str(refused.value)
        (tmp_path / "editions" / HELD).unlink()
        noted = judged(home, because or WHY, wish or Severity.WEB)
        assert noted.note() == ""
        assert home.press().shelf.store.errata[NOVEMBER][0].mail is None
        assert corrected(home) == []


@pytest.mark.parametrize("meanwhile", [as_it_is, put_back])
@pytest.mark.parametrize("because", [WHY, "web only", ""])
def test_one_that_was_told_to_send_is_finished_whatever_a_person_wants_now(
    because: str,
    meanwhile: Callable[[House], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It may be out: nobody can take it back, and nothing else may be mailed in its place."""
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        break_off(home, monkeypatch, told=True)
        meanwhile(home)
        amends = judged(home, because, Severity.WEB if because else None)
        assert (amends.begun, amends.left, amends.erratum.because) == (True, True, WHY)
        assert put_right(home, because).outcome in {"submitted", "already sent"}
        assert corrected(home) == READERS[:2]
        assert home.names() == ["2026-11-correction.json", "2026-11.json", "sent.jsonl"]


def test_one_that_may_be_out_is_uncertain_until_mailchimp_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        break_off(home, monkeypatch, told=True)
        home.at.plan((0, Fault("gone", Raw(503))), onward=True)
        with pytest.raises(Uncertain, match="was told to send by an earlier run: run this again"):
            put_right(home)
        monkeypatch.delenv("MAILCHIMP_API_KEY")
        with pytest.raises(Uncertain, match="MAILCHIMP_API_KEY is not set"):
            put_right(home)
        monkeypatch.setenv("MAILCHIMP_API_KEY", KEY_OF_MAILCHIMP)
        home.at.heal()
        assert put_right(home).outcome in {"submitted", "already sent"}
        assert corrected(home) == READERS[:2]


def test_a_refused_send_is_no_send_and_its_draft_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        break_off(home, monkeypatch, told=True)
        ledger = tmp_path / "editions" / "sent.jsonl"
        line = ledger.read_text(encoding="utf-8").splitlines()[-1]
        assert '"sending"' in line
        with ledger.open("a", encoding="utf-8") as file:  # as a run does that was refused
            file.write(line.replace('"sending"', '"ready"') + "\n")
        with pytest.raises(ProblemsFound, match="--as is not the same now"):
            judged(home, WHY, Severity.WEB)
        (tmp_path / "editions" / HELD).unlink()
        draft = judged(home, WHY, Severity.WEB).note()
        assert home.at.fake.campaigns[draft]["settings"]["title"] == "CX Greetz 2026-11 correction"


@pytest.mark.parametrize("web", [True, False])
def test_what_another_run_has_made_meanwhile_is_not_written_over(
    web: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        late = judged(home, "Late.", Severity.WEB if web else None)
        proof = late.prove("mailchimp")
        put_right(home)
        with pytest.raises(ProblemsFound, match="another run has begun or made"):
            late.submit(proof, "mailchimp") if proof else late.note()
        (kept,) = home.press().shelf.store.errata[NOVEMBER]
        assert kept.because == WHY
        assert corrected(home) == READERS[:2]


def test_what_another_run_holds_meanwhile_is_not_mailed_in_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        late = judged(home, "Late.")
        proof = late.prove("mailchimp")
        assert proof
        held = tmp_path / "editions" / HELD
        held.write_text(freeze_erratum(judged(home).erratum), encoding="utf-8")
        with pytest.raises(ProblemsFound, match="another run has begun or made"):
            late.submit(proof, "mailchimp")
        assert thaw_erratum(held.read_text(encoding="utf-8"), "x").because == WHY
        assert corrected(home) == []


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
        for _ in range(3):  # the plain command again mails nobody either
            with pytest.raises(ProblemsFound, match="another correction of cx-greetz-2026-11 was"):
                put_right(home, "Said otherwise: it was 85.")
        found = tmp_path / "editions" / "2026-11-correction.json.found"
        found.unlink()  # it went out all the same
        with pytest.raises(ProblemsFound, match=r"rename it to 2026-11-correction\.json\.seen"):
            put_right(home, "Said otherwise: it was 85.")
        assert corrected(home) == READERS[:2]
        found.rename(found.with_suffix(".seen"))
        assert judged(home, "Said otherwise: it was 85.").erratum.key == f"{KEY}-2"


def test_a_found_mail_whose_file_came_back_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        put_right(home)
        kept = tmp_path / "editions" / "2026-11-correction.json"
        text = kept.read_text(encoding="utf-8")
        kept.unlink()
        with pytest.raises(ProblemsFound, match=r"Restore 2026-11-correction\.json"):
            put_right(home, "Said otherwise: it was 85.")
        kept.write_text(text, encoding="utf-8")
        assert judged(home, "Said otherwise: it was 85.").erratum.found == ()
        trial = open_amends(home.press(), NOVEMBER, "x", "outbox")
        assert trial.erratum.severity is Severity.NOTHING


def test_a_mail_after_a_note_tells_what_the_note_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        judged(home, WHY, Severity.WEB).note()
        assert judged(home).made
        mailing = judged(home, WHY, Severity.MAIL)
        assert (mailing.made, mailing.erratum.key) == (False, f"{KEY}-2")
        assert "what was noted then is mailed with this" in " ".join(mailing.told())
        assert "85 euros" in " ".join(judged(home, "Said otherwise.", Severity.MAIL).told()[:1])
        assert put_right(home, WHY, Severity.MAIL).outcome == "submitted"
        assert corrected(home) == READERS[:2]
        (notice,) = home.press().shelf.edition(NOVEMBER).corrections
        assert notice.text.startswith(WHY)
        for wish in (None, Severity.WEB, Severity.MAIL):
            assert judged(home, WHY, wish).made
        empty = judged(home, "Said otherwise.", Severity.MAIL)
        assert "the mail says your reason alone" in " ".join(empty.told())


def test_one_reason_is_one_correction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The very same command is safe to repeat, whatever has changed since."""
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        put_right(home)
        home.mend("raise-your-hand", title="Lower your hand")
        with pytest.raises(ProblemsFound, match="give a reason of its own"):
            judged(home)
        assert judged(home, "It is called otherwise.").erratum.key == f"{KEY}-2"


def test_an_article_that_cannot_be_read_is_not_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        (lost,) = [each for each in home.articles if each.slug == "raise-your-hand"]
        home.articles.remove(lost)
        press = home.press()
        problem = Problem("articles/raise-your-hand.md", 3, "this is no date")
        absent = Absent((problem,), frozenset((lost.guid,)), None, None)
        with pytest.raises(ProblemsFound, match="this is no date"):
            open_amends(replace(press, absent=(absent,)), NOVEMBER, WHY, "mailchimp")
        assert any(each.kind == "section" for each in judged(home).erratum.found)


def test_without_a_reason_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(tmp_path, monkeypatch) as home:
        wrong_edition(home)
        settings = {"DIGEST": {**FIVE, "frozen": str(tmp_path / "editions")}}
        assert not is_begun(settings, None, "mailchimp")
        for because in ("", "\u202e\u2060"):
            with pytest.raises(ProblemsFound, match="say what was wrong and what is right"):
                judged(home, because)
        break_off(home, monkeypatch)
        begun = [is_begun(settings, each, "mailchimp") for each in (None, NOVEMBER, NOVEMBER.after)]
        assert begun == [True, True, False]
        assert not is_begun(settings, NOVEMBER, "outbox")


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
