"""Submit an Edition once, whatever happened before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from ..blog.problems import Uncertain
from .claims import claim
from .ledger import SUBMITTED, Entry, Ledger
from .message import Message

ALREADY = "already sent"
PUT = "put into the outbox"
REWRITTEN = "rewritten"
READY = "ready"
SCHEDULED = "scheduled"


Tell = Callable[[str], None]
"""Hears what is being done, for whoever waits; nothing that it hears is secret."""


def in_silence(_words: str) -> None:
    """Tell nobody how far a run has come."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of *key* at *transport*. *submitted* is an ISO moment.

    *outcome* is "submitted", of this very Message, or "already sent", whatever was; "put into the
    outbox" or "rewritten" where it has gone to nobody yet; "ready" or "scheduled" where it waits
    for a person or an hour. *note* goes into the ledger; *remarks* are what a person should know
    and nothing depends on.
    """

    key: str
    transport: str
    reference: str
    submitted: str = ""
    sha256: str = ""
    outcome: str = SUBMITTED
    note: str = ""
    remarks: tuple[str, ...] = ()


class Transport(Protocol):
    """A way out. Raises ProblemsFound where surely nothing was sent, else Uncertain."""

    @property
    def name(self) -> str:
        """Its row in ``transports`` and in the ledger."""

    @property
    def final(self) -> bool:
        """Whether what was submitted is out of our hands; a folder can be written again."""

    def find(self, key: str) -> Receipt | None:
        """The receipt of an earlier submission under *key*, asked of the provider itself; clears
        away what an interrupted run has left there."""

    def send(self, message: Message, key: str) -> Receipt:
        """Submit *message*, or answer that it lies there already."""

    def read_back(self, reference: str) -> Message | None:
        """What was submitted as *reference*, by the provider's own word; None where it cannot be
        read. Only asked of a transport that is final."""


def deliver(
    message: Message, key: str, transport: Transport, ledger: Ledger, at: datetime
) -> Receipt:
    """Ask the ledger, then the provider, and only then submit. Twice is "already sent"."""
    with claim(ledger.path.parent, f"{key}.{transport.name}"):
        known = ledger.find(key, transport.name)
        if known and transport.final:
            found = transport.find(key)
            return Receipt(
                key,
                transport.name,
                known.reference,
                known.at,
                known.sha256,
                outcome=ALREADY,
                remarks=found.remarks if found else (),
            )
        found = transport.find(key) or transport.send(message, key)
        receipt = replace(
            found,
            submitted=found.submitted or at.isoformat(timespec="seconds"),
            # What somebody else has submitted under this key may be another content.
            sha256=found.sha256 or (message.sha256 if _new(found) else ""),
        )
        if receipt.outcome not in {READY, SCHEDULED} and (known is None or _new(receipt)):
            _record(ledger, receipt)
        return receipt


def _new(receipt: Receipt) -> bool:
    return receipt.outcome != ALREADY


def _record(ledger: Ledger, receipt: Receipt) -> None:
    """Write down what has happened; raises Uncertain where the disk does not take it."""
    outcome = "" if receipt.outcome == SUBMITTED else receipt.outcome
    entry = Entry(
        receipt.key,
        receipt.transport,
        SUBMITTED,
        receipt.reference,
        receipt.sha256,
        receipt.submitted,
        receipt.note or outcome,
    )
    try:
        ledger.record(entry)
    except OSError as error:
        what = f"{receipt.key} was submitted, but {ledger.path} cannot be written"
        raise Uncertain(f"{what} ({error.strerror}): mend that and run this again") from None
