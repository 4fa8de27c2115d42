"""Decides the next step towards an edition that is sent once: all roads lead to one campaign.

Nothing here knows the network or the clock. Every step is decided afresh from what our ledger says
(Past), what Mailchimp says at this moment (View) and what this run has done (Run), so that it does
not matter who did what before, or who was killed in the middle of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .mailchimp_campaign import WENT, Campaign, Past, View, is_ours, name

OUTAGE = 120.0  # seconds without a clear answer until we give up, with nothing sent yet
SETTLE = 60.0  # seconds in which a campaign of unknown fate may still appear, or reappear
SHOWN = 180.0  # seconds in which the list of campaigns must show ours
AFTER_SEND = 60.0  # seconds of looking before the same campaign is told to send again
AFTER_REFUSAL = 15.0  # the same where Mailchimp surely did nothing; it may have been counting still
CREATES = 3  # new campaigns in one run
FILLS = 2  # times one run tries to make a campaign ready
SENDS = 3  # times one run tells one campaign to send


class Goal(Enum):
    """Where a run wants to get."""

    SEND = "send"
    DRAFT = "draft"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Run:
    """What this run has done so far."""

    waited: float = 0.0  # seconds of looking since it last did something
    creates: int = 0
    sends: int = 0
    refusals: int = 0  # times it could not make the campaign ready
    filled: str = ""  # the campaign whose content it has read back and found right
    pending: bool = False  # a send, of this run or an earlier one, may still be carried out
    refusal: str = ""  # why the last attempt was refused
    final: bool = False  # and that it will be refused again
    late: bool = False  # its time is over


@dataclass(frozen=True, slots=True)
class Look:
    """Wait a little, then look again."""

    why: str


@dataclass(frozen=True, slots=True)
class Create:
    """Make a new campaign."""


@dataclass(frozen=True, slots=True)
class Adopt:
    """Go on with a campaign that is there already."""

    campaign: Campaign


@dataclass(frozen=True, slots=True)
class Fill:
    """Give the campaign its settings and content, and read them back."""

    campaign: Campaign


@dataclass(frozen=True, slots=True)
class Launch:
    """Tell the campaign to send, or to send at the time chosen."""

    campaign: Campaign


@dataclass(frozen=True, slots=True)
class Finish:
    """The edition is where it should be: *state* is submitted, scheduled or ready."""

    campaign: Campaign
    state: str


@dataclass(frozen=True, slots=True)
class Stop:
    """End without it. *safe* promises that nothing was sent; else somebody has to look."""

    safe: bool
    words: str


Step = Look | Create | Adopt | Fill | Launch | Finish | Stop


def decide(past: Past, view: View, run: Run, goal: Goal, ours: tuple[str, str]) -> Step:
    """The next step. *ours* is the sender and reply address that our own campaigns carry."""
    for each in view.campaigns:
        if each.status in WENT:
            return Finish(each, "submitted")
    for each in view.campaigns:
        if each.status == "schedule":
            return Finish(each, "scheduled")
    for each in view.campaigns:
        if each.status != "save":
            return Stop(False, f"campaign {name(each)} is {each.status}: some may have received it")
    if past.attempted:
        return _after_attempt(past, view, run, goal)
    if view.unclear:
        patience = 0.0 if view.refused else OUTAGE
        return _wait(run, patience, view.unclear, Stop(True, view.unclear))
    if past.ready and past.held in view.gone:
        words = f"campaign {past.held} was ready to go and is gone: sent and deleted, or deleted?"
        return _wait(run, SETTLE, "the draft cannot be found", Stop(False, words))
    for each in view.campaigns:
        if not is_ours(each, past.known, ours):
            words = f"{name(each)} has this edition's name and is not ours: rename or delete it"
            return Stop(True, words)
    return _before_attempt(past, view, run, goal)


def _before_attempt(past: Past, view: View, run: Run, goal: Goal) -> Step:
    """Nothing was told to send yet: find, make or finish the one campaign."""
    drafts = sorted(view.campaigns, key=lambda each: each.order)
    if not drafts:
        return _create(past, run)
    elected = drafts[0]
    if elected.id != past.held:
        return Adopt(elected)
    if run.late:
        return Stop(True, "there was no time left: run this again")
    if run.refusals >= FILLS:
        return Stop(True, run.refusal)
    if run.filled != elected.id:
        return Fill(elected)
    if elected.id not in view.listed:
        # A list that shows ours also shows what another machine made before it.
        words = f"Mailchimp's list does not show campaign {elected.id} yet: run this again later"
        return _wait(run, SHOWN, "Mailchimp's list does not show the draft yet", Stop(True, words))
    if goal is Goal.DRAFT:
        return Finish(elected, "ready")
    return Launch(elected)


def _create(past: Past, run: Run) -> Step:
    if run.creates >= CREATES or run.late:
        why = run.refusal or "Mailchimp does not show the campaigns it was asked to make"
        return Stop(True, why)
    if past.creating or past.held:
        return _wait(run, SETTLE, "looking for the draft that was begun", Create())
    return Create()


def _after_attempt(past: Past, view: View, run: Run, goal: Goal) -> Step:
    """One campaign was told to send: only that one may ever be told again, none be created."""
    held = view.find(past.held)
    if past.held in view.gone:
        words = f"campaign {past.held} was told to send and is gone from Mailchimp"
        return _wait(run, SETTLE, "the campaign cannot be found", Stop(False, words))
    if held is None:
        if run.late or view.refused:
            return Stop(False, f"campaign {past.held} was told to send; now: {view.unclear}")
        return Look(view.unclear)
    if run.final and not run.pending:
        return Stop(True, run.refusal)
    if run.waited < (AFTER_SEND if run.pending else AFTER_REFUSAL) and not run.late:
        return Look("waiting for Mailchimp to start sending")
    if run.sends < SENDS and not run.late and goal is not Goal.DRAFT:
        return Launch(held)
    if run.pending:
        words = f"campaign {past.held} was told to send, and Mailchimp still calls it a draft"
        return Stop(False, words)
    return Stop(True, run.refusal)


def _wait(run: Run, seconds: float, why: str, after: Step) -> Step:
    if run.waited < seconds and not run.late:
        return Look(why)
    return after
