"""A correction put into words: the notice on the page, and the short mail to who got it wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from datetime import datetime
from html import escape

from .assembly import LONGEST_PREHEADER
from .checks import LONGEST_SUBJECT
from .differences import (
    ANSWERS,
    EVENT,
    HEAD,
    PIECE,
    PREHEADER,
    QUESTION,
    REPLIES,
    SITE,
    TALLY,
    WORD,
)
from .erratum import Erratum, suffix
from .facts import ENDS
from .lines import one_line, shorten
from .pieces import Edition, Piece
from .severity import LINK, PICTURE, SECTION, Difference, Severity, worst
from .words import Words, words_in

ENDED = re.compile("(?<=[.!?]”)[.]$")
"""The end of a sentence that ended within its quotation already."""


def correct(
    sent: Edition,
    right: Edition,
    found: Sequence[Difference],
    because: str,
    *,
    at: datetime,
    number: int = 1,
    wish: Severity | None = None,
) -> Erratum:
    """The *number*th correction of *sent*. Pure. *right* is the edition as it should have been,
    *found* how the two differ, *wish* what a person decided in place of the rule. The mail is made
    where the rule, or the person, asks for one."""
    ruled = worst(found)
    severity = ruled if wish is None else wish
    because = one_line(because)
    told = _at_least(found, Severity.WEB)
    reason = because if because.endswith(ENDS) or not told else f"{because}."
    notice = " ".join((reason, *sentences(told, words_in(sent.lang))))
    key = f"{sent.key}{suffix(number)}"
    mail = _mail(key, sent, right, found, because) if severity is Severity.MAIL else None
    return Erratum(key, sent.key, at, because, notice, severity, ruled, tuple(found), right, mail)


def sentences(found: Sequence[Difference], words: Words) -> Iterator[str]:
    """What was wrong and what is right, one sentence for each difference, without markup."""
    for each in found:
        said = _words_for(each, words)
        yield ENDED.sub("", said.format(place=_place(each, words), was=each.was, now=each.now))


def _at_least(found: Sequence[Difference], severity: Severity) -> tuple[Difference, ...]:
    return tuple(each for each in found if each.severity >= severity)


def _words_for(each: Difference, words: Words) -> str:
    if each.kind == SECTION:
        return words.was_missing if each.now else words.not_there
    if each.kind == PICTURE:
        return words.picture_is
    if each.kind == LINK and each.now:
        return words.link_is
    if each.was and each.now:
        return words.right_is
    return words.added_is if each.now else words.taken_is


def _place(each: Difference, words: Words) -> str:
    if each.part in {PIECE, EVENT}:
        return f"“{each.of}”"
    return {
        HEAD: words.place_title,
        PREHEADER: words.place_preheader,
        WORD: words.place_word,
        QUESTION: words.place_question,
        TALLY: words.place_tally,
        REPLIES: words.place_tally,
        SITE: words.place_site,
        ANSWERS: words.place_answers,
    }[each.part]


def _mail(
    key: str, sent: Edition, right: Edition, found: Sequence[Difference], because: str
) -> Edition:
    """An Edition of what was wrong alone, as it should have been, below what is to be said."""
    words = words_in(sent.lang)
    wrong = _at_least(found, Severity.MAIL) or _at_least(found, Severity.WEB)
    parts = {each.part for each in wrong}
    titles = {each.of for each in wrong}
    all_links = SITE in parts
    pieces = tuple(map(_brief, (p for p in right.pieces if all_links or p.title in titles)))
    events = tuple(each for each in right.events if EVENT in parts and each.title in titles)
    below = {*(each.url for each in pieces), *(each.url for each in events)}
    title = shorten(f"{words.correction}: {right.title}", LONGEST_SUBJECT)
    return replace(
        right,
        key=key,
        title=title,
        subject=title.replace("*|", "* |"),
        preheader=shorten(because, LONGEST_PREHEADER),
        word=_word(words, right, wrong, because, below),
        pieces=pieces,
        question=right.question if parts & {SITE, QUESTION, ANSWERS} else None,
        tally=right.tally if parts & {TALLY, REPLIES} else None,
        events=events,
        corrections=(),
        waiting=(),
        decisions=(),
    )


def _brief(piece: Piece) -> Piece:
    """*piece* as a short mail has room for it: its title leads to the rest."""
    return replace(piece, html="", image="", image_alt="")


def _word(
    words: Words, right: Edition, wrong: Sequence[Difference], because: str, below: Set[str]
) -> str:
    """HTML: the apology, the reason, what was wrong and what is right, and that this is all.
    *below* are links that stand further down, and each stands once."""
    sorry = words.wrong.format(month=right.month.named(right.lang))
    items = "".join(f"<li>{_item(each, words, below)}</li>" for each in wrong)
    told = f"<ul>{items}</ul>" if items else ""
    return f"<p>{escape(sorry)}</p><p>{escape(because)}</p>{told}<p>{escape(words.rest)}</p>"


def _item(each: Difference, words: Words, below: Set[str]) -> str:
    """One sentence as HTML; a right link can be pressed, and the wrong one is not repeated. Plain
    text shows an address below its words, so that these are not the address itself."""
    place, was, now = (escape(text) for text in (_place(each, words), each.was, each.now))
    said = escape(_words_for(each, words))
    if each.kind == LINK and each.now:
        said = escape(words.link_below if each.now in below else words.link_here)
        now = f'<a href="{now}">{escape(words.right_link)}</a>'
    return ENDED.sub("", said.format(place=place, was=was, now=now))
