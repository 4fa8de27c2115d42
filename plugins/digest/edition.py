"""What goes into an Edition, in what order, and why: every rule of the digest is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime

from ..blog.article import Article
from ..blog.dates import long_date
from ..blog.settings import Site
from .assembly import assemble, key_of, piece_of
from .lines import one_line
from .month import Month
from .notes import Event, Notes
from .pieces import Edition, Piece, Question, Sent, Tally
from .settings import DigestSettings

__all__ = ["Edition", "Piece", "Question", "Sent", "Tally", "compose", "day_of", "key_of"]

HEAVIEST = 60_000
"""Bytes of the one picture: a mail is also read on trains."""
PICTURES = (".jpg", ".jpeg", ".png", ".gif")
"""What Outlook on Windows shows; it leaves a hole for WebP, AVIF and SVG."""


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
    coming: Iterable[Event] = (),
) -> Edition:
    """Make the Edition of *month* as of *now*. Pure: the same values give the same Edition.

    *past* are the editions that were sent before; *appeared* tells, by guid, on which day an
    article first stood on the site; *asked* is the question of the edition before; *weights* are
    the bytes of pictures by their address, where they are known; *coming* is what falls before the
    next edition.
    """
    notes = notes or Notes()
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
    if not whole:
        said += (
            f'"{each.title}" is a roundup: it is carried whole.' for each in found if each.roundup
        )
    illustrated = _illustrated(found, settings, site, weights or {}, said)
    notes = _with_events(notes, tuple(coming), said)
    made = assemble(found, month, settings, site, notes, said, whole, illustrated, number, asked)
    return replace(
        made,
        waiting=tuple(piece_of(each, site) for each in waiting),
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
    """The month's own, and all since the first edition that no sent one carried."""
    carried = {guid for sent in past for guid in sent.carried}
    before = tuple(sent for sent in past if sent.month < month)
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
        elif article.original and reaches(its_month, _first_day(article, site, appeared), before):
            late.append(article)
    said.append(
        f"{month.named('en')} is counted in {site.timezone.key}: {_articles(len(own))} published."
    )
    if foreign:
        said.append(f"{_articles(foreign)} left out as a translation of one that is here.")
    if again:
        said.append(f"Carried by an earlier edition already: {_titles(again)}.")
    if late:
        first = min(sent.month for sent in before)
        said.append(f"Since the edition of {first}, the first, no mail carried: {_titles(late)}.")
    return own + late


def reaches(month: Month, day: date, past: Iterable[Sent]) -> bool:
    """Whether readers of the editions *past* were there when an article appeared, on *day*, or in
    the *month* of its date. What is older than the first edition is nobody's to miss.

    Nothing is asked of the edition of that month: whatever kept the article out of it, a problem,
    a late publish, too little room, nobody had it.
    """
    first = min((sent.month for sent in past), default=None)
    return first is not None and (month >= first or day >= date(first.year, first.number, 1))


def _first_day(article: Article, site: Site, appeared: Mapping[str, date]) -> date:
    return appeared.get(article.guid, article.published.astimezone(site.timezone).date())


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
    later = {each.guid for each in queue[most:]}
    waiting = [each for each in found if each.guid in later]
    said.append(
        f"Kept for next month, as an edition has at most {_articles(most)}: {_titles(waiting)}."
    )
    return [each for each in found if each.guid not in later], waiting


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


def _with_events(notes: Notes, coming: tuple[Event, ...], said: list[str]) -> Notes:
    """The editor's dates, and the events that the editor does not tell of."""
    told = {event.url for event in notes.events if event.url}
    more = tuple(event for event in coming if event.url not in told)
    if more:
        named = ", ".join(f'"{event.title}"' for event in more)
        said.append(f"Coming up before the next edition: {named}.")
    return replace(notes, events=(*notes.events, *more))


def _articles(count: int) -> str:
    return f"{count} article" + ("" if count == 1 else "s")


def _titles(articles: Iterable[Article]) -> str:
    return ", ".join(f'"{article.title}"' for article in articles)


def day_of(piece: Piece, lang: str) -> str:
    """The day a piece was published, as the mail writes it."""
    return long_date(piece.published.date(), lang)
