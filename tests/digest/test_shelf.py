from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.blog import Article, ProblemsFound
from plugins.digest.correction import correct
from plugins.digest.differences import differences
from plugins.digest.erratum import freeze_erratum, suffix
from plugins.digest.frozen import freeze
from plugins.digest.month import Month
from plugins.digest.shelf import Shelf, read_shelf
from tests.digest.samples import NOVEMBER, NOW, URL, WORD, article, edition

OCTOBER = Month(2026, 10)


def shelf_of(folder: Path, *articles: Article, now: datetime = NOW) -> Shelf:
    settings: dict[str, Any] = {
        "SITENAME": "Kept Promises",
        "SITEURL": URL,
        "PATH": str(folder),
        "DEFAULT_LANG": "en",
        "TIMEZONE": "Europe/Amsterdam",
        "BLOG": {"register": str(folder / "published.jsonl"), "promise": ""},
        "DIGEST": {
            "name": "CX Greetz",
            "slug": "greetz",
            "sender": "Sam",
            "reply_to": "sam@kept-promises.org",
            "sign_up": "Monthly.",
            "folder": str(folder),
        },
    }
    return read_shelf(articles, settings, now)


def october(slug: str, day: int = 5) -> Article:
    return article(slug, published=datetime(2026, 10, day, tzinfo=UTC))


def test_every_month_with_articles_has_an_edition_newest_first(tmp_path: Path):
    shelf = shelf_of(tmp_path, article("a"), october("b"), october("c", 6))
    assert shelf.months() == (OCTOBER, NOVEMBER)
    assert [(str(each.month), each.number, len(each.pieces)) for each in shelf.editions()] == [
        ("2026-11", 2, 1),
        ("2026-10", 1, 2),
    ]


def test_a_month_of_scheduled_or_translated_articles_has_none(tmp_path: Path):
    shelf = shelf_of(tmp_path, article("a"), article("b", original=False, published=NOW), now=NOW)
    assert shelf.months() == (NOVEMBER,)
    assert shelf_of(tmp_path, article("a"), now=datetime(2026, 11, 1, tzinfo=UTC)).months() == ()


def test_the_editors_file_is_read(tmp_path: Path):
    (tmp_path / "2026-11.md").write_text(WORD, encoding="utf-8")
    (tmp_path / "README.md").write_text("not an edition", encoding="utf-8")
    shelf = shelf_of(tmp_path, article("a"))
    assert shelf.edition(NOVEMBER).title == "The Wednesday that nobody comes"
    assert list(shelf.notes) == [NOVEMBER]


def test_a_frozen_edition_stays_whatever_the_articles_become(tmp_path: Path):
    (tmp_path / "2026-11.json").write_text(freeze(edition(), NOW), encoding="utf-8")
    shelf = shelf_of(tmp_path, article("changed-since"))
    assert shelf.edition(NOVEMBER) == edition()
    assert shelf.composed(NOVEMBER).pieces[0].slug == "changed-since"


def test_a_correction_is_read_for_a_frozen_edition(tmp_path: Path):
    (tmp_path / "2026-11.json").write_text(freeze(edition(), NOW), encoding="utf-8")
    notes = "---\ncorrections:\n  - {date: 2026-12-04, text: It was 85 euros.}\n---\nIgnored\n"
    (tmp_path / "2026-11.md").write_text(notes, encoding="utf-8")
    found = shelf_of(tmp_path).edition(NOVEMBER)
    assert found.corrections[0].text == "It was 85 euros."
    assert found.word == edition().word


def test_what_the_register_says_appeared_late_is_carried(tmp_path: Path):
    sent = freeze(edition(october("b")), datetime(2026, 10, 30, tzinfo=UTC))
    body = json.loads(sent)
    body["edition"]["month"] = "2026-10"
    (tmp_path / "2026-10.json").write_text(_sealed(body), encoding="utf-8")
    address = {"url": "/c/", "path": "c.md", "id": "", "guid": "urn:c", "first": "2026-11-02"}
    (tmp_path / "published.jsonl").write_text(json.dumps(address) + "\n", encoding="utf-8")
    september = article("e", published=datetime(2026, 9, 30, 12, tzinfo=UTC))
    shelf = shelf_of(tmp_path, article("a"), october("c", 2), september)
    assert [piece.slug for piece in shelf.edition(NOVEMBER).pieces] == ["a", "c"]
    assert shelf.edition(NOVEMBER).number == 5


def test_what_a_correction_brought_is_not_carried_again(tmp_path: Path):
    sent = replace(edition(article("b")), month=OCTOBER)
    cut = datetime(2026, 10, 30, tzinfo=UTC)
    (tmp_path / "2026-10.json").write_text(freeze(sent, cut), encoding="utf-8")
    missed = [october("b"), october("mended", 6), october("brought", 7)]
    shelf = shelf_of(tmp_path, article("a"), *missed)
    assert [each.slug for each in shelf.edition(NOVEMBER).pieces] == ["a", "brought", "mended"]
    right = replace(sent, pieces=(*sent.pieces, *edition(article("brought")).pieces))
    made = correct(sent, right, differences(sent, right), "It was left out.", at=cut)
    assert made.mail is not None
    (tmp_path / "2026-10-correction.json").write_text(freeze_erratum(made), encoding="utf-8")
    shelf = shelf_of(tmp_path, article("a"), *missed)
    assert [each.slug for each in shelf.edition(NOVEMBER).pieces] == ["a", "mended"]


def _sealed(body: dict[str, Any]) -> str:
    from plugins.digest.frozen import seal

    return json.dumps({**body, "sha256": seal(body["edition"])})


def test_a_broken_frozen_edition_stops_everything_and_is_named(tmp_path: Path):
    (tmp_path / "2026-10.json").write_text("{}", encoding="utf-8")
    (tmp_path / "2026-11.json").write_text("", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        shelf_of(tmp_path, article("a"))
    assert [Path(problem.path).name for problem in found.value.problems] == [
        "2026-10.json",
        "2026-11.json",
    ]


def test_a_held_edition_is_sent_as_it_was_composed(tmp_path: Path):
    (tmp_path / "2026-11.json.held").write_text(freeze(edition(), NOW), encoding="utf-8")
    found = shelf_of(tmp_path, article("changed-since")).edition(NOVEMBER)
    assert found == edition()
    assert "remove 2026-11.json.held" in found.decisions[0]


@pytest.mark.parametrize("typed", ["tally: [Yes 3]", "replies: Never again."])
def test_the_last_answers_come_with_the_question_of_the_month_before(tmp_path: Path, typed: str):
    notes = f"---\n{typed}\n---\n"
    (tmp_path / "2026-11.md").write_text(notes, encoding="utf-8")
    asking = article(
        "b", published=datetime(2026, 10, 5, tzinfo=UTC), question="Would you?", answers=("Yes",)
    )
    tally = shelf_of(tmp_path, article("a"), asking).edition(NOVEMBER).tally
    assert tally is not None
    assert tally.question == "Would you?"


@pytest.mark.parametrize(("weight", "is_shown"), [(60_000, True), (60_001, False)])
def test_a_heavy_picture_is_left_out_and_said(tmp_path: Path, weight: int, is_shown: bool):
    (tmp_path / "a.png").write_bytes(b"x" * weight)
    made = shelf_of(tmp_path, article("a", image=f"{URL}/a.png", image_alt="A door"))
    edition = made.edition(NOVEMBER)
    assert bool(edition.pieces[0].image) == is_shown
    assert any("60,001 bytes" in sentence for sentence in edition.decisions) != is_shown


def test_names_a_file_of_no_month_and_one_that_is_not_utf8(tmp_path: Path):
    (tmp_path / "november.md").write_text("Title: x\n", encoding="utf-8")
    (tmp_path / "2026-11.md").write_bytes(b"Title: x\nEditor: Ren\xe9\n")
    shelf = shelf_of(tmp_path, article("a"))
    assert [(Path(each.path).name, each.warning) for each in shelf.strays] == [
        ("november.md", True)
    ]
    (problem,) = shelf.notes[NOVEMBER].problems
    assert (problem.line, problem.warning) == (2, False)
    assert "not UTF-8" in problem.message


def test_knows_the_addresses_of_the_site(tmp_path: Path):
    known = shelf_of(tmp_path, article("a")).addresses([f"{URL}/about/"])
    assert known[f"{URL}/a/"] == {"end"}
    assert {f"{URL}/", f"{URL}/greetz/", f"{URL}/greetz/2026-11/", f"{URL}/about/"} <= set(known)


def test_a_day_in_the_register_that_is_none_is_named_with_its_line(tmp_path: Path):
    line = '{"url": "/a/", "path": "a.md", "id": "", "guid": "urn:a", "first": "%s"}\n'
    register = tmp_path / "published.jsonl"
    register.write_text(line % "2026-11-10" + "\n" + line % "10 November", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        shelf_of(tmp_path, article("a"))
    (problem,) = found.value.problems
    assert (Path(problem.path).name, problem.line) == ("published.jsonl", 3)
    assert '"first" is "10 November"; it must be a day as 2026-11-20' in problem.message


def test_corrections_by_command_and_by_hand_stand_together_by_day(tmp_path: Path):
    sent = edition()
    (tmp_path / "2026-11.json").write_text(freeze(sent, NOW), encoding="utf-8")
    notes = "---\ncorrections:\n  - {date: 2026-12-09, text: By hand.}\n---\n"
    (tmp_path / "2026-11.md").write_text(notes, encoding="utf-8")
    for number, day in ((10, 20), (2, 8), (1, 4)):
        at = datetime(2026, 12, day, tzinfo=UTC)
        made = correct(sent, sent, (), f"No. {number}.", at=at, number=number)
        name = f"2026-11{suffix(number)}.json"
        (tmp_path / name).write_text(freeze_erratum(made), encoding="utf-8")
    (tmp_path / "2026-11-correction-12.json.found").write_text("any", encoding="utf-8")
    shelf = shelf_of(tmp_path)
    told = [each.text for each in shelf.edition(NOVEMBER).corrections]
    assert told == ["No. 1.", "No. 2.", "By hand.", "No. 10."]
    assert shelf.store.taken == {NOVEMBER: 12}
    assert shelf.months() == (NOVEMBER,)


def test_broken_files_of_all_kinds_are_named_together(tmp_path: Path):
    names = ["2026-10.json.found", "2026-10.json.held", "2026-11-correction.json", "2026-11.json"]
    for name in names:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        shelf_of(tmp_path, article("a"))
    assert [Path(problem.path).name for problem in found.value.problems] == names
