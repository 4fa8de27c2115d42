"""A report for subscribers first: nothing of it is anywhere but where it may be, to the byte."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Invoke, copy_site

BEFORE, AFTER = 1796202000, 1796256000  # 2 December 2026 09:00 UTC, 3 December 00:00 UTC
REPORT = """---
title: Quibblefrost and the ninth counter
date: 2026-11-18 08:00
author: Wilhelmina Quonk
category: Zarquon Studies
tags: [snorfblatt]
kind: report
public_from: 2026-12-03
report: the-vexnard-report.pdf
summary: Grumblethwaite asked four hundred people.
question: Have you ever met a wozzlecamp?
image: bakery-counter.jpg
image_alt: A flumdiddle counter.
series: The frame and the extra
---
We counted every dribblewick for a year, and wrote the rest into a file.
"""
MARKS = (
    *("quibblefrost", "ninth counter", "ninth-counter", "quonk", "zarquon", "snorfblatt"),
    *("vexnard", "grumblethwaite", "wozzlecamp", "flumdiddle", "dribblewick"),
)
PAGE = "quibblefrost-and-the-ninth-counter/index.html"
MAY = {PAGE, f"{PAGE}.gz", "articles/the-vexnard-report.pdf"}
"""Its own page and its file. What is in the edition's page and text is there for its readers."""
EDITION = {f"greetz/2026-11/{name}" for name in ("index.html", "index.txt")}
EDITION |= {f"{name}.gz" for name in EDITION}


def read(output: Path) -> Iterator[tuple[str, str]]:
    """Every file with its name and all its bytes as they are read in the end."""
    for path in sorted(output.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
            name = path.relative_to(output).as_posix()
            yield name, f"{name}\n{data.decode('utf-8', 'replace')}".casefold()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """The sample with one such report, published for the world on the day before."""
    folder = copy_site(tmp_path_factory.mktemp("reports") / "site")
    articles = folder / "content" / "articles"
    for own in articles.glob("2026-11-17-*"):
        own.unlink()  # an edition holds six
    (articles / "a-report.md").write_text(REPORT, encoding="utf-8")
    (articles / "the-vexnard-report.pdf").write_bytes(b"%PDF-1.4 vexnard" + b"." * 250_000)
    notes = folder / "content" / "editions" / "2026-11.md"
    notes.write_text(re.sub("preheader:.*\n", "", notes.read_text("utf-8")), encoding="utf-8")
    done = invoke("publish", cwd=folder, SOURCE_DATE_EPOCH=str(BEFORE))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_no_byte_of_the_site_tells_of_it(site: Path) -> None:
    found = {
        name: marks
        for name, text in read(site / "output")
        if name not in MAY | EDITION and (marks := [mark for mark in MARKS if mark in text])
    }
    assert found == {}


def test_the_search_has_its_index_and_the_report_is_not_in_it(site: Path) -> None:
    words = dict(read(site / "output"))
    fragments = [text for name, text in words.items() if name.endswith(".pf_fragment")]
    assert len(fragments) > 10
    assert any("caretaker" in each for each in fragments)
    assert not any(mark in each for mark in MARKS for each in fragments)


def test_the_register_forgets_it_until_then(site: Path) -> None:
    register = (site / "content" / "published.jsonl").read_text(encoding="utf-8")
    assert "ninth-counter" not in register


def test_its_own_page_says_until_when(site: Path) -> None:
    html = (site / "output" / PAGE).read_text(encoding="utf-8")
    assert "For subscribers until 3 December 2026; from that day on for everybody." in html
    assert '<meta name="robots" content="noindex">' in html
    assert 'href="https://kept-promises.example/articles/the-vexnard-report.pdf"' in html
    assert "Read the whole report (PDF, 0.3 MB)" in html
    assert "linkedin" not in html
    assert 'data-pagefind-ignore="all"' in html
    dead = re.findall(r'href="https://kept-promises.example/((?:author|category|tag)/[^"]+)"', html)
    assert [each for each in dead if not (site / "output" / each).exists()] == []


def test_the_edition_leads_to_it(site: Path) -> None:
    for name in EDITION:
        text = dict(read(site / "output"))[name]
        assert "quibblefrost-and-the-ninth-counter/" in text
        assert "for subscribers until 3 december 2026" in text
    mail = (site / "var/outbox/cx-greetz-2026-11/message.html").read_text(encoding="utf-8")
    assert "quibblefrost-and-the-ninth-counter/" in mail


def test_then_it_is_everywhere_by_itself(site: Path, invoke: Invoke) -> None:
    done = invoke("publish", cwd=site, SOURCE_DATE_EPOCH=str(AFTER))
    assert done.returncode == 0, done.stdout + done.stderr
    text = dict(read(site / "output"))
    everywhere = ("index.html", "archive/index.html", "search/index.html", "sitemap.xml")
    everywhere += ("feeds/all.rss.xml", "feeds/all.atom.xml", "feeds/all.json")
    everywhere += ("category/zarquon-studies/index.html", "author/wilhelmina-quonk/index.html")
    everywhere += ("tag/snorfblatt/index.html", "feeds/greetz.atom.xml")
    assert [name for name in everywhere if "ninth-counter" not in text[name]] == []
    assert "for subscribers" not in text[PAGE]
    assert "noindex" not in text[PAGE]
    assert "linkedin" in text[PAGE]
    told = json.loads((site / "output" / "feeds" / "all.json").read_text(encoding="utf-8"))
    entry = next(each for each in told["items"] if "ninth" in each["title"])
    assert "articles/the-vexnard-report.pdf" in entry["content_html"]
    register = (site / "content" / "published.jsonl").read_text(encoding="utf-8")
    assert "ninth-counter" in register
