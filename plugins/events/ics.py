"""Events as a file that calendar programs read, in their own time zones."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import icalendar

from ..blog.article import Article
from ..blog.dates import long_date

SIGN_UP = {"en": "Sign up by {day}.", "nl": "Aanmelden tot en met {day}."}
ORGANISER = {"en": "Organised by {name}.", "nl": "Georganiseerd door {name}."}


def as_ics(articles: Iterable[Article], name: str, host: str) -> bytes:
    """The events of *articles*; *name* is what the calendar is called, *host* the site's. The
    same events give the same bytes: no clock is asked, and an event is known by its article's
    guid, so that a calendar program replaces it when something in it has changed."""
    made = icalendar.Calendar()
    made.add("prodid", f"-//{host}//greetz//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", name)
    days: list[date] = []
    for article in articles:
        if article.event:
            made.add_component(_event(article))
            days += [article.event.begins.date(), article.event.ends.date()]
    if days:
        # The rules of each zone, for as long as there are events and a little around them.
        made.add_missing_timezones(min(days) - timedelta(days=366), max(days) + timedelta(days=366))
    return bytes(made.to_ical())


def _event(article: Article) -> icalendar.Event:
    event = article.event
    assert event is not None  # noqa: S101 - who calls has looked
    made = icalendar.Event()
    made.add("uid", article.guid)
    made.add("dtstamp", article.updated.astimezone(UTC).replace(microsecond=0))
    made.add("dtstart", event.start)
    # The end of a day is the next one, by the rules of such files.
    end = event.end if isinstance(event.end, datetime) else event.end + timedelta(days=1)
    if end != event.start:
        made.add("dtend", end)
    made.add("summary", article.title)
    where = event.place or event.online
    if where:
        made.add("location", where)
    made.add("description", "\n".join(_lines(article)))
    made.add("url", article.url)
    return made


def _lines(article: Article) -> Iterable[str]:
    event, lang = article.event, article.lang.split("-", maxsplit=1)[0]
    if article.summary:
        yield article.summary
    if article.organiser:
        yield ORGANISER.get(lang, ORGANISER["en"]).format(name=article.organiser.name)
    if event and event.deadline:
        day = long_date(event.deadline, lang)
        yield SIGN_UP.get(lang, SIGN_UP["en"]).format(day=day)
    if event and event.online and event.place:
        yield event.online
    yield article.url
