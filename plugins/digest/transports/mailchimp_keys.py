"""What the environment says of Mailchimp: the key and the audience, and nothing of them printed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..settings import DigestSettings
from .mailchimp_client import SHAPE_OF_ID, SHAPE_OF_KEY
from .mailchimp_run import refusal


@dataclass(frozen=True, slots=True)
class Keys:
    """The key, which is in no ``repr``, and the id of the audience."""

    key: str = field(repr=False)
    audience: str


def is_set(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there is a key at all: without one nobody expects that Mailchimp is asked."""
    return bool(environment.get("MAILCHIMP_API_KEY", "").strip())


def read_keys(settings: DigestSettings, environment: Mapping[str, str] = os.environ) -> Keys:
    """Both from the environment, the audience else from *settings*. Raises ProblemsFound with all
    that is missing or misshapen, before anything is sent to anybody."""
    key = environment.get("MAILCHIMP_API_KEY", "").strip()
    audience = environment.get("MAILCHIMP_LIST_ID", "").strip()
    wrong = list(_missing(key, audience or settings.audience))
    if audience and settings.audience and audience != settings.audience:
        wrong.append("MAILCHIMP_LIST_ID and DIGEST's audience name two different audiences")
    if wrong:
        raise refusal(*wrong)
    return Keys(key, audience or settings.audience)


def _missing(key: str, audience: str) -> Iterator[str]:
    """What the environment lacks. The key itself is never shown."""
    if not key:
        yield "MAILCHIMP_API_KEY is not set"
    elif not SHAPE_OF_KEY.fullmatch(key):
        shape = "letters and digits, a hyphen, us and a number"
        yield f"MAILCHIMP_API_KEY does not look like a key ({shape})"
    if not audience:
        yield "MAILCHIMP_LIST_ID is not set"
    elif not SHAPE_OF_ID.fullmatch(audience):
        yield "MAILCHIMP_LIST_ID does not look like an audience's id (letters and digits)"
