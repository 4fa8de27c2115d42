"""One mail on its way out through a real transport: held, handed over, and kept as what it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from .claims import claim
from .delivery import ALREADY, Receipt, Transport
from .keeping import kept
from .ledger import Entry, Ledger
from .message import Message

LIVE_CHECK = "live check"
"""Stands in the ledger in a transport's place, so that no transport takes it for its own."""

IsIt = Callable[[str, Message], bool]
"""Whether the text of a kept file is the mail that a provider has."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What leaves as *key*: *text* is to be frozen at *path*; *is_it* tells it from another's."""

    key: str
    path: Path
    text: str
    is_it: IsIt


def leave(
    parcel: Parcel,
    transport: Transport,
    ledger: Ledger,
    send: Callable[[], Receipt],
    now: datetime,
    *,
    unlooked: bool = False,
) -> Receipt:
    """Hold *parcel* while *send* is at work, one run at a time, and keep what readers got.

    *unlooked* notes that nobody looked at the live site. Raises what *send* raises.
    """
    with claim(ledger.path.parent, f"{parcel.key}.edition"):
        if unlooked:
            at = now.isoformat(timespec="seconds")
            ledger.record(Entry(parcel.key, LIVE_CHECK, "skipped", at=at))
        with kept(parcel.path, parcel.text) as files:
            receipt = send()
            if receipt.outcome != ALREADY or files.frozen.exists():
                files.settle(receipt.outcome)
                return receipt
            stored = transport.read_back(receipt.reference)
            remark = files.recognise(receipt, stored, parcel.is_it, now)
            return replace(receipt, remarks=tuple(filter(None, (*receipt.remarks, remark))))
