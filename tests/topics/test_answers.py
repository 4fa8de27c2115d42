"""Each question that ``invoke topics`` can be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.topics.answers import explain, judge, learn, show, show_json

from .conftest import COMPLAINED, Look, article

MISSED = "A customer stood there. She had given us her word of honour, and every guest knew it.\n"


def test_a_file_that_cannot_be_read_is_counted(look: Look) -> None:
    text = show(*look(a=article(COMPLAINED), b="Title: No date\n\nText.\n"))
    assert text.endswith("1 article, 1 with topics\n1 left out: invoke check says why\n")


def test_programs_get_nothing_but_objects(look: Look) -> None:
    text = show_json(*look(a=article(COMPLAINED), b="Title: No date\n\nText.\n"))
    assert text.startswith('{"path": "articles/a.md", "topics": ["complaints"]')
    assert text.count("\n") == 1


def test_why_not_is_told_of_each_article(look: Look) -> None:
    text = explain(*look(a=article(COMPLAINED), b=article(MISSED, title="B")), "trust")
    assert text.count("Trust (trust)") == 2


def test_few_confirmed_articles_are_too_few(look: Look) -> None:
    assert "confirmed their topics: 1\n" in judge(*look(a=article(COMPLAINED, topics="trust")))


def test_what_is_accepted_is_written_and_the_rest_is_not(look: Look) -> None:
    articles = {
        "a": article(MISSED, title="One", topics="trust"),
        "b": article("The customer spoke. " + MISSED, title="Two", topics="trust"),
    }
    settings, survey = look(**articles)
    path = Path(settings["TOPICS"]["taxonomy"])
    before = path.read_text(encoding="utf-8")
    assert '--accept "trust.en.' in learn(settings, survey)
    assert path.read_text(encoding="utf-8") == before
    said = learn(settings, survey, accept=["1"])
    assert said.startswith("taxonomy.toml: trust.en.")
    assert len(path.read_text(encoding="utf-8").splitlines()) == len(before.splitlines()) + 1
    assert "No term would mend more" in learn(*look(path.read_text(encoding="utf-8"), **articles))


def test_a_proposal_that_is_not_there_changes_nothing(look: Look) -> None:
    settings, survey = look(a=article(COMPLAINED))
    with pytest.raises(ProblemsFound, match='"9" is no proposal'):
        learn(settings, survey, accept=["9"])
