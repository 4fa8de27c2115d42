"""The tagger's answer and the author's word put together: the author always wins."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..blog.article import Topic
from .tagger import Assignment, Tagging
from .taxonomy import Taxonomy

Names = Mapping[str, str]
"""From each way a topic may be typed, folded, to its slug."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What an article is about in the end, best first. *by_author*: the author named the topics.

    *assignments* are those of the topics that have evidence. *unknown* are the author's words
    that name no topic.
    """

    topics: tuple[Topic, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    suggested: tuple[Assignment, ...] = ()
    by_author: bool = False
    unknown: tuple[str, ...] = ()


def fold(word: str) -> str:
    """*word* without letter case, spaces and signs: "Service recovery" is service-recovery."""
    return re.sub(r"[\W_]+", "-", word.casefold()).strip("-")


def names_of(taxonomy: Taxonomy) -> Names:
    """Every slug and every label in every language; a slug goes before a label."""
    names: dict[str, str] = {}
    for slug, subject in taxonomy.subjects.items():
        for label in subject.labels.values():
            names.setdefault(fold(label), slug)
    return names | {fold(slug): slug for slug in taxonomy.subjects}


def choose(
    tagging: Tagging,
    taxonomy: Taxonomy,
    names: Names,
    lang: str,
    *,
    wanted: tuple[str, ...] = (),
    forbidden: tuple[str, ...] = (),
) -> Choice:
    """*wanted* and *forbidden* are the author's words under ``topics`` and ``not_topics``.

    Known words of *wanted* replace what was found, in the author's order; if none is known, what
    was found stands. A topic that is both wanted and forbidden is wanted.
    """
    unknown = tuple(word for word in (*wanted, *forbidden) if fold(word) not in names)
    mine = tuple(dict.fromkeys(names[fold(word)] for word in wanted if fold(word) in names))
    not_mine = {names[fold(word)] for word in forbidden if fold(word) in names}
    if mine:
        every = (*tagging.topics, *tagging.suggested, *tagging.others)
        found = {each.topic.slug: each for each in every}
        topics = tuple(Topic(slug, taxonomy.subjects[slug].label(lang)) for slug in mine)
        assignments = tuple(found[slug] for slug in mine if slug in found and found[slug].evidence)
        return Choice(topics, assignments, by_author=True, unknown=unknown)
    published, suggested = (
        tuple(each for each in some if each.topic.slug not in not_mine)
        for some in (tagging.topics, tagging.suggested)
    )
    topics = tuple(each.topic for each in published)
    return Choice(topics, published, suggested, unknown=unknown)


def for_readers(assignment: Assignment) -> Assignment:
    """The same with sentences of the text first: a reader is shown one, and has seen the title."""
    place = {"text": 0, "quote": 0, "heading": 1, "title": 2, "summary": 2}
    ordered = sorted(assignment.evidence, key=lambda each: place.get(each.where, 0))
    return replace(assignment, evidence=tuple(ordered))
