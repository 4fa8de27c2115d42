"""Links to other sites: what an answer from there means, and how long it is believed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urldefrag, urlsplit

from ..blog.problems import Problem

GONE = (404, 410)
"""The only answers by which a server says that a page is not there. All others may be meant for
programs, as many sites send away what is no browser, or be over in an hour."""


class Outcome(Enum):
    """What is known of an address elsewhere; its value is the word for it in the last line."""

    WELL = "well"
    MOVED = "moved"
    BROKEN = "broken"
    UNASKED = "could not be asked"


LASTS = {
    Outcome.WELL: timedelta(days=14),
    Outcome.MOVED: timedelta(days=7),
    Outcome.BROKEN: timedelta(days=1),
}
"""How long an answer is believed; one that did not come is asked for again each time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking at *asked*: *said* is the reason in a few words, *to* the new address of
    what moved for good."""

    outcome: Outcome
    asked: datetime
    said: str = ""
    to: str = ""

    def holds(self, now: datetime) -> bool:
        """Whether there is no need to ask again."""
        lasts = LASTS.get(self.outcome)
        return lasts is not None and timedelta() <= now - self.asked < lasts


@dataclass(frozen=True, slots=True)
class Use:
    """Where an address stands in a text."""

    path: str
    line: int
    address: str


def remote(address: str) -> str:
    """The address that a link elsewhere asks for, without its anchor; empty for all others."""
    typed = address.strip()
    typed = f"https:{typed}" if typed.startswith("//") else typed
    bare = urldefrag(typed).url
    try:
        parts = urlsplit(bare)
        known = parts.scheme.lower() in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:
        return ""
    return bare if known else ""


def judge_remote(uses: Iterable[Use], answers: Mapping[str, Answer]) -> Iterator[Problem]:
    """A warning for each link to a page that is gone or has moved for good. It is never more than
    that: what another site does must not keep this one from being published."""
    for use in uses:
        answer = answers.get(remote(use.address))
        if answer is None:
            continue
        if answer.outcome is Outcome.BROKEN:
            what = f"{use.address} leads nowhere any more: {answer.said}; link to something else, "
            yield Problem(use.path, use.line, f"{what}or take it out", True, "remote-gone")
        elif answer.outcome is Outcome.MOVED:
            what = f"{use.address} has moved for good; write {answer.to}"
            yield Problem(use.path, use.line, what, True, "remote-moved")


def sum_up(answers: Mapping[str, Answer], late: int) -> str:
    """One line on all of them; *late* are those for which no time was left."""
    many = Counter(each.outcome for each in answers.values())
    many[Outcome.UNASKED] += late
    total = sum(many.values())
    if not total:
        return "no links to other sites"
    told = ", ".join(f"{many[each]} {each.value}" for each in Outcome if many[each])
    reasons = Counter(
        each.said for each in answers.values() if each.outcome is Outcome.UNASKED and each.said
    )
    reasons["no time left"] += late
    why = ", ".join(f"{said} {number}" for said, number in sorted(reasons.items()) if number)
    links = "1 link to another site" if total == 1 else f"{total} links to other sites"
    return f"{links}: {told}" + (f" ({why})" if why else "")
