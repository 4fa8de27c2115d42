"""The gate: of a text whose words, all taken together, do not speak of customers, nothing is
published."""

from __future__ import annotations

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.topics.tagger import Tagging, tag
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.taxonomy_file import parse_taxonomy
from plugins.topics.text import parse_document

from .conftest import COMPLAINED, SMALL

GATE = """\
[gate.en]
about = 0.1
bar = 1.0
hints = [
  [2.0, "shop"],
  [-2.0, "tribunal", "plaintiff*"],
]

[[groups]]
"""
GATED = SMALL.replace("[[groups]]\n", GATE, 1)


@pytest.fixture(scope="module")
def gated() -> Taxonomy:
    return parse_taxonomy(GATED, "taxonomy.toml")


def read(taxonomy: Taxonomy, body: str, lang: str = "en") -> Tagging:
    return tag(parse_document(body, lang=lang), taxonomy)


def test_a_text_that_passes_the_gate_is_tagged_as_without_one(gated: Taxonomy) -> None:
    body = COMPLAINED + "It happened in the shop."
    passed, free = read(gated, body), read(parse_taxonomy(SMALL, "taxonomy.toml"), body)
    assert passed.beyond > 0
    assert passed.topics
    assert passed.topics == free.topics


def test_of_a_text_that_does_not_nothing_is_published_but_all_suggested(gated: Taxonomy) -> None:
    tagging = read(gated, COMPLAINED + "The tribunal heard the plaintiffs.")
    assert tagging.beyond < 0
    assert tagging.topics == ()
    assert [each.topic.slug for each in tagging.suggested] == ["complaints"]
    assert tagging.suggested[0].evidence


def test_a_language_without_gate_has_none(gated: Taxonomy) -> None:
    tagging = read(gated, "De klant heeft een klacht. De klant klaagt, een klacht.", lang="nl")
    assert tagging.beyond == 0.0
    assert tagging.topics


@pytest.mark.parametrize(
    ("old", "new", "what", "line"),
    [
        ("about = 0.1", 'about = "much"', '"about" is a number', 'about = "much"'),
        ("[gate.en]", "[gate.fr]", 'a gate for "fr"', "[gate.fr]"),
        ("bar = 1.0", "bra = 1.0", 'unknown key "bra"', "bra = 1.0"),
        ('[2.0, "shop"]', '["shop"]', "begins with their weight", "hints = ["),
    ],
)
def test_a_wrong_gate_is_a_problem_with_its_line(old: str, new: str, what: str, line: str) -> None:
    text = GATED.replace(old, new)
    with pytest.raises(ProblemsFound) as found:
        parse_taxonomy(text, "taxonomy.toml")
    problem = found.value.problems[0]
    assert what in problem.message
    assert text.split("\n")[problem.line - 1] == line
