"""Copied into a stock Pelican site, the plugins folder tags its articles and that is all."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONF = """\
AUTHOR = "Someone"
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
DEFAULT_PAGINATION = False
"""
WITH_TOPICS = 'PLUGINS = ["plugins.topics"]\nTOPICS = {"as_tags": True}\n'

MARKDOWN = """\
Title: The late parcel
Date: 2026-11-01
Tags: parcels, Complaints

The customers complained about the parcel, and the shop handled each complaint from a customer.
The complaints procedure helped every customer who wanted to complain.
"""
CHOSEN = """\
Title: The chosen one
Date: 2026-11-02
Topics: trust, no such topic

Rain.
"""
RST = """\
The complaint desk
##################

:date: 2026-11-03

Customers complain here. Each complaint of a customer is read. The complaints desk answers every
customer who complains.
"""


def make_site(folder: Path, root: Path, *, topics: bool) -> Path:
    """What pelican-quickstart leaves behind, with or without our folder."""
    content = folder / "content"
    content.mkdir(parents=True)
    (content / "late.md").write_text(MARKDOWN, encoding="utf-8")
    (content / "chosen.md").write_text(CHOSEN, encoding="utf-8")
    (content / "desk.rst").write_text(RST, encoding="utf-8")
    (folder / "pelicanconf.py").write_text(CONF + WITH_TOPICS * topics, encoding="utf-8")
    if topics:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(root / "plugins", folder / "plugins", ignore=ignored)
    return folder


def pelican(folder: Path) -> Path:
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "--fatal", "warnings"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory, root: Path) -> tuple[Path, Path]:
    """The output without and with the topics room."""
    folder = tmp_path_factory.mktemp("take-away")
    plain, ours = folder / "plain", folder / "ours"
    return (
        pelican(make_site(plain, root, topics=False)),
        pelican(make_site(ours, root, topics=True)),
    )


def tags(page: Path) -> list[str]:
    return re.findall(r'href="[^"]*/tag/[^"]+">([^<]+)</a>', page.read_text(encoding="utf-8"))


def files(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_topics_become_tags_behind_the_authors_own(sites: tuple[Path, Path]) -> None:
    _, ours = sites
    assert tags(ours / "the-late-parcel.html")[:2] == ["parcels", "Complaints"]
    assert tags(ours / "the-late-parcel.html").count("Complaints") == 1


def test_the_authors_topics_are_taken_from_plain_metadata(sites: tuple[Path, Path]) -> None:
    _, ours = sites
    assert tags(ours / "the-chosen-one.html") == ["Trust"]


def test_other_formats_are_read_too(sites: tuple[Path, Path]) -> None:
    _, ours = sites
    assert "Complaints" in tags(ours / "the-complaint-desk.html")


def test_no_address_changes_but_those_of_tags(sites: tuple[Path, Path]) -> None:
    plain, ours = map(files, sites)
    assert plain <= ours
    assert all(each.startswith("tag/") for each in ours - plain)
    assert "tag/trust.html" in ours


def test_the_pages_are_the_same_but_for_tags(sites: tuple[Path, Path]) -> None:
    plain, ours = sites
    tag_line = re.compile(r"<p>tags: .*?</p>", re.DOTALL)
    changed = []
    for name in sorted(files(plain)):
        if name.startswith("tag"):  # the pages of tags hold what they should: more articles
            continue
        before, after = ((folder / name).read_bytes() for folder in (plain, ours))
        if before == after:
            continue
        changed.append(name)
        one, other = ("".join(tag_line.sub("", each.decode()).split()) for each in (before, after))
        assert one == other, name
    assert "the-chosen-one.html" in changed
