"""A correction in words: the notice, and the mail that is an edition of what was wrong alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.checks import check
from plugins.digest.correction import correct
from plugins.digest.differences import differences
from plugins.digest.envelope import as_eml
from plugins.digest.erratum import Erratum, freeze_erratum, number_of, thaw_erratum
from plugins.digest.message import tags_in
from plugins.digest.month import Month
from plugins.digest.notes import Event, Notes
from plugins.digest.pieces import Edition
from plugins.digest.reading import Reading, links_of
from plugins.digest.render import render
from plugins.digest.severity import Severity
from plugins.digest.verify import verify
from tests.digest.samples import ROOT, TEMPLATES, URL, case, edition
from tests.digest.test_differences import SENT, WRONG, head, piece, word

AT = datetime(2026, 12, 4, 10, tzinfo=UTC)
WHY = "The caretaker sat there for two hours, not one."
HOURS = piece(summary=SENT.pieces[0].summary.replace("one hour", "two hours"))


def made(right: Edition, sent: Edition = SENT, **given: Any) -> Erratum:
    found = differences(sent, right)
    return correct(sent, right, found, given.pop("because", WHY), at=AT, **given)


def mail_of(erratum: Erratum) -> Edition:
    assert erratum.mail
    return erratum.mail


def on_table(mail: Edition, *, tags: bool = True) -> Any:
    message = render(mail, TEMPLATES, tags=tags)
    given = {"personal": None, "corrects": True, "notes": Notes(shown="--because")}
    return case(mail, tags=tags, message=message, **given)


@pytest.mark.parametrize("tags", [True, False])
@pytest.mark.parametrize(
    "name", [name for name, (_, severity, _, _) in WRONG.items() if severity is Severity.MAIL]
)
def test_the_mail_of_every_mistake_passes_the_checks_of_an_edition(name: str, tags: bool):
    mail = mail_of(made(WRONG[name][0](SENT)))
    broken = [str(each) for each in check(on_table(mail, tags=tags)) if not each.warning]
    if name in {
        "a link in the word",
        "a link of a piece",
    }:  # that page is not on the site of this test
        broken = [each for each in broken if "no page of this site" not in each]
    assert broken == []
    assert len(render(mail, TEMPLATES).html.encode()) < 9_000


def test_it_is_short_and_says_what_was_wrong_what_is_right_and_sorry():
    mail = mail_of(made(HOURS(SENT)))
    assert mail.subject == "Correction: The Wednesday that nobody comes"
    assert mail.preheader == WHY
    text = " ".join(render(mail, TEMPLATES).text.split())
    for said in (
        "we told you something wrong. That was our mistake, and we are sorry.",
        WHY,
        "it said “…The tenants wanted one hour back, as long…”; it should say",
        "“…The tenants wanted two hours back, as long…”.",
        "You need do nothing.",
        "1. The caretaker’s hour",
    ):
        assert said in text
    assert [each.slug for each in mail.pieces] == ["the-caretakers-hour"]
    assert (mail.question, mail.tally, mail.events) == (None, None, ())
    assert mail.pieces[0].image == ""


def test_a_wrong_question_comes_again_with_its_answers():
    assert SENT.question
    right = replace(SENT, question=replace(SENT.question, answers=("Yes", "No", "Never")))
    mail = mail_of(made(right))
    assert mail.question == right.question
    assert mail.pieces == ()
    elsewhere = mail_of(made(head(reply_to="other@kept.org")(SENT)))
    assert elsewhere.question == SENT.question
    assert "mailto:other@kept.org" in render(elsewhere, TEMPLATES).html


def test_a_wrong_link_is_not_repeated_and_the_right_one_can_be_pressed():
    right = HOURS(piece(url=f"{URL}/fourteen-sentences/")(SENT))
    wrong = piece(url="https://wrong.example/")(SENT)
    mail = mail_of(made(right, wrong))
    message = render(mail, TEMPLATES)
    assert "wrong.example" not in message.html + message.text
    hrefs = [tag.attributes["href"] for tag in Reading(message.html).named("a")]
    assert hrefs.count(f"{URL}/fourteen-sentences/") == 1
    assert links_of(message.text).count(f"{URL}/fourteen-sentences/") == 1
    day = replace(SENT, events=(replace(SENT.events[0], url="https://other.example/"),))
    notice = made(day)
    assert "This is the right one: https://other.example/" in notice.notice
    message = render(mail_of(notice), TEMPLATES)
    assert "The right one is below." in " ".join(message.text.split())
    assert message.text.count("https://other.example/") == 1
    told = made(word(f"{URL}/the-caretakers-hour/#end", f"{URL}/a-uniform/")(SENT))
    (link,) = Reading(mail_of(told).word).named("a")
    assert (link.attributes["href"], link.text) == (f"{URL}/a-uniform/", "This is the right one")
    message = render(mail_of(told), TEMPLATES)
    assert message.text.count(f"{URL}/a-uniform/") == 1
    assert message.html.count(f"{URL}/a-uniform/") == 1


def test_each_part_is_called_by_its_name_and_each_sentence_ends_once():
    right = head(preheader=SENT.preheader.replace("fourteen", "forty"))(SENT)
    assert "The line beside the subject: it said “…a green coat, fourteen" in made(right).notice
    sent, right = (piece(summary=f"The fee is {fee} euros.")(SENT) for fee in (58, 85))
    for lang in ("en", "nl"):
        told = made(replace(right, lang=lang), replace(sent, lang=lang))
        assert told.notice.endswith("“The fee is 85 euros.”")
        text = " ".join(render(mail_of(told), TEMPLATES).text.split())
        assert "85 euros.” " in text
    assert made(HOURS(SENT)).notice.endswith("back, as long…”.")
    assert made(HOURS(SENT), because="It was two").notice.startswith("It was two. “The caretaker")


def test_dates_and_counts_come_with_what_changed():
    other = Event("Open house", "9 December 2026")
    sent = replace(SENT, events=(*SENT.events, other))
    right = replace(sent, events=(SENT.events[0], replace(other, day="10 December 2026")))
    assert [each.title for each in mail_of(made(right, sent)).events] == ["Open house"]
    assert SENT.tally
    counted = replace(SENT, tally=replace(SENT.tally, counts=(("Yes", 1),)))
    assert mail_of(made(counted)).tally == counted.tally


def test_what_a_person_decides_is_kept_beside_what_the_rule_asked():
    down = made(HOURS(SENT), wish=Severity.WEB)
    assert (down.severity, down.ruled, down.mail) == (Severity.WEB, Severity.MAIL, None)
    up = made(SENT, wish=Severity.MAIL)
    assert (up.severity, up.ruled) == (Severity.MAIL, Severity.NOTHING)
    assert up.notice == WHY
    assert mail_of(up).pieces == ()
    assert [str(each) for each in check(on_table(mail_of(up)))] == []


def test_the_reason_of_a_hostile_editor_is_words():
    because = "*|FNAME|* </td><script>x</script> {place}\r\nBcc: a@b.example"
    mail = mail_of(made(HOURS(SENT), because=because))
    message = render(mail, TEMPLATES, tags=True)
    assert sorted(tags_in(message.html)) == [
        "*|LIST:ADDRESSLINE|*",
        "*|UNSUB|*",
        "*|UPDATE_PROFILE|*",
    ]
    assert "<script>" not in message.html
    assert b"\r\nBcc:" not in as_eml(message, "k", AT)
    assert [str(each) for each in check(on_table(mail))] == []


def test_in_dutch():
    sent = replace(SENT, lang="nl")
    mail = mail_of(made(HOURS(sent), sent))
    assert mail.subject.startswith("Rectificatie: ")
    assert "het spijt ons" in " ".join(render(mail, TEMPLATES).text.split())
    assert [str(each) for each in check(on_table(mail))] == []


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (lambda mail: replace(mail, subject="Sorry"), 'begins with "Correction:"'),
        (lambda mail: replace(mail, word=""), "does not say what was wrong"),
    ],
)
def test_a_correction_that_does_not_say_so_is_stopped(broken: Any, words: str):
    told = [str(each) for each in check(on_table(broken(mail_of(made(HOURS(SENT))))))]
    assert any(words in each for each in told)


@pytest.mark.parametrize("face", ["html", "text"])
def test_a_face_that_drops_the_reason_is_stopped(face: str):
    table = on_table(mail_of(made(HOURS(SENT))))
    lost = getattr(table.message, face).replace("two hours, not one", "")
    table = replace(table, message=replace(table.message, **{face: lost}))
    assert any(WHY[:40] in str(each) for each in check(table))


def test_what_is_frozen_is_thawed_and_sealed():
    erratum = replace(made(HOURS(SENT)), message="abc")
    text = freeze_erratum(erratum)
    assert thaw_erratum(text, "x") == erratum
    assert thaw_erratum(freeze_erratum(made(SENT)), "x").mail is None
    for old, new in ((WHY, "Nothing was wrong."), ('"ruled": "mail"', '"ruled": "web"')):
        with pytest.raises(ProblemsFound, match="was changed after it was made"):
            thaw_erratum(text.replace(old, new), "x")
    for wrong in ("", "{}", "[]", '{"correction": {}, "sha256": "x"}'):
        with pytest.raises(ProblemsFound):
            thaw_erratum(wrong, "x")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2026-11-correction.json", (Month(2026, 11), 1)),
        ("2026-11-correction-2.json.held", (Month(2026, 11), 2)),
        ("2026-11-correction-12.json.found", (Month(2026, 11), 12)),
        ("2026-11.json", None),
        ("2026-11-correction.md", None),
        ("2026-11-correction-0.json", None),
    ],
)
def test_the_names_of_the_files(name: str, expected: tuple[Month, int] | None):
    assert number_of(ROOT / name) == expected


def test_a_mail_is_known_as_the_correction_that_it_is():
    mail = mail_of(made(HOURS(SENT)))
    saved = as_eml(render(mail, TEMPLATES), "k", AT)
    assert verify(saved, "x", [edition(), mail]) == (mail, [])
    assert verify(saved, "x", [mail, edition()]) == (mail, [])
