"""What an author does: ``invoke --list`` names it all, ``invoke --help VERB`` explains one."""

from __future__ import annotations

import atexit
import gc
import sys
from pathlib import Path

from invoke import Context, Exit, task

# What verbs read stays to their end, and hardly any of it is cyclic garbage: to look for some after
# every 700 objects, and once more through all of it at the end, took a tenth of the time.
gc.set_threshold(50_000, 20)
atexit.register(gc.freeze)
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
        "kind": "essay, interview, case, note, report, event or roundup",
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
        "links": "ask other sites too whether what is linked there is still there",
        "watch": "say it again at each save, until Ctrl-C",
    }
)
def check(
    _c: Context,
    content: str | None = None,
    output: str | None = None,
    json: bool = False,
    github: bool = False,
    links: bool = False,
    watch: bool = False,
) -> None:
    """List all that is wrong with the articles, and what to do about it."""
    from plugins.verbs import checkup

    checkup.check(content, output, json, github, links, watch)


@task(
    help={
        **PLACES,
        "full": "everything anew, by Pelican's own classes; nothing is remembered",
        "verify": "build both ways and compare every byte",
    }
)
def build(
    _c: Context,
    content: str | None = None,
    output: str | None = None,
    full: bool = False,
    verify: bool = False,
) -> None:
    """Build the site to look at it at home; name each file that had to be left out."""
    from plugins.incremental import stamp

    place = stamp.place_of(ROOT, content, output)
    known = None if full or verify else stamp.unchanged(place)
    if known:
        print("\n".join(known.said))
        if known.code:
            raise Exit(code=known.code)
        return
    from plugins.verbs import building

    building.build(content, output, full=full, verify=verify)


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
    help={
        **PLACES,
        "address": "that was published and is gone, as /the-late-bread/",
        "to": "where readers find something like it: an address here, or on another site",
    }
)
def forget(
    _c: Context,
    address: str,
    to: str = "",
    content: str | None = None,
    output: str | None = None,
) -> None:
    """Let go of an address whose article was taken away on purpose."""
    from plugins.verbs import forgetting

    forgetting.forget(address, to, content, output)


@task(
    name="import",
    help={
        **PLACES,
        "from": "what wrote it: hugo, jekyll, wordpress or feed",
        "source": "its folder or its file",
        "dry-run": "say what would come along, and write nothing",
    },
)
def import_(
    _c: Context,
    from_: str,
    source: str,
    content: str | None = None,
    output: str | None = None,
    dry_run: bool = False,
) -> None:
    """Bring a blog along from elsewhere: posts, pictures, addresses; write over nothing."""
    from plugins.verbs import moving

    moving.move(from_, source, content, output, dry_run)


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
        "due": "send what the promise says is due now, else say why nothing is; for cron",
        "dry-run": "with --send or --due: look at everything, submit nothing",
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
    due: bool = False,
) -> None:
    """Compose a month's edition and preview it; with --send or --due submit it."""
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
        due,
    )


@task(
    help={
        **PLACES,
        "month": "as 2026-11; the newest that was sent if left out",
        "because": "what was wrong and what is right, in words that readers will read",
        "send": "do it, once: the mail, or the notice on the page",
        "via": "outbox or mailchimp; the settings' transport if left out",
        "as": "web or mail: decide otherwise than the rule, which is noted",
        "skip-live-check": "mail although nobody looked whether the site shows what was built",
    }
)
def correct(
    _c: Context,
    content: str | None = None,
    output: str | None = None,
    month: str | None = None,
    because: str = "",
    send: bool = False,
    via: str | None = None,
    as_: str | None = None,
    skip_live_check: bool = False,
) -> None:
    """Put a sent edition right: say how bad it is; with --send note it on its page, or mail it."""
    from plugins.verbs import correcting

    correcting.correct(content, output, month, because, send, via, as_, skip_live_check)


@task(help={**CONTENT, "ics": "write it into this file, for calendar programs"})
def calendar(_c: Context, content: str | None = None, ics: str | None = None) -> None:
    """Show what is written, scheduled, promised and missing for the next months."""
    from plugins.verbs import calendar

    calendar.calendar(content, ics)


@task(help={**PLACES, "mail": "a mail as saved from a mail program: FILE.eml"})
def verify(_c: Context, mail: str, content: str | None = None, output: str | None = None) -> None:
    """Say whether a mail is an edition as it was published."""
    from plugins.verbs import editions

    editions.verify(mail, content, output)


@task(help=CONTENT)
def doctor(_c: Context, content: str | None = None) -> None:
    """Say what is missing before the first edition, and what will bite; change nothing."""
    from plugins.verbs import doctor

    doctor.doctor(content)


@task(
    help={
        "setup": "add the themes that it lacks; give everybody without a choice Everything",
        "form": "a file with the code of Mailchimp's form: say which settings belong to it",
    }
)
def audience(_c: Context, setup: bool = False, form: str = "") -> None:
    """Show who is subscribed in Mailchimp, and what they follow."""
    from plugins.verbs import audience

    audience.audience(setup, form)


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
    spread = "-n auto --dist loadfile" if path == "tests" else ""  # a few tests start sooner alone
    with c.cd(str(ROOT)):
        c.run(f"{sys.executable} -m pytest {spread} {path}", pty=sys.stdout.isatty())


@task(help={"name": "one of them, as tagger or mail; all if left out"})
def bench(c: Context, name: str = "") -> None:
    """Measure: topics, mails, builds, random edits, hostile authors. All of it takes an hour."""
    from plugins.verbs import measuring

    with c.cd(str(ROOT)):
        for each in measuring.benches(name):
            c.run(f"{sys.executable} -m bench.{each}", pty=False)
