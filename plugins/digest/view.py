"""One view of an Edition, in the words it is said in: HTML, text and page are made from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, urlsplit

from ..blog.dates import long_date
from .edition import day_of
from .filters import safe_url
from .lines import shorten
from .personal import Personal
from .pieces import Edition, Piece, Question, Tally
from .prose import Block, blocks_of
from .words import Words, direction, words_in

PREHEADER_ROOM = 150
"""Characters that an inbox may show beside a subject; what is left is padded, so that the first
words of the mail do not follow."""


@dataclass(frozen=True, slots=True)
class PieceView:
    """One piece as all faces show it; *lang* is empty where it is the edition's own. *source* has
    words where there is a link to it: a source without one stands among *meta*."""

    title: str
    href: str
    meta: tuple[str, ...]
    lang: str
    dir: str
    summary: str
    blocks: tuple[Block, ...]
    day: str
    source: str
    source_href: str
    groups: str
    image: str
    image_alt: str


@dataclass(frozen=True, slots=True)
class ToldView:
    """What readers answered to the last question. *lang* is empty where it is the
    edition's own; *counted* says how many answered, and is empty where nobody counted; *replies*
    are each a text and whose it is."""

    question: str
    lang: str
    dir: str
    counts: tuple[tuple[str, int], ...]
    counted: str
    replies: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class View:
    """All that a face needs to know, in the words it is said in."""

    edition: Edition
    words: Words
    dir: str
    month: str
    host: str
    word: tuple[Block, ...]
    pieces: tuple[PieceView, ...]
    answers: tuple[tuple[str, str], ...]
    question_lang: str
    question_dir: str
    told: ToldView | None
    category: str
    unsubscribe: str

    @property
    def padding(self) -> str:
        """What follows the preheader, so that nothing else does in an inbox."""
        return "\u034f\u00a0" * ((PREHEADER_ROOM - len(self.edition.preheader)) // 2)


def view_of(edition: Edition, personal: Personal | None = None) -> View:
    """What HTML, text and page are all made from, so that they cannot disagree."""
    words = words_in(edition.lang)
    links = {edition.url, *(safe_url(each.url) for each in edition.pieces)}
    links.update(safe_url(each.url) for each in edition.events)
    word = _naming(blocks_of(edition.word, words.picture), links)
    return View(
        edition=edition,
        words=words,
        dir=direction(edition.lang),
        month=edition.month.named(edition.lang),
        host=urlsplit(edition.site_url).netloc or edition.site_title,
        word=word,
        pieces=tuple(_piece_view(each, edition, words, personal, links) for each in edition.pieces),
        answers=_answers(edition.question, edition, words) if edition.question else (),
        question_lang=_foreign(edition.question.lang, edition) if edition.question else "",
        question_dir=direction(edition.question.lang) if edition.question else "",
        told=_told_view(edition.tally, edition, words) if edition.tally else None,
        category=personal.category if personal else "",
        unsubscribe=leave_link(edition),
    )


def _naming(blocks: tuple[Block, ...], links: set[str]) -> tuple[Block, ...]:
    """*blocks* that name no address of *links* again; adds to them what they do name."""
    made = []
    for block in blocks:
        named = []
        for run in block.runs:
            address = safe_url(run.href)
            if run.href and address not in links:
                links.add(address)
                named.append(run.href)
        made.append(replace(block, links=tuple(named)) if named else block)
    return tuple(made)


def leave_link(edition: Edition) -> str:
    """The mail that unsubscribes a reader where no provider does."""
    subject = words_in(edition.lang).unsubscribe_subject.format(name=edition.name)
    return f"mailto:{edition.reply_to}?subject={quote(subject, safe='')}"


def _piece_view(
    piece: Piece, edition: Edition, words: Words, personal: Personal | None, links: set[str]
) -> PieceView:
    lang = _foreign(piece.lang, edition)
    blocks = blocks_of(piece.html, words_in(piece.lang).picture) if piece.html else ()
    groups = ",".join(personal.groups(piece)) if personal else ""
    if groups:
        links = set(links)  # what stands in this piece, not every reader gets
    day = day_of(piece, edition.lang)
    topics = ", ".join(topic.title for topic in piece.shown_topics)
    authors = f" {words.also} ".join(piece.authors)
    source = words.source.format(name=piece.source) if piece.source else ""
    credit = [
        words.written_for.format(name=piece.written_for) if piece.written_for else "",
        "" if piece.source_url else source,
    ]
    minutes = f"{piece.minutes} {words.minutes}"
    until = date.fromisoformat(piece.public_from) if piece.public_from else None
    reserved = words.reserved.format(day=long_date(until, edition.lang)) if until else ""
    return PieceView(
        title=piece.title,
        href=safe_url(piece.url),
        meta=tuple(filter(None, (reserved, topics, authors, day, *credit, minutes))),
        lang=lang,
        dir=direction(piece.lang),
        summary=piece.summary,
        blocks=_naming(blocks, links),
        day=day,
        source=source[:1].upper() + source[1:] if piece.source_url else "",
        source_href=safe_url(piece.source_url),
        groups=groups,
        image=safe_url(piece.image),
        image_alt=piece.image_alt,
    )


def _told_view(tally: Tally, edition: Edition, words: Words) -> ToldView:
    one, many = words.answered_one, words.answered.format(number=tally.number)
    return ToldView(
        question=tally.question,
        lang=_foreign(tally.lang, edition) if tally.lang else "",
        dir=direction(tally.lang),
        counts=tuple((answer, count) for answer, count in tally.counts if answer),
        counted="" if not tally.counts else one if tally.number == 1 else many,
        replies=tuple((each.text, each.name or words.reader) for each in tally.replies),
    )


def _foreign(lang: str, edition: Edition) -> str:
    return "" if lang == edition.lang else lang


def _answers(question: Question, edition: Edition, words: Words) -> tuple[tuple[str, str], ...]:
    """Each answer with a link that opens a mail to us, its subject the answer to this question."""
    asked = shorten(question.text, 80)
    subjects = {answer: f"{answer}: {asked}" for answer in question.answers} or {
        words.answer: f"Re: {asked}"
    }
    to = safe_url(f"mailto:{edition.reply_to}?subject=")
    return tuple((label, to + quote(subject, safe="")) for label, subject in subjects.items())
