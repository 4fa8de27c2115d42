"""What an edition's campaign must be, in Mailchimp's own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..message import Message
from .mailchimp_campaign import Campaign
from .mailchimp_readback import same


@dataclass(frozen=True, slots=True)
class Order:
    """One edition for one audience. *title* is how every machine finds its campaign again."""

    key: str
    title: str
    audience: str
    sender: str
    reply_to: str
    fewest: int = 1  # recipients
    most: int = 0  # recipients; 0 for no limit
    schedule: str = ""  # when Mailchimp shall send it, as it takes times
    conditions: tuple[Mapping[str, Any], ...] = ()  # what narrows the audience down

    @property
    def ours(self) -> tuple[str, str]:
        """The marks of a campaign that we made."""
        return self.sender, self.reply_to

    def body(self, message: Message) -> dict[str, Any]:
        """What POST /campaigns takes."""
        recipients: dict[str, Any] = {"list_id": self.audience}
        if self.conditions:
            narrowed = [dict(each) for each in self.conditions]
            recipients["segment_opts"] = {"match": "all", "conditions": narrowed}
        return {
            "type": "regular",
            "recipients": recipients,
            "settings": {
                "title": self.title,
                "subject_line": message.subject,
                "preview_text": message.preheader,
                "from_name": self.sender,
                "reply_to": self.reply_to,
                "auto_footer": False,
                "inline_css": False,
            },
            "tracking": {"opens": False, "html_clicks": False, "text_clicks": False},
        }

    def names(self, campaign: Campaign) -> bool:
        """Whether *campaign* has this edition's title, in this audience."""
        return same(campaign.title, self.title) and campaign.audience == self.audience

    def object_to(self, recipients: int) -> str:
        """Why so many readers cannot be right, or nothing."""
        fewest = max(1, self.fewest)
        if recipients >= fewest and (not self.most or recipients <= self.most):
            return ""
        band = f"{fewest} to {self.most}" if self.most else f"at least {fewest}"
        return f"the campaign would go to {count_readers(recipients)}; expected: {band}"


def count_readers(number: int) -> str:
    """ "1 reader", "3 readers"."""
    return f"{number} reader" if number == 1 else f"{number} readers"
