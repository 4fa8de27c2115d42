"""The digest of the sample site as it was published."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from plugins.digest.reading import Reading, links_of, shown


@pytest.fixture(scope="module")
def outbox(published: Path) -> Path:
    (folder,) = sorted((published / "var" / "outbox").iterdir())
    return folder


def pieces(html: str) -> list[tuple[str, str]]:
    tags = Reading(html).tags
    return [
        (tag.text, link.attributes["href"])
        for tag, link in zip(tags, tags[1:], strict=False)  # noqa: RUF007 - two at a time
        if tag.name == "h2" and link.name == "a"
    ]


def page_of(built_site: Path, url: str) -> str:
    path = re.sub(r"^https?://[^/]+/", "", url)
    return (built_site / path / "index.html").read_text(encoding="utf-8")


def test_the_outbox_holds_novembers_edition(outbox: Path):
    assert outbox.name == "cx-greetz-2026-11"
    assert {path.name for path in outbox.iterdir()} == {
        "message.html",
        "message.txt",
        "message.eml",
    }


def test_every_piece_of_the_mail_stands_on_the_site_under_that_title_and_date(
    outbox: Path, built_site: Path
):
    html = (outbox / "message.html").read_text(encoding="utf-8")
    assert pieces(html)
    for title, url in pieces(html):
        page = page_of(built_site, url)
        assert title in [shown(tag.text) for tag in Reading(page).named("h1")]
        after = shown(unescape(re.sub(r"<[^>]*>", " ", html.split(url)[1])))
        day = re.search(r"\d{1,2} [A-Z][a-z]+ 20\d\d", after)
        assert day
        assert day[0] in shown(unescape(page))


def test_the_page_shows_what_the_mail_shows(outbox: Path, built_site: Path):
    mail = (outbox / "message.html").read_text(encoding="utf-8")
    text = (outbox / "message.txt").read_text(encoding="utf-8")
    (url,) = {link for link in links_of(text) if "/greetz/" in link}
    page = page_of(built_site, url)
    ours = [(title, url) for title, url in pieces(page) if (title, url) in pieces(mail)]
    assert ours == pieces(mail)
    assert f'<link rel="canonical" href="{url}">' in page
    assert 'rel="prev"' in page
    assert "index.txt" in page
    assert 'id="subscribe"' in page
    plain = (built_site / "greetz" / "2026-11" / "index.txt").read_text(encoding="utf-8")
    assert [link for link in links_of(plain) if link in links_of(text)][: len(ours)] == [
        url for _, url in ours
    ]
