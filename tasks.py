"""What an author does: ``invoke --list`` names it all, ``invoke --help VERB`` explains one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

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
    from plugins.digest.delivery import Uncertain

    try:
        yield
    except ProblemsFound as found:
        say(found.problems)
        raise Exit(code=1) from None
    except Uncertain as unsure:
        print(f"uncertain: {unsure}")
        raise Exit(code=2) from None


@contextmanager
def doubtfully() -> Iterator[None]:
    """While something leaves, whatever breaks it off leaves a doubt: that is exit code 2."""
    from plugins.digest.delivery import Uncertain

    try:
        yield
    except (ProblemsFound, Uncertain):
        raise
    except BaseException as broken:
        print(f"uncertain: this was broken off ({type(broken).__name__}); run it again:")
        print("it finishes what is unfinished, or says that it was sent already")
        raise Exit(code=2) from broken


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
    from plugins.hosting.check import check_addresses
    from plugins.images.checks import check_pictures
    from plugins.topics.check import check_topics

    def shelf() -> Iterator[Problem]:
        notes = read_shelf((), run.settings, run.settings["NOW"]).notes.values()
        yield from (problem for each in notes for problem in each.problems)

    def feeds() -> tuple[()]:
        read_patterns(run.settings)
        FeedOptions.from_pelican(run.settings)
        return ()

    rooms: tuple[Callable[[], Iterable[Problem]], ...] = (
        lambda: look_at(run.settings, Path.cwd(), surveyed=found).problems,
        lambda: check_topics(run.settings, found),
        lambda: check_pictures(run.settings, found),
        lambda: check_addresses(run.settings, found),
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
    from plugins.blog.build import built
    from plugins.blog.files import replace_folder, require_ours

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
    from plugins.blog.build import built
    from plugins.blog.files import replace_folder, require_ours
    from plugins.digest.press import OUTBOX, Press

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
        if accept and not run.own and not (run.content / "taxonomy.toml").is_file():
            what = "this folder has no taxonomy.toml of its own to write into"
            raise ProblemsFound([Problem(near(run.content), 1, what)])
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
    iterable=["test"],
    help={
        **PLACES,
        **MONTH,
        "send": "submit it, once",
        "via": "outbox or mailchimp; the settings' transport if left out",
        "early": "send although the month is not over",
        "draft": "make it ready in Mailchimp and leave Send to a person",
        "schedule": "let Mailchimp send it then, as 2026-12-03T08:00; paid plans only",
        "test": "send it to this address only; may be repeated",
        "dry-run": "with --send: look at everything, submit nothing",
        "skip-live-check": "send although nobody looked whether the site shows what was built",
        "status": "say what is known of the edition, and do nothing",
        "report": "say how a sent edition fared: readers, bounces, who left",
    },
)
def digest(
    _c: Context,
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
    from plugins.digest.press import OUTBOX, Press, require_known

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


@task(help={**PLACES, "mail": "a mail as saved from a mail program: FILE.eml"})
def verify(_c: Context, mail: str, content: str | None = None, output: str | None = None) -> None:
    """Say whether a mail is an edition as it was published."""
    from plugins.digest.press import Press
    from plugins.digest.verify import verify as compare

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


@task
def lint(c: Context) -> None:
    """Judge the code: style, types, and which room imports which."""
    tools = Path(sys.executable).parent  # of the same environment, whatever PATH says
    with c.cd(str(ROOT)):
        for command in ("ruff check .", "ruff format --check .", "mypy", "lint-imports"):
            c.run(f"{tools / command}", pty=False)


@task(help={"path": "only these tests"})
def test(c: Context, path: str = "tests") -> None:
    """Judge the code, then run the tests."""
    lint(c)
    with c.cd(str(ROOT)):
        c.run(f"{sys.executable} -m pytest {path}", pty=sys.stdout.isatty())


@task(help={"name": "one of them: tagger, mail or hostile; all if left out"})
def bench(c: Context, name: str = "") -> None:
    """Measure: topics and mails a second, and mails by hostile authors. Takes minutes."""
    found = sorted(path.stem for path in (ROOT / "bench").glob("[a-z]*.py"))
    with plainly():
        if name and name not in found:
            what = f'there is no bench "{name}"; choose one of {", ".join(found)}'
            raise ProblemsFound([Problem("--name", 1, what)])
    with c.cd(str(ROOT)):
        for each in [name] if name else found:
            c.run(f"{sys.executable} -m bench.{each}", pty=False)
