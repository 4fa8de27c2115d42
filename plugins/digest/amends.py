"""Making amends for a sent edition: what the verb "correct" does, from the rule to the readers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ..blog.files import write_if_changed
from ..blog.problems import Problem, ProblemsFound
from .claims import claim
from .correction import correct, sentences
from .delivery import Receipt, deliver
from .differences import differences
from .erratum import Erratum, freeze_erratum, thaw_erratum
from .frozen import Frozen, thaw
from .keeping import OTHER
from .leaving import Parcel, leave
from .message import Message
from .month import Month
from .press import OUTBOX, Press
from .preview import day_for, write_preview
from .proof import Proof, prove_correction
from .recognition import is_mail_of
from .righted import righted
from .severity import Severity
from .transports import open_ledger, open_transport
from .words import ENGLISH


@dataclass(frozen=True, slots=True)
class Amends:
    """A correction of the edition *sent*, and how far it is: *begun* by an earlier run, or *made*
    already, so that nothing is left to do."""

    press: Press
    sent: Frozen
    erratum: Erratum
    begun: bool = False
    made: bool = False

    @property
    def path(self) -> Path:
        """Where it is frozen."""
        folder = Path(self.press.section.frozen or self.press.section.folder)
        return folder / f"{self.erratum.month}{self.erratum.key.removeprefix(self.erratum.of)}.json"

    def prove(self, via: str) -> Proof | None:
        """Its mail for the transport *via*, checked; None where there is none."""
        if self.erratum.mail is None:
            return None
        press, mail = self.press, replace(self.erratum.mail, decisions=tuple(self.told()))
        day = day_for(self.sent.edition)  # fixed, so that a second trial is the same
        return prove_correction(press.shelf, mail, press.templates, via, day=day, pages=press.pages)

    def told(self) -> list[str]:
        """What was found and decided, in sentences."""
        made = self.erratum
        said = [
            f"{each.severity}: {sentence}"
            for each, sentence in zip(made.found, sentences(made.found, ENGLISH), strict=True)
        ]
        asked = f"The rule asks for: {made.ruled}."
        decided = f" Decided by a person: {made.severity}." if made.severity != made.ruled else ""
        said.append(asked + decided)
        if made.severity > Severity.NOTHING:
            said.append(f"The notice on the page: {made.notice}")
        return said

    def preview(self, proof: Proof) -> Path:
        """Write every view of its mail; answers the folder."""
        folder = Path(self.press.section.preview, self.erratum.key)
        write_preview(folder, proof, content=Path(self.press.settings["PATH"]))
        return folder

    def note(self) -> None:
        """Put the notice on the page, from the next build on; nobody is mailed."""
        folder = open_ledger("mailchimp", self.press.section).path.parent
        with claim(folder, f"{self.erratum.key}.edition", "making this correction"):
            write_if_changed(self.path, freeze_erratum(self.erratum).encode())

    def submit(self, proof: Proof, via: str, *, unlooked: bool = False) -> Receipt:
        """Mail it once to those who received the wrong edition; to the outbox as a trial."""
        press, key, message = self.press, self.erratum.key, proof.message
        ledger = open_ledger(via, press.section)
        if via == OUTBOX:
            day = day_for(self.sent.edition)
            outbox = open_transport(via, press.section, ledger, day, press.tell)
            return deliver(message, key, outbox, ledger, press.now)
        mailchimp = press.mailchimp(self.sent.edition)

        def send() -> Receipt:
            narrowed = mailchimp.correcting(self.erratum.of)
            return deliver(message, key, narrowed, ledger, press.now)

        text = freeze_erratum(replace(self.erratum, message=message.sha256))
        parcel = Parcel(key, self.path, text, self._is_it)
        receipt = leave(parcel, mailchimp, ledger, send, press.now, unlooked=unlooked)
        for remark in receipt.remarks:
            if remark.startswith(OTHER):
                what = (
                    f"another correction of {self.erratum.of} was mailed before, by a run that "
                    f"this folder does not know of; {remark}. Look at it, then run this again: "
                    "yours is the next one"
                )
                raise ProblemsFound([Problem(str(self.path), 1, what)])
        return receipt

    def _is_it(self, text: str, stored: Message) -> bool:
        kept = thaw_erratum(text, "")
        templates = self.press.templates
        return kept.mail is not None and is_mail_of(kept.mail, kept.message, stored, templates)


def open_amends(
    press: Press, month: Month | None, because: str, via: str, wish: Severity | None = None
) -> Amends:
    """Judge the edition of *month*, or the newest that was sent, and word its correction.

    Raises ProblemsFound where no such edition was sent through *via*.
    """
    press.tell("comparing what was sent with what is right now")
    month = month or _newest(press, via)
    sent = _sent(press, month, via)
    store = press.shelf.store
    number = store.taken.get(month, 0) + 1
    if month in store.begun and via != OUTBOX:
        return Amends(press, sent, store.begun[month], begun=True)
    errata = store.errata.get(month, ())
    right = righted(press.shelf, sent)
    known = errata[-1].right if errata else sent.edition
    found = differences(known, right, frozenset(press.shelf.published))
    at = press.now.astimezone(press.site.timezone).replace(microsecond=0)
    made = correct(sent.edition, right, found, because, at=at, number=number, wish=wish)
    again = next((each for each in errata if each.because == made.because), None)
    if again and made.ruled is Severity.NOTHING:
        return Amends(press, sent, again, made=True)
    return Amends(press, sent, made)


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
