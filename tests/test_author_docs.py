"""The walk of docs/author.md, done from its first command to its last in a copy of the site: what
the page shows is what comes. ``--update`` writes what comes into the page."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from urllib.request import urlopen

import pytest

from .conftest import ROOT, TODAY, Invoke, copy_site

GUIDE = ROOT / "docs" / "author.md"
FENCE = re.compile(r"^```(?P<kind>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| `(?P<new>[^`]+)` \| `(?P<old>[^`]+)` \|$", re.MULTILINE)
NAME = re.compile(r"content/articles/[\w-]+\.md")
DRAFT = "Take the line `status: draft` out of the headers."
LEFT_OUT = "...\n"
"""Stands in what the page shows for any number of lines."""
LAST = 12
"""Lines that the page shows at most of what a command says, but for its end."""


@dataclass
class Walk:
    """Somebody who follows the page in *site*. *said* is what the last command said."""

    site: Path
    invoke: Invoke
    article: Path = field(default_factory=Path)
    said: str = ""
    ran: list[str] = field(default_factory=list)

    def run(self, line: str) -> None:
        """A command as it is typed."""
        words = [each.strip('"') for each in re.findall(r'"[^"]*"|\S+', line)]
        assert words.pop(0) == "invoke"
        self.ran.append(words[0])
        if words == ["preview"]:
            self.said = self.preview()
        else:
            done = self.invoke(*words, cwd=self.site)
            assert "Traceback" not in done.stderr
            self.said = done.stdout
        made = NAME.search(self.said) if words[0] == "new" else None
        self.article = self.site / made[0] if made else self.article

    def preview(self) -> str:
        """Start it on a port that is free, look at the draft, press Ctrl-C."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        command = [sys.executable, "-m", "invoke", "preview", "--port", str(port)]
        env = {"SOURCE_DATE_EPOCH": str(TODAY), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            command, cwd=self.site, env=env, stdout=subprocess.PIPE, encoding="utf-8"
        ) as server:
            guard = Timer(600, server.kill)  # a server that never comes is no endless test
            guard.start()
            lines = []
            for line in server.stdout or ():
                lines.append(line)
                if "look at" in line:
                    home = f"http://127.0.0.1:{port}"
                    page = f"{home}/drafts/the-bench-by-the-door/"
                    about = f"{home}/-/about?at=/drafts/the-bench-by-the-door/"
                    assert "There is a bench by the door" in urlopen(page).read().decode()  # noqa: S310
                    assert "It is a draft" in urlopen(about).read().decode()  # noqa: S310
                    server.send_signal(signal.SIGINT)
            guard.cancel()
        assert server.returncode == 0
        return "".join(lines).replace(f":{port}/", ":8000/")

    def write(self, name: str, text: str) -> None:
        """What the page says to write; the headers are those that were filled in."""
        begun = self.article.read_text(encoding="utf-8")
        assert self.site / name == self.article
        for header in ("title", "date", "author", "kind", "slug", "id"):
            assert re.search(rf"^{header}: .*$", begun, re.MULTILINE)[0] in text  # type: ignore[index]
        self.article.write_text(text, encoding="utf-8")

    def mend(self, new: str, old: str) -> None:
        text = self.article.read_text(encoding="utf-8")
        parts = r"\s+".join(map(re.escape, old.split()))
        found = re.findall(parts, text)
        assert len(found) == 1, old
        self.article.write_text(text.replace(found[0], new), encoding="utf-8")


def as_shown(said: str) -> str:
    """What the page shows of what was said: of much its beginning and its end."""
    rows = [f"{row.rstrip()}\n" for row in said.splitlines()]
    return "".join(rows if len(rows) <= LAST else [*rows[: LAST - 3], LEFT_OUT, *rows[-2:]])


def test_the_walk(tmp_path: Path, invoke: Invoke, update: bool) -> None:
    walk = Walk(copy_site(tmp_path / "site"), invoke)
    text = GUIDE.read_text(encoding="utf-8")
    fresh, at = "", 0
    for fence in FENCE.finditer(text):
        between = text[at : fence.start()]
        for row in ROW.finditer(between):
            walk.mend(row["new"], row["old"])
        if DRAFT in between:
            walk.mend("", "status: draft")
        fresh += between
        kind, body = fence["kind"], fence["body"]
        if body.startswith("invoke "):
            for line in body.splitlines():
                walk.run(line)
        elif kind == "text":
            shown = as_shown(walk.said)
            if not update:
                assert shown == body, walk.ran
            body = shown
        elif kind.startswith("markdown content/"):
            walk.write(kind.removeprefix("markdown "), body)
        fresh += f"```{kind}\n{body}```"
        at = fence.end()
    if update:
        GUIDE.write_text(fresh + text[at:], encoding="utf-8")
    assert walk.ran == [
        "new", "check", "check", "preview", "topics", "calendar", "publish", "digest"
    ]  # fmt: skip
    assert (walk.site / "output" / "the-bench-by-the-door" / "index.html").is_file()
    feed = (walk.site / "output" / "feeds" / "all.rss.xml").read_text(encoding="utf-8")
    assert "<title>The bench by the door</title>" in feed
    (shown,) = re.findall(r"var/preview/\S+?/index\.html", walk.said)
    assert "The bench by the door" in (walk.site / shown).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["author.md", "browser.md", "problems.md", "promise.md"])
def test_what_the_pages_for_authors_tell_to_type_exists(page: str, invoke: Invoke) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    told = {
        (verb, flag)
        for verb, rest in re.findall(r"invoke ([a-z]+)([^`\n]*)", text)
        for flag in ("", *re.findall(r"(--[a-z][a-z-]*)", rest))
    }
    for verb in sorted({verb for verb, _ in told}):
        help_text = invoke("--help", verb).stdout
        assert {flag for each, flag in told if each == verb and flag not in help_text} == set()
