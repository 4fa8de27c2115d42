"""``invoke check`` as it is typed: for programs, with links to other sites, at each save."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ..conftest import TODAY, Invoke

ARTICLE = Path("content", "articles", "2026-09-03-the-late-bread.md")
MOST = 120.0
"""Seconds that a busy machine may take for one look."""


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """Another site, where nothing is, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - the library's name

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()
        thread.join()


def write(site: Path, text: str) -> None:
    with (site / ARTICLE).open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_program_gets_the_problems_and_then_the_articles(site: Path, invoke: Invoke) -> None:
    write(site, "\n[x](nowhere.md)\n")
    done = invoke("check", "--json", cwd=site)
    assert done.returncode == 1
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(each["path"], each["code"], each["help"]) for each in rows if "code" in each] == [
        (ARTICLE.as_posix(), "link", "docs/problems.md#link")
    ]
    (bread,) = [each for each in rows if each["severity"] == "none" and "bread" in each["path"]]
    assert (bread["lang"], bread["minutes"]) == ("en", 3)
    assert bread["words"] > 600
    assert 60 <= bread["ease"] <= 100
    articles = len(list((site / "content" / "articles").glob("*.md")))
    assert len(rows) == 1 + articles


def test_other_sites_are_asked_only_when_told_and_once(
    tmp_path: Path, invoke: Invoke, elsewhere: tuple[str, list[str]]
) -> None:
    home, asked = elsewhere
    folder = tmp_path / "words"
    folder.mkdir()
    text = f"Title: A\nDate: 2026-11-01\n\n[x]({home}/gone) [y]({home}/gone#there)\n"
    (folder / "a.md").write_text(text, encoding="utf-8")
    places = ("--content", folder, "--output", tmp_path / "out")
    quiet = invoke("check", *places)
    assert (quiet.returncode, asked) == (0, [])
    for _ in range(2):
        done = invoke("check", "--links", *places)
        assert done.returncode == 0, done.stdout  # what others do is never more than a warning
        assert done.stdout.count(f"warning: {home}/gone") == 2
        assert "1 link to another site: 1 broken" in done.stdout
        assert asked == ["/gone", "/gone"]  # HEAD, and GET because of its answer


def test_a_setting_that_is_wrong_is_told_with_its_section(site: Path, invoke: Invoke) -> None:
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('CHECK = {"eese": 30}\n')
    done = invoke("check", "--json", cwd=site)
    (row,) = [json.loads(line) for line in done.stdout.splitlines() if '"code"' in line]
    assert row["message"] == 'CHECK: unknown key "eese"; did you mean "ease"?'
    assert row["help"] == "docs/problems.md#settings"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")
def test_each_save_is_told_whatever_was_saved_until_ctrl_c(site: Path) -> None:
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(TODAY), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "invoke", "check", "--watch"],
        cwd=site,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as watching:
        said: queue.Queue[str] = queue.Queue()
        Thread(
            target=lambda: [said.put(line) for line in watching.stdout or ()], daemon=True
        ).start()

        def wait(words: str) -> None:
            while words not in said.get(timeout=MOST):
                pass

        try:
            wait("nothing to mend in")
            sound = (site / ARTICLE).read_bytes()
            for broken, words in (
                (sound + b"\n[x](nowhere.md)\n", "leads nowhere"),
                (b"\xff\xfe\0\1", "UTF-16"),
                (b"", "this file is empty"),
                (b"\0" * 100, "not a text file"),
                (sound, "nothing to mend in"),
            ):
                (site / ARTICLE).write_bytes(broken)
                wait(words)
            (site / "content" / "promise.toml").write_text("[[[", encoding="utf-8")
            wait("promise.toml:1:")
            (site / ARTICLE).unlink()
            wait("is gone")
            watching.send_signal(signal.SIGINT)
            assert watching.wait(MOST) == 0
        finally:
            watching.kill()
        rest = "".join(said.queue)
        assert "Traceback" not in rest
        assert "\x1b" not in rest


def test_who_reads_only_the_beginning_sees_no_complaint(site: Path) -> None:
    write(site, "".join(f"[x](nowhere-{n}.md)\n" for n in range(3000)))  # more than a pipe holds
    env = {**os.environ, "SOURCE_DATE_EPOCH": str(TODAY)}
    for flags in ([], ["--json"]):
        with subprocess.Popen(
            [sys.executable, "-m", "invoke", "check", *flags],
            cwd=site,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as checking:
            assert checking.stdout
            assert checking.stderr
            assert ARTICLE.name in checking.stdout.readline()
            checking.stdout.close()
            assert (checking.stderr.read(), checking.wait(MOST)) == ("", 0)
