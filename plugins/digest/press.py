"""One edition from its articles to its readers: what the verbs "digest" and "publish" do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment

from ..blog.article import Article
from ..blog.dates import full_moment
from ..blog.files import write_if_changed
from ..blog.library import read_articles
from ..blog.log import collected_log, problems_of
from ..blog.problems import Problem, ProblemsFound
from ..blog.promise import broken
from ..blog.settings import Site
from ..blog.survey import Survey
from .absent import Absent, find_absent
from .delivery import ALREADY, Receipt, Tell, deliver, in_silence
from .due import Due
from .frozen import freeze, thaw
from .leaving import Parcel, leave
from .live import check_live
from .message import Message
from .month import Month
from .personal import Choice
from .pieces import Edition
from .preview import day_for, write_preview
from .promised import look_due, read_sendings
from .proof import Proof, prove
from .recognition import is_mail_of
from .render import environment
from .settings import DigestSettings
from .shelf import Shelf, read_shelf
from .telling import status_of, tell_report
from .transports import OPENERS, open_ledger, open_transport

OUTBOX = "outbox"


def pages_of(settings: Mapping[str, Any], survey: Survey) -> tuple[str, ...]:
    """The full addresses of the pages that are no articles."""
    home = Site.from_pelican(settings).url
    return tuple(f"{home}{place.url}" for place in survey.of("page") if place.url)


@dataclass(frozen=True, slots=True)
class Press:
    """All that an edition is made with. *output* is the built site that its links lead into;
    *absent* are the articles that a problem keeps off it."""

    settings: dict[str, Any]
    section: DigestSettings
    site: Site
    shelf: Shelf
    pages: tuple[str, ...]
    templates: Environment
    output: Path
    now: datetime
    tell: Tell = in_silence
    absent: tuple[Absent, ...] = ()

    @classmethod
    def open(
        cls, settings: dict[str, Any], survey: Survey, output: Path, tell: Tell = in_silence
    ) -> Press:
        """Read every article and every editor's word; no site is built.

        *tell* hears how far whatever takes long has come. Raises ProblemsFound for what is wrong
        with the settings, and for whatever Pelican lost.
        """
        DigestSettings.from_pelican(settings)
        tell("reading the articles")
        with collected_log() as records:
            articles = read_articles(settings)
        lost = tuple(problems_of(records, survey))
        if lost:
            raise ProblemsFound(lost)
        absent = tuple(find_absent(survey, settings))
        return cls.of(settings, articles, pages_of(settings, survey), absent, output, tell)

    @classmethod
    def of(
        cls,
        settings: dict[str, Any],
        articles: Iterable[Article],
        pages: tuple[str, ...],
        absent: tuple[Absent, ...],
        output: Path,
        tell: Tell = in_silence,
    ) -> Press:
        """The same with articles that were read; every editor's word is read anew."""
        now: datetime = settings["NOW"]
        return cls(
            settings,
            DigestSettings.from_pelican(settings),
            Site.from_pelican(settings),
            read_shelf(articles, settings, now),
            pages,
            environment(Path(settings["THEME"])),
            output,
            now,
            tell,
            absent,
        )

    def month(self, typed: str | None) -> Month | None:
        """The month that was *typed*, else the newest with articles, sound or not; None where there
        is none."""
        if typed:
            return Month.parse(typed)
        dated = (each.published for each in self.absent if each.published)
        here = {Month.of(each, self.site.timezone) for each in dated if each <= self.now}
        return max({*self.shelf.months(), *here}, default=None)

    def sent_month(self) -> Month | None:
        """The newest month whose edition went out; None where none has."""
        return max(read_sendings(self.shelf), default=None)

    @property
    def this_month(self) -> Month:
        return Month.of(self.now, self.site.timezone)

    def kept_out(self, month: Month) -> tuple[Problem, ...]:
        """What keeps articles out of the edition of *month* that belong to it, or may: none where
        it has been composed for good."""
        shelf = self.shelf
        if month in {*shelf.frozen, *shelf.held, *shelf.store.found}:
            return ()
        past = shelf.past(month)
        those = (each for each in self.absent if each.belongs(month, past, self.site, self.now))
        return tuple(sorted(problem for each in those for problem in each.problems))

    def prove(
        self, month: Month, via: str, *, looking: bool = False, asking: bool = False
    ) -> Proof:
        """Compose, render and check the edition of *month* for the transport *via*.

        For a preview (*looking*) and right before a send through Mailchimp (*asking*), its audience
        is asked whether it has the themes; otherwise they are as the settings mean them, or as a
        run has decided that began to send it. What keeps articles out of it counts as a problem of
        its own. Raises ProblemsFound or Uncertain where a send cannot learn about the themes.
        """
        choice = self._choose(month, via, looking=looking, asking=asking)
        self.tell("composing the edition")
        proof = prove(self.shelf, month, self.templates, via, choice=choice, pages=self.pages)
        return replace(proof, problems=tuple(sorted((*proof.problems, *self.kept_out(month)))))

    def _choose(self, month: Month, via: str, *, looking: bool, asking: bool) -> Choice | None:
        if via == OUTBOX and not looking:
            return None
        from . import choosing  # knows Mailchimp, whose client nobody else waits for

        self.tell("asking Mailchimp what its readers can choose")
        if looking:
            return choosing.choose_for_preview(self.shelf, month)
        return (choosing.choose_for_sending if asking else choosing.settled)(self.shelf, month)

    def preview(self, proof: Proof) -> Path:
        """Write every view of it; answers the folder."""
        folder = Path(self.section.preview, proof.edition.key)
        write_preview(folder, proof, content=Path(self.settings["PATH"]))
        return folder

    def require_over(self, month: Month) -> None:
        """Refuse a month that still goes on: an article could come and be missing."""
        if self.this_month <= month:
            what = f"{month} is not over; send it all the same with --early"
            raise ProblemsFound([Problem("--month", 1, what)])

    def due(self, via: str) -> Due:
        """Which month the promise sends now through *via*, or why none."""
        newest = self.this_month.before
        unsound = [newest] if self.kept_out(newest) else []
        return look_due(self.shelf, open_ledger(via, self.section), via, unsound)

    def too_early(self, month: Month) -> Problem | None:
        """What is to be said when *month* leaves before its promised moment."""
        promise = self.shelf.promise
        if promise is None or promise.rhythm is None or month in self.shelf.frozen:
            return None
        clause = promise.rhythm
        due = clause.rhythm.due(month.year, month.number)
        if self.now >= due:
            return None
        what = f"readers were promised {month} for {full_moment(due, 'en')}, and this is earlier"
        if clause.refuses:
            what += "; send it all the same with --early"
        return broken(clause, "rhythm", promise.shown, clause.line, what)

    def require_live(self, proof: Proof, output: Path | None = None) -> None:
        """Refuse an edition whose links do not show on the web what was built here, in *output* if
        it is another folder than usual."""
        self.tell("asking the live site for every page that the mail leads to")
        wrong = check_live(proof.message, self.site.url, output or self.output)
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
        day = day_for(proof.edition)
        transport = open_transport(via, self.section, ledger, day, self.tell)
        if not transport.final:
            receipt = deliver(proof.message, key, transport, ledger, self.now)
            self._keep_trial(proof, receipt)
            return receipt

        def send() -> Receipt:
            return deliver(proof.message, key, transport, ledger, self.now)

        return leave(self._parcel(proof), transport, ledger, send, self.now, unlooked=unlooked)

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

        ledger = open_ledger("mailchimp", self.section)
        return leave(self._parcel(proof), mailchimp, ledger, ready, self.now, unlooked=unlooked)

    def _parcel(self, proof: Proof) -> Parcel:
        folder = Path(self.section.frozen or self.section.folder)
        path = folder / f"{proof.edition.month}.json"
        return Parcel(proof.edition.key, path, self._frozen(proof), self._is_it)

    def _frozen(self, proof: Proof) -> str:
        return freeze(proof.edition, self.now, proof.message.sha256, proof.personal)

    def _is_it(self, text: str, stored: Message) -> bool:
        kept = thaw(text, "")
        return is_mail_of(kept.edition, kept.message, stored, self.templates, kept.personal)

    def _keep_trial(self, proof: Proof, receipt: Receipt) -> None:
        """Keep what lies in the outbox as a sent edition is kept, so that a correction of it can be
        tried; no page is made from that."""
        path = self.trial(proof.edition.month)
        if receipt.outcome != ALREADY or not path.exists():
            write_if_changed(path, self._frozen(proof).encode())

    def trial(self, month: Month) -> Path:
        """Where the edition of *month* that lies in the outbox is kept."""
        return Path(self.section.trials).parent / "trials" / f"{month}.json"

    def try_out(self, proof: Proof, addresses: Sequence[str]) -> Receipt:
        """Send it to *addresses* only."""
        receipt: Receipt = self.mailchimp(proof.edition).test(
            proof.message, proof.edition.key, addresses
        )
        return receipt

    def mailchimp(self, edition: Edition) -> Any:
        """Mailchimp, with the verbs that no other transport has."""
        ledger = open_ledger("mailchimp", self.section)
        return open_transport("mailchimp", self.section, ledger, day_for(edition), self.tell)

    def fared(self, edition: Edition) -> Iterator[str]:
        """How a sent edition fared, without who opened or clicked."""
        return tell_report(self.mailchimp(edition).report(edition.key), self.site.timezone)

    def status(self, edition: Edition) -> Iterator[str]:
        """What is known of an edition without asking anybody, a line for each step."""
        return status_of(edition, self.shelf)


def require_known(via: str) -> None:
    """Refuse the name of a transport that does not exist."""
    if via not in OPENERS:
        what = f'"{via}" is not a way to send; choose {" or ".join(OPENERS)}'
        raise ProblemsFound([Problem("--via", 1, what)])
