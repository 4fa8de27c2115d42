"""What is to be put right in a sent edition: judged by what differs and what was done before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..blog.problems import Problem, ProblemsFound
from .amends import Amends, look_at
from .correction import correct
from .differences import differences
from .erratum import Erratum
from .frozen import FOUND, HELD, Frozen, thaw
from .ledger import SUBMITTED
from .lines import one_line
from .month import Month
from .press import OUTBOX, Press
from .righted import righted
from .settings import DigestSettings
from .severity import Severity
from .transports import open_ledger
from .transports.mailchimp_campaign import Past


def no_reason() -> ProblemsFound:
    """The refusal of a correction that says nothing."""
    what = "say what was wrong and what is right, in words that readers will read"
    return ProblemsFound([Problem("--because", 1, what)])


def is_begun(settings: Mapping[str, Any], month: Month | None, via: str) -> bool:
    """Whether an earlier run began a correction, of *month* where one is given, and broke off: its
    reason was given then. Reads no article."""
    section = DigestSettings.from_pelican(settings)
    names = Path(section.frozen or section.folder).glob(f"{month or '*'}-correction*.json{HELD}")
    return via != OUTBOX and any(names)


def open_amends(
    press: Press, month: Month | None, because: str, via: str, wish: Severity | None = None
) -> Amends:
    """Judge the edition of *month*, or the newest that was sent, and word its correction. An empty
    reason finishes what an earlier run began.

    Raises ProblemsFound where no such edition was sent through *via*, where an article of it cannot
    be read, and for what earlier runs have left behind.
    """
    press.tell("comparing what was sent with what is right now")
    because = one_line(because)
    store = press.shelf.store
    begun = store.begun if via != OUTBOX else {}
    month = month or (max(begun) if begun and not because else _newest(press, via))
    sent = _sent(press, month, via)
    held = begun.get(month)
    if held and _may_be_out(press, held, via):
        return Amends(press, sent, held, begun=True, left=True)
    if not (because or held):
        raise no_reason()
    _require_read(press, sent)
    if via != OUTBOX and month in store.strange:
        found = store.strange[month][0]
        path = Path(press.section.frozen or press.section.folder, found.removesuffix(FOUND))
        raise look_at(path, found, sent.edition.key)
    errata = store.errata.get(month, ())
    if held:
        amends = Amends(press, sent, held, begun=True)
        _require_unchanged(amends, errata, because, wish)
        return amends
    return _judge(press, sent, errata, because, wish)


def _judge(
    press: Press, sent: Frozen, errata: Sequence[Erratum], because: str, wish: Severity | None
) -> Amends:
    right = righted(press.shelf, sent)
    told, noted = _told(errata, wish)
    known = told[-1].right if told else sent.edition
    found = differences(known, right, frozenset(press.shelf.published))
    at = press.now.astimezone(press.site.timezone).replace(microsecond=0)
    number = press.shelf.store.taken.get(sent.edition.month, 0) + 1
    made = correct(sent.edition, right, found, because, at=at, number=number, wish=wish)
    again = next((each for each in told if each.because == made.because), None)
    if again and made.ruled is not Severity.NOTHING:
        what = (
            f"for this reason it was corrected on {again.at.date()}; what differs now is another "
            "mistake: give a reason of its own"
        )
        raise ProblemsFound([Problem("--because", 1, what)])
    if again:
        return Amends(press, sent, again, made=True)
    return Amends(press, sent, made, noted=tuple(noted))


def _told(
    errata: Sequence[Erratum], wish: Severity | None
) -> tuple[Sequence[Erratum], Sequence[Erratum]]:
    """Those of *errata* that readers know of, and those that came later and that they do not: who
    wishes a mail means what no mail has told."""
    if wish is not Severity.MAIL:
        return errata, ()
    last = max((at for at, each in enumerate(errata, 1) if each.mail), default=0)
    return errata[:last], errata[last:]


def _may_be_out(press: Press, held: Erratum, via: str) -> bool:
    """Whether the ledger says that Mailchimp was told to send *held*, and not that it refused."""
    entries = open_ledger(via, press.section).entries(held.key, via)
    past = Past.read(entries)
    over = any(each.state == SUBMITTED for each in entries)
    doubt = bool(entries) and entries[-1].state == "uncertain"
    return past.attempted or past.scheduled or over or doubt


def _require_unchanged(
    amends: Amends, errata: Sequence[Erratum], because: str, wish: Severity | None
) -> None:
    """Refuse to mail what an earlier run worded, and did not tell anybody to send, where it is not
    what a person wants now, or not what is right now."""
    held, press, sent = amends.erratum, amends.press, amends.sent
    right, published = righted(press.shelf, sent), frozenset(press.shelf.published)
    grounds = (_told(errata, each)[0] for each in (None, Severity.MAIL))
    known = (told[-1].right if told else sent.edition for told in grounds)
    asked = wish or (held.ruled if because else held.severity)
    changed = {
        "the reason": bool(because) and because != held.because,
        "--as": asked is not held.severity,
        "what differs": all(differences(each, right, published) != held.found for each in known),
    }
    if any(changed.values()):
        names = " and ".join(name for name, other in changed.items() if other)
        what = (
            f"an earlier run began to mail “{held.because}” and broke off before it told Mailchimp "
            f"to send; {names} {'are' if ' and ' in names else 'is'} not the same now: remove "
            f"{amends.held.name} and run this again"
        )
        raise ProblemsFound([Problem(str(amends.held), 1, what)])


def _require_read(press: Press, sent: Frozen) -> None:
    """Refuse while a problem keeps an article off the site that *sent* carried: it is not gone."""
    carried = set(sent.sent.carried)
    wrong = [p for each in press.absent if each.guids & carried for p in each.problems]
    if wrong:
        raise ProblemsFound(wrong)


def _newest(press: Press, via: str) -> Month:
    months = set(press.shelf.frozen)
    if via == OUTBOX and not months:
        months = {each for each in press.shelf.months() if press.trial(each).is_file()}
    if not months:
        raise _nothing_sent("no edition")
    return max(months)


def _sent(press: Press, month: Month, via: str) -> Frozen:
    """What readers got; for a trial, what lies in the outbox where nothing was really sent."""
    if month in press.shelf.frozen:
        return press.shelf.frozen[month]
    if month in press.shelf.store.found:
        what = (
            f"what was sent for {month} is known as a mail only, {month}.json.found, and cannot be "
            f"compared; restore {month}.json from version control"
        )
        raise ProblemsFound([Problem("--month", 1, what)])
    path = press.trial(month)
    if via == OUTBOX and path.is_file():
        return thaw(path.read_text(encoding="utf-8"), str(path))
    raise _nothing_sent(f"no edition of {month}")


def _nothing_sent(what: str) -> ProblemsFound:
    words = f"{what} was sent, so there is nothing to correct: mend it, then send it"
    return ProblemsFound([Problem("--month", 1, words)])
