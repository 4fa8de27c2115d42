"""Submit an edition through Mailchimp: one campaign, sent once, whatever fails."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ...blog.problems import ProblemsFound, Uncertain
from ..delivery import ALREADY, READY, SCHEDULED, Receipt, deliver
from ..ledger import SUBMITTED, Ledger
from ..message import Message
from ..settings import DigestSettings
from .mailchimp_account import TRIES, Account, Clock
from .mailchimp_answers import Fate
from .mailchimp_campaign import WENT, Campaign
from .mailchimp_client import SHAPE_OF_ID, SHAPE_OF_KEY, Edge
from .mailchimp_order import Order
from .mailchimp_protocol import Finish, Goal
from .mailchimp_run import Drive, in_silence, refusal

AFTER_NAME = re.compile(r"(\d{4}-\d{2})((?:-.*)?)$")
"""What follows the digest's name in an edition's key: its month, and whether it is a correction."""

QUARTER = 15  # minutes; Mailchimp sends at no other times


@dataclass(frozen=True, slots=True)
class Report:
    """Mailchimp's own count, without who opened or clicked. *submitted* is an ISO moment."""

    recipients: int
    bounced: int
    unsubscribed: int
    complaints: int
    submitted: str


@dataclass(frozen=True, slots=True)
class Mailchimp:
    """The account and audience that an edition goes to. *order* lacks the edition itself."""

    edge: Edge
    ledger: Ledger
    order: Order
    title: str
    clock: Clock = field(default_factory=Clock)
    tell: Callable[[str], None] = in_silence
    tries: int = TRIES
    goal: Goal = Goal.SEND
    name: str = "mailchimp"
    final: bool = True

    @classmethod
    def open(
        cls,
        settings: DigestSettings,
        ledger: Ledger,
        environment: Mapping[str, str] = os.environ,
        host: str = "",
    ) -> Mailchimp:
        """Take the key and the audience from the environment; nothing is sent yet.

        Raises ProblemsFound with all that is missing. *host* stands in for Mailchimp in tests.
        """
        key = environment.get("MAILCHIMP_API_KEY", "").strip()
        audience = environment.get("MAILCHIMP_LIST_ID", "").strip()
        wrong = list(_missing(key, audience or settings.audience))
        if audience and settings.audience and audience != settings.audience:
            wrong.append("MAILCHIMP_LIST_ID and DIGEST's audience name two different audiences")
        if wrong:
            raise ProblemsFound(each for words in wrong for each in refusal(words).problems)
        audience = audience or settings.audience
        fewest = max(1, settings.fewest)  # a campaign to nobody is a mistake somewhere
        order = Order("", "", audience, settings.sender, settings.reply_to, fewest, settings.most)
        return cls(Edge(key, host=host), ledger, order, settings.name)

    def find(self, key: str) -> Receipt | None:
        """The receipt of an earlier submission, asked of Mailchimp; spare drafts are removed.

        None also where Mailchimp cannot say: ``send`` looks again before it does anything.
        """
        drive = self._drive(key, tries=1)
        known = self.ledger.find(key, self.name)
        view = drive.look()
        for each in view.campaigns:
            went = each.status in WENT if known is None else each.id == known.reference
            if went:
                drive.tidy(each, view)
                return self._receipt(drive, Finish(each, SUBMITTED), ALREADY)
        return None

    def send(self, message: Message, key: str) -> Receipt:
        """Bring the edition to its readers, or answer that it went there already.

        Raises ProblemsFound where surely nothing was sent, Uncertain where somebody has to look.
        """
        drive = self._drive(key)
        end = drive.reach(message, self.goal)
        sent_now = SUBMITTED if drive.run.sends else ALREADY
        outcomes = {"submitted": sent_now, "scheduled": SCHEDULED, "ready": READY}
        return self._receipt(drive, end, outcomes[end.state])

    def draft(self, message: Message, key: str) -> Receipt:
        """Make everything ready and leave Send to a person; recognise that it was pressed."""
        drafting = replace(self, goal=Goal.DRAFT)
        return deliver(message, key, drafting, self.ledger, self.clock.moment())

    def schedule(self, message: Message, key: str, moment: datetime) -> Receipt:
        """Make everything ready and let Mailchimp send it at *moment*; only paid plans can."""
        moment = moment.astimezone(UTC)
        if moment.minute % QUARTER or moment.second or moment.microsecond:
            words = f"{moment:%H:%M} UTC is not a quarter hour"
            raise refusal(f"{words}; choose :00, :15, :30 or :45")
        if moment <= self.clock.moment():
            raise refusal(f"{moment:%Y-%m-%d %H:%M} UTC is over")
        order = replace(self.order, schedule=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"))
        scheduling = replace(self, goal=Goal.SCHEDULE, order=order)
        return deliver(message, key, scheduling, self.ledger, self.clock.moment())

    def test(self, message: Message, key: str, addresses: Sequence[str]) -> Receipt:
        """Send the edition's draft to *addresses* only, as Mailchimp's test mail."""
        receipt = self.draft(message, key)
        if receipt.outcome != READY:
            raise refusal(f"{receipt.outcome}: there is no draft left to test with")
        answer = self.edge.test(receipt.reference, addresses)
        if answer.fate in (Fate.DONE, Fate.UNKNOWN):
            if answer.done:
                return replace(receipt, outcome="test sent")
            words = "look whether the test mail has come; no subscriber got anything"
            raise Uncertain(f"{answer.words}; {words}")
        raise refusal(answer.words)

    def correcting(self, key: str) -> Mailchimp:
        """The same account, narrowed to exactly those who received the edition *key*.

        Mailchimp itself knows whom that campaign went to and who has left since, so no address is
        ever handled here. Raises ProblemsFound where the edition was not sent.
        """
        drive = self._drive(key)
        entry = self.ledger.find(key, self.name)
        if entry is None:
            raise refusal(f"the ledger knows of no sending of {key}: there is nobody to correct")
        answer = drive.account.patient(self.edge.campaign, entry.reference)
        wrong = Campaign.parse(answer.body)
        if not answer.done or wrong.id != entry.reference or not wrong.number:
            raise refusal(f"campaign {entry.reference} cannot be read: {answer.words}")
        if wrong.status not in WENT:
            raise refusal(f"campaign {entry.reference} is {wrong.status}: it went to nobody")
        received = {
            "condition_type": "Aim",
            "field": "aim",
            "op": "sent",
            "value": str(wrong.number),  # its number in the web pages, not its id
        }
        most = self.report(key).recipients
        return replace(self, order=replace(self.order, conditions=(received,), most=most))

    def status(self, key: str) -> Iterator[str]:
        """What the ledger says and what Mailchimp says, a line each. Changes nothing."""
        for entry in self.ledger.entries(key, self.name):
            yield f"ledger: {entry.state} {entry.reference} {entry.at}".strip()
        view = self._drive(key).look()
        for each in view.campaigns:
            yield f"Mailchimp: {each.id} {each.status} {each.sent}".strip()
        if not view.campaigns and not view.unclear:
            yield "Mailchimp: no campaign of this edition"
        if view.unclear:
            yield f"Mailchimp: {view.unclear}"

    def report(self, key: str) -> Report:
        """How the edition fared; raises ProblemsFound where that cannot be said."""
        entry = self.ledger.find(key, self.name)
        reference = entry.reference if entry else self._drive(key).past().held
        if not reference:
            raise refusal(f"the ledger knows of no campaign for {key}")
        answer = Account(self.edge, self.clock, self.tries).patient(self.edge.report, reference)
        if not answer.done:
            raise refusal(answer.words)
        bounces = answer.body.get("bounces") or {}
        kinds = ("hard_bounces", "soft_bounces", "syntax_errors")
        return Report(
            int(answer.body["emails_sent"]),
            sum(int(bounces.get(kind) or 0) for kind in kinds),
            int(answer.body.get("unsubscribed") or 0),
            int(answer.body.get("abuse_reports") or 0),
            str(answer.body.get("send_time") or ""),
        )

    def _drive(self, key: str, tries: int = 0) -> Drive:
        found = AFTER_NAME.search(key)
        rest = f"{found[1]}{found[2].replace('-', ' ')}" if found else key
        title = f"{self.title} {rest}"
        order = replace(self.order, key=key, title=title)
        account = Account(self.edge, self.clock, tries or self.tries)
        drive = Drive(account, self.ledger, order, self.name, self.tell)
        self._require_one_audience(drive)
        return drive

    def _require_one_audience(self, drive: Drive) -> None:
        """Refuse to go on where the ledger speaks of another audience than the environment."""
        for entry in self.ledger.entries(drive.order.key, self.name):
            word, _, audience = entry.note.partition(" ")
            if word == "audience" and audience != drive.order.audience:
                words = (
                    f"this edition was begun for audience {audience}, and MAILCHIMP_LIST_ID is now "
                    f"{drive.order.audience}: set it back, or remove the edition's lines from "
                    f"{self.ledger.path}"
                )
                raise refusal(words)

    def _receipt(self, drive: Drive, end: Finish, outcome: str) -> Receipt:
        return Receipt(
            drive.order.key,
            self.name,
            end.campaign.id,
            submitted=end.campaign.sent,
            sha256=drive.sha256_of(end.campaign.id),
            outcome=outcome,
            note=f"audience {drive.order.audience}",
            remarks=tuple(drive.remarks),
        )


def _missing(key: str, audience: str) -> Iterator[str]:
    """What the environment lacks. The key itself is never shown."""
    if not key:
        yield "MAILCHIMP_API_KEY is not set"
    elif not SHAPE_OF_KEY.fullmatch(key):
        shape = "letters and digits, a hyphen, us and a number"
        yield f"MAILCHIMP_API_KEY does not look like a key ({shape})"
    if not audience:
        yield "MAILCHIMP_LIST_ID is not set"
    elif not SHAPE_OF_ID.fullmatch(audience):
        yield "MAILCHIMP_LIST_ID does not look like an audience's id (letters and digits)"
