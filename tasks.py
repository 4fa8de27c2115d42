"""What an author does: ``invoke --list`` names it all, ``invoke --help VERB`` explains one."""

from __future__ import annotations

import sys
from pathlib import Path

from invoke import Context, task

# Every verb imports what it needs when it runs: a shell that asks for help waits for no publisher.
ROOT = Path(__file__).resolve().parent
CONTENT = {"content": "another folder of articles: a trial that touches nothing of this site"}
PLACES = {**CONTENT, "output": "the folder to build into"}
MONTH = {"month": "as 2026-11; the newest month with articles if left out"}


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
    from plugins.verbs import beginning

    beginning.init(name, address, author, language, digest, mail, postal, force)


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
    from plugins.verbs import beginning

    beginning.new(title, kind, lang, content)


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
    from plugins.verbs import checkup

    checkup.check(content, output, json, github)


@task(help=PLACES)
def build(_c: Context, content: str | None = None, output: str | None = None) -> None:
    """Build the site to look at it at home; name each file that had to be left out."""
    from plugins.verbs import building

    building.build(content, output)


@task(help={**CONTENT, "port": "where to serve it"})
def preview(_c: Context, content: str | None = None, port: int = 8000) -> None:
    """Serve the site at home and build it again whenever something is saved."""
    from plugins.verbs import building

    building.preview(content, port)


@task(help=PLACES)
def publish(_c: Context, content: str | None = None, output: str | None = None) -> None:
    """Check, build for the world, and put the newest edition into the outbox; mail nobody."""
    from plugins.verbs import building

    building.publish(content, output)


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
    from plugins.verbs import topics

    topics.topics(content, output, json, path, why_not, evaluate, learn, accept)


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
    from plugins.verbs import editions

    editions.digest(
        content,
        output,
        month,
        send,
        via,
        early,
        draft,
        schedule,
        test,
        dry_run,
        skip_live_check,
        status,
        report,
    )


@task(help={**PLACES, "mail": "a mail as saved from a mail program: FILE.eml"})
def verify(_c: Context, mail: str, content: str | None = None, output: str | None = None) -> None:
    """Say whether a mail is an edition as it was published."""
    from plugins.verbs import editions

    editions.verify(mail, content, output)


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
    from plugins.verbs import measuring

    with c.cd(str(ROOT)):
        for each in measuring.benches(name):
            c.run(f"{sys.executable} -m bench.{each}", pty=False)
