from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from plugins.blog import Reply
from plugins.blog.text import plain
from plugins.digest.filters import COLUMNS, safe_url, soft, wrap
from plugins.digest.message import tags_in
from plugins.digest.notes import Correction, Event, Notes
from plugins.digest.pieces import Edition, Question, Tally
from plugins.digest.reading import Reading, links_of, shown
from plugins.digest.render import environment, render, render_page
from tests.digest.samples import GOLDEN, TEMPLATES, THEMES, URL, article, edition, mailed

WHOLE = replace(
    edition(),
    tally=Tally(
        "Would you have dropped the fee?",
        (("Yes", 41), ("No", 12)),
        (Reply("We dropped ours & <lost> nobody, *|FNAME|*.", "Anna, Utrecht"), Reply("Jamais.")),
        "fr",
    ),
    events=(Event("CX Day", "3 December 2026", "Utrecht", "https://day.example/"),),
)


def titled(html: str) -> list[tuple[str, str]]:
    tags = Reading(html).tags
    return [
        (tag.text, link.attributes["href"])
        for tag, link in pairwise(tags)
        if tag.name == "h2" and link.name == "a"
    ]


def answers(html: str) -> list[tuple[str, str]]:
    return [
        (tag.text, tag.attributes["href"])
        for tag in Reading(html).named("a")
        if tag.attributes["href"].startswith("mailto:") and "unsubscribe" not in tag.text.lower()
    ]


@pytest.mark.parametrize(
    "made",
    [WHOLE, edition(article("one")), edition(settings={"body": "full"}), edition(notes=None)],
    ids=["six", "one", "full", "no editor"],
)
def test_three_faces_say_the_same(made: Edition):
    message, page = mailed(made), render_page(made, TEMPLATES)
    wanted = [(piece.title, safe_url(piece.url)) for piece in made.pieces]
    assert titled(message.html) == titled(page.html) == wanted
    for text in (message.text, page.text):
        numbered = re.findall(r"^\d+\. (.*)\n(https://.*)$", text, re.MULTILINE)
        assert numbered == wanted
        for _, url in wanted:
            assert links_of(text).count(url) == 1
    assert answers(message.html) == answers(page.html)
    for face in (plain(message.html), plain(page.html), message.text, page.text):
        words = shown(face)
        if made.question:
            assert shown(made.question.text) in words
        if made.tally:
            assert "41" in words
            assert "53 answers" in words
            for reply in made.tally.replies:
                assert reply.text.replace("*|", "* |") in words.replace("*|", "* |")
            assert "Anna, Utrecht" in words
            assert "A reader" in words
        for event in made.events:
            assert event.title in words


def test_the_answers_open_a_mail_with_the_answer_as_its_subject():
    first = answers(mailed(edition()).html)[0]
    assert first == (
        "Yes",
        "mailto:hello@kept-promises.org?subject=Yes%3A%20Would%20you%20hang%20your%20complaints%20on%20a%20wall%3F",
    )


def test_an_open_question_has_one_answer():
    made = replace(edition(), question=Question("Why?", (), "en"))
    assert [words for words, _ in answers(mailed(made).html)] == ["Answer in two lines"]


@pytest.mark.parametrize(
    "face", ["message.html", "message.txt", "whole.html", "page.html", "page.txt"]
)
def test_golden(face: str, update: bool):
    mail, whole, page = mailed(WHOLE), render(WHOLE, TEMPLATES), render_page(WHOLE, TEMPLATES)
    made = {
        "message.html": mail.html,
        "message.txt": mail.text,
        "whole.html": whole.html,
        "page.html": page.html,
        "page.txt": page.text,
    }[face]
    path = GOLDEN / face
    if update:
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


def test_small_enough_with_the_conditions_of_the_themes():
    assert len(mailed(edition()).html.encode()) <= 12_000
    twenty = [
        article(f"piece-{n}", summary="word " * 32, topics=edition().pieces[0].topics)
        for n in range(20)
    ]
    assert len(mailed(edition(*twenty)).html.encode()) <= 30_000


def test_the_text_is_narrow():
    for text in (mailed(WHOLE).text, render_page(WHOLE, TEMPLATES).text):
        wide = [line for line in text.split("\n") if len(line) > COLUMNS]
        assert all(re.match(r"https?://|mailto:|\*\|", line) for line in wide)


def test_without_mailchimp_the_mail_is_complete_and_has_no_tags():
    message = render(WHOLE, TEMPLATES)
    assert list(tags_in(message.html + message.text)) == []
    for part in (unescape(message.html), message.text):
        assert "mailto:hello@kept-promises.org?subject=Unsubscribe%20from%20CX%20Greetz" in part
        assert "12 Sample Street" in part


def test_themes_make_no_conditions_in_a_mail_sent_by_hand():
    assert "INTERESTED" not in render(WHOLE, TEMPLATES, tags=False, personal=THEMES).html


@pytest.mark.parametrize("suffix", [".html", ".txt"])
def test_two_values_side_by_side_make_no_tag(suffix: str, tmp_path: Path):
    (tmp_path / "email").mkdir()
    template = tmp_path / "email" / f"edition{suffix}"
    template.write_text("{{ a }}{{ b }} *|OURS|*", encoding="utf-8")
    said = environment(tmp_path).get_template(template.name).render(a="*", b="|X|*")
    assert list(tags_in(said)) == ["*|OURS|*"]


def test_the_page_has_no_tags_and_shows_corrections():
    made = replace(WHOLE, corrections=(Correction("2026-12-04", "The fee was 85 euros."),))
    page = render_page(made, TEMPLATES)
    assert list(tags_in(page.html + page.text)) == []
    assert "Corrected 2026-12-04" in plain(page.html)
    assert "Corrected 2026-12-04: The fee was 85 euros." in page.text
    assert "Corrected" not in mailed(made).html


def test_a_piece_in_another_language_says_so():
    html = mailed(edition()).html
    assert '<h2 lang="nl" dir="ltr"' in html
    right_to_left = mailed(edition(article("he", lang="he", title="שלום"))).html
    assert '<h2 lang="he" dir="rtl"' in right_to_left


def test_the_mail_speaks_dutch():
    html = mailed(edition(settings={"language": "nl"})).html
    assert '<html lang="nl" dir="ltr">' in html
    assert "november 2026" in shown(plain(html))
    assert "Afmelden" in html


def test_the_same_edition_gives_the_same_bytes():
    assert mailed(edition()) == mailed(edition())
    assert mailed(edition()).sha256 != mailed(edition(article("one"))).sha256


def test_long_words_may_break():
    assert soft("a " + "x" * 45) == "a " + "x" * 21 + "\u200b" + "x" * 21 + "\u200b" + "x" * 3
    assert soft("short words stay as they are, however many there are") == (
        "short words stay as they are, however many there are"
    )


def test_wraps_at_72_columns_and_hangs():
    lines = wrap("word " * 40, 3, "1. ").split("\n")
    assert max(map(len, lines)) <= COLUMNS
    assert lines[0].startswith("1. word")
    assert lines[1].startswith("   word")
    assert wrap("x" * 100).split("\n") == ["x" * 72, "x" * 28]


def test_an_address_cannot_hold_a_tag_or_a_quote():
    assert safe_url('https://a.example/*|X|*"><x') == "https://a.example/*%7CX%7C*%22%3E%3Cx"


def test_an_editors_list_and_quotation_reach_all_faces():
    notes = Notes(shown="e.md", word="<ul><li>one</li></ul><blockquote><p>said</p></blockquote>")
    made = edition(notes=notes)
    assert "•&nbsp; one" in mailed(made).html
    assert "• one" in mailed(made).text
    assert "> said" in mailed(made).text
    assert "<blockquote><p>said</p></blockquote>" in render_page(made, TEMPLATES).html


def test_a_link_of_the_editor_stands_once_in_each_face():
    url = f"{URL}/the-caretakers-hour/#end"
    message = mailed(edition())
    assert message.text.count(url) == 1
    assert message.html.count(url) == 1
