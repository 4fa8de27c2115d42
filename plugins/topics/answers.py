"""One question of ``invoke topics``, answered as text: the verb only prints it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..blog.survey import Survey
from .amend import accepted, write_accepted
from .choice import fold
from .evaluate import Confirmed, evaluate
from .evaluate import as_text as judged
from .learn import as_text as proposed
from .learn import propose
from .reading import Desk, open_desk
from .report import Entry, Line, as_json, as_table, line_of, read_entries
from .settings import TopicsSettings
from .why import why_not


def show(settings: Mapping[str, Any], survey: Survey, paths: Sequence[str] = ()) -> str:
    """A table of the articles, or of those at *paths*."""
    unsound = 0 if paths else unsound_in(survey)
    return table(lines_of(settings, survey, paths).values(), unsound)


def show_json(settings: Mapping[str, Any], survey: Survey, paths: Sequence[str] = ()) -> str:
    """The same for programs: one object a line."""
    return as_json(lines_of(settings, survey, paths, json=True).values())


def lines_of(
    settings: Mapping[str, Any], survey: Survey, paths: Sequence[str] = (), *, json: bool = False
) -> dict[str, Line]:
    """What is said of each article, or of those at *paths*, by its file."""
    entries = read_entries(open_desk(settings), survey, paths)
    return {str(each.place.source.path): line_of(each, json=json) for each in entries}


def unsound_in(survey: Survey) -> int:
    """How many articles have no topics, since they cannot be read."""
    return sum(not place.source.sound for place in survey.of("article"))


def table(lines: Iterable[Line], unsound: int) -> str:
    """What people are shown."""
    left = f"{unsound} left out: invoke check says why\n" if unsound else ""
    return as_table(lines) + left


def explain(
    settings: Mapping[str, Any], survey: Survey, topic: str, paths: Sequence[str] = ()
) -> str:
    """Why each article has *topic*, or has it not."""
    desk, entries = _read(settings, survey, paths)
    return "\n".join(why_not(each, desk, topic) for each in entries)


def judge(settings: Mapping[str, Any], survey: Survey, paths: Sequence[str] = ()) -> str:
    """How good the topics are, on articles whose author confirmed them."""
    desk, entries = _read(settings, survey, paths)
    return judged(evaluate(confirmed(entries, desk)))


def learn(
    settings: Mapping[str, Any],
    survey: Survey,
    paths: Sequence[str] = (),
    accept: Sequence[str] = (),
) -> str:
    """What terms the author's corrections speak for; those in *accept* are written into the
    taxonomy, and nothing else ever is."""
    desk, entries = _read(settings, survey, paths)
    lessons = confirmed(entries, desk)
    proposals = propose(lessons, desk.taxonomy, desk.at_most)
    if not accept:
        return proposed(proposals, len(lessons))
    chosen = accepted(accept, proposals)
    where = write_accepted(TopicsSettings.from_pelican(settings), chosen)
    return "".join(f"{where}: {each.name}\n" for each in chosen)


def _read(
    settings: Mapping[str, Any], survey: Survey, paths: Sequence[str]
) -> tuple[Desk, tuple[Entry, ...]]:
    desk = open_desk(settings)
    return desk, read_entries(desk, survey, paths)


def confirmed(entries: Iterable[Entry], desk: Desk) -> tuple[Confirmed, ...]:
    """The articles whose author named or forbade topics.

    One that names a topic the taxonomy does not have is left out: its author may have chosen from
    another list, and then what is missing says nothing.
    """
    found = []
    for each in entries:
        if each.choice.unknown or not (each.wanted or each.forbidden):
            continue
        tagging = each.tagging
        scores = {
            one.topic.slug: one for one in (*tagging.topics, *tagging.suggested, *tagging.others)
        }
        found.append(
            Confirmed(
                path=each.path,
                document=each.text.document(each.place.lang),
                topics=tuple(topic.slug for topic in each.choice.topics if each.wanted),
                found=tuple(one.topic.slug for one in tagging.topics),
                scores=scores,
                forbidden=tuple(desk.names[fold(word)] for word in each.forbidden),
            )
        )
    return tuple(found)
