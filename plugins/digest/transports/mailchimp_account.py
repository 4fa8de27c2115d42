"""Asks Mailchimp patiently, and gathers what it shows of one edition."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from tenacity import RetryCallState, Retrying, retry_if_result, wait_exponential_jitter

from .mailchimp_answers import Answer, Fate
from .mailchimp_campaign import Campaign, View
from .mailchimp_client import PAGE, SHAPE_OF_ID, Edge
from .mailchimp_order import Order

WHOLE = 900.0  # seconds for a run; what is under way then is still awaited
TRIES = 5  # times a harmless call is made before its answer counts as unclear
LONGEST = 20.0  # seconds between two of them


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, so that tests need not wait for it. *now* counts seconds from anywhere."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    moment: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(slots=True)
class Account:
    """Mailchimp for the length of one run. Past its *deadline* nothing is asked twice."""

    edge: Edge
    clock: Clock = field(default_factory=Clock)
    tries: int = TRIES
    deadline: float = field(init=False)

    def __post_init__(self) -> None:
        self.deadline = self.clock.now() + WHOLE

    @property
    def late(self) -> bool:
        return self.clock.now() > self.deadline

    def patient(self, call: Callable[..., Answer], *given: object) -> Answer:
        """Make a call that may be repeated without harm, until its answer is clear."""
        return self._repeat(lambda answer: answer.passing, call, *given)

    def until_heard(self, call: Callable[..., Answer], *given: object) -> Answer:
        """Make a call that must not be repeated; again only while it surely did nothing."""
        return self._repeat(
            lambda answer: answer.fate in (Fate.THROTTLED, Fate.UNSENT), call, *given
        )

    def look(self, order: Order, known: tuple[str, ...]) -> View:
        """All that is *known* or carries the title, each asked for by its id: lists are stale."""
        listed, answer = self._listing(order)
        unclear = "" if answer.done else answer.words
        refused = answer.fate is Fate.REFUSED
        campaigns, gone = [], set()
        for ident in dict.fromkeys((*known, *listed)):
            answer = self.patient(self.edge.campaign, ident)
            found = Campaign.parse(answer.body)
            if answer.done and found.id == ident:
                if ident in known or order.names(found):
                    campaigns.append(found)
            elif answer.gone:
                gone.add(ident)
            else:
                unclear = unclear or answer.words or "Mailchimp spoke of another campaign"
                refused = refused or answer.fate is Fate.REFUSED
        return View(tuple(campaigns), frozenset(listed), frozenset(gone), unclear, refused)

    def _listing(self, order: Order) -> tuple[list[str], Answer]:
        """The ids that carry the title. Only a whole list counts: all pages, each campaign once."""
        ids: list[str] = []
        seen: set[str] = set()
        while True:
            answer = self.patient(self.edge.listing, len(seen))
            if not answer.done:
                return ids, answer
            page = [Campaign.parse(each) for each in answer.body["campaigns"]]
            fresh = {each.id for each in page} - seen
            if len(fresh) != len(page) or not all(map(SHAPE_OF_ID.fullmatch, fresh)):
                return ids, Answer(Fate.UNKNOWN, "Mailchimp's list of campaigns makes no sense")
            ids.extend(each.id for each in page if order.names(each))
            seen |= fresh
            left = answer.body["total_items"] - len(seen)
            if left == 0:
                return ids, answer
            if left < 0 or len(page) < PAGE:
                return ids, Answer(Fate.UNKNOWN, "Mailchimp's list of campaigns is not whole")

    def _repeat(
        self, again: Callable[[Answer], bool], call: Callable[..., Answer], *given: object
    ) -> Answer:
        """Call until *again* is false of the answer, or there is no patience left; the last answer.

        Back-off and jitter are tenacity's; the deadline is ours, as it counts by the clock given.
        """
        answers: list[Answer] = []

        def once() -> Answer:
            answers.append(call(*given))
            return answers[-1]

        def enough(state: RetryCallState) -> bool:
            return state.attempt_number >= self.tries or self.late

        def last(_state: RetryCallState) -> Answer:
            return answers[-1]

        retrying = Retrying(
            retry=retry_if_result(again),
            wait=wait_exponential_jitter(initial=1, max=LONGEST),
            stop=enough,
            sleep=self.clock.sleep,
            retry_error_callback=last,
        )
        return retrying(once)
