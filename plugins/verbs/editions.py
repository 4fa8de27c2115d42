"""The verbs of an edition: compose, preview, send, tell how it fared, and verify a mail."""

from __future__ import annotations

from pathlib import Path

from invoke import Exit

from ..blog.opening import open_run
from ..blog.problems import Problem, ProblemsFound
from ..digest.press import OUTBOX, Press, require_known
from ..digest.verify import verify as compare
from .told import WORLD, doubtfully, look, near, plainly, say


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
) -> None:
    """Compose a month's edition and preview it; with --send submit it."""
    with plainly():
        run = open_run(WORLD, content, output)
        leaving = send or draft or bool(schedule) or bool(test)
        press = Press.open(run.settings, look(run), run.output)
        by = via or ("mailchimp" if draft or schedule or test else press.section.transport)
        require_known(by)
        if by == OUTBOX and (draft or schedule or test):
            what = "--draft, --schedule and --test are Mailchimp's; leave --via out"
            raise ProblemsFound([Problem("--via", 1, what)])
        wanted = press.month(month)
        if wanted is None:
            print("no month has articles yet: there is nothing to send")
            return
        if wanted not in press.shelf.months():
            print(f"nothing was published in {wanted}: there is no edition of it")
            raise Exit(code=1)
        if (send or draft or schedule) and by != OUTBOX and not early:
            press.require_over(wanted)
        proof = press.prove(wanted, by if leaving else OUTBOX)
        edition = proof.edition
        print(f"{edition.key}: {edition.subject}")
        if status or report:
            lines = press.fared(edition) if report else press.status(edition)
            print("\n".join(f"  {line}" for line in lines) or "  nothing was submitted yet")
            return
        print("".join(f"  {decision}\n" for decision in edition.decisions), end="")
        say(proof.problems)
        if not leaving:
            folder = press.preview(proof)
            size = len(proof.message.html.encode())
            print(f"preview   {near(folder)}/index.html (the mail has {size:,} bytes)")
        known = send and press.known(edition, by)
        if not proof.sound and not known:
            print("this edition cannot leave yet: mend what is named above")
            raise Exit(code=1)
        if not leaving:
            return
        if by != OUTBOX and not skip_live_check and not test and not known:
            press.require_live(proof)
        if dry_run:
            print(f"it would be submitted through {by}; nothing was")
            return
        unlooked = skip_live_check and by != OUTBOX
        with doubtfully():
            if test:
                receipt = press.try_out(proof, test)
            elif draft or schedule:
                at = press.moment(schedule) if schedule else None
                receipt = press.prepare(proof, at, unlooked=unlooked)
            else:
                receipt = press.submit(proof, by, unlooked=unlooked)
    where = near(Path(receipt.reference)) if by == OUTBOX else receipt.reference
    print(f"{receipt.outcome}: {where}")
    for remark in receipt.remarks:
        print(f"  {remark}")


def verify(mail: str, content: str | None = None, output: str | None = None) -> None:
    """Say whether a mail is an edition as it was published."""
    with plainly():
        path = Path(mail)
        if not path.is_file():
            raise ProblemsFound([Problem(mail, 1, "there is no such file (--mail)")])
        run = open_run(WORLD, content, output)
        press = Press.open(run.settings, look(run), run.output)
        edition, problems = compare(path.read_bytes(), mail, press.shelf.editions())
        if problems:
            raise ProblemsFound(problems)
    if edition:
        print(f"this is {edition.key}, as it was published: {edition.subject}")
