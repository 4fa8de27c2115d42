"""What is put in the envelope."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

TAG = re.compile(r"\*\|[^|]*\|\*")
"""A merge tag of Mailchimp's, wherever it stands."""


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered Edition. *sender* is a name; *reply_to* the address it is written from."""

    subject: str
    preheader: str
    html: str
    text: str
    sender: str = ""
    reply_to: str = ""

    @property
    def sha256(self) -> str:
        """Names this content: checks are bound to it, and "the same mail again" is told by it."""
        parts = (self.subject, self.preheader, self.html, self.text, self.sender, self.reply_to)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def tags_in(text: str) -> Iterator[str]:
    """Every merge tag of *text*, in order."""
    yield from TAG.findall(text)
