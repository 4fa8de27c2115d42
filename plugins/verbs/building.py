"""The verbs that build the site: at home, while one writes, and for the world."""

from __future__ import annotations

import sys
from pathlib import Path

from invoke import Exit

from ..authoring.preview import serve
from ..blog.addresses import record_published
from ..blog.build import built
from ..blog.files import replace_folder, require_ours
from ..blog.opening import open_run
from ..digest.press import OUTBOX, Press
from .checkup import checkup
from .told import HOME, ROOT, WORLD, look, near, plainly, say


def build(content: str | None = None, output: str | None = None) -> None:
    """Build the site to look at it at home; name each file that had to be left out."""
    with plainly():
        run = open_run(HOME, content, output)
        require_ours(run.output, run.content, ROOT / "content")
        found = look(run)
        with built(run.settings, found, run.output) as site:
            replace_folder(site.folder, run.output)
    left = [problem for problem in (*found.problems, *site.problems) if not problem.warning]
    say(left)
    print(f"{site.summary}, in {near(run.output)}/")
    if left:
        named = len({problem.path for problem in left})
        print(f"{named} left out: mend what is named above. invoke check tells more")
        raise Exit(code=1)


def preview(content: str | None = None, port: int = 8000) -> None:
    """Serve the site at home and build it again whenever something is saved."""
    with plainly():
        run = open_run(HOME, content, str(ROOT / "var" / "site"))
        words = ["build", *(["--content", str(run.content)] if content else [])]
        command = [sys.executable, "-m", "invoke", *words, "--output", str(run.output)]
        watched = [run.content, ROOT / "theme", ROOT / "plugins", HOME]
        serve(run.output, port, command, watched, print)


def publish(content: str | None = None, output: str | None = None) -> None:
    """Check, build for the world, and put the newest edition into the outbox; mail nobody."""
    with plainly():
        run = open_run(WORLD, content, output)
        require_ours(run.output, run.content, ROOT / "content")
        found = look(run)
        problems = checkup(run, found)
        if any(not problem.warning for problem in problems):
            say(problems)
            print(f"nothing was published; {near(run.output)}/ is as it was")
            raise Exit(code=1)
        press = Press.open(run.settings, found, run.output)
        month = press.month(None)
        proof = press.prove(month, OUTBOX) if month else None
        with built(run.settings, found, run.output) as site:
            stops = (*site.problems, *(proof.problems if proof and not proof.sound else ()))
            if stops:
                say(stops)
                print(f"nothing was published; {near(run.output)}/ is as it was")
                raise Exit(code=1)
            receipt = press.submit(proof, OUTBOX) if proof else None
            written, removed = replace_folder(site.folder, run.output)
        record_published(run.register, found, run.settings["NOW"].date())
    warnings = sum(problem.warning for problem in problems)
    print(site.summary)
    changed = f"{written} files written, {removed} removed" if written or removed else "unchanged"
    print(f"site      {near(run.output)}/ ({changed})")
    if proof and receipt:
        print(f"edition   {proof.edition.key}: {proof.edition.subject}")
        print(f"outbox    {near(Path(receipt.reference))}/ ({receipt.outcome})")
    else:
        print("edition   none: no month has articles yet")
    if warnings:
        print(f"warnings  {warnings}: invoke check shows them")
