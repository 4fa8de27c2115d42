"""HTML that is taken for fit to travel is just what comes back from taking it apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.feeds.clean import AMPERSAND, Cleaner
from plugins.feeds.plain import travels

BASE = "https://site.example/essay/"
WELL = '<p>A <em>loaf</em> &amp; <a href="https://a.example/?b=c#d" title="x">it</a>.<br></p>'
PAIRS = ("p", "em", "ul", "li", 'div class="a"', 'a href="https://a.example/b#c"', "pre", "td")
ODD = ("<p>", "</p>", "<", "</em>", '<a href="/x">', "<br/>", "<script>", "<P>", "<!-- -->", "<hr>")
ODDER = ('<p id="a" id="b">', '<p style="a">', '<img src="" alt="">', '<a href="https://é/">')


def taken_apart(html: str) -> str:
    cleaner = Cleaner(BASE)
    cleaner.feed(html.replace("&", AMPERSAND))
    cleaner.close()
    return "".join(cleaner.parts).replace(AMPERSAND, "&")


texts = st.sampled_from(
    ["a", " > b\n", "&lt;i&gt;", "<br>", '<img src="https://a.example/b" alt="c">']
)
trees = st.recursive(
    texts,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag.split()[0]}>",
        st.sampled_from(PAIRS),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
heaps = st.lists(st.sampled_from([*ODD, *ODDER, WELL, "a"]), max_size=6).map("".join)


@given(st.one_of(trees, heaps))
def test_what_travels_comes_back_as_it_is(html: str) -> None:
    if travels(html, Cleaner(BASE).whole):
        assert taken_apart(html) == html


def test_what_markdown_writes_travels() -> None:
    assert travels(WELL, Cleaner(BASE).whole)


@pytest.mark.parametrize(
    "html",
    [
        "<p>a<div>b</div></p>",
        "<p>a",
        "a</p>",
        "<em><b>a</em></b>",
        '<a href="javascript:x()">a</a>',
        '<a href="next/">a</a>',
        '<p onclick="x()">a</p>',
        "<script>x()</script>",
        "a < b",
        "<p class='a'>b</p>",
    ],
)
def test_what_has_to_be_mended_does_not(html: str) -> None:
    assert not travels(html, Cleaner(BASE).whole)
    assert taken_apart(html) != html
