"""The months to come: what is written, scheduled and promised for each, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from ..blog.addresses import Register
from ..blog.dates import full_moment, long_date, month_name
from ..blog.promise import Promise
from ..blog.source import REVIEW, Source
from ..blog.survey import Survey

PUBLISHED, SCHEDULED, DRAFT, IMPORTED = "published", "scheduled", "draft", "imported"
AHEAD = 3
"""Months after the present one that are shown though nothing is written for them yet."""
MonthOf = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article in the calendar. *state* is "published", "scheduled", "draft" or "imported": its
    readers had it at a former home, so that no edition carries it."""

    day: date
    state: str
    title: str
    shown: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What is known of the editions; *name* is empty where there is no digest. *sent* are the days
    on which they left, *worded* the months with an editor's word, both by year and month; *folder*
    is where those words are."""

    name: str = ""
    sent: Mapping[MonthOf, date] = field(default_factory=dict)
    worded: frozenset[MonthOf] = frozenset()
    folder: str = "content/editions"


@dataclass(frozen=True, slots=True)
class Page:
    """One month. *due* is when its edition is promised, *late* whether that has passed; *missing*
    is what the edition lacks until then."""

    month: MonthOf
    pieces: tuple[Piece, ...] = ()
    due: datetime | None = None
    sent: date | None = None
    late: bool = False
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """ "November 2026"."""
        return f"{month_name(self.month[1], 'en')} {self.month[0]}"

    @property
    def key(self) -> str:
        """ "2026-11"."""
        return f"{self.month[0]:04}-{self.month[1]:02}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months in their order; *drafts* are those whose day has passed or was never meant. *name* is
    the digest's; *left_out* counts files that cannot be published."""

    name: str
    pages: tuple[Page, ...]
    drafts: tuple[Piece, ...] = ()
    left_out: int = 0


def find_pieces(found: Survey, language: str, register: Register) -> Iterator[Piece]:
    """The articles of *found* that readers see or will see; of translations only the original."""
    places = [place for place in found.of("article") if place.save_as and place.day]
    here = {place.slug for place in places if place.lang == language}
    for place in places:
        if place.source.path in found.left_out or place.day is None:
            continue
        if place.status == "hidden" and not place.withheld:
            continue
        if place.lang != language and place.slug in here:
            continue
        state = PUBLISHED if place.status == PUBLISHED or place.withheld else SCHEDULED
        if _word(place.source, "status").casefold() in {DRAFT, REVIEW}:
            state = DRAFT
        guid = register.guid(place.relative, place.url, place.own_id)
        if state == PUBLISHED and register.was_mailed(guid, place.relative):
            state = IMPORTED
        title = " ".join(_word(place.source, "title").split()) or place.slug
        yield Piece(place.day, state, title, place.source.shown)


def make_calendar(
    pieces: Iterable[Piece],
    promise: Promise | None,
    desk: Desk,
    now: datetime,
    zone: tzinfo,
    left_out: int = 0,
) -> Calendar:
    """From the month whose edition is still to come, on to AHEAD months, and further where
    something is planned. A month is one on the clocks of *zone*."""
    today = now.astimezone(zone).date()
    listed = sorted(pieces, key=lambda each: (each.day, each.shown))
    drafts = tuple(each for each in listed if each.state == DRAFT and each.day <= today)
    by_month: dict[MonthOf, list[Piece]] = {}
    for each in listed:
        if each not in drafts:
            by_month.setdefault((each.day.year, each.day.month), []).append(each)
    present = (today.year, today.month)
    before = _step(present, -1)
    months = {_step(present, ahead) for ahead in range(AHEAD + 1)}
    months |= {month for month in by_month if month > present}
    mailable = any(each.state != IMPORTED for each in by_month.get(before, ()))
    if desk.name and mailable and before not in desk.sent and _due(before, promise):
        months.add(before)
    pages = (
        _page(month, tuple(by_month.get(month, ())), promise, desk, now, present)
        for month in sorted(months)
    )
    return Calendar(desk.name, tuple(pages), drafts, left_out)


def _page(
    month: MonthOf,
    pieces: tuple[Piece, ...],
    promise: Promise | None,
    desk: Desk,
    now: datetime,
    present: MonthOf,
) -> Page:
    if not desk.name:
        return Page(month, pieces)
    due = _due(month, promise)
    sent = desk.sent.get(month)
    missing = []
    bounds = promise.number.articles if promise and promise.number else None
    ready = sum(each.state not in {DRAFT, IMPORTED} for each in pieces)
    if bounds and ready < bounds.least:
        short = bounds.least - ready
        articles = "1 article" if short == 1 else f"{short} articles"
        missing.append(f"{articles}: {bounds} are promised, {ready or 'none'} will be there")
    if month not in desk.worded and month <= present:
        missing.append(f"the editor's word: {desk.folder}/{month[0]:04}-{month[1]:02}.md")
    late = bool(due and due.astimezone(UTC) <= now.astimezone(UTC))
    return Page(month, pieces, due, sent, late, () if sent else tuple(missing))


def _due(month: MonthOf, promise: Promise | None) -> datetime | None:
    """When the edition of *month* is promised, if it is."""
    if promise is None or promise.rhythm is None or f"{month[0]:04}-{month[1]:02}" < promise.since:
        return None
    return promise.rhythm.rhythm.due(*month)


def as_text(calendar: Calendar) -> str:
    """For people: a block for each month."""
    blocks = ["\n".join(_rows(page, calendar.name)) for page in calendar.pages]
    if calendar.drafts:
        rows = [f"  {each.title} ({each.shown})" for each in calendar.drafts]
        blocks.append("\n".join(("Drafts without a day to come", *rows)))
    if calendar.left_out:
        files = "1 file" if calendar.left_out == 1 else f"{calendar.left_out} files"
        blocks.append(f"{files} cannot be published: invoke check tells why")
    return "\n\n".join(blocks) + "\n"


def _rows(page: Page, name: str) -> Iterator[str]:
    if page.sent:
        yield f"{page.name}: {name} was sent on {long_date(page.sent, 'en')}"
    elif page.due:
        was = "was promised for" if page.late else "is promised for"
        late = " and has not gone out" if page.late else ""
        when = f"{full_moment(page.due, 'en')} ({page.due.tzinfo})"
        yield f"{page.name}: {name} {was} {when}{late}"
    else:
        yield page.name
    for each in page.pieces:
        where = "" if each.state in {PUBLISHED, IMPORTED} else f" ({each.shown})"
        yield f"  {each.day.day:>2}  {each.state:9}  {each.title}{where}"
    if not page.pieces:
        yield "      nothing is written for it yet"
    for lack in page.missing:
        yield f"      missing    {lack}"


def _step(month: MonthOf, by: int) -> MonthOf:
    """The month *by* months after."""
    count = month[0] * 12 + month[1] - 1 + by
    return count // 12, count % 12 + 1


def _word(source: Source, key: str) -> str:
    value = source.header.fields.get(key)
    if isinstance(value, list):
        return " ".join(each for each in value if isinstance(each, str))
    return value.strip() if isinstance(value, str) else ""
