"""The author's word goes before the tagger's."""

from __future__ import annotations

from plugins.blog.article import Topic
from plugins.topics.choice import Choice, choose, for_readers, names_of
from plugins.topics.tagger import Assignment, Evidence, Tagging
from plugins.topics.taxonomy import Taxonomy

PROOF = Evidence("complain*", "complain", "They complain.", 7, "text", 1.0)


def found(*scores: tuple[str, float]) -> Tagging:
    """A tagging as the tagger gives it: published, suggested, others."""
    each = [
        Assignment(Topic(slug, slug.title()), score, (PROOF,) if score >= 0.6 else ())
        for slug, score in scores
    ]
    return Tagging(
        tuple(one for one in each if one.score >= 1.0),
        tuple(one for one in each if 0.6 <= one.score < 1.0),
        tuple(one for one in each if one.score < 0.6),
    )


def slugs(choice: Choice) -> list[str]:
    return [topic.slug for topic in choice.topics]


def decide(
    small: Taxonomy,
    tagging: Tagging,
    wanted: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
    lang: str = "en",
) -> Choice:
    return choose(tagging, small, names_of(small), lang, wanted=wanted, forbidden=forbidden)


def test_without_a_word_of_the_author_the_tagger_decides(small: Taxonomy) -> None:
    choice = decide(small, found(("trust", 2.0), ("complaints", 0.7), ("contact-centre", 0.2)))
    assert slugs(choice) == ["trust"]
    assert [each.topic.slug for each in choice.suggested] == ["complaints"]
    assert not choice.by_author


def test_the_authors_topics_replace_what_was_found(small: Taxonomy) -> None:
    choice = decide(small, found(("trust", 2.0)), ("contact-centre", "complaints"))
    assert slugs(choice) == ["contact-centre", "complaints"]
    assert choice.by_author
    assert choice.assignments == ()
    assert choice.suggested == ()


def test_evidence_of_the_authors_topics_is_kept(small: Taxonomy) -> None:
    choice = decide(small, found(("complaints", 0.7)), ("trust", "complaints"))
    assert [each.topic.slug for each in choice.assignments] == ["complaints"]


def test_topics_are_matched_by_slug_or_label_in_any_case_and_language(small: Taxonomy) -> None:
    typed = ("TRUST", "klachten", "Contact Centre")
    assert slugs(decide(small, found(), typed)) == ["trust", "complaints", "contact-centre"]
    assert slugs(decide(small, found(), ("Vertrouwen", "trust"))) == ["trust"]


def test_titles_are_in_the_articles_language(small: Taxonomy) -> None:
    assert decide(small, found(), ("trust",), lang="nl").topics == (Topic("trust", "Vertrouwen"),)


def test_unknown_words_are_ignored(small: Taxonomy) -> None:
    choice = decide(small, found(("complaints", 2.0)), ("trust", "mobile"))
    assert slugs(choice) == ["trust"]
    assert choice.unknown == ("mobile",)


def test_where_all_words_are_unknown_the_tagger_decides(small: Taxonomy) -> None:
    choice = decide(small, found(("complaints", 2.0)), ("mobile", "analytics"))
    assert slugs(choice) == ["complaints"]
    assert not choice.by_author


def test_a_forbidden_topic_is_neither_published_nor_suggested(small: Taxonomy) -> None:
    choice = decide(
        small, found(("trust", 2.0), ("complaints", 0.8)), forbidden=("Trust", "Complaints")
    )
    assert slugs(choice) == []
    assert choice.suggested == ()


def test_a_forbidden_topic_leaves_the_others_as_they_are(small: Taxonomy) -> None:
    tagging = found(("trust", 2.0), ("complaints", 1.5), ("contact-centre", 0.8))
    choice = decide(small, tagging, forbidden=("trust",))
    assert slugs(choice) == ["complaints"]
    assert [each.topic.slug for each in choice.suggested] == ["contact-centre"]


def test_readers_see_a_sentence_of_the_text_before_the_title() -> None:
    title = Evidence("complain*", "Complaining", "Complaining", 1, "title", 2.0)
    shown = for_readers(Assignment(Topic("complaints", "Complaints"), 3.0, (title, PROOF)))
    assert [each.where for each in shown.evidence] == ["text", "title"]
