"""How good the topics are, on articles whose author confirmed them."""

from __future__ import annotations

import pytest

from plugins.blog.article import Topic
from plugins.topics.evaluate import Confirmed, as_text, evaluate, score, wilson
from plugins.topics.tagger import Assignment, Evidence
from plugins.topics.text import Document


def confirmed(path: str, topics: str, found: str, **scores: float) -> Confirmed:
    proof = Evidence("complain*", "complain", "They complain.", 7, "text", 1.0)
    each = {slug: Assignment(Topic(slug, slug), value, (proof,)) for slug, value in scores.items()}
    return Confirmed(path, Document("en", ()), tuple(topics.split()), tuple(found.split()), each)


def test_right_wrong_and_missed_are_counted() -> None:
    each = confirmed("a.md", "trust loyalty", "trust complaints")
    found = evaluate([each] * 5)
    assert found.overall is not None
    assert found.overall.precision.value == 0.5
    assert found.overall.recall.value == 0.5
    assert found.overall.f1.value == 0.5
    assert found.first is not None
    assert found.first.value == 1.0


def test_fewer_than_five_articles_are_not_judged() -> None:
    found = evaluate([confirmed(f"{n}.md", "trust", "trust") for n in range(4)])
    assert found.overall is None
    assert found.topics == {"trust": None}
    assert "That is too few: judging takes 5." in as_text(found)


def test_a_topic_with_fewer_than_five_articles_is_not_judged() -> None:
    many = [confirmed(f"{n}.md", "trust", "trust") for n in range(5)]
    found = evaluate([*many, confirmed("x.md", "loyalty", "")])
    assert found.topics["trust"] is not None
    assert found.topics["loyalty"] is None
    assert found.support == {"loyalty": 1, "trust": 5}


def test_what_was_only_forbidden_is_not_judged() -> None:
    assert evaluate([confirmed("a.md", "", "trust")]).articles == 0


def test_wilsons_interval_agrees_with_his_formula() -> None:
    # 8 of 10: Brown, Cai and DasGupta, Statistical Science 16 (2001), formula 4.
    found = wilson(8, 10)
    assert (found.low, found.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0.0, 1.0)


def test_intervals_hold_their_value_and_stay_the_same() -> None:
    counts = [(2, 1, 0), (0, 0, 2), (1, 0, 0), (3, 1, 1), (1, 1, 1), (0, 1, 1)]
    found = score(counts)
    assert found == score(counts)
    for each in (found.precision, found.recall, found.f1):
        assert 0.0 <= each.low < each.value < each.high <= 1.0


def test_the_worst_mistakes_come_first_with_their_evidence() -> None:
    found = evaluate(
        [
            confirmed("a.md", "trust", "trust complaints", complaints=1.1),
            confirmed("b.md", "trust", "trust complaints", complaints=4.0),
            confirmed("c.md", "loyalty", "", loyalty=0.9),
            confirmed("d.md", "loyalty", ""),
        ]
    )
    assert [(each.path, each.wrongly) for each in found.mistakes] == [
        ("b.md", True),
        ("a.md", True),
        ("d.md", False),
        ("c.md", False),
    ]
    text = as_text(found)
    assert "b.md: complaints found, but the author does not name it (score 4.00)" in text
    assert "    line 7: They complain. [complain*]" in text
    assert "d.md: loyalty named, but not found (score 0.00)" in text
