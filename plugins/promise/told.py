"""A promise in plain words: a section for each clause, in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..blog.dates import full_moment, long_date, month_name, weekday_name
from ..blog.promise import Clause, Promise, RhythmClause, Span, ToneClause
from .words import Words, words_in


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: *label* leads to *url*, if there is one."""

    label: str
    text: str
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page. *name* is its anchor; *mail* an address to write to."""

    name: str
    heading: str
    sentences: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page in one language; *url* is relative to the site."""

    lang: str
    url: str
    title: str
    lead: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class House:
    """What the page knows of the site. *digest* is its name, *mail* the address that answers;
    *extras* are the pieces that step outside; *record* how the promise was kept, None where
    readers are not shown it; *editions* are the addresses of their pages, by month."""

    digest: str
    mail: str
    extras: tuple[Row, ...] = ()
    record: Any = None
    editions: tuple[tuple[str, str], ...] = ()


def tell(promise: Promise, house: House, lang: str, url: str) -> Page:
    """*promise* as readers in *lang* get it."""
    words = words_in(lang)
    sections = tuple(_sections(promise, house, words, lang))
    return Page(lang, url, words.title, words.lead, sections)


def _sections(promise: Promise, house: House, words: Words, lang: str) -> Iterator[Section]:
    if promise.rhythm:
        told = _rhythm(promise.rhythm, house.digest, words, lang)
        yield Section("rhythm", words.rhythm, told)
    if promise.number:
        span = promise.number.articles
        pieces = words.piece if (span.most or span.least) == 1 else words.pieces
        told = (words.holds.format(span=_span(span, words), pieces=pieces),)
        yield Section("number", words.number, (*told, *([words.waits] if span.most else ())))
    if promise.length:
        yield Section("length", words.length, tuple(_length(promise, words)))
    if promise.structure:
        parts = tuple(words.parts[each] for each in promise.structure.parts)
        outside = _not_for(promise.structure, words)
        yield Section("structure", words.structure, (*parts, *outside))
    if promise.answers:
        number, unit = promise.answers.number, words.units[promise.answers.unit]
        wait = f"{number} {unit[number != 1]}"
        sentence = words.within_mail if house.mail else words.within
        yield Section("answers", words.answers, (sentence.format(wait=wait),), mail=house.mail)
    if house.record is not None:
        yield from _record(house, words, lang)
    if house.extras:
        yield Section("extra", words.extra, (words.extra_lead,), house.extras)
    if promise.tone:
        rows = tuple(_tone(promise.tone, words, lang))
        if rows:
            outside = _not_for(promise.tone, words)
            yield Section("tone", words.tone, (words.tone_lead, *outside), rows)
    if promise.length or promise.structure or promise.tone:
        yield Section("holding", words.holding, tuple(_holding(promise, words)))


def _rhythm(clause: RhythmClause, name: str, words: Words, lang: str) -> tuple[str, ...]:
    rhythm, day = clause.rhythm, clause.rhythm.day
    time = f"{rhythm.time:%H:%M}"
    if day.weekday is None:
        sentence = words.comes_date.format(name=name, which=day.which, time=time)
    else:
        which, weekday = words.ordinals[day.which], weekday_name(day.weekday, lang)
        sentence = words.comes_weekday.format(name=name, which=which, weekday=weekday, time=time)
    place = str(rhythm.zone).rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return sentence, words.zone.format(place=place)


def _length(promise: Promise, words: Words) -> Iterator[str]:
    clause = promise.length
    if clause is None:
        return
    if clause.words:
        yield words.has_words.format(span=_span(clause.words, words))
    if clause.minutes:
        one = (clause.minutes.most or clause.minutes.least) == 1
        minutes = words.minute if one else words.minutes
        yield words.has_minutes.format(span=_span(clause.minutes, words), minutes=minutes)
    yield from _not_for(clause, words)


def _tone(clause: ToneClause, words: Words, lang: str) -> Iterator[Row]:
    for each in clause.of(lang):
        phrase = each.phrase.replace("*", "…")
        yield Row(phrase, each.instead or words.left_out)


def _holding(promise: Promise, words: Words) -> Iterator[str]:
    yield words.holding_told
    refused = [
        told
        for name, told in words.clauses.items()
        if (clause := getattr(promise, name)) is not None and clause.refuses
    ]
    if refused:
        yield words.holding_stopped.format(clauses=_listed(refused, words))


def _record(house: House, words: Words, lang: str) -> Iterator[Section]:
    record = house.record
    if not record.months:
        yield Section("record", words.record, (words.record_none,))
        return
    kept, every = record.kept, len(record.months)
    sentence = words.record_all if kept == every else words.record_kept
    months = words.month if every == 1 else words.months
    told = (sentence.format(kept=kept, all=every, months=months), words.record_how)
    pages = dict(house.editions)
    missed = tuple(
        Row(_month(each, lang), _fault(each, words, lang), pages.get(str(each.month), ""))
        for each in reversed(record.missed)
    )
    yield Section("record", words.record, told, missed)
    corrected = tuple(
        Row(long_date(date.fromisoformat(correction.day), lang), correction.text, page)
        for each in reversed(record.months)
        for correction in each.corrections
        if (page := pages.get(str(each.month), "")) or True
    )
    if corrected:
        yield Section("corrected", words.corrected, (), corrected)


def _month(kept: Any, lang: str) -> str:
    return f"{month_name(kept.month.number, lang)} {kept.month.year}"


def _fault(kept: Any, words: Words, lang: str) -> str:
    """What went otherwise than promised, and why."""
    one = kept.articles == 1
    many = f"{kept.articles} {words.piece if one else words.pieces}"
    due = long_date(kept.due.date(), lang) if kept.due else ""
    sent = full_moment(kept.sent, lang) if kept.sent else ""
    said = [getattr(words, fault).format(due=due, sent=sent, many=many) for fault in kept.faults]
    told = _listed(said, words)
    reason = kept.reason or words.no_reason
    return f"{told[:1].upper()}{told[1:]}. {reason}"


def _not_for(clause: Clause, words: Words) -> tuple[str, ...]:
    if not clause.not_for:
        return ()
    kinds = [words.kinds.get(each, each) for each in clause.not_for]
    return (words.not_for.format(kinds=_listed(kinds, words)),)


def _span(span: Span, words: Words) -> str:
    least, most = (f"{each:,}".replace(",", words.thousands) for each in (span.least, span.most))
    if not span.most:
        return words.at_least.format(least=least)
    if not span.least:
        return words.at_most.format(most=most)
    return most if span.least == span.most else words.between.format(least=least, most=most)


def _listed(each: Iterable[str], words: Words) -> str:
    *first, last = each
    return f"{', '.join(first)} {words.and_} {last}" if first else last
