"""A Hugo site comes along: its headers, shortcodes, bundles, addresses; and a real blog whole."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from ..conftest import Invoke
from .conftest import EXPORTS, Move

WORD = re.compile(r"[^\W\d_]{2,}")
FIRST = """\
---
title: "First & foremost"
date: 2019-05-03 08:00+02:00
modified: 2019-06-01
author: Ella Example
tags: [Trust, "Yes", bakers]
slug: foremost
id: https://hugo.example/2019/05/foremost/
image: counter.png
image_alt: The counter
summary: The very first.
weight: "3"
---

![The counter](counter.png)

At *nine*.

Read [the second](2020-01-02-with-pictures.md), [here too](2020-01-02-with-pictures.md#the-end)
and [the list](https://hugo.example/posts/). [YouTube](https://www.youtube.com/watch?v=abc123)

```go
fmt.Println("nine")
```

> Come *early*.

{{< countdown to="2030-01-01" >}}

Show it so: `{{< youtube abc123 >}}`. <del>Late</del> at <https://elsewhere.example/a>.
"""


def test_a_post_comes_along_with_its_headers_shortcodes_and_links(move: Move) -> None:
    moved = move("hugo", EXPORTS / "hugo")
    assert moved.code == 0, moved.said
    assert moved.text("articles/2019-05-03-foremost.md") == FIRST
    assert (moved.content / "images" / "counter.png").is_file()


def test_bundles_drafts_pages_languages_and_what_has_expired(move: Move) -> None:
    moved = move("hugo", EXPORTS / "hugo")
    bundle = moved.text("articles/2020-01-02-with-pictures.md")
    assert "\nstatus: hidden\n" in bundle
    assert "![A van](with-pictures/van.png)" in bundle
    assert '<img src="{static}/images/with-pictures/van.png" alt="Still a van">' in bundle
    assert "## The end {#the-end}" in bundle
    assert '<a href="https://player.vimeo.com/video/1">A film</a>' in bundle
    assert "\nstatus: draft\n" in moved.text("articles/2020-03-01-later.md")
    assert "\nlang: nl\n" in moved.text("articles/2019-05-03-foremost.nl.md")
    assert moved.body("pages/who.md") == "Bakers."


def test_old_addresses_lead_to_the_articles_and_a_draft_has_none(move: Move) -> None:
    moved = move("hugo", EXPORTS / "hugo")
    told = {each.url: each.path for each in moved.register}
    assert told == {
        "/2019/05/foremost/": "articles/2019-05-03-foremost.md",
        "/first/": "articles/2019-05-03-foremost.md",
        "/2019/05/older/": "articles/2019-05-03-foremost.md",
        "/nl/2019/05/foremost/": "articles/2019-05-03-foremost.nl.md",
        "/2020/01/with-pictures/": "articles/2020-01-02-with-pictures.md",
        "/who/": "pages/who.md",
    }
    assert {each.mailed for each in moved.register} == {"imported"}


def test_what_could_not_come_along_is_told_by_file_and_line(move: Move) -> None:
    (report,) = move("hugo", EXPORTS / "hugo").reports
    for told in (
        'posts/first.md:29: the shortcode "countdown" stays as it was typed',
        "posts/first.md:19: the link to https://hugo.example/posts/ still leads to the former home",
        "with-pictures/index.md:13: a frame of https://player.vimeo.com/video/1",
        "with-pictures/index.md:5: expired at 2021-01-01",
        "posts/_index.md:4: the text of a list's page has no place here",
    ):
        assert told in report


@pytest.mark.real_input
def test_a_real_blog_comes_along_whole(move: Move, invoke: Invoke, real_posts: Path) -> None:
    moved = move("hugo", real_posts)
    assert moved.code == 0
    assert "211 articles came along" in moved.said
    places = ("--content", moved.content, "--output", moved.output)
    checked = invoke("check", *places)
    assert [line for line in checked.stdout.splitlines() if _is_problem(line)] == []
    built = invoke("build", *places)
    assert built.returncode == 0, built.stdout + built.stderr
    pages = _pages(moved.content, moved.output)
    assert len(pages) == 211
    lost = {}
    for path in sorted(real_posts.glob("*.md")):
        report = _words_of(path) - pages[_title(path)]
        if report:
            lost[path.name] = report
    assert lost == {}


def _is_problem(line: str) -> bool:
    return re.search(r":\d+: (?!warning)", line) is not None


def _title(path: Path) -> str:
    found = re.search(r"^date:\s*(.*?)\s*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    title = re.search(r"^title:\s*(.*(?:\n  .*)*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert title
    words = BeautifulSoup(title[1], "html.parser").get_text()
    return f"{found[1][:10]} {''.join(re.findall(r'[a-z0-9]+', words.lower()))[:40]}"


def _pages(content: Path, output: Path) -> dict[str, Counter[str]]:
    found = {}
    for path in sorted((content / "articles").glob("*.md")):
        slug = re.search(r"^slug: (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        assert slug
        html = (output / slug[1] / "index.html").read_text(encoding="utf-8")
        article = BeautifulSoup(html, "html.parser").find("article")
        assert article is not None
        found[_title(path)] = Counter(WORD.findall(article.get_text(" ")))
    return found


def _words_of(path: Path) -> Counter[str]:
    """The words that readers saw: without the signs of shortcodes and of Markdown."""
    text = path.read_text(encoding="utf-8").split("---\n", 2)[2]
    text = re.sub(r"\]\(\{\{[<%].*?[>%]\}\}", "](x", text)
    text = re.sub(r'\shref="\{\{.*?\}\}[^"]*"', "", text)
    text = re.sub(r"\{\{[<%].*?[>%]\}\}", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\{[#.:][^{}\n]*\}", "", text)
    text = re.sub(r"^ {4,}", "   ", text, flags=re.MULTILINE)  # no code in these, only old lists
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    html = reader.render(text)
    words = BeautifulSoup(html, "html.parser").get_text(" ")
    return Counter(WORD.findall(re.sub(r"https?://\S+|\]\(\S*\)", " ", words)))
