"""Which edition is to leave now by the promise, or why none is: what ``digest --due`` asks."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from ..blog.dates import full_moment
from ..blog.rhythm import Rhythm
from .month import Month


@dataclass(frozen=True, slots=True)
class Due:
    """*month* is to be sent; None where nothing is. *why* says which or why not, in one sentence;
    *remarks* tell of promised editions that never went out."""

    month: Month | None
    why: str
    remarks: tuple[str, ...] = ()


def find_due(
    rhythm: Rhythm | None,
    now: datetime,
    zone: tzinfo,
    *,
    filled: Collection[Month],
    sent: Collection[Month],
    begun: Collection[Month] = (),
    since: Month | None = None,
) -> Due:
    """Judge as of *now*. Months are counted in *zone*, the site's.

    *filled* are months whose edition has at least one article; *sent* those whose edition has
    gone out; *begun* those that an earlier run began to send and did not finish. Nothing before
    *since*, the first month of the promise, is due.

    At most one month is due: the newest that is over, once its moment has come. Two older ones come
    before it: one that was begun, as some may have received it; and the last one, as long as its
    own moment is nearer than the next, so that who runs a day late at the turn of a month still
    sends.
    """
    if rhythm is None:
        return Due(None, "nothing is due: no rhythm is promised ([rhythm] in promise.toml)")
    newest = Month.of(now, zone).before
    older = sorted(month for month in begun if month < newest and month not in sent)
    if older:
        return Due(older[0], f"{older[0]} was begun by an earlier run: it is finished first")
    if since and newest < since:
        when = _told(_moment(rhythm, since))
        return Due(None, f"nothing is due: the promise begins with {since}, due on {when}")
    last, here = newest.before, now.astimezone(UTC)
    passed, ahead = here - _moment(rhythm, last), _moment(rhythm, newest) - here
    waits = last in filled and last not in sent and newest not in sent
    if waits and timedelta() <= passed < ahead and not (since and last < since):
        return _due(rhythm, last, filled, sent)
    remarks = _missed(rhythm, newest, filled, sent)
    if newest in sent:
        next_time = _told(_moment(rhythm, newest.after))
        what = f"{newest} was sent already; {newest.after} is promised for {next_time}"
        return Due(None, f"nothing is due: {what}")
    if newest not in filled:
        return Due(None, f"nothing is due: {newest} has no articles", remarks)
    if ahead > timedelta():
        when = _told(_moment(rhythm, newest))
        return Due(None, f"nothing is due before {when}: then {newest} goes out", remarks)
    return _due(rhythm, newest, filled, sent)


def _due(rhythm: Rhythm, month: Month, filled: Collection[Month], sent: Collection[Month]) -> Due:
    why = f"{month} is due: it was promised for {_told(_moment(rhythm, month))}"
    return Due(month, why, _missed(rhythm, month, filled, sent))


def _missed(
    rhythm: Rhythm, newest: Month, filled: Collection[Month], sent: Collection[Month]
) -> tuple[str, ...]:
    """The editions between the last that was sent and the newest. Their articles are not lost: an
    edition holds all that appeared since the last one that was sent."""
    last = max((month for month in sent if month < newest), default=None)
    if last is None:
        return ()
    missed = sorted(month for month in filled if last < month < newest)
    return tuple(
        f"{month} was promised for {_told(_moment(rhythm, month))} and never sent; "
        f"its articles come along with {newest}"
        for month in missed
    )


def _moment(rhythm: Rhythm, month: Month) -> datetime:
    return rhythm.due(month.year, month.number)


def _told(moment: datetime) -> str:
    return f"{full_moment(moment, 'en')} ({moment.tzinfo})"
