"""The ways a Message can leave. A new provider is one module and one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ...blog.problems import Problem, ProblemsFound
from ..delivery import Tell, Transport, in_silence
from ..ledger import Ledger
from ..settings import DigestSettings


def _outbox(settings: DigestSettings, _ledger: Ledger, day: datetime, _tell: Tell) -> Transport:
    from .outbox import Outbox

    return Outbox(Path(settings.outbox), day)


def _mailchimp(settings: DigestSettings, ledger: Ledger, _day: datetime, tell: Tell) -> Transport:
    from .mailchimp import Mailchimp

    return replace(Mailchimp.open(settings, ledger), tell=tell)


OPENERS: Mapping[str, Callable[[DigestSettings, Ledger, datetime, Tell], Transport]] = {
    "outbox": _outbox,
    "mailchimp": _mailchimp,
}
"""Each opener gets the ledger too, to write a step down before it takes it, and the day that
stands in the mail. It imports its provider itself, so that a client nobody asked for stays
unloaded."""


def open_transport(
    name: str,
    settings: DigestSettings,
    ledger: Ledger,
    day: datetime,
    tell: Tell = in_silence,
) -> Transport:
    """The transport called *name*, ready to use."""
    if name not in OPENERS:
        what = f'"{name}" is not a way to send; choose {" or ".join(OPENERS)}'
        raise ProblemsFound([Problem("pelicanconf.py", 1, f"DIGEST: {what}")])
    return OPENERS[name](settings, ledger, day, tell)


def open_ledger(name: str, settings: DigestSettings) -> Ledger:
    """The record of *name*: a trial to the outbox never blocks a real send."""
    return Ledger(Path(settings.trials if name == "outbox" else settings.ledger))
