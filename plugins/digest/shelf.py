"""The editions' folder: what the editor wrote, what was sent, and every Edition made from both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from ..blog.addresses import read_register
from ..blog.article import Article
from ..blog.dates import full_moment
from ..blog.folded import Anchors
from ..blog.problems import Problem, ProblemsFound
from ..blog.promise import NumberClause, Promise
from ..blog.promise_file import read_promise
from ..blog.settings import BlogSettings, Site, read_section
from ..blog.survey import show
from .coming import coming_up, next_edition
from .edition import compose
from .filters import safe_url
from .frozen import Frozen, with_corrections
from .month import Month
from .notebook import first_days, read_notes, with_errata
from .notes import Event, Notes
from .pieces import Edition, Question, Sent
from .settings import DigestSettings
from .store import Store, read_store


@dataclass(frozen=True)
class Shelf:
    """All that composing needs, read once. *now* is when composing happens; *published* are the
    site's addresses by its register; *strays* warns of files that belong to no month; *promise* is
    what readers may count on, None where nothing was promised. *elsewhere* are articles that came
    along from a former home, whose readers had them: they are in no edition and make none."""

    articles: Mapping[Month, tuple[Article, ...]]
    settings: DigestSettings
    site: Site
    notes: Mapping[Month, Notes]
    store: Store
    appeared: Mapping[str, date]
    published: tuple[str, ...]
    content: Path
    now: datetime
    strays: tuple[Problem, ...] = ()
    promise: Promise | None = None
    elsewhere: tuple[Article, ...] = ()

    @property
    def frozen(self) -> Mapping[Month, Frozen]:
        """The editions as they were sent."""
        return self.store.frozen

    @property
    def held(self) -> Mapping[Month, Frozen]:
        """Those whose sending is under way."""
        return self.store.held

    def months(self) -> tuple[Month, ...]:
        """Every month that has an edition, sent or to be sent, oldest first: one with an original
        article in it, or one that is over and has what no earlier edition had room for."""
        found = self._own_months()
        last, now = max(self.frozen, default=None), Month.of(self.now, self.site.timezone)
        while last and last.after < now:
            last = last.after
            if last not in found and self.composed(last).pieces:
                found.add(last)
        return tuple(sorted(found))

    def _own_months(self) -> set[Month]:
        return self._written | set(self.frozen) | set(self.held) | set(self.store.found)

    @cached_property
    def _written(self) -> set[Month]:
        """Those with an original article; every edition asks for all months before it."""
        return {
            month
            for month, articles in self.articles.items()
            if any(each.original and each.published <= self.now for each in articles)
        }

    def edition(self, month: Month) -> Edition:
        """The edition of *month*: as it was sent, else as it would be now."""
        if month in self.frozen:
            notes = self.notes.get(month)
            edition = self.frozen[month].edition
            return with_corrections(edition, notes.corrections) if notes else edition
        if month in self.held:
            said = "An earlier run began to send this edition: it is sent as composed then. To "
            return replace(
                self.held[month].edition,
                decisions=(f"{said}compose it anew, remove {month}.json.held.",),
            )
        if month in self.store.found:
            return self._as_found(month)
        return self.composed(month)

    def _as_found(self, month: Month) -> Edition:
        """What is known of an edition of which only the mail was found: which pieces it held."""
        made, links = self.composed(month), self.store.found[month].links
        pieces = [piece for piece in made.pieces if safe_url(piece.url) in links]
        pieces.sort(key=lambda piece: links.index(safe_url(piece.url)))
        said = "This edition was sent, and its frozen file is not here: it shows the pieces of the "
        said += f"mail that was found, as they are now. Restore {month}.json if you have it."
        return replace(made, pieces=tuple(pieces) or made.pieces, decisions=(said,))

    def sent(self, month: Month) -> Sent | None:
        """What is remembered of the edition of *month*, if subscribers got it, and of the mails
        that corrected it."""
        if month in self.frozen:
            sent = self.frozen[month].sent
            mails = (each.mail for each in self.store.errata.get(month, ()) if each.mail)
            brought = tuple(piece.guid for mail in mails for piece in mail.pieces)
            return replace(sent, carried=tuple(dict.fromkeys((*sent.carried, *brought))))
        if month not in self.store.found:
            return None
        found = self.store.found[month]
        articles = chain.from_iterable(self.articles.values())
        carried = tuple(each.guid for each in articles if safe_url(each.url) in found.links)
        return Sent(month, found.submitted, carried)

    def past(self, month: Month) -> list[Sent]:
        """The editions before *month* that subscribers got, oldest first."""
        before = sorted(each for each in self._own_months() if each < month)
        return [sent for each in before if (sent := self.sent(each))]

    def composed(self, month: Month) -> Edition:
        """The edition of *month* as it would be now, whatever was sent."""
        before = sorted(each for each in self._own_months() if each < month)
        past = self.past(month)
        notes = self.notes.get(month)
        # Only an edition that follows a sent one looks beyond its own month.
        reach = self.articles.values() if past else (self.articles.get(month, ()),)
        edition = compose(
            chain.from_iterable(reach),
            month,
            self.settings,
            self.site,
            now=self.now,
            notes=notes,
            past=past,
            appeared=self.appeared,
            asked=self._asked(before) if notes and (notes.tally or notes.replies) else None,
            number=self._number(month, before),
            weights=self._weights(month),
            coming=self._coming(month),
        )
        return replace(edition, decisions=(*edition.decisions, *self._promised(edition)))

    def _coming(self, month: Month) -> Iterator[Event]:
        """Of a sent edition what was to come then: it is right for ever."""
        since = self.frozen[month].cut if month in self.frozen else self.now
        until = next_edition(month, self.promise, self.site)
        every = chain.from_iterable(self.articles.values())
        return coming_up(every, since, until, self.settings.language or self.site.language)

    def _promised(self, edition: Edition) -> Iterator[str]:
        """What readers were promised of it, for whoever sends it."""
        month, many = edition.month, len(edition.pieces)
        if self.promise and self.promise.rhythm:
            due = self.promise.rhythm.rhythm.due(month.year, month.number)
            yield f"Readers were promised it for {full_moment(due, 'en')} ({due.tzinfo})."
        if self.promise and self.promise.number:
            here = "there is 1" if many == 1 else f"there are {many}"
            promised = str(self.promise.number.articles)
            noun = "article" if f" {promised}".endswith(" 1") else "articles"
            yield f"Readers were promised {promised} {noun}; {here}."

    def _asked(self, before: list[Month]) -> Question | None:
        """The question that the last of the editions *before* asked."""
        return self.edition(before[-1]).question if before else None

    def editions(self) -> tuple[Edition, ...]:
        """Every edition with at least one article, newest first."""
        made = (self.edition(month) for month in reversed(self.months()))
        return tuple(each for each in made if each.pieces)

    def corrected(self) -> tuple[Edition, ...]:
        """Every mail by which an edition was corrected."""
        errata = chain.from_iterable(self.store.errata.values())
        return tuple(each.mail for each in errata if each.mail)

    def number(self, month: Month) -> NumberClause | None:
        """How many articles were promised, once *month* is over and until its edition was sent:
        before, another may come, and after, nothing can be done about it."""
        over = month < Month.of(self.now, self.site.timezone) and month not in self.frozen
        return self.promise.number if self.promise and over else None

    def last(self, month: Month) -> Frozen | None:
        """The newest edition that was sent before *month*."""
        return max(
            (each for each in self.frozen.values() if each.edition.month < month),
            key=lambda each: each.edition.month,
            default=None,
        )

    def addresses(self, more: Iterable[str] = ()) -> dict[str, Set[str]]:
        """Every address of the site that is known here, each with its anchors."""
        home = f"{self.site.url}/"
        folder = f"{home}{self.settings.slug}/"
        known: dict[str, Set[str]] = {}
        known |= dict.fromkeys((home, folder, *self.published, *more), frozenset[str]())
        known |= dict.fromkeys((f"{folder}{month}/" for month in self.months()), frozenset[str]())
        for each in (*chain.from_iterable(self.articles.values()), *self.elsewhere):
            known[each.url] = Anchors(each)
        return known

    def _weights(self, month: Month) -> dict[str, int]:
        """The bytes of the month's pictures that lie in the content folder."""
        home = f"{self.site.url}/"
        images = {each.image for each in self.articles.get(month, ()) if each.image}
        files = {image: self.content / unquote(image.removeprefix(home)) for image in images}
        return {image: path.stat().st_size for image, path in files.items() if path.is_file()}

    def _number(self, month: Month, before: list[Month]) -> int:
        """One more than the last sent edition's, and one for each month since with articles."""
        last = self.last(month)
        if last is None:
            return len(before) + 1
        return last.edition.number + sum(1 for each in before if each > last.edition.month) + 1


def read_shelf(articles: Iterable[Article], settings: Mapping[str, Any], now: datetime) -> Shelf:
    """Read the folder. Raises ProblemsFound for a frozen edition that is not whole; what is wrong
    in an editor's file is in its ``problems``."""
    section = DigestSettings.from_pelican(settings)
    folder = Path(section.folder)
    problems: list[Problem] = []
    promise = None
    try:
        promise = read_promise(settings)
    except ProblemsFound as found:
        problems += found.problems
    if promise and promise.number and promise.number.articles.most:
        section = replace(section, max_articles=promise.number.articles.most)
    notes, strays = read_notes(folder)
    store = Store()
    try:
        store = read_store(Path(section.frozen) if section.frozen else folder)
    except ProblemsFound as found:
        problems += found.problems
    for month, errata in store.errata.items():
        notes[month] = with_errata(notes.get(month, Notes()), errata)
    if problems:
        raise ProblemsFound(problems)
    register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    where = Path(read_section(settings, "BLOG", BlogSettings).register)
    appeared = first_days(register, show(where, Path.cwd()))
    site = Site.from_pelican(settings)
    # A site without our guids knows its articles by their addresses.
    by_address = {site.url + each.url: appeared[each.guid] for each in register.addresses}
    appeared = {**by_address, **appeared}
    by_month: dict[Month, list[Article]] = {}
    elsewhere = []
    for article in articles:
        if register.was_mailed(article.guid, article.path.as_posix()):
            elsewhere.append(article)
            continue
        by_month.setdefault(Month.of(article.published, site.timezone), []).append(article)
    shelved = {month: tuple(each) for month, each in by_month.items()}
    published = tuple(site.url + address.url for address in register.addresses)
    content = Path(settings["PATH"])
    return Shelf(
        shelved,
        section,
        site,
        notes,
        store,
        appeared,
        published,
        content,
        now,
        tuple(strays),
        promise,
        tuple(elsewhere),
    )
