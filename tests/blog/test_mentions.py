"""A roundup: links with their sources, alike on the page, in feeds and in the mail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from plugins.blog.article import Credit
from plugins.blog.headers import parse_header
from plugins.blog.mentions import Mention, as_html, faults_of, mentions_of
from plugins.blog.source import read_source
from tests.conftest import Invoke

WHOLE = """---
title: Read elsewhere
date: 2026-11-05
kind: roundup
summary: Three pieces.
source: {name: The Desk, url: "https://desk.example/"}
links:
  - title: A queue <that> sang
    url: https://one.example/queue?a=1&b=2
    source: {name: Quay & Co, url: https://quay.example}
    note: On a Tuesday.
  - title: No source
    url: https://two.example/
  - {title: A plain source, url: "https://three.example/", source: The Post}
---
Before the list.
"""


def links(text: str) -> str:
    return f"---\ntitle: A\nkind: roundup\nlinks:\n{text}\n---\nText\n"


def test_elsewhere_the_header_is_somebodys_own() -> None:
    assert list(faults_of(parse_header("---\ntitle: A\nlinks: [a, b]\n---\nText"))) == []


def test_what_is_typed_is_read() -> None:
    one, two, three = mentions_of(parse_header(WHOLE).fields["links"])
    source = Credit("Quay & Co", "https://quay.example")
    url = "https://one.example/queue?a=1&b=2"
    assert one == Mention("A queue <that> sang", url, source, "On a Tuesday.")
    assert two.source is None
    assert three.source == Credit("The Post")


def test_the_list_says_whose_each_piece_is() -> None:
    html = as_html(mentions_of(parse_header(WHOLE).fields["links"]), "Source")
    assert (
        '<li><a href="https://one.example/queue?a=1&amp;b=2">A queue &lt;that&gt; sang</a>: '
        'On a Tuesday. <em>(Source: <a href="https://quay.example">Quay &amp; Co</a>)</em></li>'
    ) in html
    assert '<li><a href="https://two.example/">No source</a></li>' in html
    assert "</a> <em>(Source: The Post)</em></li>" in html


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  - A queue", "link 1 has no title and address; write it as - {title: "),
        ("  - {title: A}", "link 1 has no url; write it as"),
        ("  - {url: https://a.example}", "link 1 has no title"),
        (
            "  - {title: A, url: a.example}",
            'link 1 leads to "a.example"; an address begins with https://',
        ),
        ('  - {title: A, url: "javascript:x()"}', 'link 1 leads to "javascript:x()"'),
        ("  - {title: A, ulr: b}", 'link 1 has "ulr"; did you mean "url"?'),
        (
            "  - {title: A, url: https://a}\n  - {title: B, url: https://b, source: {url: https://c}}",
            "link 2 has a source without a name",
        ),
        ("  - {title: [a], url: https://a.example}", 'link 1 has a list for its "title"'),
    ],
)
def test_a_mistake_is_told_and_that_link_left_out(typed: str, expected: str) -> None:
    header = parse_header(links(typed))
    told = list(faults_of(header))
    assert len(told) == 1
    assert told[0].startswith(expected)
    assert len(mentions_of(header.fields["links"])) == typed.count("- ") - 1


def test_such_a_file_is_not_published(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(links("  - A queue").replace("A\n", "A\ndate: 2026-11-01\n", 1), "utf-8")
    source = read_source(path, "a.md", needs_date=True)
    assert [(each.line, each.code) for each in source.problems] == [(5, "roundup-link")]


def test_page_feed_and_digest_have_the_same_links(tmp_path: Path, invoke: Invoke) -> None:
    articles = tmp_path / "content" / "articles"
    articles.mkdir(parents=True)
    (articles / "a.md").write_text(WHOLE, encoding="utf-8")
    other = WHOLE.split("links:", maxsplit=1)[0] + "---\nText.\n"
    (articles / "b.md").write_text(other.replace("elsewhere", "here"), encoding="utf-8")
    output = tmp_path / "out"
    done = invoke("build", "--content", tmp_path / "content", "--output", output)
    assert done.returncode == 0, done.stdout
    addresses = {"https://one.example/queue?a=1&amp;b=2", "https://quay.example"}
    addresses |= {"https://two.example/", "https://three.example/"}
    page = (output / "read-elsewhere" / "index.html").read_text(encoding="utf-8")
    told = json.loads((output / "feeds" / "all.json").read_text(encoding="utf-8"))["items"]
    feed = next(each["content_html"] for each in told if each["title"] == "Read elsewhere")
    mail = (output / "greetz" / "2026-11" / "index.html").read_text(encoding="utf-8")
    for html in (page, feed, mail):
        assert addresses <= set(re.findall(r'href="([^"]*)"', html))
        assert "(Source: " in html
        assert 'href="https://desk.example/"' in html
    text = (output / "greetz" / "2026-11" / "index.txt").read_text(encoding="utf-8")
    assert "A plain source (Source: The Post)" in " ".join(text.split())
    assert "Source: The Desk\nhttps://desk.example/" in text
    assert text.count("Before the list.") == 1
    assert "Text." not in text
