"""The daily job with the real program: a runner that dies, or is one of two, mails nobody twice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.conftest import ROOT, copy_site

from .fake_mailchimp import Clock, FakeMailchimp
from .machine import LIST
from .wire import KEY, listening

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
SITE = "http://www.keptpromises.nl"
DUE = "1796283000"  # 2026-12-03 07:30 UTC, half an hour after the promised moment
QUIET = {
    name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB"))
}
QUIET |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PYTHONUTF8": "1"}
QUIET |= {"SOURCE_DATE_EPOCH": DUE, "PAUSE": "0", "PATIENCE": "1"}
QUIET |= {"GITHUB_REF_NAME": "main", "CI": "true"}


def git(folder: Path, *words: str) -> str:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
    done = subprocess.run(
        ["git", *named, *words], cwd=folder, env=QUIET, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a site of one's own, published once; under git, but for what was built."""
    folder = copy_site(tmp_path_factory.mktemp("source") / "site")
    conf = folder / "pelicanconf.py"
    text = conf.read_text(encoding="utf-8")
    text = text.replace("https://kept-promises.example", SITE)
    conf.write_text(text.replace("@kept-promises.example", "@keptpromises.nl"), encoding="utf-8")
    (folder / ".github").mkdir()
    shutil.copy(ROOT / ".github" / "edition", folder / ".github" / "edition")
    shutil.copy(ROOT / ".gitignore", folder / ".gitignore")
    words = [sys.executable, "-m", "invoke", "publish"]
    done = subprocess.run(words, cwd=folder, env=QUIET, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all")
    return folder


@contextmanager
def on_the_web(output: Path) -> Iterator[str]:
    """A proxy through which *SITE* is found to show *output*; its address."""

    class Web(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            file = output / path / "index.html" if not path or path[-1] == "/" else output / path
            self.send_response(200 if file.is_file() else 404)
            self.end_headers()
            self.wfile.write(file.read_bytes() if file.is_file() else b"")

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Runner:
    """One machine of the host's: a fresh clone, and nothing that another one has left."""

    folder: Path
    environment: dict[str, str]

    def start(self, what: str = "due", dies_at: str = "") -> subprocess.Popen[str]:
        return subprocess.Popen(
            [".github/edition", what],
            cwd=self.folder,
            env={**self.environment, "DIES_AT": dies_at},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,  # it dies as a whole, and alone
        )

    def run(self, what: str = "due", dies_at: str = "") -> tuple[int, str]:
        process = self.start(what, dies_at)
        told, _ = process.communicate(timeout=120)
        assert KEY not in told
        return process.returncode, told


@dataclass
class Host:
    """The repository on its server, our own Mailchimp, and the live site."""

    source: Path
    server: Path
    folder: Path
    fake: FakeMailchimp
    environment: dict[str, str]
    runners: int = 0

    def runner(self) -> Runner:
        self.runners += 1
        folder = self.folder / f"runner-{self.runners}"
        git(self.folder, "clone", "-q", "--depth=1", f"file://{self.server}", str(folder))
        for built in ("output", "var"):
            shutil.copytree(self.source / built, folder / built)
        program = folder / ".venv" / "bin" / "invoke"
        program.parent.mkdir(parents=True)
        script = Path(__file__).with_name("runner.py")
        program.write_text(f'#!/bin/sh\nexec {sys.executable} {script} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        notes = {"NOTES": str(folder.with_suffix(".calls"))}
        return Runner(folder, {**self.environment, **notes})

    def files(self) -> list[str]:
        listed = git(self.server, "ls-tree", "-r", "--name-only", "main", "content/editions/")
        return [each.removeprefix("content/editions/") for each in listed.splitlines()]

    def judge(self) -> None:
        """Everybody got it, once; one campaign; and the branch knows of it."""
        assert Counter(who for _, who in self.fake.mails) == {f"ann@{LIST}.example": 1}
        assert len(self.fake.campaigns) == 1
        assert self.fake.violations == []
        (ident,) = self.fake.campaigns
        ledger = git(self.server, "show", "main:content/editions/sent.jsonl").splitlines()
        assert '"submitted"' in ledger[-1]
        assert ident in ledger[-1]
        assert {"2026-11.json", "sent.jsonl"} <= set(self.files())
        assert not [each for each in self.files() if each.endswith((".draft", ".held", ".lock"))]
        assert KEY not in git(self.server, "log", "-p", "main", "--", "content/editions")


@pytest.fixture
def host(source: Path, tmp_path: Path) -> Iterator[Host]:
    server = tmp_path / "server.git"
    git(tmp_path, "clone", "-q", "--bare", str(source), str(server))
    fake = FakeMailchimp(Clock(), counted_after=0.0)
    fake.add_audience(LIST, ann="subscribed", una="unsubscribed")
    with listening(fake) as wire, on_the_web(source / "output") as proxy:
        environment = {
            **QUIET,
            "MAILCHIMP_API_KEY": KEY,
            "MAILCHIMP_LIST_ID": LIST,
            "MAILCHIMP_HOST": wire.host,
            "http_proxy": proxy,
            "NO_PROXY": "127.0.0.1",
            "no_proxy": "127.0.0.1",
        }
        yield Host(source, server, tmp_path, fake, environment)


def test_a_day_on_which_it_is_due_and_the_day_after(host: Host) -> None:
    code, told = host.runner().run()
    assert code == 0, told
    assert "submitted: " in told
    host.judge()
    before = git(host.server, "rev-parse", "main")
    code, told = host.runner().run()
    assert (code, "was sent already" in told) == (0, True), told
    assert git(host.server, "rev-parse", "main") == before
    host.judge()


@pytest.mark.parametrize("moment", ["1 before", "1 after", "2 before", "2 after"])
def test_a_runner_that_dies_is_followed_by_one_that_finishes(host: Host, moment: str) -> None:
    code, told = host.runner().run(dies_at=moment)
    assert code == -signal.SIGKILL, told
    assert bool(host.fake.mails) == (moment == "2 after")
    pushed = "sent.jsonl" in host.files()
    assert pushed == moment.startswith("2")
    code, told = host.runner().run()
    assert code == 0, told
    host.judge()


def test_two_runners_at_once(host: Host) -> None:
    both = [host.runner(), host.runner()]
    begun = [each.start() for each in both]
    ends = [each.communicate(timeout=120)[0] for each in begun]
    codes = sorted(each.returncode for each in begun)
    assert codes in ([0, 0], [0, 1]), ends
    code, told = host.runner().run()
    assert code == 0, told
    host.judge()


def test_the_form_sends_after_a_test_and_a_draft(host: Host) -> None:
    host.environment |= {"ADDRESS": "me@keptpromises.nl", "MONTH": "2026-11"}
    for what, words in (("test", "test sent"), ("draft", "ready"), ("send", "submitted")):
        code, told = host.runner().run(what)
        assert (code, words in told) == (0, True), told
    assert [who for _, who in host.fake.tests] == ["me@keptpromises.nl"]
    host.judge()
    code, told = host.runner().run("send")
    assert (code, "already sent" in told) == (0, True), told
    host.judge()


def test_the_form_corrects_what_was_wrong_for_those_who_got_it(host: Host) -> None:
    code, told = host.runner().run()
    assert code == 0, told
    host.fake.people.audiences[LIST][f"new@{LIST}.example"] = "subscribed"
    host.fake.clock.now += 3600.0  # it is not being sent any more
    author = host.folder / "author"
    git(host.folder, "clone", "-q", str(host.server), str(author))
    article = author / "content" / "articles" / "2026-11-12-a-uniform-without-pockets.md"
    text = article.read_text(encoding="utf-8").replace("without pockets", "with one pocket", 1)
    article.write_text(text, encoding="utf-8")
    shutil.copytree(host.source / "var" / "cache", author / "var" / "cache")
    words = [sys.executable, "-m", "invoke", "publish"]
    done = subprocess.run(words, cwd=author, env=QUIET, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    git(author, "add", "-A")
    git(author, "commit", "-q", "-m", "The title")
    git(author, "push", "-q", "origin", "HEAD:main")
    with on_the_web(author / "output") as proxy:
        host.environment |= {"http_proxy": proxy, "MONTH": "2026-11"}
        host.environment |= {"BECAUSE": "The uniform had one pocket."}
        runner = host.runner()
        shutil.rmtree(runner.folder / "output")
        shutil.copytree(author / "output", runner.folder / "output")
        code, told = runner.run("correct")
        assert code == 0, told
        got = Counter(who for _, who in host.fake.mails)
        assert got == {f"ann@{LIST}.example": 2}
        again = host.runner()
        shutil.rmtree(again.folder / "output")
        shutil.copytree(author / "output", again.folder / "output")
        code, told = again.run("correct")
        assert (code, "already sent" in told) == (0, True), told
    assert Counter(who for _, who in host.fake.mails) == got
    assert host.fake.violations == []
