"""Hints: single words that say a little for a topic or against it."""

from __future__ import annotations

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.topics.tagger import Assignment, tag
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.taxonomy_file import parse_taxonomy
from plugins.topics.text import parse_document

from .conftest import SMALL

HINTED = SMALL.replace(
    'not = ["trust fund"]\n',
    'not = ["trust fund"]\nhints = [\n  [1.2, "promise", "reliab*"],\n  [-0.5, "prices"],\n]\n',
)
GUESTS = "Guests and customers came to the shop. "


@pytest.fixture(scope="module")
def hinted() -> Taxonomy:
    return parse_taxonomy(HINTED, "taxonomy.toml")


def trust(taxonomy: Taxonomy, body: str, title: str = "") -> Assignment | None:
    tagging = tag(parse_document(body, lang="en", title=title), taxonomy)
    every = (*tagging.topics, *tagging.suggested, *tagging.others)
    return next((each for each in every if each.topic.slug == "trust"), None)


def score(taxonomy: Taxonomy, body: str, title: str = "") -> float:
    found = trust(taxonomy, body, title)
    return found.score if found else 0.0


def test_a_hint_alone_can_be_enough_and_is_evidence(hinted: Taxonomy) -> None:
    found = trust(hinted, GUESTS + "It is known for its promises.")
    assert found is not None
    assert found.score >= 1.0
    proof = found.evidence[0]
    assert (proof.term, proof.words, proof.rules) == ("promise", "promises", ("hint",))
    assert proof.sentence == "It is known for its promises."


def test_a_hint_counts_once_in_a_text(hinted: Taxonomy) -> None:
    once = score(hinted, GUESTS + "A promise.")
    assert score(hinted, GUESTS + "A promise. A promise. Promises.") == once
    assert score(hinted, GUESTS + "A promise. It is reliable.") > once


def test_a_word_that_stands_everywhere_counts_and_is_no_reason() -> None:
    told = parse_taxonomy(HINTED.replace('"promise", "reliab*"', '"promise", "him"'), "t")
    found = trust(told, GUESTS + "A promise to him.")
    assert found is not None
    assert found.score > score(told, GUESTS + "A promise to them.")
    assert [each.term for each in found.evidence] == ["promise"]


def test_one_text_may_hold_many_hints(hinted: Taxonomy) -> None:
    joined = parse_taxonomy(HINTED.replace('"promise", "reliab*"', '"promise reliab*"'), "t")
    assert joined.subjects["trust"].lexicons == hinted.subjects["trust"].lexicons


def test_a_hint_in_the_title_weighs_more(hinted: Taxonomy) -> None:
    assert score(hinted, GUESTS, title="A promise") > score(hinted, GUESTS + "A promise.")


def test_a_hint_below_0_speaks_against_the_topic(hinted: Taxonomy) -> None:
    honest = "The customers find the shop honest. They believe the company."
    assert 0 < score(hinted, honest + " Prices fell.") < score(hinted, honest + " Rain fell.")


def test_hints_count_nothing_in_another_field() -> None:
    text = HINTED.replace('customer = ["customer*", "guest"]', 'customer = ["customer*"]\n'
                          'elsewhere = ["chess", "bishop", "rook"]', 1)  # fmt: skip
    assert score(parse_taxonomy(text, "t"), "The rook, the bishop: a chess promise.") == 0.0


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ('["promise"]', "begins with their weight"),
        ("0.5", "begins with their weight"),
        ('[1e7, "promise"]', "begins with their weight"),
        ('[nan, "promise"]', "begins with their weight"),
        ('[0.5, "two, words"]', "words with spaces between"),
        ('[0.5, "@customer"]', "words with spaces between"),
        ('[0.5, ""]', "words with spaces between"),
        ("[0.5, 7]", "words with spaces between"),
        ('[0.5, "honest", "honest"]', "a second time"),
        ('[0.5, "honest fair honest"]', "a second time"),
    ],
)
def test_a_wrong_hint_is_a_problem_with_its_line(row: str, what: str) -> None:
    text = HINTED.replace('[-0.5, "prices"]', row)
    with pytest.raises(ProblemsFound) as found:
        parse_taxonomy(text, "taxonomy.toml")
    problem = found.value.problems[0]
    assert what in problem.message
    line = text.split("\n")[problem.line - 1]
    assert "hints" in line or row in line
