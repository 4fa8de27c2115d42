"""Making amends for a sent edition: what the verb "correct" does, from the rule to the readers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..blog.files import write_if_changed
from ..blog.problems import Problem, ProblemsFound, Uncertain
from .claims import claim
from .correction import sentences
from .delivery import Receipt, deliver
from .differences import PIECE
from .erratum import SEEN, Erratum, freeze_erratum, thaw_erratum
from .frozen import FOUND, HELD, Frozen
from .keeping import OTHER
from .leaving import Parcel, leave
from .message import Message
from .press import OUTBOX, Press
from .preview import day_for, write_preview
from .proof import Proof, prove_correction
from .recognition import is_mail_of
from .severity import Severity
from .transports import open_ledger, open_transport
from .words import ENGLISH


@dataclass(frozen=True, slots=True)
class Amends:
    """A correction of the edition *sent*, and how far it is: *begun* by an earlier run, which may
    even have *left* it with the provider; or *made* already, so that nothing is left to do. *noted*
    are those that stand on the page alone and are mailed with this one."""

    press: Press
    sent: Frozen
    erratum: Erratum
    begun: bool = False
    left: bool = False
    made: bool = False
    noted: tuple[Erratum, ...] = ()

    @property
    def path(self) -> Path:
        """Where it is frozen."""
        folder = Path(self.press.section.frozen or self.press.section.folder)
        return folder / f"{self.erratum.month}{self.erratum.key.removeprefix(self.erratum.of)}.json"

    @property
    def held(self) -> Path:
        """Where it is kept while a run mails it."""
        return Path(f"{self.path}{HELD}")

    @property
    def fine(self) -> str:
        """Why nothing is to be corrected."""
        parts = {each.part for each in self.erratum.found}
        if not parts:
            return "what was sent is what is right now"
        if parts == {PIECE}:
            return "the article itself, where the mail leads, is right"
        return "nobody goes wrong by it; the edition's page stays as it was sent"

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
        said += [
            f"On {each.at.date()} it was noted on the page and nobody was mailed: what was noted "
            "then is mailed with this."
            for each in self.noted
        ]
        if made.mail and made.ruled is Severity.NOTHING:
            said.append("No fact differs that readers know of: the mail says your reason alone.")
        if made.severity > Severity.NOTHING:
            said.append(f"The notice on the page: {made.notice}")
        return said

    def preview(self, proof: Proof) -> Path:
        """Write every view of its mail; answers the folder."""
        folder = Path(self.press.section.preview, self.erratum.key)
        write_preview(folder, proof, content=Path(self.press.settings["PATH"]))
        return folder

    def note(self) -> str:
        """Put the notice on the page, from the next build on; nobody is mailed. Answers the draft
        that an earlier run left at Mailchimp under this name, where there is one."""
        ledger = open_ledger("mailchimp", self.press.section)
        with claim(ledger.path.parent, f"{self.erratum.key}.edition", "making this correction"):
            if self.path.exists() or self.held.exists():
                raise self._overtaken()
            write_if_changed(self.path, freeze_erratum(self.erratum).encode())
        entries = ledger.entries(self.erratum.key, "mailchimp")
        return next((each.reference for each in reversed(entries) if each.reference), "")

    def submit(self, proof: Proof, via: str, *, unlooked: bool = False) -> Receipt:
        """Mail it once to those who received the wrong edition; to the outbox as a trial."""
        press, key, message = self.press, self.erratum.key, proof.message
        ledger = open_ledger(via, press.section)
        if via == OUTBOX:
            day = day_for(self.sent.edition)
            outbox = open_transport(via, press.section, ledger, day, press.tell)
            return deliver(message, key, outbox, ledger, press.now)
        with self._doubting():
            mailchimp = press.mailchimp(self.sent.edition)

        def send() -> Receipt:
            self._require_same()
            with self._doubting():
                narrowed = mailchimp.correcting(self.erratum.of)
            return deliver(message, key, narrowed, ledger, press.now)

        text = freeze_erratum(replace(self.erratum, message=message.sha256))
        parcel = Parcel(key, self.path, text, self._is_it)
        receipt = leave(parcel, mailchimp, ledger, send, press.now, unlooked=unlooked)
        for remark in receipt.remarks:
            if remark.startswith(OTHER):
                raise look_at(self.path, f"{self.path.name}{FOUND}", self.erratum.of)
        return receipt

    @contextmanager
    def _doubting(self) -> Iterator[None]:
        """What Mailchimp cannot be asked leaves a doubt, where the mail may be out already."""
        try:
            yield
        except ProblemsFound as wrong:
            if not self.left:
                raise
            words = "; ".join(each.message for each in wrong.problems)
            told = f"{self.erratum.key} was told to send by an earlier run"
            raise Uncertain(f"{words}; {told}: run this again when Mailchimp answers") from None

    def _require_same(self) -> None:
        """Refuse what another run has overtaken since it was judged: asked when it is held."""
        if self.path.exists() and not self.begun:
            raise self._overtaken()
        if self.held.exists():
            texts = (self.held.read_text(encoding="utf-8"), freeze_erratum(self.erratum))
            theirs, ours = (thaw_erratum(each, str(self.held)) for each in texts)
            if replace(theirs, message="") != replace(ours, message=""):
                raise self._overtaken()

    def _overtaken(self) -> ProblemsFound:
        what = "another run has begun or made a correction meanwhile; run this again"
        return ProblemsFound([Problem(str(self.path), 1, what)])

    def _is_it(self, text: str, stored: Message) -> bool:
        kept = thaw_erratum(text, "")
        templates = self.press.templates
        return kept.mail is not None and is_mail_of(kept.mail, kept.message, stored, templates)


def look_at(path: Path, found: str, of: str) -> ProblemsFound:
    """The refusal while nobody has looked at the mail *found*, of which *path* is not here: it may
    have told readers of the very same mistake."""
    what = (
        f"another correction of {of} was mailed before, by a run that this folder does not know "
        f"of: {found}. Restore {path.name} from version control, or read that mail: if it tells of "
        f"this mistake, readers know; if yours is another, rename it to {path.name}{SEEN} and run "
        "this again"
    )
    return ProblemsFound([Problem(str(path), 1, what)])
