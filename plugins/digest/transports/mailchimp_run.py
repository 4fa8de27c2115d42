"""One run towards an edition that is sent once: looks, lets the protocol decide, and acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ...blog.problems import Problem, ProblemsFound, Uncertain
from ..delivery import Tell, in_silence
from ..ledger import Entry, Ledger
from ..message import Message
from .mailchimp_account import Account
from .mailchimp_answers import Answer, Fate
from .mailchimp_campaign import Campaign, Past, View, is_ours, name
from .mailchimp_order import Order, count_readers
from .mailchimp_protocol import Adopt, Create, Fill, Finish, Goal, Launch, Look, Run, Stop, decide
from .mailchimp_readback import compare_content, compare_settings, tracks

PAUSES = (2.0, 4.0, 8.0, 15.0)  # seconds between two looks, the last for all further ones
MENDS = 3  # times a stored campaign is compared, and mended between


class Unfilled(Exception):
    """The campaign could not be made ready; nothing was told to send."""


@dataclass(slots=True)
class Drive:
    """A run for one Order. *remarks* collects what a person should know and nothing depends on."""

    account: Account
    ledger: Ledger
    order: Order
    transport: str
    tell: Tell = in_silence
    remarks: list[str] = field(default_factory=list)
    run: Run = field(default_factory=Run)
    acted: float = 0.0

    def reach(self, message: Message, goal: Goal) -> Finish:
        """Bring the edition to *goal*.

        Raises ProblemsFound where surely nothing was sent, Uncertain where somebody has to look.
        """
        self.run = Run(pending=self.past().attempted)
        self._acted()
        looks = 0
        while True:
            past, view = self.past(), self.look()
            waited = self.account.clock.now() - self.acted
            self.run = replace(self.run, waited=waited, late=self.account.late)
            step = decide(past, view, self.run, goal, self.order.ours)
            looks = looks + 1 if isinstance(step, Look) else 0
            match step:
                case Look(why):
                    self.tell(why)
                    self.account.clock.sleep(PAUSES[min(looks, len(PAUSES)) - 1])
                case Create():
                    self._create(message)
                case Adopt(campaign):
                    self.write("draft", campaign.id)
                case Fill(campaign):
                    self._fill(message, campaign)
                case Launch(campaign):
                    self._launch(campaign, goal)
                case Finish(campaign, state):
                    if state == "submitted":
                        self.tidy(campaign, view)
                    elif state == "scheduled" and not past.scheduled:
                        self.write("scheduled", campaign.id)
                    return step
                case Stop(safe, words):
                    self._stop(safe, words, past)

    def past(self) -> Past:
        return Past.read(self.ledger.entries(self.order.key, self.transport))

    def sha256_of(self, ident: str) -> str:
        """The content that *ident* was last made ready with, as far as the ledger knows."""
        entries = self.ledger.entries(self.order.key, self.transport)
        made = [each.sha256 for each in entries if each.reference == ident and each.sha256]
        return made[-1] if made else ""

    def look(self) -> View:
        return self.account.look(self.order, self.past().known)

    def write(self, state: str, reference: str = "", sha256: str = "", note: str = "") -> None:
        """Put a step into the ledger; it is on the disk when this returns."""
        at = self.account.clock.moment().isoformat(timespec="seconds")
        note = note or f"audience {self.order.audience}"
        entry = Entry(self.order.key, self.transport, state, reference, sha256, at, note)
        try:
            self.ledger.record(entry)
        except OSError as error:
            words = f"{self.ledger.path} cannot be written: {error.strerror}"
            if self.run.pending:
                raise Uncertain(f"{words}; look at {self.order.title} in Mailchimp") from None
            raise refusal(words) from None

    def _stop(self, safe: bool, words: str, past: Past) -> None:
        if safe:
            if past.attempted:
                self.write("ready", past.held)  # the attempt has surely come to nothing
            raise refusal(words)
        self.write("uncertain", past.held, note=words)
        raise Uncertain(f"{words}; look at {self.order.title} in Mailchimp before the next run")

    def _acted(self, **changed: Any) -> None:
        self.run = replace(self.run, **changed)
        self.acted = self.account.clock.now()

    def _create(self, message: Message) -> None:
        audience = self.account.patient(self.account.edge.audience, self.order.audience)
        if not audience.done:
            raise refusal(f"audience {self.order.audience} cannot be read: {audience.words}")
        self.tell(f"making the campaign {self.order.title}")
        self.write("creating")
        answer = self.account.until_heard(self.account.edge.create, self.order.body(message))
        self._acted(creates=self.run.creates + 1, refusal=answer.words)
        made = Campaign.parse(answer.body)
        if answer.done and self.order.names(made) and made.status == "save":
            self.write("draft", made.id)
        elif answer.fate not in (Fate.DONE, Fate.UNKNOWN):
            self.write("planned")  # nothing was made
            raise refusal(answer.words)

    def _launch(self, campaign: Campaign, goal: Goal) -> None:
        readers = count_readers(campaign.recipients)
        if goal is Goal.SCHEDULE:
            self.tell(f"telling Mailchimp when to send to {readers}")
        else:
            self.tell(f"telling Mailchimp to send to {readers}")
        self.write("sending", campaign.id)
        edge = self.account.edge
        if goal is Goal.SCHEDULE:
            answer = self.account.until_heard(edge.schedule, campaign.id, self.order.schedule)
        else:
            answer = self.account.until_heard(edge.send, campaign.id)
        perhaps = answer.fate in (Fate.DONE, Fate.UNKNOWN)
        pending = self.run.pending or perhaps
        words = "" if perhaps else answer.words
        # A send may be refused while readers are being counted; a time is refused by the plan.
        final = goal is Goal.SCHEDULE and answer.fate is Fate.REFUSED
        self._acted(sends=self.run.sends + 1, pending=pending, refusal=words, final=final)

    def _fill(self, message: Message, campaign: Campaign) -> None:
        """Make the campaign what it must be, and believe only what is read back."""
        self.tell(f"filling campaign {campaign.id} and reading it back")
        try:
            self._settle(message, campaign)
            self._put(message, campaign.id)
            self._await_readiness(campaign.id)
        except Unfilled as error:
            self._acted(refusals=self.run.refusals + 1, refusal=str(error))
            return
        self._acted(filled=campaign.id)
        if self.sha256_of(campaign.id) != message.sha256:
            self.write("ready", campaign.id, message.sha256)

    def _settle(self, message: Message, campaign: Campaign) -> None:
        body = self.order.body(message)
        change = {part: body[part] for part in ("recipients", "settings", "tracking")}
        stored = campaign.raw
        wrong = compare_settings(body, stored)
        for _ in range(MENDS):
            if not wrong and not tracks(stored):
                return
            self._require(self.account.edge.change, campaign.id, change)
            stored = self._require(self.account.edge.campaign, campaign.id).body
            wrong = compare_settings(body, stored)
            if not wrong and tracks(stored):
                self.remarks.append("Mailchimp does not let this account switch its tracking off")
                return
        if wrong:
            raise Unfilled(f"Mailchimp does not keep what campaign {campaign.id} was told: {wrong}")

    def _put(self, message: Message, ident: str) -> None:
        wrong = ""
        stored: Mapping[str, Any] = {}
        for attempt in range(MENDS):
            if attempt:
                self._require(self.account.edge.fill, ident, message.html, message.text)
            answer = self.account.patient(self.account.edge.content, ident)
            stored = answer.body
            wrong = compare_content(message.html, message.text, stored)
            if answer.done and not wrong:
                return
        if compare_content(message.html, message.text, stored, spelling=False):
            told = f"Mailchimp stored campaign {ident} otherwise than it was given"
            raise Unfilled(f"{told}: {wrong}")
        self.remarks.append("Mailchimp stored the mail in another spelling; its words are the same")

    def _await_readiness(self, ident: str) -> None:
        """Wait for the checklist and for the count of readers, which is made a little later."""
        words = ""
        for pause in (*PAUSES, 0.0):
            checklist = self._require(self.account.edge.checklist, ident).body
            count = Campaign.parse(self._require(self.account.edge.campaign, ident).body).recipients
            words = "" if checklist["is_ready"] else say_unready(checklist)
            words = words or self.order.object_to(count)
            if not words:
                return
            self.tell(words)
            self.account.clock.sleep(pause)
        raise Unfilled(words)

    def _require(self, call: Callable[..., Answer], *given: object) -> Answer:
        if self.account.late:
            raise Unfilled("there was no time left: run this again")
        answer = self.account.patient(call, *given)
        if not answer.done:
            raise Unfilled(answer.words)
        return answer

    def tidy(self, winner: Campaign, view: View) -> None:
        """Remove our other drafts of the edition; what cannot be removed now is, next time."""
        known = self.past().known
        for each in view.campaigns:
            spare = each.id != winner.id and each.status == "save" and self.order.names(each)
            if not spare or not is_ours(each, known, self.order.ours):
                continue
            answer = self.account.patient(self.account.edge.remove, each.id)
            if not answer.done and not answer.gone:
                self.remarks.append(f"the spare draft {name(each)} is still there: {answer.words}")


def say_unready(checklist: Mapping[str, Any]) -> str:
    """What Mailchimp's checklist objects to, in its words."""
    wrong = [
        f"{each.get('heading')}: {each.get('details')}"
        for each in checklist.get("items") or ()
        if isinstance(each, dict) and each.get("type") == "error"
    ]
    return "; ".join(("Mailchimp says the campaign is not ready", *wrong))[:400]


def refusal(*words: str) -> ProblemsFound:
    """Something to mend, and surely nothing was sent."""
    return ProblemsFound(Problem("Mailchimp", 1, each) for each in words)
