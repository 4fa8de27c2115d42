"""What an author does: ``invoke --list`` names it all, ``invoke --help VERB`` explains one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from invoke import Context, Exit, task

from plugins.blog.opening import Run, open_run
from plugins.blog.problems import Problem, ProblemsFound
from plugins.blog.survey import Survey, survey

ROOT = Path(__file__).resolve().parent
HOME, WORLD = ROOT / "pelicanconf.py", ROOT / "publishconf.py"
CONTENT = {"content": "another folder of articles: a trial that touches nothing of this site"}
PLACES = {**CONTENT, "output": "the folder to build into"}
MONTH = {"month": "as 2026-11; the newest month with articles if left out"}


@contextmanager
def plainly() -> Iterator[None]:
    """Tell an author of problems, not of Python."""
    try:
        yield
    except ProblemsFound as found:
        say(found.problems)
        raise Exit(code=1) from None


def say(problems: Iterable[Problem]) -> None:
    """Print one line a problem, for people and for editors that jump to it."""
    for problem in sorted(problems):
        print(problem)


def asked(flag: str, given: str, question: str) -> str:
    """What was typed after *flag*, else what the person at the terminal answers."""
    if given or not sys.stdin.isatty():
        return given
    return input(f"{question} (--{flag}) ").strip()


def look(run: Run) -> Survey:
    """Look at every file; *run* then leaves out those that cannot be published."""
    found = survey(run.settings, Path.cwd())
    run.settings["LEFT_OUT"] = found.left_out
    return found


def near(path: Path) -> str:
    """*path* as one would type it here."""
    return os.path.relpath(path)


def checkup(run: Run, found: Survey) -> list[Problem]:
    """Every problem and warning that any room knows of; one that gives up hides no other."""
    from plugins.authoring.site import look as look_at
    from plugins.digest.shelf import read_shelf
    from plugins.feeds.settings import FeedOptions, read_patterns
    from plugins.images.checks import check_pictures
    from plugins.topics.check import check_topics

    def shelf() -> Iterator[Problem]:
        notes = read_shelf((), run.settings, run.settings["NOW"]).notes.values()
        yield from (problem for each in notes for problem in each.problems)

    def feeds() -> tuple[()]:
        read_patterns(run.settings)
        FeedOptions.from_pelican(run.settings)
        return ()

    rooms = (
        lambda: look_at(run.settings, Path.cwd(), surveyed=found).problems,
        lambda: check_topics(run.settings, found),
        lambda: check_pictures(run.settings, found),
        shelf,
        feeds,
    )
    problems: set[Problem] = set()
    for room in rooms:
        try:
            problems.update(room())
        except ProblemsFound as wrong:
            problems.update(wrong.problems)
    return sorted(problems)


def proof_of(run: Run, found: Survey, month: str | None, via: str) -> Any:
    """The edition of *month*, or of the newest month with articles; None where there is none."""
    from plugins.blog.library import read_articles
    from plugins.blog.log import collected_log, problems_of
    from plugins.blog.settings import Site
    from plugins.digest.month import Month
    from plugins.digest.proof import prove
    from plugins.digest.render import environment
    from plugins.digest.shelf import read_shelf

    wanted = Month.parse(month) if month else None
    with collected_log() as records:
        articles = read_articles(run.settings)
    if lost := tuple(problems_of(records, found)):
        raise ProblemsFound(lost)
    shelf = read_shelf(articles, run.settings, run.settings["NOW"])
    months = shelf.months()
    if wanted is None and not months:
        return None
    site = Site.from_pelican(run.settings)
    pages = [f"{site.url}{place.url}" for place in found.of("page") if place.url]
    templates = environment(Path(run.settings["THEME"]))
    return prove(shelf, wanted or months[-1], templates, via, pages=pages)


def submit(run: Run, proof: Any, via: str) -> Any:
    """Hand the edition over, once, and answer with the receipt."""
    from plugins.digest.delivery import deliver
    from plugins.digest.settings import DigestSettings
    from plugins.digest.transports import open_ledger, open_transport

    section = DigestSettings.from_pelican(run.settings)
    ledger = open_ledger(via, section)
    day = max(piece.published for piece in proof.edition.pieces)
    transport = open_transport(via, section, ledger, day)
    return deliver(proof.message, proof.edition.key, transport, ledger, run.settings["NOW"])


@task(
    help={
        "name": "of the site",
        "address": "where the world will find it, as https://example.org",
        "author": "who writes",
        "language": "en or nl",
        "digest": "the name of the monthly mail",
        "mail": "the address that answers go to",
        "postal": "the postal address that a newsletter must name",
        "force": "although content/ holds more than the sample: that stays, the sample goes",
    }
)
def init(
    _c: Context,
    name: str = "",
    address: str = "",
    author: str = "",
    language: str = "",
    digest: str = "",
    mail: str = "",
    postal: str = "",
    force: bool = False,
) -> None:
    """Empty the sample into a site of your own; the sample is kept in var/."""
    from plugins.authoring.beginning import Answers, begin

    with plainly():
        answers = Answers(
            asked("name", name, "What is the site called?"),
            asked("address", address, "Where will the world find it (https://...)?"),
            asked("author", author, "Who writes?"),
            asked("language", language, "In which language, en or nl?"),
            asked("digest", digest, "What is the monthly mail called?"),
            asked("mail", mail, "To which mail address do answers go?"),
            postal,
        )
        begun = begin(ROOT, answers, force=force)
    print(f"{answers.name} is yours: pelicanconf.py and content/pages/ say so")
    print(f"{begun.moved} files of the sample were put into {near(begun.aside)}/")
    if begun.own:
        print(f"left where they were, as they are yours: {', '.join(begun.own)}")
    print('begin to write: invoke new "The title"')


@task(
    help={
        **CONTENT,
        "kind": "essay, interview, case, note, report or event",
        "lang": "its language, if not the site's",
    }
)
def new(
    _c: Context, title: str, kind: str = "essay", lang: str = "", content: str | None = None
) -> None:
    """Begin an article: a file with its headers and a skeleton to write into."""
    from plugins.authoring.desk import write_draft

    with plainly():
        run = open_run(HOME, content)
        path = write_draft(run.settings, title, kind, lang, run.settings["NOW"], Path.cwd())
    print(near(path))


@task(
    help={
        **PLACES,
        "json": "one object a line, for programs",
        "github": "annotations, for a workflow on GitHub",
    }
)
def check(
    _c: Context,
    content: str | None = None,
    output: str | None = None,
    json: bool = False,
    github: bool = False,
) -> None:
    """List all that is wrong with the articles, and what to do about it."""
    from plugins.authoring import report

    with plainly():
        run = open_run(HOME, content, output)
        found = look(run)
        problems = checkup(run, found)
    if json or github:
        print(report.as_json(problems) if json else report.as_github(problems), end="")
    elif sys.stdout.isatty():
        print(report.as_screen(problems, colour="NO_COLOR" not in os.environ), end="")
    else:
        print(report.as_lines(problems), end="")
    if not json:
        print(report.count(problems, len(found.places)))
    if any(not problem.warning for problem in problems):
        raise Exit(code=1)


@task(help=PLACES)
def build(_c: Context, content: str | None = None, output: str | None = None) -> None:
    """Build the site to look at it at home; name each file that had to be left out."""
    from plugins.blog.build import build as build_site
    from plugins.blog.files import replace_folder, require_ours

    with plainly():
        run = open_run(HOME, content, output)
        require_ours(run.output, run.content, ROOT / "content")
        found = look(run)
        built = build_site(run.settings, found, run.output)
        replace_folder(built.folder, run.output)
        shutil.rmtree(built.folder)
    left = [problem for problem in (*found.problems, *built.problems) if not problem.warning]
    say(left)
    print(f"{built.summary}, in {near(run.output)}/")
    if left:
        named = len({problem.path for problem in left})
        print(f"{named} left out: mend what is named above. invoke check tells more")
        raise Exit(code=1)


@task(help={**CONTENT, "port": "where to serve it"})
def preview(_c: Context, content: str | None = None, port: int = 8000) -> None:
    """Serve the site at home and build it again whenever something is saved."""
    from plugins.authoring.preview import serve

    with plainly():
        run = open_run(HOME, content, str(ROOT / "var" / "site"))
        words = ["build", *(["--content", str(run.content)] if content else [])]
        command = [sys.executable, "-m", "invoke", *words, "--output", str(run.output)]
        watched = [run.content, ROOT / "theme", ROOT / "plugins", HOME]
        serve(run.output, port, command, watched, print)


@task(help=PLACES)
def publish(_c: Context, content: str | None = None, output: str | None = None) -> None:
    """Check, build for the world, and put the newest edition into the outbox; mail nobody."""
    from plugins.blog.addresses import record_published
    from plugins.blog.build import build as build_site
    from plugins.blog.files import replace_folder, require_ours

    with plainly():
        run = open_run(WORLD, content, output)
        require_ours(run.output, run.content, ROOT / "content")
        found = look(run)
        problems = checkup(run, found)
        if any(not problem.warning for problem in problems):
            say(problems)
            print(f"nothing was published; {near(run.output)}/ is as it was")
            raise Exit(code=1)
        built = build_site(run.settings, found, run.output)
        proof = proof_of(run, found, None, "outbox")
        stops = (*built.problems, *(proof.problems if proof and not proof.sound else ()))
        if stops:
            raise ProblemsFound(stops)
        written, removed = replace_folder(built.folder, run.output)
        shutil.rmtree(built.folder)
        record_published(run.register, found, run.settings["NOW"].date())
        receipt = submit(run, proof, "outbox") if proof else None
    warnings = sum(problem.warning for problem in problems)
    print(built.summary)
    changed = f"{written} files written, {removed} removed" if written or removed else "unchanged"
    print(f"site      {near(run.output)}/ ({changed})")
    if proof and receipt:
        print(f"edition   {proof.edition.key}: {proof.edition.subject}")
        print(f"outbox    {near(Path(receipt.reference))}/ ({receipt.outcome})")
    else:
        print("edition   none: no month has articles yet")
    if warnings:
        print(f"warnings  {warnings}: invoke check shows them")


def known_of(run: Run, key: str) -> str:
    """What each ledger says of an edition, a line for each step."""
    from plugins.digest.settings import DigestSettings
    from plugins.digest.transports import OPENERS, open_ledger

    section = DigestSettings.from_pelican(run.settings)
    steps = [step for via in OPENERS for step in open_ledger(via, section).entries(key, via)]
    lines = [f"  {each.at}  {each.transport}: {each.state} {each.reference}" for each in steps]
    return "\n".join(lines) or "  nothing was submitted yet"


@task(
    iterable=["path", "accept"],
    help={
        **PLACES,
        "json": "one object an article",
        "path": "only this article; may be repeated",
        "why-not": "why a topic was not chosen",
        "evaluate": "how good the topics are, on articles whose author confirmed them",
        "learn": "propose terms from the author's corrections",
        "accept": "with --learn: write this proposal into the taxonomy; may be repeated",
    },
)
def topics(
    _c: Context,
    content: str | None = None,
    output: str | None = None,
    json: bool = False,
    path: list[str] | None = None,
    why_not: str | None = None,
    evaluate: bool = False,
    learn: bool = False,
    accept: list[str] | None = None,
) -> None:
    """Show each article's topics and the sentences that speak for them."""
    from plugins.topics import answers

    with plainly():
        run = open_run(HOME, content, output)
        found, only = look(run), path or []
        if learn or accept:
            text = answers.learn(run.settings, found, only, accept or [])
        elif evaluate:
            text = answers.judge(run.settings, found, only)
        elif why_not:
            text = answers.explain(run.settings, found, why_not, only)
        elif json:
            text = answers.show_json(run.settings, found, only)
        else:
            text = answers.show(run.settings, found, only)
    print(text, end="")


@task(
    help={
        **PLACES,
        **MONTH,
        "send": "submit it, once",
        "via": "outbox or mailchimp; the settings' transport if left out",
        "early": "send although the month is not over",
        "status": "say what is known of the edition, and do nothing",
    }
)
def digest(
    _c: Context,
    content: str | None = None,
    output: str | None = None,
    month: str | None = None,
    send: bool = False,
    via: str | None = None,
    early: bool = False,
    status: bool = False,
) -> None:
    """Compose a month's edition and preview it; with --send submit it."""
    from plugins.blog.settings import Site
    from plugins.digest.month import Month
    from plugins.digest.settings import DigestSettings
    from plugins.digest.transports.outbox import write_message

    with plainly():
        run = open_run(WORLD, content, output)
        section = DigestSettings.from_pelican(run.settings)
        by = via or section.transport
        proof = proof_of(run, look(run), month, by if send else "outbox")
        if proof is None:
            print("no month has articles yet: there is nothing to send")
            return
        edition = proof.edition
        print(f"{edition.key}: {edition.subject}")
        if status:
            print(known_of(run, edition.key))
            return
        print("".join(f"  {decision}\n" for decision in edition.decisions), end="")
        say(proof.problems)
        if not send:
            place = Path(section.preview, edition.key)
            write_message(place, proof.message, edition.key, run.settings["NOW"])
            print(f"preview   {near(place)}/ ({len(proof.message.html.encode()):,} bytes)")
        if not proof.sound:
            print("this edition cannot leave yet: mend what is named above")
            raise Exit(code=1)
        if not send:
            return
        zone = Site.from_pelican(run.settings).timezone
        if by != "outbox" and not early and Month.of(run.settings["NOW"], zone) <= edition.month:
            print(f"{edition.month} is not over; send it all the same with --early")
            raise Exit(code=1)
        receipt = submit(run, proof, by)
    print(f"{receipt.outcome}: {receipt.reference}")


@task
def lint(c: Context) -> None:
    """Judge the code: style, types, and which room imports which."""
    for command in ("ruff check .", "ruff format --check .", "mypy", "lint-imports"):
        c.run(command, pty=False)


@task(help={"path": "only these tests"})
def test(c: Context, path: str = "tests") -> None:
    """Judge the code, then run the tests."""
    lint(c)
    c.run(f"{sys.executable} -m pytest {path}", pty=sys.stdout.isatty())
