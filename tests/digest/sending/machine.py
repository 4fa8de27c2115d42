"""Runs deliveries against the fake and judges what has become of the edition."""

from __future__ import annotations

import base64
import copy
import json
import logging
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from plugins.blog import ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest.delivery import Receipt, deliver
from plugins.digest.ledger import Entry, Ledger
from plugins.digest.message import Message
from plugins.digest.settings import DigestSettings
from plugins.digest.transports.mailchimp import Mailchimp
from plugins.digest.transports.mailchimp_account import TRIES
from plugins.digest.transports.mailchimp_account import Clock as RealClock
from plugins.digest.transports.mailchimp_client import Edge, Timeouts

from .fake_mailchimp import Clock, FakeMailchimp
from .wire import KEY, Wire, all_is_well, listening

LIST, OTHER = "aaaa1111", "bbbb2222"
MONTH_KEY, TITLE = "cx-greetz-2026-11", "CX Greetz 2026-11"
READERS = [f"{who}@{LIST}.example" for who in ("ann", "ben", "cleo")]
SETTINGS = DigestSettings(
    name="CX Greetz",
    slug="greetz",
    sender="Ann of CX Greetz",
    reply_to="ann@greetz.example",
    sign_up="One mail a month.",
    transport="mailchimp",
)
LEAVE = '<a href="*|UNSUB|*">Leave</a> *|LIST:ADDRESSLINE|*'
MESSAGE = Message(
    subject="CX Greetz, November 2026",
    preheader="Three articles & a question",
    html=f"<html><body><h1>Queues &amp; keys</h1><p>One promise, kept.</p>{LEAVE}</body></html>",
    text="QUEUES & KEYS\n\nOne promise, kept.\n\nLeave: *|UNSUB|*\n*|LIST:ADDRESSLINE|*\n",
    sender=SETTINGS.sender,
    reply_to=SETTINGS.reply_to,
)
QUICK = Timeouts(connect=0.2, read=0.12, look=0.2, act=0.2)
"""For answers that never come. A slow machine makes more calls fail, which must not matter."""


@dataclass(frozen=True)
class Job:
    """What is to reach whom: an edition, or the correction of one. *wrong* is the title of the
    edition that went out before and is corrected now."""

    key: str = MONTH_KEY
    title: str = TITLE
    message: Message = MESSAGE
    readers: tuple[str, ...] = tuple(READERS)
    wrong: str = ""


EDITION = Job()
CORRECTION = Job(
    f"{MONTH_KEY}-correction",
    f"{TITLE} correction",
    replace(MESSAGE, subject="Correction: CX Greetz, November 2026"),
    tuple(READERS[:2]),  # cleo has signed up since
    wrong=TITLE,
)


@dataclass(frozen=True)
class Result:
    """How a run ended: the exit code and the sentence."""

    code: int
    words: str
    receipt: Receipt | None = None


@dataclass
class Machine:
    """A computer with a ledger of its own."""

    wire: Wire
    folder: Path
    timeouts: Timeouts = field(default_factory=Timeouts)
    said: list[str] = field(default_factory=list, repr=False)  # else each would hold all others
    job: Job = EDITION
    message: Message = MESSAGE
    host: str = ""
    settings: DigestSettings = SETTINGS
    band: tuple[int, int] = (1, 0)
    tries: int = TRIES

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.folder / "sent.jsonl")

    def open(self) -> Mailchimp:
        environment = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}
        fake = self.wire.fake.clock
        opened = Mailchimp.open(self.settings, self.ledger, environment)
        order = replace(opened.order, fewest=self.band[0], most=self.band[1])
        edge = Edge(KEY, self.timeouts, self.host or self.wire.host)
        clock = RealClock(lambda: fake.now, fake.sleep, fake.moment)
        told = replace(opened, tell=self.said.append, tries=self.tries)
        return replace(told, edge=edge, order=order, clock=clock)

    def run(self, act: Callable[[Mailchimp], Receipt] | None = None) -> Result:
        """Deliver the edition, or do what *act* does, and end as the command would end."""
        transport = self.open()
        try:
            receipt = act(transport) if act else self.deliver(transport)
        except ProblemsFound as error:
            return self._end(1, error)
        except Uncertain as error:
            return self._end(2, error)
        self.said.append(repr(receipt))
        return Result(0, receipt.outcome, receipt)

    def deliver(self, transport: Mailchimp) -> Receipt:
        at = self.wire.fake.clock.moment()
        if self.job.wrong:
            transport = transport.correcting(MONTH_KEY)
        return deliver(self.message, self.job.key, transport, self.ledger, at)

    def _end(self, code: int, error: Exception) -> Result:
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
        self.said.extend(told.format())
        return Result(code, str(error))


@dataclass
class World:
    """The fake, its wire, and how everything that is not ours looked at the beginning."""

    fake: FakeMailchimp
    wire: Wire
    folder: Path
    foreign: dict[str, Any] = field(default_factory=dict)
    logged: list[str] = field(default_factory=list)
    machines: list[Machine] = field(default_factory=list)
    job: Job = EDITION
    before: int = 0  # mails that went out before, of the edition that is corrected
    wrong: str = ""  # its campaign

    @property
    def mails(self) -> list[tuple[str, str]]:
        """Those of the job."""
        return self.fake.mails[self.before :]

    def machine(self, name: str = "one", **given: Any) -> Machine:
        made = Machine(
            self.wire, self.folder / name, **{"job": self.job, "message": self.job.message, **given}
        )
        self.machines.append(made)
        if self.wrong:
            note = f"audience {LIST}"
            made.ledger.record(Entry(MONTH_KEY, "mailchimp", "submitted", self.wrong, note=note))
        return made

    def campaigns(self) -> dict[str, dict[str, Any]]:
        """Those of the edition."""
        return {k: v for k, v in self.fake.campaigns.items() if k not in self.foreign}

    def plan(self, *at: tuple[int, Any], onward: bool = False) -> None:
        """Let the call with such a number, counted from now, go wrong; *onward*: all after it."""
        first = self.wire.calls
        faults = dict(at)

        def choose(number: int, _verb: str, _path: str) -> Any:
            if onward:
                begun = [each for each in faults if each <= number - first]
                return faults[max(begun)] if begun else None
            return faults.get(number - first)

        self.wire.plan = choose

    def heal(self) -> None:
        self.wire.plan = all_is_well


@contextmanager
def world(folder: Path, job: Job = EDITION) -> Iterator[World]:
    """An account with a past: other audiences, old campaigns, look-alikes of ours."""
    fake = FakeMailchimp(Clock(now=-86400.0))
    fake.add_audience(
        LIST,
        ann="subscribed",
        ben="subscribed",
        cleo="subscribed",
        una="unsubscribed",
        cy="cleaned",
        pat="pending",
        arch="archived",
    )
    fake.add_audience(OTHER, olga="subscribed", otto="subscribed")
    ours = {"from_name": SETTINGS.sender, "reply_to": SETTINGS.reply_to}
    fake.add_campaign("CX Greetz 2026-10", LIST, "sent", **ours)
    fake.add_campaign("CX Greetz 2026-12", LIST, "save", **ours)
    fake.add_campaign(TITLE, OTHER, "sent", **ours)
    fake.add_campaign(TITLE, OTHER, "save", **ours)
    fake.add_campaign(f"{TITLE} (copy 01)", LIST, "save", **ours)
    fake.add_campaign("Summer sale", LIST, "save")
    wrong = send_wrong(fake, job)
    fake.clock.now = 0.0
    fake.watched = job.title
    logged: list[str] = []
    listener = Listener(logged)
    wires = [logging.getLogger(name) for name in ("urllib3", "requests")]
    for each in wires:
        each.handlers, each.propagate = [listener], False
        each.setLevel(logging.DEBUG)
    try:
        with listening(fake) as wire:
            foreign = copy.deepcopy(fake.campaigns)
            before = len(fake.mails)
            yield World(fake, wire, folder, foreign, logged, job=job, before=before, wrong=wrong)
    finally:
        for each in wires:
            each.handlers, each.propagate = [], True
            each.setLevel(logging.NOTSET)


def send_wrong(fake: FakeMailchimp, job: Job) -> str:
    """Let the edition that is corrected be out: two of its readers have left since, and one of
    ours was not there yet."""
    if not job.wrong:
        return ""
    names = {"from_name": SETTINGS.sender, "reply_to": SETTINGS.reply_to}
    wrong = fake.add_campaign(job.wrong, LIST, "sent", **names)
    got = [*job.readers, f"una@{LIST}.example", f"arch@{LIST}.example"]
    fake.mails.extend((wrong, who) for who in got)
    fake.campaigns[wrong]["emails_sent"] = len(got)
    return wrong


class Listener(logging.Handler):
    """Keeps every line that anything logs."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def judge(at: World, result: Result, *, people: bool = False) -> None:
    """What must hold after every run, whatever went wrong. *people*: a person acted too."""
    fake = at.fake
    assert fake.violations == []
    doubled = [who for who, times in Counter(who for _, who in at.mails).items() if times > 1]
    assert doubled == [], "somebody got two mails"
    assert {who for _, who in at.mails} <= set(at.job.readers), "somebody got what is not for them"
    now = {k: v for k, v in fake.campaigns.items() if k in at.foreign}
    assert now == at.foreign, "somebody else's campaign was touched"
    assert fake.tests == []
    went = {ident for ident, _ in at.mails}
    if result.code == 1:
        assert not went or people, "said that surely nothing was sent, but it was"
        assert result.words.startswith("Mailchimp:1: ")
    if result.code == 2:
        assert at.job.title in result.words, "does not say what to look at"
    if result.code == 0 and not people:
        assert result.words in ("submitted", "already sent")
        assert went, "said it was sent, but nothing was"
    assert len(result.words) < 500
    assert "\n" not in result.words
    for machine in at.machines:
        judge_ledger(machine, went, people=people)
    judge_secrecy(at)


def judge_ledger(machine: Machine, went: set[str], *, people: bool) -> None:
    """The ledger says submitted only of what went, and names no campaign that was not made."""
    for entry in machine.ledger.entries(machine.job.key, "mailchimp"):
        if entry.state == "submitted":
            assert entry.reference in went or people
            if entry.sha256:
                assert entry.sha256 == machine.message.sha256


def judge_secrecy(at: World) -> None:
    """The key, in clear or as it travels, is in no file, line, log, traceback or foreign hand."""
    secrets = (KEY, base64.b64encode(f"user:{KEY}".encode()).decode())
    files = [each for each in at.folder.rglob("*") if each.is_file()]
    told = [each.read_text(encoding="utf-8", errors="replace") for each in files]
    told += [str(each) for each in files]
    told += [line for machine in at.machines for line in machine.said]
    told += at.logged + at.wire.strangers + at.fake.asked
    for secret in secrets:
        assert not any(secret in each for each in told), "the key has leaked"


def judge_end(at: World, result: Result) -> None:
    """What must hold once a run has said that it is done."""
    assert result.code == 0, result.words
    assert sorted(who for _, who in at.mails) == sorted(at.job.readers)
    remaining = at.campaigns()
    assert len(remaining) == 1, f"{len(remaining)} campaigns of the edition remain"
    (ident,) = remaining
    for machine in at.machines:
        found = machine.ledger.find(at.job.key, "mailchimp")
        if found:
            assert found.reference == ident


def finish(at: World, machine: Machine, *, runs: int = 4) -> Result:
    """Run again until it is done, as an operator or cron would; then once more, for tidiness."""
    at.heal()
    result = Result(1, "")
    for _ in range(runs):
        at.fake.clock.now += 3600.0
        at.fake.pass_time()
        result = machine.run()
        judge(at, result)
        if result.code == 0:
            break
    at.fake.catch_up()
    at.fake.clock.now += at.fake.lag + 1
    before = len(at.fake.mails)
    again = machine.run()
    judge(at, again)
    assert (again.code, again.words) == (0, "already sent") or result.code != 0
    assert len(at.fake.mails) == before or result.code != 0
    return result


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
