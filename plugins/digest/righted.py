"""A sent edition as it should have been: the same pieces from their articles as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from ..blog.article import Article
from .assembly import assemble
from .frozen import Frozen
from .month import Month
from .notes import Notes
from .pieces import Edition
from .shelf import Shelf


def righted(shelf: Shelf, sent: Frozen) -> Edition:
    """*sent* with every piece as its article is now, the editor's word as it is now, and the pieces
    that should have been in it and that no mail will ever carry. What is gone is left out."""
    edition, month = sent.edition, sent.edition.month
    articles = {
        article.guid: article
        for article in chain.from_iterable(shelf.articles.values())
        if article.published <= shelf.now
    }
    carried = [articles[guid] for guid in sent.sent.carried if guid in articles]
    found = [*carried, *_missing(shelf, sent, month)]
    illustrated = {piece.guid for piece in edition.pieces if piece.image}
    notes = shelf.notes.get(month, Notes())
    before = sorted(each for each in shelf.months() if each < month)
    made = assemble(
        found,
        month,
        shelf.settings,
        shelf.site,
        notes,
        [],
        whole=any(piece.html for piece in edition.pieces),
        illustrated=next((each for each in found if each.guid in illustrated), None),
        number=edition.number,
        asked=shelf.edition(before[-1]).question if before else None,
    )
    # A site may have another name by now; that is no mistake of this edition.
    same = {name: getattr(edition, name) for name in ("key", "name", "slug", "lang", "sender")}
    made = replace(made, corrections=(), **same)
    return made if notes.shown else _without_notes(made, edition)


def _missing(shelf: Shelf, sent: Frozen, month: Month) -> Iterator[Article]:
    """Articles of the month that stood on the site when the edition was cut, and that neither this
    edition nor another carries. What appeared on that day or later belongs to the next one."""
    others = [each for each in shelf.months() if each != month]
    elsewhere = {guid for each in others if (mail := shelf.sent(each)) for guid in mail.carried}
    known = {*sent.sent.carried, *sent.waiting, *elsewhere}
    day = sent.cut.astimezone(shelf.site.timezone).date()
    for article in sorted(shelf.articles.get(month, ()), key=lambda each: each.published):
        first = shelf.appeared.get(article.guid)
        if article.original and article.guid not in known and first and first < day:
            yield article


def _without_notes(made: Edition, edition: Edition) -> Edition:
    """The editor's file is gone: what it said cannot have been wrong by that."""
    own = edition.question and not edition.question.url
    return replace(
        made,
        title=edition.title,
        subject=edition.subject,
        preheader=edition.preheader,
        word=edition.word,
        editor=edition.editor,
        tally=edition.tally,
        events=edition.events,
        question=edition.question if own else made.question,
    )
