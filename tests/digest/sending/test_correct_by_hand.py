"""``invoke correct`` with the real program: a wrong number, from the edition to the page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plugins.blog.history import History
from plugins.digest.records import Records, judge_records, left_over
from tests.conftest import copy_site
from tests.test_verbs import snapshot

from .fake_mailchimp import Clock, FakeMailchimp
from .machine import LIST
from .test_on_a_runner import DUE, SITE, on_the_web
from .wire import KEY, listening

WHY = "The tenants wanted two hours back, not one."
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The sample as a site of one's own that is on the web."""
    folder = copy_site(tmp_path / "site")
    conf = folder / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8").replace("https://kept-promises.example", SITE)
    text = text.replace("@kept-promises.example", "@keptpromises.nl")
    conf.write_text(text + '\nDIGEST["transport"] = "mailchimp"\n', encoding="utf-8")
    return folder


@pytest.fixture
def fake() -> FakeMailchimp:
    made = FakeMailchimp(Clock(), counted_after=0.0)
    made.add_audience(LIST, ann="subscribed", ben="subscribed", una="unsubscribed")
    return made


@pytest.fixture
def run(home: Path, fake: FakeMailchimp) -> Iterator[Run]:
    """A verb as typed; answers its code and all that it said."""
    usual = Path(__file__).with_name("runner.py")
    with listening(fake) as wire, on_the_web(home / "output") as proxy:
        environment = {
            **os.environ,
            "PYTHONUTF8": "1",
            "SOURCE_DATE_EPOCH": DUE,
            "MAILCHIMP_API_KEY": KEY,
            "MAILCHIMP_LIST_ID": LIST,
            "MAILCHIMP_HOST": wire.host,
            "NOTES": str(home.parent / "calls"),
            "http_proxy": proxy,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }

        def run(*words: str, script: Path = usual) -> tuple[int, str]:
            done = subprocess.run(
                [sys.executable, str(script), *words],
                cwd=home,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            told = done.stdout + done.stderr
            assert KEY not in told
            assert "Traceback" not in told, told
            return done.returncode, told

        yield run


def test_a_wrong_number_from_the_edition_to_the_page(
    home: Path, fake: FakeMailchimp, run: Run
) -> None:
    assert run("publish")[0] == 0
    code, told = run("digest", "--send", "--month", "2026-11")
    assert (code, "submitted: " in told) == (0, True), told
    fake.clock.sleep(3600)
    (article,) = (home / "content" / "articles").glob("*caretakers-hour.md")
    text = article.read_text(encoding="utf-8")
    text = text.replace("wanted one hour back", "wanted two hours back")
    article.write_text(f"{text}\n\nTwo hours, they said.\n", encoding="utf-8")
    fake.audiences[LIST] |= {f"new@{LIST}.example": "subscribed"}
    fake.audiences[LIST][f"ben@{LIST}.example"] = "unsubscribed"

    before = snapshot(home, "content", "output")
    code, told = run("correct", "--month", "2026-11", "--because", WHY)
    assert code == 0, told
    assert "The rule asks for: mail." in told
    assert '--send mails "Correction: The Wednesday that nobody comes"' in told
    preview = home / "var" / "preview" / "cx-greetz-2026-11-correction"
    assert WHY in " ".join((preview / "message.txt").read_text(encoding="utf-8").split())
    assert WHY in (preview / "index.html").read_text(encoding="utf-8")
    assert snapshot(home, "content", "output") == before

    code, told = run("correct", "--month", "2026-11", "--because", WHY, "--send")
    assert (code, "deploy" in told) == (1, True), told  # the web still shows what is wrong
    assert snapshot(home, "content", "output") == before
    assert len(fake.campaigns) == 1
    assert run("publish")[0] == 0
    code, told = run("correct", "--because", WHY, "--send")
    assert (code, "submitted: " in told) == (0, True), told
    assert "now publish: the notice stands on http://www.keptpromises.nl/greetz/2026-11/" in told
    code, told = run("correct", "--because", WHY, "--send")
    assert (code, "already sent: " in told) == (0, True), told
    ann, ben = (f"{who}@{LIST}.example" for who in ("ann", "ben"))
    assert Counter(who for _, who in fake.mails) == {ann: 2, ben: 1}
    assert fake.violations == []

    assert run("publish")[0] == 0
    page = (home / "output" / "greetz" / "2026-11" / "index.html").read_text(encoding="utf-8")
    assert "The tenants wanted one hour back, as long as" in page
    assert f"</b> {WHY}" in page
    plain = (home / "output" / "greetz" / "2026-11" / "index.txt").read_text(encoding="utf-8")
    assert f"Corrected 2026-12-03: {WHY}" in " ".join(plain.split())
    feed = (home / "output" / "feeds" / "greetz.atom.xml").read_text(encoding="utf-8")
    assert WHY in feed
    told = run("digest", "--status", "--month", "2026-11")[1]
    assert f"corrected on 2026-12-03, mailed: {WHY}" in told
    assert " correction mailchimp submitted " in told
    mail = preview / "message.eml"
    code, told = run("verify", "--mail", str(mail))
    assert (code, "this is cx-greetz-2026-11-correction" in told) == (0, True), told


KILLED = """
import os, sys
sys.path.insert(0, os.getcwd())
from invoke.main import program
from plugins.digest.amends import Amends
Amends._require_same = lambda _self: os._exit(9)  # it is held, and nothing was asked for yet
program.run(["invoke", *sys.argv[1:]])
"""


def test_one_that_was_killed_is_finished_only_as_a_person_wants_it(
    home: Path, fake: FakeMailchimp, run: Run, tmp_path: Path
) -> None:
    assert run("publish")[0] == 0
    assert run("digest", "--send", "--month", "2026-11")[0] == 0
    fake.clock.sleep(3600)
    (article,) = (home / "content" / "articles").glob("*caretakers-hour.md")
    wrong = article.read_text(encoding="utf-8")
    right = wrong.replace("wanted one hour back", "wanted two hours back")
    article.write_text(right, encoding="utf-8")
    killed = tmp_path / "killed.py"
    killed.write_text(KILLED, encoding="utf-8")
    words = ("correct", "--because", WHY, "--send", "--skip-live-check")
    assert run(*words, script=killed)[0] == 9
    editions = home / "content" / "editions"
    held = editions / "2026-11-correction.json.held"
    assert held.is_file()

    code, told = run("correct", "--because", "Web only.", "--as", "web", "--send")
    assert (code, f"remove {held.name} and run" in told) == (1, True), told
    left = left_over(sorted(each.name for each in editions.iterdir()))
    found = judge_records(Records("", "", left=left), History(True))
    (do,) = [each.do for each in found if "correct" in each.do]
    advised = do.removeprefix("run invoke ").partition(":")[0].split()
    article.write_text(wrong, encoding="utf-8")
    code, told = run(*advised)
    assert (code, "what differs is not the same now" in told) == (1, True), told
    article.write_text(right, encoding="utf-8")
    assert len(fake.mails) == 2
    code, told = run(*advised)
    assert (code, "deploy" in told, ".output" in told) == (1, True, False), told
    code, told = run(*advised, "--skip-live-check")
    assert (code, "submitted: " in told) == (0, True), told
    assert Counter(Counter(who for _, who in fake.mails).values()) == {2: 2}
    assert not held.exists()
    code, told = run(*advised)
    assert (code, "--because:1: say what was wrong" in told) == (1, True), told
