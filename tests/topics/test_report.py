"""``invoke topics``: a table for people, lines for programs, and why a topic was not chosen."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.topics.answers import confirmed
from plugins.topics.reading import Desk, open_desk
from plugins.topics.report import (
    Entry,
    as_json,
    as_table,
    clip,
    line_of,
    read_entries,
)
from plugins.topics.tagger import Evidence
from plugins.topics.why import why_not

from .conftest import ALMOST, COMPLAINED, NEARLY, SMALL, TRUSTED, Look, article, with_bar

SUGGESTING = with_bar(NEARLY, "trust", ALMOST)


def read(look: Look, taxonomy: str = SMALL, **articles: str) -> tuple[Desk, tuple[Entry, ...]]:
    settings, survey = look(taxonomy, **articles)
    desk = open_desk(settings)
    return desk, read_entries(desk, survey)


def test_json_is_a_line_for_each_article(look: Look) -> None:
    _, entries = read(look, a=article(COMPLAINED), b=article("Rain.\n", title="Weather"))
    rows = [
        json.loads(line)
        for line in as_json(line_of(each, json=True) for each in entries).splitlines()
    ]
    assert [list(row) for row in rows] == [["path", "topics", "suggested", "evidence"]] * 2
    assert rows[0]["path"] == "articles/a.md"
    assert rows[0]["topics"] == ["complaints"]
    assert rows[0]["evidence"][0] == {
        "topic": "complaints",
        "term": "complain*",
        "sentence": "Every customer may complain.",
        "line": 4,
    }
    assert rows[1] == {"path": "articles/b.md", "topics": [], "suggested": [], "evidence": []}


def test_json_names_suggestions_apart(look: Look) -> None:
    _, entries = read(look, SUGGESTING, a=article(NEARLY))
    row = json.loads(as_json(line_of(each, json=True) for each in entries))
    assert (row["topics"], row["suggested"]) == ([], ["trust"])
    assert row["evidence"][0]["topic"] == "trust"


def test_the_table_shows_the_sentence_that_speaks_for_each_topic(look: Look) -> None:
    _, entries = read(look, SUGGESTING, a=article(COMPLAINED), b=article(NEARLY))
    text = as_table(map(line_of, entries))
    assert "articles/a.md: A shop" in text
    assert "  Complaints\n         line 4: “Every customer may complain.”" in text
    assert "no topic reaches its bar" in text
    assert "  perhaps Trust\n" in text
    assert text.endswith("2 articles, 1 with topics\n")


def test_the_table_says_what_the_author_named(look: Look) -> None:
    _, entries = read(look, a=article(COMPLAINED, topics="trust, complaints"))
    text = as_table(map(line_of, entries))
    assert "Trust, named by the author\n         no sentence speaks for it" in text
    assert text.endswith("1 article, 1 with topics, 1 of them by their author\n")


def test_some_articles_can_be_asked_for(look: Look) -> None:
    settings, survey = look(a=article(COMPLAINED), b=article(TRUSTED, title="B"))
    desk = open_desk(settings)
    entries = read_entries(desk, survey, ["./articles/b.md", "articles/b.md"])
    assert [each.path for each in entries] == ["articles/b.md"]


def test_a_path_that_is_no_article_is_a_problem(look: Look) -> None:
    settings, survey = look(late=article(COMPLAINED))
    with pytest.raises(ProblemsFound, match=r'did you mean "articles/late\.md"'):
        read_entries(open_desk(settings), survey, ["articles/lat.md"])


def test_an_unsound_article_is_left_out_and_a_draft_is_not(look: Look) -> None:
    _, entries = read(
        look, a="Title: No date\n\nText.\n", b=article(COMPLAINED, title="B", status="draft")
    )
    assert [each.path for each in entries] == ["articles/b.md"]


def test_nothing_is_built(look: Look, tmp_path: Path) -> None:
    read(look, a=article(COMPLAINED))
    made = {each.name for each in tmp_path.iterdir()}
    assert made == {"content", "out.state"}  # the second holds the cache


def test_a_sentence_is_cut_around_the_words_found() -> None:
    sentence = "word " * 60 + "they complain " + "word " * 60
    proof = Evidence("complain*", "complain", sentence.strip(), 1, "text", 1.0)
    shown = clip(proof, 60)
    assert "complain" in shown
    assert shown.startswith("“… ")
    assert shown.endswith(" …”")
    assert len(shown) < 70


def test_control_characters_do_not_reach_the_terminal(look: Look) -> None:
    _, entries = read(look, a=article("Every customer may complain \x1b[31mred.\n"))
    assert "\x1b" not in as_table(map(line_of, entries))


def test_why_not_shows_terms_rules_and_the_bar(look: Look) -> None:
    desk, (entry,) = read(look, SUGGESTING, a=article(NEARLY))
    text = why_not(entry, desk, "Trust")
    assert "score 0.80 of its bar (the bar is " in text
    assert "so it is suggested, not published" in text
    assert "[honest*] weak; lead x" in text
    assert "line 4: “A guest is honest.”" in text


def test_why_not_shows_what_another_sense_took_back(look: Look) -> None:
    desk, (entry,) = read(look, a=article("The customer, a guest, has a trust fund.\n"))
    text = why_not(entry, desk, "trust")
    assert "none of its terms stands in the text" in text
    assert "another sense: [trust fund] takes back “trust fund” on line 4" in text


def test_why_not_says_how_few_customers_there_are(look: Look) -> None:
    words = "The sea was grey and the wind was cold that day. " * 20
    desk, (entry,) = read(look, a=article(f"One may complain. {words}\n"))
    said = r"less those of other fields: [-.0-9]+ in a hundred, .* are enough: all counts x0\."
    assert re.search(said, why_not(entry, desk, "complaints"))


def test_why_not_says_that_a_text_did_not_pass_the_gate(look: Look) -> None:
    gate = "[gate.en]\nabout = 0.0\nbar = 1.0\n\n[[groups]]\n"
    desk, (entry,) = read(look, SMALL.replace("[[groups]]\n", gate, 1), a=article(COMPLAINED))
    text = why_not(entry, desk, "complaints")
    assert "does not speak of customers (-1.00 at the gate): no topic is published" in text
    assert "so it is suggested, not published" in text


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ({"topics": "trust"}, "the author names other topics"),
        ({"topics": "complaints"}, 'the author names it under "topics"'),
        ({"not_topics": "complaints"}, 'the author forbids it under "not_topics"'),
    ],
)
def test_why_not_says_what_the_author_decided(
    look: Look, header: dict[str, str], said: str
) -> None:
    desk, (entry,) = read(look, a=article(COMPLAINED, **header))
    assert said in why_not(entry, desk, "complaints")


def test_why_not_of_a_topic_that_was_chosen(look: Look) -> None:
    desk, (entry,) = read(look, a=article(COMPLAINED))
    assert "so it is published, as number 1" in why_not(entry, desk, "complaints")


def test_why_not_in_a_language_without_words(look: Look) -> None:
    desk, (entry,) = read(look, a=article("De klant belt.\n", lang="nl"))
    assert 'no words for it in the language "nl"' in why_not(entry, desk, "contact-centre")


def test_why_not_of_an_unknown_topic_names_the_nearest(look: Look) -> None:
    desk, (entry,) = read(look, a=article(COMPLAINED))
    with pytest.raises(ProblemsFound, match='did you mean "complaints"'):
        why_not(entry, desk, "complaint")


def test_confirmed_are_those_whose_author_chose_from_this_vocabulary(look: Look) -> None:
    desk, entries = read(
        look,
        a=article(COMPLAINED, title="A", topics="trust"),
        b=article(COMPLAINED, title="B", topics="trust, mobile"),
        c=article(COMPLAINED, title="C", not_topics="complaints"),
        d=article(COMPLAINED, title="D"),
    )
    found = confirmed(entries, desk)
    assert [(each.path, each.topics, each.forbidden) for each in found] == [
        ("articles/a.md", ("trust",), ()),
        ("articles/c.md", (), ("complaints",)),
    ]
    assert found[0].found == ("complaints",)  # what the tagger says, whatever the author says
