"""The digest in somebody else's Pelican site, with plugins/ and tasks.py copied in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT, Invoke

QUICKSTART = """
AUTHOR = "Jo"
SITENAME = "My site"
SITEURL = ""
PATH = "content"
TIMEZONE = "Europe/Rome"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
LINKS = (("Pelican", "https://getpelican.com/"),)
DEFAULT_PAGINATION = 10

PLUGINS = ["plugins.digest"]
DIGEST = {
    "name": "Jo's letter",
    "slug": "letter",
    "sender": "Jo",
    "reply_to": "jo@mysite.org",
    "sign_up": "A letter a month.",
}
"""
PUBLISH = """
import os
import sys
sys.path.append(os.curdir)
from pelicanconf import *
SITEURL = "https://mysite.org"
RELATIVE_URLS = False
"""


@pytest.fixture
def quickstart(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    shutil.copytree(
        ROOT / "plugins", site / "plugins", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "tasks.py", site)
    (site / "pelicanconf.py").write_text(QUICKSTART, encoding="utf-8")
    (site / "publishconf.py").write_text(PUBLISH, encoding="utf-8")
    for number in (1, 2):
        text = (
            f"Title: My post {number}\nDate: 2026-10-0{number} 10:00\n\nHello *world* {number}.\n"
        )
        (site / "content" / f"post{number}.md").write_text(text, encoding="utf-8")
    return site


def test_the_same_commands_make_its_digest(quickstart: Path, invoke: Invoke):
    preview = invoke("digest", cwd=quickstart)
    assert preview.returncode == 0, preview.stdout + preview.stderr
    folder = quickstart / "var" / "preview" / "jos-letter-2026-10"
    assert "My post 2" in (folder / "message.html").read_text(encoding="utf-8")
    sent = invoke("digest", "--send", "--via", "outbox", cwd=quickstart)
    assert sent.returncode == 0, sent.stdout + sent.stderr
    text = (quickstart / "var" / "outbox" / "jos-letter-2026-10" / "message.txt").read_text(
        encoding="utf-8"
    )
    assert "1. My post 2\nhttps://mysite.org/my-post-2.html" in text
    again = invoke("digest", "--send", "--via", "outbox", cwd=quickstart)
    assert (again.returncode, "already sent" in again.stdout) == (0, True)
