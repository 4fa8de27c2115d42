"""What goes into an Edition, in what order, and why: every rule of the digest is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from ..blog.article import Article
from ..blog.dates import long_date
from ..blog.settings import Site
from .lines import fit, one_line, shorten
from .month import Month
from .notes import Notes
from .pieces import Edition, Piece, Question, Sent, Tally
from .settings import DigestSettings

__all__ = ["Edition", "Piece", "Question", "Sent", "Tally", "compose", "day_of", "key_of"]

LONGEST_SUMMARY = 420
LONGEST_PREHEADER = 130
HEAVIEST = 60_000
"""Bytes of the one picture: a mail is also read on trains."""
PICTURES = (".jpg", ".jpeg", ".png", ".gif")
"""What Outlook on Windows shows; it leaves a hole for WebP, AVIF and SVG."""


def key_of(name: str, month: Month) -> str:
    """ "cx-greetz-2026-11" of "CX Greetz": the name that a ledger knows an edition by."""
    joined = name.lower().replace("'", "").replace("’", "")
    words = "".join(each if each.isalnum() else " " for each in joined).split()
    return "-".join((*words, str(month)))


def compose(
    articles: Iterable[Article],
    month: Month,
    settings: DigestSettings,
    site: Site,
    *,
    now: datetime,
    notes: Notes | None = None,
    past: Iterable[Sent] = (),
    appeared: Mapping[str, date] | None = None,
    asked: Question | None = None,
    number: int = 1,
    weights: Mapping[str, int] | None = None,
) -> Edition:
    """Make the Edition of *month* as of *now*. Pure: the same values give the same Edition.

    *past* are the editions that were sent before; *appeared* tells, by guid, on which day an
    article first stood on the site; *asked* is the question of the edition before; *weights* are
    the bytes of pictures by their address, where they are known.
    """
    notes = notes or Notes()
    lang = settings.language or site.language
    said: list[str] = []
    found = _of_month(articles, month, site, now, tuple(past), appeared or {}, said)
    found = _in_order(found, notes, said)
    found, waiting = _within(found, settings.max_articles, notes, said)
    whole = settings.body == "full" or (settings.body == "auto" and len(found) == 1)
    said.append(
        "Articles are carried whole" + (", as there is one." if settings.body == "auto" else ".")
        if whole and found
        else "Articles are carried with their summary; the title leads to the rest."
    )
    illustrated = _illustrated(found, settings, site, weights or {}, said)
    pieces = tuple(_piece(each, site, whole, each is illustrated) for each in found)
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
        preheader=one_line(notes.preheader)
        or shorten(" · ".join(piece.title for piece in pieces), LONGEST_PREHEADER),
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
        tally=_tally(notes, asked),
        events=notes.events,
        corrections=notes.corrections,
        waiting=tuple(_piece(each, site, False, False) for each in waiting),
        decisions=tuple(said),
    )


def _of_month(
    articles: Iterable[Article],
    month: Month,
    site: Site,
    now: datetime,
    past: tuple[Sent, ...],
    appeared: Mapping[str, date],
    said: list[str],
) -> list[Article]:
    """The month's own, and what appeared since the last cut that no sent edition carried."""
    carried = {guid for sent in past for guid in sent.carried}
    last = max((sent for sent in past if sent.month < month), key=lambda s: s.month, default=None)
    own, late, again, foreign = [], [], [], 0
    for article in articles:
        its_month = Month.of(article.published, site.timezone)
        if article.published > now or its_month > month:
            continue
        if article.guid in carried:
            again += [article] if its_month == month else []
        elif its_month == month:
            foreign += not article.original
            own += [article] if article.original else []
        elif last and article.original and _since(article, last, site, appeared):
            late.append(article)
    said.append(
        f"{month.named('en')} is counted in {site.timezone.key}: {_articles(len(own))} published."
    )
    if foreign:
        said.append(f"{_articles(foreign)} left out as a translation of one that is here.")
    if again:
        said.append(f"Carried by an earlier edition already: {_titles(again)}.")
    if late and last:
        said.append(f"Since the edition of {last.month} no mail carried: {_titles(late)}.")
    return own + late


def _since(article: Article, last: Sent, site: Site, appeared: Mapping[str, date]) -> bool:
    first = appeared.get(article.guid, article.published.astimezone(site.timezone).date())
    return article.guid in last.waiting or first >= last.cut.astimezone(site.timezone).date()


def _in_order(found: list[Article], notes: Notes, said: list[str]) -> list[Article]:
    """The editor's picks first, in the editor's order; the others as ``order`` says."""
    by_age = sorted(found, key=lambda each: each.url)
    by_age.sort(key=lambda each: each.published, reverse=notes.order != "oldest")
    if notes.order == "subject":
        subjects = [_subject(each) for each in by_age]
        by_age.sort(key=lambda each: subjects.index(_subject(each)))
    picked = [each for slug in notes.picks for each in by_age if each.slug == slug]
    rest = [each for each in by_age if each not in picked]
    how = {
        "newest": "the newest first",
        "oldest": "the oldest first",
        "subject": "by subject, the newest subject first",
    }[notes.order]
    if picked:
        said.append(f"The editor's picks lead: {_titles(picked)}; then {how}.")
    else:
        said.append(f"In order: {how}.")
    return [*picked, *rest]


def _subject(article: Article) -> str:
    return article.topics[0].slug if article.topics else ""


def _within(
    found: list[Article], most: int, notes: Notes, said: list[str]
) -> tuple[list[Article], list[Article]]:
    """At most *most*: picks keep their place, then who has waited longest; the others wait."""
    if not most or len(found) <= most:
        return found, []
    queue = sorted(found, key=lambda each: (each.slug not in notes.picks, each.published, each.url))
    waiting = [each for each in found if each in queue[most:]]
    said.append(
        f"Kept for next month, as an edition has at most {most} articles: {_titles(waiting)}."
    )
    return [each for each in found if each not in waiting], waiting


def _illustrated(
    found: list[Article],
    settings: DigestSettings,
    site: Site,
    weights: Mapping[str, int],
    said: list[str],
) -> Article | None:
    """The first article with a picture that every mail client can show."""
    for article in found if settings.picture else ():
        if not article.image:
            continue
        path = article.image.lower().split("?")[0]
        if not article.image.startswith(f"{site.url}/"):
            said.append(f'The picture of "{article.title}" is not on this site: not shown.')
        elif not path.endswith(PICTURES):
            said.append(f'The picture of "{article.title}" is not a JPEG, PNG or GIF: not shown.')
        elif weights.get(article.image, 0) > HEAVIEST:
            weight = f"{weights[article.image]:,} bytes; at most {HEAVIEST:,}"
            said.append(f'The picture of "{article.title}" has {weight}: not shown.')
        elif not one_line(article.image_alt):
            said.append(f'The picture of "{article.title}" has no "image_alt": not shown.')
        else:
            said.append(f'The picture is that of "{article.title}".')
            return article
    return None


def _piece(article: Article, site: Site, whole: bool, illustrated: bool) -> Piece:
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
        html=fit(article.html) if whole else "",
        image=fit(article.image) if illustrated else "",
        image_alt=one_line(article.image_alt) if illustrated else "",
    )


def _question(
    found: list[Article], pieces: tuple[Piece, ...], notes: Notes, lang: str, said: list[str]
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


def _tally(notes: Notes, asked: Question | None) -> Tally | None:
    """The counts in the order the answers were offered, with their words as offered."""
    if not notes.tally:
        return None
    offered = {answer.casefold(): answer for answer in (asked.answers if asked else ())}
    told = [(one_line(answer), count) for answer, count in notes.tally]
    counts = [(offered.get(answer.casefold(), answer), count) for answer, count in told]
    places = list(offered.values())
    counts.sort(key=lambda row: places.index(row[0]) if row[0] in places else len(places))
    return Tally(asked.text if asked else "", tuple(counts))


def _articles(count: int) -> str:
    return f"{count} article" + ("" if count == 1 else "s")


def _titles(articles: Iterable[Article]) -> str:
    return ", ".join(f'"{article.title}"' for article in articles)


def day_of(piece: Piece, lang: str) -> str:
    """The day a piece was published, as the mail writes it."""
    return long_date(piece.published.date(), lang)
