"""The digest in somebody else's Pelican site, with plugins/ and tasks.py copied in."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.digest.live import check_live, file_of, own_links
from plugins.digest.message import Message
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
ARTICLE_EXCLUDES = ["editions"]
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


def build(site: Path, *more: str) -> None:
    """With Pelican's own command, as the site was built before."""
    words = [sys.executable, "-m", "pelican", "content", "-s", "publishconf.py", *more]
    done = subprocess.run(words, cwd=site, capture_output=True, text=True, check=False)
    assert (done.returncode, "ERROR" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("theme", ["notmyidea", "simple", "own"])
def test_every_link_of_the_mail_is_a_page_that_the_site_has(
    quickstart: Path, invoke: Invoke, theme: str
):
    """So that it can leave through Mailchimp: before that, each of them is asked for."""
    conf = quickstart / "pelicanconf.py"
    if theme == "own":
        (quickstart / "own" / "templates").mkdir(parents=True)
        base = quickstart / "own" / "templates" / "base.html"
        base.write_text("<title>x</title>{% block main %}{% endblock %}", encoding="utf-8")
    conf.write_text(f"{conf.read_text(encoding='utf-8')}\nTHEME = {theme!r}\n", encoding="utf-8")
    (quickstart / "content" / "editions").mkdir()
    word = quickstart / "content" / "editions" / "2026-10.md"
    word.write_text("---\ntitle: Jo's October\n---\nHello.\n", encoding="utf-8")
    build(quickstart)
    output = quickstart / "output"
    assert invoke("digest", cwd=quickstart).returncode == 0
    folder = quickstart / "var" / "preview" / "jos-letter-2026-10"
    html = (folder / "message.html").read_text(encoding="utf-8")
    links = sorted(set(own_links(html, "https://mysite.org")))
    assert links == [
        "https://mysite.org/letter/2026-10/",
        "https://mysite.org/my-post-1.html",
        "https://mysite.org/my-post-2.html",
    ]
    served = {link: file_of(link, "https://mysite.org", output) for link in links}
    page = served[links[0]].read_text(encoding="utf-8")
    assert page.count("Jo&#39;s October") == 2  # title and heading
    assert 'href="https://mysite.org/my-post-2.html">My post 2</a>' in page
    assert '<a href="https://mysite.org/letter/">Jo&#39;s letter</a>' in page
    assert (output / "letter" / "2026-10" / "index.txt").is_file()
    assert "letter/2026-10/" in (output / "letter" / "index.html").read_text(encoding="utf-8")
    message = Message("", "", html, "")
    live = check_live(
        message, "https://mysite.org", output, lambda link: (200, served[link].read_bytes())
    )
    assert live == []


def test_what_the_docs_say_of_it_is_what_is_done_here():
    docs = (ROOT / "docs" / "digest.md").read_text(encoding="utf-8")
    section = docs.partition("## In another Pelican site")[2].partition("\n## ")[0]
    (settings,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert settings in QUICKSTART
    assert all(f"`{name}`" in section for name in ("plugins/", "tasks.py", "publishconf.py"))
