"""What an author is told of topics: words that name none, and topics that were nearly found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..blog.addresses import read_register
from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.settings import BlogSettings, read_section
from ..blog.survey import Survey
from .reading import Desk, open_desk
from .report import Entry, read_entries

SHOWN = 2
"""Suggestions in one line; the rest are in ``invoke topics``."""


def check_topics(
    settings: Mapping[str, Any], survey: Survey, *, few: bool = False
) -> list[Problem]:
    """Mistakes in the taxonomy as problems; the rest are warnings, sorted. Of *few* texts nothing
    is remembered."""
    try:
        desk = open_desk(settings, texts=not few)
    except ProblemsFound as found:
        return list(found.problems)
    entries = read_entries(desk, survey)
    problems = list(_unknown(entries, desk))
    problems += _unread(entries, desk)
    register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    published = {address.url for address in register.addresses}
    for entry in entries:
        if entry.place.url not in published:
            problems += _suggested(entry)
    return sorted(problems)


def _unknown(entries: tuple[Entry, ...], desk: Desk) -> Iterator[Problem]:
    """Words under ``topics`` and ``not_topics`` that the taxonomy does not have."""
    known = [
        word
        for slug, subject in desk.taxonomy.subjects.items()
        for word in (slug, *subject.labels.values())
    ]
    near: dict[str, str] = {}  # an archive with topics of another list names them again and again
    for entry in entries:
        source = entry.place.source
        for key, words in (("topics", entry.wanted), ("not_topics", entry.forbidden)):
            for word in words:
                if word not in entry.choice.unknown:
                    continue
                if word not in near:
                    near[word] = nearest(word, known) or "; the topics are in taxonomy.toml"
                said = f'there is no topic "{word}", so this word under "{key}" is ignored'
                line = source.header.line(key)
                yield Problem(source.shown, line, said + near[word], True, "unknown-topic")


def _unread(entries: tuple[Entry, ...], desk: Desk) -> Iterator[Problem]:
    """Each language that the taxonomy has no words for, once, at the first article in it."""
    said: set[str] = set()
    for entry in entries:
        lang = entry.place.lang
        if lang in said or desk.language(lang):
            continue
        said.add(lang)
        what = (
            f'the taxonomy has no words for the language "{lang}", so no topics are found in it; '
            'name them under "topics"'
        )
        source = entry.place.source
        yield Problem(source.shown, source.header.line("lang"), what, True, "no-lexicon")


def _suggested(entry: Entry) -> Iterator[Problem]:
    """What fell short of the bar, at the sentence that speaks for it most.

    Only while the article waits for its first publish and its author has not spoken: later it
    would be noise, and ``topics`` or ``not_topics`` silence it before.
    """
    suggested = [each for each in entry.choice.suggested if each.evidence]
    if entry.choice.by_author or not suggested:
        return
    best = suggested[0]
    names = " and ".join(f'"{each.topic.title}"' for each in suggested[:SHOWN])
    what = (
        f'perhaps this is also about {names}; add it to "topics" (with the others), or to '
        '"not_topics" to hear no more of it'
    )
    if not entry.choice.topics:
        what = f'no topic is told clearly; perhaps this is about {names}: name it under "topics"'
    line = best.evidence[0].line
    yield Problem(entry.place.source.shown, line, what, True, "suggested-topics")
