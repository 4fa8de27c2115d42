"""What somebody sees who waits: nothing for a second, then what is being done, and no secret."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from io import StringIO
from pathlib import Path

import pytest

from plugins.verbs.progress import Progress

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys, time
from plugins.verbs.progress import Progress
shown = Progress(sys.stderr, patience=0.05)
shown.tell("looking [red] at it")
time.sleep(0.4)
print("a finding", flush=True)
shown.tell("sending")
time.sleep(0.4)
shown.end()
print("the end", flush=True)
"""


def told(*said: str, patience: float, pause: float = 0.0) -> str:
    to = StringIO()
    shown = Progress(to, patience)
    for words in said:
        shown.tell(words)
        time.sleep(pause)
    shown.end()
    return to.getvalue()


def test_what_is_quick_is_not_told() -> None:
    assert told("one", "two", "three", patience=60.0) == ""


def test_what_takes_long_is_a_plain_line_without_a_terminal() -> None:
    deadline = time.monotonic() + 20
    to = StringIO()
    shown = Progress(to, 0.0)
    for words in ("asking [bold]Mailchimp[/bold]", "asking [bold]Mailchimp[/bold]", "sending"):
        seen = to.getvalue()
        shown.tell(words)
        while to.getvalue() == seen and words not in seen and time.monotonic() < deadline:
            time.sleep(0.005)
        time.sleep(0.02)
    shown.end()
    assert to.getvalue() == "  asking [bold]Mailchimp[/bold] ...\n  sending ...\n"


def test_a_long_line_is_not_broken_without_a_terminal() -> None:
    to = StringIO()
    shown = Progress(to, 0.0)
    shown.tell("word " * 60)
    for _ in range(1000):
        if to.getvalue():
            break
        time.sleep(0.005)
    shown.end()
    assert to.getvalue().count("\n") == 1


def test_after_the_end_nothing_comes() -> None:
    to = StringIO()
    shown = Progress(to, 0.05)
    shown.tell("too late")
    shown.end()
    time.sleep(0.15)
    assert to.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_on_a_terminal_it_is_one_line_that_moves_and_goes() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "80"},
    )
    os.close(theirs)
    seen = read_all(ours)
    assert process.wait(timeout=20) == 0
    assert "looking [red] at it" in seen
    assert "sending" in seen
    assert "\x1b[2K" in seen  # the line is cleared
    assert seen.rstrip().endswith("the end")
    assert "a finding\r\n" in seen


def read_all(end: int) -> str:
    parts = []
    try:
        while select.select([end], [], [], 20)[0]:
            part = os.read(end, 4096)
            if not part:
                break
            parts.append(part)
    except OSError:  # Linux says so when the other end has closed
        pass
    os.close(end)
    return b"".join(parts).decode()
