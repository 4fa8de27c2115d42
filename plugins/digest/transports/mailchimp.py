"""Submit an edition through Mailchimp: one campaign, sent once, whatever fails."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from ...blog.problems import Uncertain
from ..delivery import ALREADY, READY, SCHEDULED, Receipt, Tell, deliver, in_silence
from ..ledger import SUBMITTED, Ledger
from ..message import Message
from ..moment import refuse
from ..settings import DigestSettings
from .mailchimp_account import TRIES, Account, Clock
from .mailchimp_answers import Fate
from .mailchimp_campaign import WENT, Campaign
from .mailchimp_client import Edge
from .mailchimp_keys import read_keys
from .mailchimp_order import Order
from .mailchimp_protocol import Finish, Goal
from .mailchimp_run import Drive, refusal

AFTER_NAME = re.compile(r"(\d{4}-\d{2})((?:-.*)?)$")
"""What follows the digest's name in an edition's key: its month, and whether it is a correction."""


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
    tell: Tell = in_silence
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
        keys = read_keys(settings, environment)
        fewest = max(1, settings.fewest)  # a campaign to nobody is a mistake somewhere
        sender = (settings.sender, settings.reply_to)
        order = Order("", "", keys.audience, *sender, fewest, settings.most)
        return cls(Edge(keys.key, host=host), ledger, order, settings.name)

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
        # One that an earlier run had made ready and that was only told again may hold other words.
        ours = drive.sha256_of(end.campaign.id) == message.sha256
        sent_now = SUBMITTED if drive.run.sends and ours else ALREADY
        outcomes = {"submitted": sent_now, "scheduled": SCHEDULED, "ready": READY}
        return self._receipt(drive, end, outcomes[end.state])

    def read_back(self, reference: str) -> Message | None:
        """What the campaign *reference* holds, or held when it went out."""
        account = Account(self.edge, self.clock, self.tries)
        campaign = account.patient(self.edge.campaign, reference)
        content = account.patient(self.edge.content, reference)
        if not (campaign.done and content.done):
            return None
        settings = campaign.body.get("settings") or {}
        told = (settings.get(name) for name in ("subject_line", "preview_text"))
        said = (content.body.get(name) for name in ("html", "plain_text"))
        marks = (settings.get(name) for name in ("from_name", "reply_to"))
        return Message(*(str(each or "") for each in (*told, *said, *marks)))

    def draft(self, message: Message, key: str) -> Receipt:
        """Make everything ready and leave Send to a person; recognise that it was pressed."""
        drafting = replace(self, goal=Goal.DRAFT)
        return deliver(message, key, drafting, self.ledger, self.clock.moment())

    def schedule(self, message: Message, key: str, moment: datetime) -> Receipt:
        """Make everything ready and let Mailchimp send it at *moment*; only paid plans can."""
        moment = moment.astimezone(UTC)
        why = refuse(moment, self.clock.moment())
        if why:
            raise refusal(why)
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
            words = f"the ledger knows of no sending of {key}: there is nobody to correct"
            raise refusal(f"{words}; if it was sent, invoke digest --send finds that out")
        self.tell("asking Mailchimp who received it")
        answer = drive.account.patient(self.edge.campaign, entry.reference)
        wrong = Campaign.parse(answer.body)
        if not answer.done or wrong.id != entry.reference or not wrong.number:
            raise refusal(f"campaign {entry.reference} cannot be read: {answer.words}")
        if wrong.status not in WENT:
            raise refusal(f"campaign {entry.reference} is {wrong.status}: it went to nobody")
        received_by = self.report(key).recipients
        if wrong.status != WENT[-1] or not received_by:
            # Who is still to get the wrong one would be left out.
            words = f"campaign {entry.reference} is still being sent: nobody knows yet who gets it"
            raise refusal(f"{words}; run this again in some minutes")
        received = {
            "condition_type": "Aim",
            "field": "aim",
            "op": "sent",
            "value": str(wrong.number),  # its number in the web pages, not its id
        }
        # Readers leave, so the settings' band does not hold here; nobody can have joined.
        order = replace(self.order, conditions=(received,), fewest=1, most=received_by)
        return replace(self, order=order)

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
        if answer.gone:
            self._require_sent(key, reference)
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

    def _require_sent(self, key: str, reference: str) -> None:
        """Mailchimp has no report of what it has not sent, and says only that there is none."""
        answer = Account(self.edge, self.clock, self.tries).patient(self.edge.campaign, reference)
        status = Campaign.parse(answer.body).status
        if answer.done and status not in WENT:
            waits = {"save": "waits there as a draft", "schedule": "waits there for its time"}
            where = f"campaign {reference} {waits.get(status, f'is {status}')}"
            raise refusal(f"{key} is not sent yet, so Mailchimp has no report of it: {where}")

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
