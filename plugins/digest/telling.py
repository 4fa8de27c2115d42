"""What is known of an edition, in lines for the one who sends it."""

from __future__ import annotations

from collections.abc import Iterator

from .delivery import PUT
from .leaving import LIVE_CHECK
from .ledger import Entry
from .pieces import Edition
from .shelf import Shelf
from .transports import OPENERS, open_ledger

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


def _is_of(key: str, edition: str) -> bool:
    """Whether *key* is that of *edition* or of one of its corrections."""
    return key == edition or key.startswith(f"{edition}-correction")


def _told(step: Entry) -> tuple[str, ...]:
    if step.transport == LIVE_CHECK:
        return (LIVE_CHECK, step.state)
    if step.transport == OUTBOX:  # what lies there was submitted to nobody
        return (step.note or PUT, step.reference)
    return (step.state, step.reference, step.note)
