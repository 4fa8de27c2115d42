"""Pages that the sample does not have: drafts, tags, old addresses, and the site in Dutch."""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib
import pytest

from tests.conftest import Invoke, copy_site

from .conftest import MODES, Served, nu

DRAFT = """---
title: Nog niet af
date: 2026-11-20
status: draft
topics: [consistency]
question: Wat houdt u vast?
answers: [Alles, Niets]
---
Een belofte.
"""
LATER = "---\ntitle: Later\ndate: 2026-12-24 08:00\n---\nMorgen.\n"
TAGGED = "---\ntitle: Met trefwoorden\ndate: 2026-11-18\ntags: [brood, rijen]\n---\nTekst.\n"
ENGLISH = (
    "---\ntitle: Met trefwoorden\ndate: 2026-11-18\nslug: met-trefwoorden\nlang: en\n---\nText.\n"
)
REFRESH = re.compile(r'<meta http-equiv="refresh"[^>]*>')
PAGES = (
    "/",
    "/drafts/nog-niet-af/",
    "/drafts/later/",
    "/met-trefwoorden/",
    "/en/met-trefwoorden/",
    "/tag/",
    "/tag/brood/",
    "/topics/consistency/",
    "/archive/2026/",
    "/archive/2026/11/",
    "/search/",
    "/greetz/2026-11/",
    "/404.html",
)
STILL = ("/still-0/", "/still-1/")
"""Copies of the pages at old addresses that stay where they are, so that one can look at them."""


@pytest.fixture(scope="module")
def dutch(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """The sample with Dutch for its language, published twice: an article has moved since the
    first time, and another now stands on another site."""
    folder = copy_site(tmp_path_factory.mktemp("dutch") / "site")
    articles = folder / "content" / "articles"
    for path in sorted((folder / "content").rglob("*.md")):
        # Both would be in the site's own language then, at one address.
        if re.search(r"^lang: nl$", path.read_text("utf-8"), re.IGNORECASE | re.MULTILINE):
            path.unlink()
    for name, text in {"a": DRAFT, "b": LATER, "c": TAGGED, "d": ENGLISH}.items():
        (articles / f"{name}.md").write_text(text, encoding="utf-8")
    conf = folder / "pelicanconf.py"
    text = conf.read_text("utf-8").replace('DEFAULT_LANG = "en"', 'DEFAULT_LANG = "nl"')
    # Its texts are English still: a Dutch dictionary would guess at each word for a minute.
    conf.write_text(f'{text}\nCHECK = {{"spelling": False}}\n', "utf-8")
    register = folder / "content" / "published.jsonl"
    register.unlink()
    done = invoke("publish", cwd=folder)
    assert done.returncode == 0, done.stdout
    moved = articles / "2026-09-03-the-late-bread.md"
    moved.write_text(
        moved.read_text("utf-8").replace("slug: the-late-bread", "slug: bread-at-four"), "utf-8"
    )
    (articles / "2026-08-13-any-inconvenience.md").unlink()
    rows = [json.loads(line) for line in register.read_text("utf-8").splitlines()]
    for row in rows:
        if row["url"] == "/any-inconvenience/":
            row["to"] = "https://elsewhere.example/letter"
    register.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    again = invoke("publish", cwd=folder)
    assert again.returncode == 0, again.stdout
    output = folder / "output"
    for old, still in zip(("the-late-bread", "any-inconvenience"), STILL, strict=True):
        html = (output / old / "index.html").read_text(encoding="utf-8")
        assert REFRESH.search(html)
        (output / still.strip("/")).mkdir()
        (output / still.strip("/") / "index.html").write_text(REFRESH.sub("", html), "utf-8")
    return output


@pytest.fixture(scope="module")
def visited(dutch: Path, served: Served) -> Served:
    return Served(dutch, served.browser)


@pytest.mark.browser
@pytest.mark.parametrize("mode", MODES)
def test_they_are_as_sound_as_the_others(visited: Served, mode: str) -> None:
    assert visited.judged((*PAGES, *STILL), **MODES[mode]) == []


@pytest.mark.browser
def test_an_old_address_brings_readers_to_the_new_one_in_silence(visited: Served) -> None:
    with visited.visit("/the-late-bread/") as visit:
        visit.page.wait_for_url("**/bread-at-four/")
        assert visit.page.locator("h1").inner_text() == "The late bread"
        assert visit.complaints == []


def test_nu_finds_nothing_on_any_of_them(dutch: Path) -> None:
    found = [f"{each['url']}: {each['message']}" for each in nu(dutch)]
    # It is right about that: the sample's texts are English.
    assert [each for each in found if "appears to be written in English" not in each] == []


def test_the_interface_speaks_dutch_and_texts_keep_their_language(dutch: Path) -> None:
    for address in PAGES:
        file = dutch / (address[1:] + "index.html" if address.endswith("/") else address[1:])
        tree = html5lib.parse(file.read_text("utf-8"), namespaceHTMLElements=False)
        assert tree.get("lang") == ("en" if address.startswith("/en/") else "nl"), address
        skip = tree.find(".//*[@class='skip']")
        assert skip is not None
        words = "Skip to the text" if address.startswith("/en/") else "Naar de tekst"
        assert skip.text == words, address


def test_what_is_not_published_is_not_for_search_engines(dutch: Path) -> None:
    for address in ("drafts/nog-niet-af", "drafts/later", "the-late-bread"):
        html = (dutch / address / "index.html").read_text(encoding="utf-8")
        assert '<meta name="robots" content="noindex">' in html, address
        assert f"/{address}/" not in (dutch / "sitemap.xml").read_text(encoding="utf-8")
