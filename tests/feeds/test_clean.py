"""Text that travels: nothing that runs, whole addresses, no word lost."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.blog.text import plain
from plugins.feeds.clean import FORBIDDEN, clean, legal

SITE = "https://site.example"
BASE = f"{SITE}/essay/"


@pytest.mark.parametrize(
    ("html", "cleaned"),
    [
        ("<p>AT&T &copy; &amp; &#8212;</p>", "<p>AT&amp;T &copy; &amp; &#8212;</p>"),
        ("<p>a<script>x('</p>')</script>b</p>", "<p>ab</p>"),
        ("<p>a<style>p{}</style>b</p>", "<p>ab</p>"),
        ('<p style="color:red" class="x">a</p>', '<p class="x">a</p>'),
        ('<p onclick="x()" OnLoad=y>a</p>', "<p>a</p>"),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href=" java\nscript:x()">a</a>', "<a>a</a>"),
        ('<a href="data:text/html,x">a</a>', "<a>a</a>"),
        ('<a href="other/">a</a>', f'<a href="{BASE}other/">a</a>'),
        ("<a href=other/>a</a>", f'<a href="{BASE}other/">a</a>'),
        ("<a href='#end'>a</a>", f'<a href="{BASE}#end">a</a>'),
        ('<a href="//cdn.example/x">a</a>', '<a href="https://cdn.example/x">a</a>'),
        ('<a href="http://[x">a</a>', "<a>a</a>"),
        ('<a href="?a=1&b=2">a</a>', f'<a href="{BASE}?a=1&amp;b=2">a</a>'),
        (
            '<img src="/a.jpg" srcset="/a.jpg 1x, b.jpg 2x" alt="">',
            f'<img src="{SITE}/a.jpg" srcset="{SITE}/a.jpg 1x, {BASE}b.jpg 2x" alt="">',
        ),
        (
            '<img src="data:image/png;base64,AA" alt />',
            '<img src="data:image/png;base64,AA" alt>',
        ),
        (
            '<iframe src="https://video.example/1" title="A &amp; B">old</iframe>b',
            '<a href="https://video.example/1">A &amp; B</a>b',
        ),
        ('<iframe src="javascript:x()"></iframe>b', "b"),
        ("<form action=/x>Words<button>Go</button></form>", "WordsGo"),
        ("<object data=x><p>Words</p></object>", "<p>Words</p>"),
        ("<p>a<!-- secret -->b</p>", "<p>ab</p>"),
        ("<![x[<p>b", "b"),
        ("<p>a<b</p>", "<p>a</p>"),
        ("<p>1 < 2 <3</p>", "<p>1 &lt; 2 &lt;3</p>"),
        ("<p>a</b></p></p>b", "<p>a</p> b"),
        ("<p>a<div>b</div></p>", "<p>a</p><div>b</div> "),
        ("<p><i>a<ul><li>b<li>c</ul></p>", "<p><i>a</i></p><ul><li>b<li>c</ul> "),
        ("<b><i>a</b>c</i>", "<b><i>a</i></b>c"),
        ('<p/>a<p class="x" class="y" b"=1>b', '<p>a</p><p class="x">b</p>'),
        ('<a href="/a b?q=é%20{">a</a>', f'<a href="{SITE}/a%20b?q=%C3%A9%20%7B">a</a>'),
    ],
)
def test_what_must_not_travel_is_taken_out(html: str, cleaned: str) -> None:
    assert clean(html, BASE) == cleaned


def test_sound_text_stays_as_it_was_typed() -> None:
    html = '<p class="x">a <br> b &eacute; &#8212; <a href="https://x.example/?a=1&amp;b=2">c</a></p>\n'
    assert clean(html, BASE) == html
    assert clean(clean(html, BASE), BASE) == html


def test_letters_of_every_script_are_legal() -> None:
    assert legal("שלום 👩‍🚒 é\t\n") == "שלום 👩‍🚒 é\t\n"
    assert legal("a\x00\x0b\x1f\x7f\x85\ud800\uffffb") == "ab"


def test_every_character_that_xml_forbids_is_taken_out() -> None:
    kept = [chr(n) for n in range(0x11_0000) if not FORBIDDEN.match(chr(n))]
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "".join(kept))
    assert len(kept) > 1_000_000


words = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="<>&"), max_size=9
)
pieces = st.sampled_from(
    ["<p>", "</p>", "<b x=1>", "</b>", "<br/>", "&amp;", "&", "&lt;", "<a href=x>", "</a>", "<!-- "]
)


@given(st.lists(st.one_of(words, pieces), max_size=20))
def test_no_word_is_lost_or_made(parts: list[str]) -> None:
    html = "".join(parts)
    if "<!--" not in html:
        assert plain(clean(html, BASE)) == plain(html)


tags = st.sampled_from(
    ["<script>", "</script>", "<p onclick=x>", "<iframe src=x>", "style=", "<!--"]
)
noise = st.text(st.sampled_from("<>/!?-[]\"'=&;# abscript:"), max_size=9)


@given(st.lists(st.one_of(tags, noise), max_size=12))
def test_hostile_text_never_stops_it_and_never_runs(parts: list[str]) -> None:
    tree = html5lib.parseFragment(clean("".join(parts), BASE), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in ("script", "iframe")
        assert not [name for name in element.attrib if name in ("onclick", "style")]
