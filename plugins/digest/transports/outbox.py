"""Deliver to a folder, where a person can look and from where a person can send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ...blog.files import write_if_changed
from ..delivery import ALREADY, PUT, REWRITTEN, Receipt
from ..envelope import as_eml
from ..message import Message


@dataclass(frozen=True, slots=True)
class Outbox:
    """Writes ``message.html``, ``message.txt`` and ``message.eml``; mails nobody."""

    folder: Path
    day: datetime
    name: str = "outbox"
    final: bool = False

    def find(self, key: str) -> Receipt | None:  # noqa: ARG002 - the seam of all transports
        """None: what lies in the folder may always be written again."""
        return None

    def send(self, message: Message, key: str) -> Receipt:
        """Write the three files; the same bytes again are "already sent"."""
        place = self.folder / key
        stood = (place / "message.eml").exists()
        changed = write_message(place, message, key, self.day)
        outcome = PUT if not stood else REWRITTEN if changed else ALREADY
        return Receipt(key, self.name, str(place), sha256=message.sha256, outcome=outcome)

    def read_back(self, reference: str) -> Message | None:  # noqa: ARG002 - the seam of all
        """None: what lies in the folder says itself what it is."""
        return None


def write_message(place: Path, message: Message, key: str, day: datetime) -> bool:
    """Put *message* into *place* as HTML, text and mail; answer whether anything changed."""
    leave = f"mailto:{message.reply_to}?subject=unsubscribe"
    written = (
        write_if_changed(place / "message.html", message.html.encode()),
        write_if_changed(place / "message.txt", message.text.encode()),
        write_if_changed(place / "message.eml", as_eml(message, key, day, leave)),
    )
    return any(written)
