"""What is known of an edition's campaign: by Mailchimp now, and by our own ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..ledger import Entry
from .mailchimp_readback import same

WENT = ("sending", "sent")


@dataclass(frozen=True, slots=True)
class Campaign:
    """What Mailchimp says of one campaign. *number* grows with each that the account makes."""

    id: str
    title: str
    audience: str
    status: str
    created: str
    number: int
    kind: str
    sender: str
    reply_to: str
    recipients: int
    sent: str
    raw: Mapping[str, Any]

    @classmethod
    def parse(cls, body: object) -> Campaign:
        """Read what Mailchimp answers for a campaign; what is missing or misshapen is empty."""
        raw = _fields(body)
        settings, recipients = _fields(raw.get("settings")), _fields(raw.get("recipients"))
        return cls(
            id=str(raw.get("id") or ""),
            title=str(settings.get("title") or ""),
            audience=str(recipients.get("list_id") or ""),
            status=str(raw.get("status") or ""),
            created=str(raw.get("create_time") or ""),
            number=_number(raw.get("web_id")),
            kind=str(raw.get("type") or ""),
            sender=str(settings.get("from_name") or ""),
            reply_to=str(settings.get("reply_to") or ""),
            recipients=_number(recipients.get("recipient_count")),
            sent=str(raw.get("send_time") or ""),
            raw=raw,
        )

    @property
    def order(self) -> tuple[str, int, str]:
        """Every machine elects the first of this order."""
        return self.created, self.number, self.id


def _fields(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class Past:
    """What our own ledger says of an edition."""

    held: str = ""  # the campaign we work on
    known: tuple[str, ...] = ()  # every campaign we ever made or took on for it
    creating: bool = False  # one was being created, and we never learnt how that ended
    ready: bool = False  # the held one could be sent by anybody who pressed the button
    attempted: bool = False  # we told the held one to send and do not know that it did not
    scheduled: bool = False  # Mailchimp was seen to wait for its time

    @classmethod
    def read(cls, entries: Iterable[Entry]) -> Past:
        """Fold the ledger's lines; those of two machines may have been joined in any order."""
        held = ""
        creating = scheduled = False
        known: dict[str, None] = {}
        ready: dict[str, bool] = {}
        attempted: dict[str, bool] = {}
        for entry in entries:
            ident = entry.reference
            if ident:
                known[ident] = None
            match entry.state:
                case "creating":
                    creating = True
                case "draft":
                    held, creating = ident, False
                case "ready":
                    held, ready[ident], attempted[ident] = ident, True, False
                case "sending":
                    held, ready[ident], attempted[ident] = ident, True, True
                case "scheduled":
                    scheduled = True
        open_ones = [ident for ident, is_open in attempted.items() if is_open]
        held = open_ones[0] if open_ones else held
        return cls(held, tuple(known), creating, held in ready, bool(open_ones), scheduled)


@dataclass(frozen=True, slots=True)
class View:
    """What Mailchimp says at this moment: each campaign asked for by its id, not only listed."""

    campaigns: tuple[Campaign, ...] = ()
    listed: frozenset[str] = frozenset()  # ids that the list of all campaigns shows by title
    gone: frozenset[str] = frozenset()  # ids that Mailchimp says it does not have
    unclear: str = ""  # why the list, or one of the campaigns, could not be read
    refused: bool = False  # asking again would not make it clear

    def find(self, ident: str) -> Campaign | None:
        return next((each for each in self.campaigns if each.id == ident), None)


def is_ours(campaign: Campaign, known: Iterable[str], ours: tuple[str, str]) -> bool:
    """Whether we made it: our ledger knows it or, where that was lost, it has our marks."""
    marked = same(campaign.sender, ours[0]) and same(campaign.reply_to, ours[1])
    return campaign.id in known or (marked and campaign.kind == "regular")


def name(campaign: Campaign) -> str:
    """How a person finds it in Mailchimp's pages."""
    return f'"{campaign.title}" ({campaign.id})'
