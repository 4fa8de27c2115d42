"""One edition from its articles to its readers: what the verbs "digest" and "publish" do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment

from ..blog.library import read_articles
from ..blog.log import collected_log, problems_of
from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import Site
from ..blog.survey import Survey
from .claims import claim
from .delivery import Receipt, deliver
from .keeping import kept
from .ledger import Entry, Ledger
from .live import check_live
from .month import Month
from .pieces import Edition
from .preview import day_for, write_preview
from .proof import Proof, prove
from .render import environment
from .settings import DigestSettings
from .shelf import Shelf, read_shelf
from .transports import OPENERS, open_ledger, open_transport

OUTBOX = "outbox"
LIVE_CHECK = "live check"
"""Stands in the ledger in a transport's place, so that no transport takes it for its own."""


@dataclass(frozen=True, slots=True)
class Press:
    """All that an edition is made with. *output* is the built site that its links lead into."""

    settings: dict[str, Any]
    section: DigestSettings
    site: Site
    shelf: Shelf
    pages: tuple[str, ...]
    templates: Environment
    output: Path
    now: datetime

    @classmethod
    def open(cls, settings: dict[str, Any], survey: Survey, output: Path) -> Press:
        """Read every article and every editor's word; no site is built.

        Raises ProblemsFound for what is wrong with the settings, and for whatever Pelican lost.
        """
        section = DigestSettings.from_pelican(settings)
        with collected_log() as records:
            articles = read_articles(settings)
        lost = tuple(problems_of(records, survey))
        if lost:
            raise ProblemsFound(lost)
        site = Site.from_pelican(settings)
        pages = tuple(f"{site.url}{place.url}" for place in survey.of("page") if place.url)
        now: datetime = settings["NOW"]
        return cls(
            settings,
            section,
            site,
            read_shelf(articles, settings, now),
            pages,
            environment(Path(settings["THEME"])),
            output,
            now,
        )

    def month(self, typed: str | None) -> Month | None:
        """The month that was *typed*, else the newest with articles; None where there is none."""
        months = self.shelf.months()
        return Month.parse(typed) if typed else months[-1] if months else None

    def prove(self, month: Month, via: str) -> Proof:
        """Compose, render and check the edition of *month* for the transport *via*."""
        return prove(self.shelf, month, self.templates, via, pages=self.pages)

    def preview(self, proof: Proof) -> Path:
        """Write every view of it; answers the folder."""
        folder = Path(self.section.preview, proof.edition.key)
        write_preview(folder, proof, content=Path(self.settings["PATH"]))
        return folder

    def require_over(self, month: Month) -> None:
        """Refuse a month that still goes on: an article could come and be missing."""
        if Month.of(self.now, self.site.timezone) <= month:
            what = f"{month} is not over; send it all the same with --early"
            raise ProblemsFound([Problem("--month", 1, what)])

    def require_live(self, proof: Proof) -> None:
        """Refuse an edition whose links do not show on the web what was built here."""
        wrong = check_live(proof.message, self.site.url, self.output)
        if wrong:
            raise ProblemsFound(wrong)

    def known(self, edition: Edition, via: str) -> bool:
        """Whether the ledger says that it went out for good: then nothing is left to judge."""
        ledger = open_ledger(via, self.section)
        return via != OUTBOX and ledger.find(edition.key, via) is not None

    def submit(self, proof: Proof, via: str, *, unlooked: bool = False) -> Receipt:
        """Hand the edition over, once. *unlooked* notes that nobody looked at the live site."""
        key = proof.edition.key
        ledger = open_ledger(via, self.section)
        transport = open_transport(via, self.section, ledger, day_for(proof.edition))
        if not transport.final:
            return deliver(proof.message, key, transport, ledger, self.now)
        return self._keep(
            proof,
            ledger,
            lambda: deliver(proof.message, key, transport, ledger, self.now),
            unlooked,
        )

    def prepare(
        self, proof: Proof, at: datetime | None = None, *, unlooked: bool = False
    ) -> Receipt:
        """Make it ready at Mailchimp, for a person to send or for Mailchimp to send *at* a time."""
        mailchimp = self.mailchimp(proof.edition)
        message, key = proof.message, proof.edition.key

        def ready() -> Receipt:
            receipt: Receipt = (
                mailchimp.schedule(message, key, at) if at else mailchimp.draft(message, key)
            )
            return receipt

        return self._keep(proof, open_ledger("mailchimp", self.section), ready, unlooked)

    def _keep(
        self, proof: Proof, ledger: Ledger, send: Callable[[], Receipt], unlooked: bool
    ) -> Receipt:
        """Hold the edition while *send* is at work, one run at a time, and settle what it is."""
        folder = Path(self.section.frozen or self.section.folder)
        with claim(ledger.path.parent, f"{proof.edition.key}.edition"):
            if unlooked:
                _note(ledger, proof.edition, self.now)
            with kept(folder, proof.edition, self.now, proof.message.sha256) as files:
                receipt = send()
                files.settle(receipt.outcome)
        return receipt

    def try_out(self, proof: Proof, addresses: Sequence[str]) -> Receipt:
        """Send it to *addresses* only."""
        receipt: Receipt = self.mailchimp(proof.edition).test(
            proof.message, proof.edition.key, addresses
        )
        return receipt

    def mailchimp(self, edition: Edition) -> Any:
        """Mailchimp, with the verbs that no other transport has."""
        ledger = open_ledger("mailchimp", self.section)
        return open_transport("mailchimp", self.section, ledger, day_for(edition))

    def moment(self, typed: str) -> datetime:
        """The moment that was typed, on the site's clocks where it names no zone."""
        try:
            read = datetime.fromisoformat(typed)
        except ValueError:
            what = f'"{typed[:40]}" is not a moment; write it as 2026-12-03T08:00'
            raise ProblemsFound([Problem("--schedule", 1, what)]) from None
        return read if read.tzinfo else read.replace(tzinfo=self.site.timezone)

    def fared(self, edition: Edition) -> Iterator[str]:
        """How a sent edition fared, without who opened or clicked."""
        found = self.mailchimp(edition).report(edition.key)
        yield f"sent         {found.submitted or 'not yet'}"
        yield f"readers      {found.recipients}"
        yield f"bounced      {found.bounced}"
        yield f"unsubscribed {found.unsubscribed}"
        yield f"complained   {found.complaints}"

    def status(self, edition: Edition) -> Iterator[str]:
        """What each ledger says of an edition, a line for each step. Asks nobody."""
        for via in OPENERS:
            ledger = open_ledger(via, self.section)
            checks = ledger.entries(edition.key, LIVE_CHECK)
            for step in (*checks, *ledger.entries(edition.key, via)):
                yield " ".join(filter(None, (step.at, via, step.state, step.reference, step.note)))


def _note(ledger: Ledger, edition: Edition, now: datetime) -> None:
    at = now.isoformat(timespec="seconds")
    ledger.record(Entry(edition.key, LIVE_CHECK, "skipped", at=at))


def require_known(via: str) -> None:
    """Refuse the name of a transport that does not exist."""
    if via not in OPENERS:
        what = f'"{via}" is not a way to send; choose {" or ".join(OPENERS)}'
        raise ProblemsFound([Problem("--via", 1, what)])
