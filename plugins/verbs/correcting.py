"""The verb that puts a sent edition right: says how bad it is, then notes it or mails it, once."""

from __future__ import annotations

from pathlib import Path

from invoke import Exit

from ..blog.build import built
from ..blog.opening import Run, open_run
from ..blog.problems import Problem, ProblemsFound
from ..blog.survey import Survey
from ..digest.amends import Amends
from ..digest.judging import is_begun, no_reason, open_amends
from ..digest.lines import one_line
from ..digest.month import Month
from ..digest.press import OUTBOX, Press, require_known
from ..digest.proof import Proof
from ..digest.settings import transport_of
from ..digest.severity import Severity
from .progress import progress
from .told import WORLD, doubtfully, look, near, plainly, say

WISHES = {"web": Severity.WEB, "mail": Severity.MAIL}
LONGEST = 600  # characters of a reason; it stands in a mail that is to be short


def correct(
    content: str | None = None,
    output: str | None = None,
    month: str | None = None,
    because: str = "",
    send: bool = False,
    via: str | None = None,
    severity: str | None = None,
    skip_live_check: bool = False,
) -> None:
    """Say how a sent edition is to be put right; with --send do it."""
    with plainly(), progress() as tell:
        because = _reason(because)
        wish = _wish(severity)
        wanted = Month.parse(month) if month else None
        run = open_run(WORLD, content, output)
        by = via or transport_of(run.settings)
        require_known(by)
        if not because and not is_begun(run.settings, wanted, by):
            raise no_reason()
        found = look(run)
        press = Press.open(run.settings, found, run.output, tell)
        amends = open_amends(press, wanted, because, by, wish)
        _tell_judgement(amends)
        made = amends.erratum
        if amends.made:
            done = "already sent" if made.mail else "already noted"
            print(f"{done}: for this reason it was corrected on {made.at.date()}")
            return
        if made.severity is Severity.NOTHING:
            print(f"nothing to correct: {amends.fine}")
            return
        proof = amends.prove(by)
        say(proof.problems if proof else ())
        if not send:
            _tell_plan(amends, proof)
        known = bool(send and proof and (amends.left or press.known(proof.edition, by)))
        if proof and not proof.sound and not known:
            print("this correction cannot leave yet: mend what is named above")
            raise Exit(code=1)
        if not send:
            return
        if proof is None:
            _note(amends, by)
            return
        if by != OUTBOX and not skip_live_check and not known:
            _require_right(press, run, found, proof)
        with doubtfully():
            receipt = amends.submit(proof, by, unlooked=skip_live_check and by != OUTBOX)
    where = near(Path(receipt.reference)) if by == OUTBOX else receipt.reference
    print(f"{receipt.outcome}: {where}")
    for remark in receipt.remarks:
        print(f"  {remark}")
    if by != OUTBOX:
        print(f"now publish: the notice stands on {made.right.url}; commit {near(amends.path)}")


def _reason(typed: str) -> str:
    """What readers will read of *typed*; empty if there is no word in it."""
    reason = one_line(typed)
    if len(reason) > LONGEST:
        what = f"the reason has {len(reason)} characters; a short mail holds {LONGEST}"
        raise ProblemsFound([Problem("--because", 1, what)])
    return reason if any(map(str.isalnum, reason)) else ""


def _wish(typed: str | None) -> Severity | None:
    if typed is None:
        return None
    if typed not in WISHES:
        what = f'"{typed[:40]}" is not known; choose web or mail, or leave it to the rule'
        raise ProblemsFound([Problem("--as", 1, what)])
    return WISHES[typed]


def _require_right(press: Press, run: Run, found: Survey, proof: Proof) -> None:
    """Refuse while the web does not show what is right. The last build may be as wrong as the mail
    was, so the site is built anew to compare with."""
    press.tell("building the site, to compare the live one with what is right")
    with built(run.settings, found, run.output) as site:
        if site.problems:
            raise ProblemsFound(site.problems)
        press.require_live(proof, site.folder)


def _tell_judgement(amends: Amends) -> None:
    made = amends.erratum
    print(f"{made.of}: what was sent, against what is right now")
    for line in amends.told():
        print(f"  {line}")
    if amends.left:
        print(
            "  An earlier run told Mailchimp to send this correction: it may be out, so it is "
            "finished as it was worded then, whatever was typed now"
        )
    elif amends.begun:
        print(
            "  An earlier run began this correction: it is finished as it was worded then. To word "
            f"it anew, remove {near(amends.held)}"
        )


def _tell_plan(amends: Amends, proof: Proof | None) -> None:
    """What --send would do."""
    made = amends.erratum
    if proof:
        print(f"preview   {near(amends.preview(proof))}/index.html")
        subject = made.mail.subject if made.mail else ""
        print(
            f'--send mails "{subject}" to those who received that edition and have not left, '
            f"and puts the notice on {made.right.url}"
        )
    else:
        print(f"--send puts the notice on {made.right.url} and mails nobody")


def _note(amends: Amends, by: str) -> None:
    made = amends.erratum
    if by == OUTBOX:
        print("a trial: only a correction through a real transport is noted on the page")
        return
    draft = amends.note()
    print(f"noted: {near(amends.path)}")
    print(f"now publish: the notice stands on {made.right.url}; nobody was mailed")
    if draft:
        print(f"remove campaign {draft} in Mailchimp: an earlier run made it for this correction")
