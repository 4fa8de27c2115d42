"""The verbs of an edition: compose, preview, send, tell how it fared, and verify a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from invoke import Exit

from ..blog.dates import full_moment
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import Site
from ..digest.delivery import Tell, in_silence
from ..digest.moment import require_ahead
from ..digest.press import OUTBOX, Press, require_known
from ..digest.settings import require_addresses, transport_of
from ..digest.verify import verify as compare
from .gathering import gather
from .keeping import place_for
from .progress import progress
from .told import WORLD, doubtfully, look, near, plainly, say

UNFIT = "this edition cannot leave yet: mend what is named above"


def digest(
    content: str | None = None,
    output: str | None = None,
    month: str | None = None,
    send: bool = False,
    via: str | None = None,
    early: bool = False,
    draft: bool = False,
    schedule: str | None = None,
    test: list[str] | None = None,
    dry_run: bool = False,
    skip_live_check: bool = False,
    status: bool = False,
    report: bool = False,
    due: bool = False,
) -> None:
    """Compose a month's edition and preview it; with --send or --due submit it."""
    with plainly(), progress() as tell:
        if due:
            others = {"month": month, "schedule": schedule, "test": test}
            _require_alone({**others, "status": status, "report": report, "early": early})
        ways = {"--send": send, "--draft": draft, "--schedule": schedule, "--test": test}
        _require_one([flag for flag, given in ways.items() if given is not None and given])
        require_addresses("--test", test or ())
        run = open_run(WORLD, content, output)
        at = _when(schedule, run)
        send = send or (due and not draft)
        leaving = send or draft or bool(at) or bool(test)
        by = via or ("mailchimp" if draft or at or test else transport_of(run.settings))
        require_known(by)
        place = place_for("digest", content, output)
        # What readers get is made of articles that were read from the beginning.
        anew = leaving and not dry_run
        press = _press(run, None if anew and not due else place, tell)
        if by == OUTBOX and (draft or at or test):
            what = "--draft, --schedule and --test are Mailchimp's; leave --via out"
            raise ProblemsFound([Problem("--via", 1, what)])
        if due:
            promised = press.due(by)
            for line in (*promised.remarks, promised.why):
                print(line)
            if promised.month is None:
                say(press.kept_out(press.this_month))
                return
            press = _press(run, None, tell) if anew else press
        newest = press.sent_month() if report and not month else None
        wanted = promised.month if due else newest or press.month(month)
        if wanted is None:
            if kept_out := press.kept_out(press.this_month):
                say(kept_out)
                print(UNFIT)
                raise Exit(code=1)
            print("no month has articles yet: there is nothing to send")
            return
        if wanted not in press.shelf.months():
            if kept_out := press.kept_out(wanted):
                say(kept_out)
                print(UNFIT)
            else:
                print(f"nothing was published in {wanted}: there is no edition of it")
            raise Exit(code=1)
        if (send or draft or at) and by != OUTBOX and not early:
            press.require_over(wanted)
            hasty = press.too_early(wanted) if send else None
            if hasty and not hasty.warning:
                raise ProblemsFound([hasty])
            say([hasty] if hasty else [])
        looking = not (leaving or status or report)
        proof = press.prove(wanted, by if leaving else OUTBOX, looking=looking)
        edition = proof.edition
        print(f"{edition.key}: {edition.subject}")
        if status or report:
            lines = press.fared(edition) if report else press.status(edition)
            print("\n".join(f"  {line}" for line in lines) or "  nothing was submitted yet")
            return
        print("".join(f"  {decision}\n" for decision in edition.decisions), end="")
        later = () if due or month else press.kept_out(press.this_month)
        say({*proof.problems, *later})
        if not leaving:
            folder = press.preview(proof)
            size = len(proof.message.html.encode())
            print(f"preview   {near(folder)}/index.html (the mail has {size:,} bytes)")
        known = send and press.known(edition, by)
        if not proof.sound and not known:
            print(UNFIT)
            raise Exit(code=1)
        if not leaving:
            return
        if by != OUTBOX and not skip_live_check and not test and not known:
            press.require_live(proof)
        if by != OUTBOX and not known:
            proof = press.prove(wanted, by, asking=True)
            fresh = [each for each in proof.edition.decisions if each not in edition.decisions]
            print("".join(f"  {decision}\n" for decision in fresh), end="")
            if not proof.sound:
                raise ProblemsFound(each for each in proof.problems if not each.warning)
        if dry_run:
            print(f"it would be {_wish(by, draft, at, test, run)}; nothing was")
            return
        unlooked = skip_live_check and by != OUTBOX
        with doubtfully():
            if test:
                receipt = press.try_out(proof, test)
            elif draft or at:
                receipt = press.prepare(proof, at, unlooked=unlooked)
            else:
                receipt = press.submit(proof, by, unlooked=unlooked)
    where = near(Path(receipt.reference)) if by == OUTBOX else receipt.reference
    print(f"{receipt.outcome}: {where}")
    for remark in receipt.remarks:
        print(f"  {remark}")


def _press(run: Run, place: Path | None, tell: Tell = in_silence) -> Press:
    """What editions are made with: of articles as they are remembered in the folder *place*, as
    far as they stand, or of all read from the beginning."""
    if place is None:
        return Press.open(run.settings, look(run), run.output, tell)
    tell("reading the articles")
    found = gather(run, place)
    return Press.of(run.settings, found.articles, found.pages, found.absent, run.output, tell)


def _when(typed: str | None, run: Run) -> datetime | None:
    """The moment after --schedule, refused at once if nothing can leave then."""
    if typed is None:
        return None
    return require_ahead(typed, Site.from_pelican(run.settings).timezone, run.settings["NOW"])


def _wish(by: str, draft: bool, at: datetime | None, test: list[str] | None, run: Run) -> str:
    """What a run that is no trial would do, after "it would be"."""
    if test:
        return f"made ready as a draft in Mailchimp, and mailed to {', '.join(test)} alone"
    if at:
        zone = Site.from_pelican(run.settings).timezone
        return f"sent by Mailchimp on {full_moment(at.astimezone(zone), 'en')} ({zone})"
    if draft:
        return "made ready as a draft in Mailchimp, for a person to send"
    return "put into the outbox" if by == OUTBOX else f"submitted through {by}"


def _require_one(ways: list[str]) -> None:
    """Refuse two ways to leave at once: one would be taken in silence."""
    if len(ways) > 1:
        what = f"{' and '.join(ways)} are different ways to leave; choose one"
        raise ProblemsFound([Problem(ways[0], 1, what)])


def _require_alone(others: Mapping[str, object]) -> None:
    """Refuse what does not go with --due."""
    wrong = [f"--{flag}" for flag, given in others.items() if given]
    if wrong:
        what = f"--due decides by the promise alone; leave {', '.join(wrong)} out"
        raise ProblemsFound([Problem("--due", 1, what)])


def verify(mail: str, content: str | None = None, output: str | None = None) -> None:
    """Say whether a mail is an edition as it was published."""
    with plainly():
        path = Path(mail)
        if not path.is_file():
            raise ProblemsFound([Problem(mail, 1, "there is no such file (--mail)")])
        run = open_run(WORLD, content, output)
        press = _press(run, place_for("digest", content, output))
        known = (*press.shelf.corrected(), *press.shelf.editions())
        edition, problems = compare(path.read_bytes(), mail, known)
        if problems:
            raise ProblemsFound(problems)
    if edition:
        print(f"this is {edition.key}, as it was published: {edition.subject}")
