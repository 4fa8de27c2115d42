"""The verbs that build the site: at home, while one writes, and for the world."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from invoke import Exit
from pelican import Pelican

from ..authoring.watching import serve
from ..blog.addresses import record_published
from ..blog.build import built
from ..blog.files import PUBLISHED, Kept, differences, is_published, replace_folder, require_ours
from ..blog.opening import Run, open_run
from ..blog.quiet import seldom_collected
from ..digest.press import OUTBOX, Press
from ..incremental.lock import alone
from ..incremental.stamp import place_of, remove_stamp
from .ahead import read_ahead
from .checkup import checkup
from .desk import Desk
from .memory import Memory, Told
from .patching import patch
from .remembered import Remembered, album_of
from .reviewing import show_reviews
from .told import HOME, ROOT, WORLD, look, near, plainly, say


def build(
    content: str | None = None,
    output: str | None = None,
    *,
    full: bool = False,
    verify: bool = False,
) -> None:
    """Build the site to look at it at home; name each file that had to be left out."""
    with plainly():
        run = open_run(HOME, content, output)
        require_ours(run.output, run.content, ROOT / "content")
        place = place_of(ROOT, content, output)
        published = is_published(run.output)
        with alone(place):
            told = _whole(run, None) if full else _quick(run, Memory.open(run, place))
            if full:
                remove_stamp(place)
        print("\n".join(told.said))
        if published:
            print(f"{near(run.output)}/ was the published site and is for home now: before you put")
            print("it on the web, run invoke publish")
        if verify:
            _verify(run)
    if told.code:
        raise Exit(code=told.code)


def _quick(run: Run, memory: Memory) -> Told:
    """Patch what was edited, or build all of it and remember it for the next time."""
    return patch(memory) or _whole(run, memory)


def _whole(run: Run, memory: Memory | None) -> Told:
    """Build all of it. Without a *memory* nothing is taken from an earlier build or kept."""
    with ExitStack() as stack:
        if memory:
            memory.forget()
            stack.enter_context(seldom_collected())
            bodies = memory.bodies()
            stack.callback(bodies.stop)
            found, known = read_ahead(run.settings, Path.cwd(), bodies)
            run.settings["LEFT_OUT"] = found.left_out
        else:
            found = look(run)
        show_reviews(run, found)
        if memory:
            settings = {**memory.settings(), "BODIES": bodies, **known, "ALBUM": album_of(memory)}
            settings |= {"KEPT": Kept(run.output), "RECORD": memory.record}
        else:
            scratch = stack.enter_context(TemporaryDirectory())
            settings = {
                **run.settings,
                "TOPICS": {**run.settings["TOPICS"], "cache": ""},
                "IMAGES": {**run.settings["IMAGES"], "cache": scratch},
            }
        made = Remembered if memory else Pelican
        site = stack.enter_context(built(settings, found, run.output, made))
        replace_folder(site.folder, run.output, kept=site.kept)
        left = [each for each in (*found.problems, *site.problems) if not each.warning]
        said = [*map(str, sorted(left)), f"{site.summary}, in {near(run.output)}/"]
        if left:
            named = len({problem.path for problem in left})
            said.append(f"{named} left out: mend what is named above. invoke check tells more")
        told = Told(tuple(said), 1 if left else 0)
        if memory:
            memory.remember(site.pelican, found, told)
    return told


def _verify(run: Run) -> None:
    """Build all of it once more, apart, and compare every byte."""
    with TemporaryDirectory(prefix=f".{run.output.name}.", dir=run.output.parent) as name:
        apart = replace(run, output=Path(name) / run.output.name)
        _whole(apart, None)
        wrong = differences(run.output, apart.output)
    for path, what in wrong:
        print(f"{near(run.output / path)}: {what}")
    if wrong:
        files = "1 file is not that" if len(wrong) == 1 else f"{len(wrong)} files are not those"
        print(f"{files} of a full build. invoke build --full mends it; please report it")
        raise Exit(code=1)
    print("every file is that of a full build")


def preview(content: str | None = None, port: int = 8000) -> None:
    """Serve the site at home and build it again whenever something is saved."""
    with plainly():
        output = str(ROOT / "var" / "site")
        run = open_run(HOME, content, output)
        words = ["build", *(["--content", str(run.content)] if content else [])]
        command = [sys.executable, "-m", "invoke", *words, "--output", output]
        desk = Desk(content, output, command)
        watched = [run.content, ROOT / "theme", ROOT / "plugins", HOME]
        serve(run.output, port, desk, watched, print)


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
        show_reviews(run, found, problems)
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
            written, removed = replace_folder(site.folder, run.output, PUBLISHED)
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
