"""Editions made of text that wants to be something else: a merge tag, HTML, a header."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from html import unescape
from typing import Any

from hypothesis import strategies as st

from plugins.blog import Reply, Topic
from plugins.digest.edition import Edition
from plugins.digest.envelope import as_eml
from plugins.digest.message import Message, tags_in
from plugins.digest.notes import parse_notes
from plugins.digest.reading import Reading
from plugins.digest.render import render, render_page
from tests.digest.samples import TEMPLATES, THEMES, URL, article, edition, mailed, november

CHUNKS = (
    "*|UNSUB|*", "*|", "|*", "*", "|", "*|IF:FNAME|*", "*|END:INTERESTED|*", "*\u2060|", "*\u200b|",
    "&#42;|UNSUB|*", "*&#124;UNSUB|*", "%2A%7C", "*\\|", "\\*|",
    "</td>", "</title>", "</style>", "<!--", "-->", "<![endif]-->", "<script>",
    "<img src=x onerror=y>",
    '"', "'", "'\"><b>", "&", "&amp;", "<", ">", "\r\n", "\n", "\nBcc: a@b.example", "\x00", "\x0b",
    "\u2028", "\u202e", "\u200f", "\ufeff", "\ud800", "{{ v }}", "{% raw %}", "{# ",
    "{title}", "%s",
    "שלום", "é", "😀", "x" * 90, " ", "javascript:x", "https://evil.example/", "mailto:a@b.example",
)  # fmt: skip
TEXT = st.lists(
    st.one_of(st.sampled_from(CHUNKS), st.text(max_size=4)), min_size=0, max_size=4
).map("".join)
HTML = st.lists(
    st.one_of(st.sampled_from(["<p>", "<a href='", "'>", "</a>", "<li>", "<pre>"]), TEXT)
).map("".join)


@st.composite
def articles(draw: st.DrawFn) -> Any:
    number = draw(st.integers(0, 30))
    return article(
        f"piece-{number}",
        guid=f"urn:{number}",
        title=draw(TEXT),
        url=f"{URL}/{draw(TEXT)}/",
        summary=draw(TEXT),
        html=draw(HTML),
        authors=tuple(draw(st.lists(TEXT, max_size=2))),
        lang=draw(st.sampled_from(["en", "nl", "ar", '"><b>'])),
        published=november(number % 28 + 1),
        topics=(Topic(draw(st.sampled_from(["trust", "complaints", "x"])), draw(TEXT)),),
        image=f"{URL}/{draw(TEXT)}.jpg",
        image_alt=draw(TEXT),
        question=draw(TEXT),
        answers=tuple(draw(st.lists(TEXT, max_size=3))),
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    lines = "".join(
        f"{key}: {draw(TEXT)!r}\n"
        for key in ("title", "preheader", "editor", "question")
        if draw(st.booleans())
    )
    notes = parse_notes(f"---\n{lines}---\n{draw(HTML)}", "e.md")
    return edition(
        *draw(st.lists(articles(), min_size=1, max_size=3)),
        notes=replace(notes, tally=((draw(TEXT), 3),), replies=(Reply(draw(TEXT), draw(TEXT)),)),
        settings={"body": draw(st.sampled_from(["summary", "full"])), "sender": draw(TEXT)},
    )


# The tags a mail may hold, with the attributes that author text can fill.
ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "div", "table", "tr", "td", "p", "a", "b",
    "i", "br", "h1", "h2", "h3", "img",
}  # fmt: skip
PAGE = {
    "div",
    "section",
    "p",
    "a",
    "b",
    "i",
    "br",
    "h2",
    "h3",
    "hr",
    "blockquote",
    "figure",
    "figcaption",
    "pre",
    "ul",
    "li",
    "img",
}
ATTRIBUTES = {
    "lang", "dir", "class", "style", "href", "src", "alt", "width", "role", "aria-label",
    "aria-roledescription", "charset", "name", "content", "cellpadding", "cellspacing", "border",
    "bgcolor", "align",
}  # fmt: skip


def judge(made: Edition) -> None:
    """Nothing of *made*'s text became more than text."""
    page = render_page(made, TEMPLATES)
    for message, tagged in ((mailed(made), True), (render(made, TEMPLATES), False)):
        for face in (message.html, unescape(message.html), message.text):
            wanted = _tags(made) if tagged else []
            assert sorted(tags_in(face)) == wanted
            assert face.count("*|") == len(wanted)
        assert "*|" not in message.subject + message.preheader
        _html_holds(message.html, ALLOWED)
        assert message.html.count("<style>") == 3
        assert message.html.count("<!--") == 3
        _headers_hold(message)
    _html_holds(page.html, PAGE)
    assert "*|" not in unescape(page.html) + page.text


def _tags(made: Edition) -> list[str]:
    assert THEMES is not None
    tags = ["*|UNSUB|*", "*|UPDATE_PROFILE|*", "*|LIST:ADDRESSLINE|*"]
    for piece in made.pieces:
        if groups := THEMES.groups(piece):
            tags += [f"*|INTERESTED:Topics:{','.join(groups)}|*", "*|END:INTERESTED|*"]
    return sorted(tags)


def _html_holds(html: str, allowed: set[str]) -> None:
    for tag in Reading(html).tags:
        assert tag.name in allowed
        assert set(tag.attributes) <= ATTRIBUTES
        href = tag.attributes.get("href", "https:")
        assert href.startswith(("https:", "http:", "mailto:", "*|U"))
        assert "\n" not in href


def _headers_hold(message: Message) -> None:
    mail = message_from_bytes(
        as_eml(message, "k", datetime(2026, 11, 1, tzinfo=UTC)), policy=default
    )
    assert set(mail.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type",
    }  # fmt: skip
    assert [each.addr_spec for each in mail["From"].addresses] == ["hello@kept-promises.org"]
