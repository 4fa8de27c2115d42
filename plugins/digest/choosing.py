"""Whether an edition follows its readers' themes: asks Mailchimp, unless it was settled before."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from ..blog.problems import ProblemsFound, Uncertain
from .edition import key_of
from .month import Month
from .personal import Choice, Heads, Personal
from .settings import DigestSettings
from .shelf import Shelf
from .transports import open_ledger
from .transports.mailchimp_audience import Audience, Category
from .transports.mailchimp_campaign import Past
from .transports.mailchimp_client import Timeouts
from .transports.mailchimp_keys import is_set
from .transports.mailchimp_readback import same

PATIENCE, GLANCE = 120.0, 20.0
"""Seconds in which something is begun: before a send, which has to know; for a preview."""
HURRIED = Timeouts(connect=5.0, read=10.0, look=10.0)
WHOLE = "everybody gets the edition whole"

Opener = Callable[[DigestSettings, Mapping[str, str], bool], Audience]


def open_audience(
    settings: DigestSettings, environment: Mapping[str, str], hurried: bool
) -> Audience:
    """The audience, to be asked patiently or in a hurry."""
    if hurried:
        return Audience.open(settings, environment, tries=2, seconds=GLANCE, timeouts=HURRIED)
    return Audience.open(settings, environment, seconds=PATIENCE)


def choose_for_preview(
    shelf: Shelf,
    month: Month,
    environment: Mapping[str, str] = os.environ,
    opener: Opener = open_audience,
) -> Choice:
    """What would be chosen now. Asks only where there is a key, for half a minute at most; what
    cannot be learnt is one sentence, and the preview shows what is meant."""
    chosen = settled(shelf, month)
    if chosen or not shelf.settings.themes:
        return chosen or Choice(None)
    meant = Choice(Personal.from_settings(shelf.settings))
    if not is_set(environment):
        said = "The themes are shown as they are meant: without MAILCHIMP_API_KEY nobody asked"
        return replace(meant, said=(f"{said} whether the audience has them.",))
    try:
        return _asked(shelf.settings, environment, opener, hurried=True)
    except ProblemsFound as wrong:
        words = "; ".join(each.message for each in wrong.problems)
        said = f"The themes are shown as they are meant; Mailchimp could not be asked: {words}."
        return replace(meant, said=(said,))


def choose_for_sending(
    shelf: Shelf,
    month: Month,
    environment: Mapping[str, str] = os.environ,
    opener: Opener = open_audience,
) -> Choice:
    """What is chosen for a mail through Mailchimp. An edition that is held, was frozen or went out
    keeps what was chosen then: a second run never changes the mind of the first.

    Raises ProblemsFound where Mailchimp does not tell, and Uncertain if an earlier run has told it
    to send.
    """
    chosen = settled(shelf, month)
    if chosen or not shelf.settings.themes:
        return chosen or Choice(None)
    key = key_of(shelf.settings.name, month)
    ledger = open_ledger("mailchimp", shelf.settings)
    if ledger.find(key, "mailchimp"):
        return Choice(Personal.from_settings(shelf.settings))  # it is out; nothing depends on this
    try:
        return _asked(shelf.settings, environment, opener, hurried=False)
    except ProblemsFound as wrong:
        past = Past.read(ledger.entries(key, "mailchimp"))
        if not past.attempted:
            raise
        words = "; ".join(each.message for each in wrong.problems)
        told = f"campaign {past.held} was told to send by an earlier run"
        raise Uncertain(f"{words}; {told}: run this again when Mailchimp answers") from None


def settled(shelf: Shelf, month: Month) -> Choice | None:
    """What an earlier run has chosen for good."""
    if month in shelf.frozen:
        return Choice(shelf.frozen[month].personal)
    if month in shelf.held:
        personal = shelf.held[month].personal
        how = f"it follows the category {personal.category}" if personal else WHOLE
        return Choice(personal, (f"The run that began to send this edition decided: {how}.",))
    if month in shelf.store.found:
        return Choice(None)  # it went out; what it followed is not known any more
    return None


def _asked(
    settings: DigestSettings, environment: Mapping[str, str], opener: Opener, *, hurried: bool
) -> Choice:
    personal = Personal.from_settings(settings)
    if personal is None:
        return Choice(None)
    found = opener(settings, environment, hurried).categories()
    named = [each for each in found if same(each.title, personal.category)]
    lack = what_lacks(personal, named)
    if lack:
        return Choice(None, (f"{lack}: {WHOLE}.",))
    try:
        heads = heads_of(opener(settings, environment, True), named[0], personal)
    except ProblemsFound as wrong:
        words = "; ".join(each.message for each in wrong.problems)
        said = f"The edition follows the category {personal.category}; nobody was counted: {words}."
        return Choice(personal, (said,))
    if heads.all == heads.undecided:
        lack = f"Nobody in the audience follows anything under {personal.category}"
        return Choice(None, (f"{lack}: {WHOLE}.",), heads)
    said = f"The edition follows the category {personal.category} of the audience."
    if not heads.undecided:
        return Choice(personal, (said,), heads)
    idle = f"{heads.undecided} of {heads.all} subscribers follow nothing and get titles with links"
    more = f"{idle}; invoke audience --setup puts them into {personal.everything}."
    return Choice(personal, (said, more), heads)


def what_lacks(personal: Personal, named: list[Category]) -> str:
    """Why the mail cannot follow the themes, or nothing. *named* are the audience's categories of
    that name."""
    if not named:
        return f"The audience has no category {personal.category}"
    if len(named) > 1:
        return f"The audience has {len(named)} categories called {personal.category}"
    groups = (*personal.themes, personal.everything)
    missing = [each for each in groups if named[0].group(each) is None]
    if missing:
        return f"The category {personal.category} has no group {', '.join(missing)}"
    if doubled := named[0].doubled(groups):
        return f"The category {personal.category} has several groups {', '.join(doubled)}"
    return ""


def heads_of(audience: Audience, category: Category, personal: Personal) -> Heads:
    """How many subscribers follow what; other groups of the category do not count."""
    wanted = {name: category.group(name) for name in (*personal.themes, personal.everything)}
    names = {group.id: name for name, group in wanted.items() if group}
    counted = Counter(
        tuple(name for ident, name in names.items() if ident in member.follows)
        for member in audience.members()
    )
    return Heads(tuple(sorted(counted.items())))
