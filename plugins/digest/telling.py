"""What is known of an edition, in lines for the one who sends it."""

from __future__ import annotations

import os.path
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from ..blog.dates import full_moment
from .delivery import PUT
from .leaving import LIVE_CHECK
from .ledger import Entry
from .pieces import Edition
from .shelf import Shelf
from .transports import OPENERS, open_ledger

if TYPE_CHECKING:
    from .transports.mailchimp import Report  # whose client nobody else waits for

OUTBOX = "outbox"


def status_of(edition: Edition, shelf: Shelf) -> Iterator[str]:
    """What each ledger says of *edition* and of its corrections, a line for each step, and why it
    was corrected. Asks nobody."""
    for via in OPENERS:
        for step in open_ledger(via, shelf.settings):
            if step.transport in {via, LIVE_CHECK} and _is_of(step.key, edition.key):
                which = step.key.removeprefix(edition.key).strip("-").replace("-", " ")
                told = (step.at, which, via, *_told(step))
                yield " ".join(filter(None, told))
    for erratum in shelf.store.errata.get(edition.month, ()):
        what = "mailed" if erratum.mail else "noted on its page"
        yield f"corrected on {erratum.at.date()}, {what}: {erratum.because}"
    begun = shelf.store.begun.get(edition.month)
    if begun:
        yield f"a correction of it is begun and not finished: {begun.because}"
    if edition.month in shelf.store.found:
        yield f"its frozen file is not here; the mail that was sent is {edition.month}.json.found"


def tell_report(report: Report, zone: tzinfo) -> Iterator[str]:
    """How an edition fared, a line for each number."""
    yield f"sent         {_in_words(report.submitted, zone)}"
    yield f"readers      {report.recipients}"
    yield f"bounced      {report.bounced}"
    yield f"unsubscribed {report.unsubscribed}"
    yield f"complained   {report.complaints}"


def _in_words(at: str, zone: tzinfo) -> str:
    """A moment of the provider's, on the clocks of *zone*."""
    try:
        return f"{full_moment(datetime.fromisoformat(at).astimezone(zone), 'en')} ({zone})"
    except ValueError:
        return at or "not yet"


def _is_of(key: str, edition: str) -> bool:
    """Whether *key* is that of *edition* or of one of its corrections."""
    return key == edition or key.startswith(f"{edition}-correction")


def _told(step: Entry) -> tuple[str, ...]:
    if step.transport == LIVE_CHECK:
        return (LIVE_CHECK, step.state)
    if step.transport == OUTBOX:  # what lies there was submitted to nobody
        return (step.note or PUT, os.path.relpath(step.reference) if step.reference else "")
    return (step.state, step.reference, step.note)
