"""Why an article did not get a topic, or did: every term found and what each rule made of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..blog.problems import Problem, ProblemsFound, nearest
from .choice import fold
from .measure import DOMAIN_ENOUGH, share
from .reading import Desk
from .report import Entry, clip, printable
from .tagger import SUGGESTED, Assignment, Tagging, tag
from .taxonomy import Lexicon, Subject, Taxonomy
from .text import Document

NO_BAR = 1e-6
"""A bar so low that whatever was found comes with its evidence."""


def why_not(entry: Entry, desk: Desk, topic: str) -> str:
    """The whole account of *topic* (a slug or a label) in one article, for a terminal."""
    slug = desk.names.get(fold(topic))
    if slug is None:
        near = nearest(topic, desk.taxonomy.subjects) or "; the topics are in the taxonomy"
        raise ProblemsFound([Problem("--why-not", 1, f'there is no topic "{topic}"{near}')])
    return "".join(f"{line}\n" for line in _account(entry, desk, slug))


def _account(entry: Entry, desk: Desk, slug: str) -> Iterator[str]:
    lang, subject = entry.place.lang, desk.taxonomy.subjects[slug]
    spoken = desk.language(lang)
    yield printable(f"{entry.path}: {entry.text.title}" if entry.text.title else entry.path)
    yield f"{subject.label(lang)} ({slug})"
    yield from _author(entry, desk, slug)
    if spoken not in subject.lexicons:
        yield f'  the taxonomy has no words for it in the language "{lang}"'
        return
    document = entry.text.document(lang)
    alone = _alone(desk.taxonomy, subject)
    tagging = tag(document, alone)
    found = next(iter((*tagging.topics, *tagging.suggested, *tagging.others)), None)
    bar, score = subject.thresholds[spoken], found.score * NO_BAR if found else 0.0
    yield from _verdict(entry, desk, slug, score / bar, bar)
    yield from _domain(tagging)
    yield from _terms(found)
    yield from _excluded(document, alone, slug, spoken)


def _alone(taxonomy: Taxonomy, subject: Subject) -> Taxonomy:
    """The taxonomy with this topic only, and its bar out of the way."""
    low = replace(subject, thresholds=dict.fromkeys(subject.thresholds, NO_BAR))
    return replace(taxonomy, subjects={subject.slug: low})


def _author(entry: Entry, desk: Desk, slug: str) -> Iterator[str]:
    named = {desk.names.get(fold(word)) for word in entry.wanted}
    forbidden = {desk.names.get(fold(word)) for word in entry.forbidden}
    if slug in named:
        yield '  the author names it under "topics", and that decides'
    elif entry.choice.by_author:
        yield '  the author names other topics under "topics", and that decides'
    elif slug in forbidden:
        yield '  the author forbids it under "not_topics", and that decides'


def _verdict(entry: Entry, desk: Desk, slug: str, score: float, bar: float) -> Iterator[str]:
    yield f"  score {score:.2f} of its bar (the bar is {bar:g}; published from 1.00 on)"
    published = [topic.slug for topic in entry.choice.topics]
    if entry.choice.by_author:
        return
    if slug in published:
        yield f"  so it is published, as number {published.index(slug) + 1}"
    elif score >= 1.0 and entry.tagging.topics:
        first = entry.tagging.topics[0]
        yield (
            f"  above its bar, but not by enough beside {first.topic.title} ({first.score:.2f}), "
            f"or {desk.at_most} others are stronger"
        )
    elif score >= SUGGESTED:
        yield "  so it is suggested, not published"
    else:
        yield f"  so it is neither published nor suggested (suggested from {SUGGESTED:.2f} on)"


def _domain(tagging: Tagging) -> Iterator[str]:
    about = tagging.about
    if about < DOMAIN_ENOUGH:
        said = f"  words of customers and trade, less those of other fields: {about:g} in a hundred"
        part = share(about, DOMAIN_ENOUGH)
        yield f"{said}, where {DOMAIN_ENOUGH:g} are enough: all counts x{part:.2f}"
    if tagging.beyond < 0:
        yield (
            "  all its words taken together, the text does not speak of customers "
            f"({tagging.beyond:.2f} at the gate): no topic is published unless its author names it"
        )


def _terms(found: Assignment | None) -> Iterator[str]:
    if found is None:
        yield "  none of its terms stands in the text"
        return
    if not found.evidence:
        yield "  its terms stand in the text, but count nothing there"
        return
    yield "  found:"
    for proof in found.evidence:
        yield f"  {proof.weight:5.2f}  [{proof.term}] {'; '.join(proof.rules)}"
        yield f"{'':9}line {proof.line}: {clip(proof, 90)}"


def _excluded(document: Document, alone: Taxonomy, slug: str, lang: str) -> Iterator[str]:
    """Where a word of "not" stands: it takes back what it covers. Looked for as if such words
    spoke for the topic."""
    subject = alone.subjects[slug]
    lexicon = subject.lexicons[lang]
    if not lexicon.excludes:
        return
    turned = replace(subject, lexicons={lang: Lexicon(strong=lexicon.excludes)})
    tagging = tag(document, replace(alone, subjects={slug: turned}))
    for each in (*tagging.topics, *tagging.suggested):
        for proof in sorted(each.evidence, key=lambda proof: proof.line):
            told = printable(proof.words)
            yield f"  another sense: [{proof.term}] takes back “{told}” on line {proof.line}"
