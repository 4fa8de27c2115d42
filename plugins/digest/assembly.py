"""An Edition put together from the articles that were chosen for it and the editor's word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..blog.article import Article, Credit, Reply
from ..blog.settings import Site
from .lines import fit, one_line, shorten
from .month import Month
from .notes import Notes
from .pieces import Edition, Piece, Question, Tally
from .settings import DigestSettings

LONGEST_SUMMARY = 420
LONGEST_PREHEADER = 130


def key_of(name: str, month: Month) -> str:
    """ "cx-greetz-2026-11" of "CX Greetz": the name that a ledger knows an edition by."""
    joined = name.lower().replace("'", "").replace("’", "")
    words = "".join(each if each.isalnum() else " " for each in joined).split()
    return "-".join((*words, str(month)))


def assemble(
    found: Sequence[Article],
    month: Month,
    settings: DigestSettings,
    site: Site,
    notes: Notes,
    said: list[str],
    whole: bool = False,
    illustrated: Article | None = None,
    number: int = 1,
    asked: Question | None = None,
) -> Edition:
    """The Edition of *found*, in this order. Adds to *said* where the question comes from; *asked*
    is the question of the edition before."""
    lang = settings.language or site.language
    pieces = tuple(piece_of(each, site, whole, each is illustrated) for each in found)
    question = _question(found, pieces, notes, lang, said)
    named = month.named(lang)
    title = one_line(notes.title) or f"{settings.name}, {named}"
    if not notes.shown:
        said.append("There is no editor's word for this month.")
    return Edition(
        key=key_of(settings.name, month),
        name=settings.name,
        slug=settings.slug,
        month=month,
        number=number,
        lang=lang,
        title=title,
        subject=one_line(
            settings.subject.format(title=title, name=settings.name, month=named)
        ).replace("*|", "* |"),
        preheader=one_line(notes.preheader) or titles_of(pieces),
        site_title=site.title,
        site_url=site.url,
        sender=one_line(settings.sender),
        reply_to=settings.reply_to,
        sign_up=one_line(settings.sign_up),
        postal=one_line(settings.postal),
        word=fit(notes.word),
        editor=one_line(notes.editor),
        pieces=pieces,
        question=question,
        tally=_tally(notes, asked, said),
        events=notes.events,
        corrections=notes.corrections,
    )


def titles_of(pieces: Iterable[Piece]) -> str:
    """What an inbox shows beside the subject where the editor says nothing."""
    return shorten(" · ".join(piece.title for piece in pieces), LONGEST_PREHEADER)


def piece_of(article: Article, site: Site, whole: bool = False, illustrated: bool = False) -> Piece:
    """*article* as it stands in an Edition."""
    return Piece(
        guid=article.guid,
        slug=article.slug,
        title=one_line(article.title) or one_line(article.slug),
        url=fit(article.url),
        published=article.published.astimezone(site.timezone),
        lang=article.lang,
        authors=tuple(filter(None, map(one_line, article.authors))),
        topics=tuple(replace(each, title=one_line(each.title)) for each in article.topics),
        minutes=article.minutes,
        summary=shorten(one_line(article.summary), LONGEST_SUMMARY),
        written_for=one_line(article.written_for.name) if article.written_for else "",
        source=one_line(article.source.name) if article.source else "",
        source_url=_address(article.source),
        public_from=_reserved(article, site),
        # A roundup is its links: a summary of them would lead nowhere.
        html=fit(article.html) if whole or article.roundup else "",
        image=fit(article.image) if illustrated else "",
        image_alt=one_line(article.image_alt) if illustrated else "",
    )


def _address(source: Credit | None) -> str:
    return fit(source.url) if source and source.url.startswith(("https://", "http://")) else ""


def _reserved(article: Article, site: Site) -> str:
    """Until when it was for subscribers; nothing where it never was."""
    until = article.public_from
    if until is None or until <= article.published:
        return ""
    return str(until.astimezone(site.timezone).date())


def _question(
    found: Sequence[Article], pieces: tuple[Piece, ...], notes: Notes, lang: str, said: list[str]
) -> Question | None:
    """The editor's own, that of the article the editor names, or the newest article's."""
    asking = [
        (article, piece)
        for article, piece in zip(found, pieces, strict=True)
        if one_line(article.question)
    ]
    named = [each for each in asking if each[0].slug == notes.question]
    if notes.question and not named:
        said.append("The question is the editor's.")
        return Question(one_line(notes.question), notes.answers, lang)
    if not asking:
        said.append("No article asks a question this month.")
        return None
    newest = max(asking, key=lambda each: (each[0].published, each[0].url))
    article, piece = named[0] if named else newest
    why = "as the editor chose" if named else "the newest that asks one"
    said.append(f'The question comes from "{piece.title}", {why}.')
    answers = tuple(filter(None, map(one_line, article.answers)))
    return Question(one_line(article.question), answers, article.lang, piece.title, piece.url)


def _tally(notes: Notes, asked: Question | None, said: list[str]) -> Tally | None:
    """The counts in the order the answers were offered, with their words as offered."""
    if not (notes.tally or notes.replies):
        return None
    if asked is None:
        said.append("Readers' answers stand alone: the edition before asked no question.")
    offered = {answer.casefold(): answer for answer in (asked.answers if asked else ())}
    told = [(one_line(answer), count) for answer, count in notes.tally]
    counts = [(offered.get(answer.casefold(), answer), count) for answer, count in told]
    places = list(offered.values())
    counts.sort(key=lambda row: places.index(row[0]) if row[0] in places else len(places))
    replies = tuple(Reply(one_line(each.text), one_line(each.name)) for each in notes.replies)
    return Tally(asked.text if asked else "", tuple(counts), replies, asked.lang if asked else "")
