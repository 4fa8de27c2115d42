"""What an author's HTML may bring to a page, and what is taken out of it."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as some

from plugins.blog.safe import SUSPECT, _suspect, safe

HOSTS = ("kept-promises.example", "video.example")


@pytest.mark.parametrize(
    "html",
    [
        "<p>An essay on the script of a play, with <em>style = substance</em>.</p>",
        '<p><img alt="A door" src="{static}/images/door.jpg" title="So"> AT&T &copy; &#8617;</p>',
        '<p><IMG SRC="https://Kept-Promises.example/a.jpg" alt=""></p>',
        '<iframe src="https://video.example/embed/1" title="A talk"></iframe>',
        '<video src="{static}/images/a.mp4" controls><track src="a.vtt"></video>',
        '<a href="https://elsewhere.example/?a=1&b=2">x</a> <a href="mailto:a@b.example">y</a>',
        "<pre><code>&lt;script&gt;alert(1)&lt;/script&gt; onclick=</code></pre>",
        "<p>1 < 2 and <!-- a comment --> no more</p>",
    ],
)
def test_what_is_sound_stays_to_the_letter(html: str) -> None:
    assert safe(html, HOSTS) == html


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("<p>a</p><script>alert('<p>')</script><p>b</p>", "<p>a</p><p>b</p>"),
        ("a<SCRIPT src=x></SCRIPT >b", "ab"),
        ("a<script/>b</script>c", "ac"),
        ("a<script>never closed", "a"),
        ("<style>p{color:red}</style>a", "a"),
        ('<p onclick="x()" id="a">a</p>', '<p id="a">a</p>'),
        ('<p style="color: red">a</p>', "<p>a</p>"),
        ('<img src="a.jpg"onerror=x() alt="b">', '<img src="a.jpg" alt="b">'),
        ('<a href="javascript:x()">a</a>', "<a>a</a>"),
        ('<a href=" java\nscript&colon;x()">a</a>', "<a>a</a>"),
        ('<a href="&#106;avascript:x()" title="t">a</a>', '<a title="t">a</a>'),
        ('<form action="/x"><input name="a">words<button>b</button></form>', "wordsb"),
        ('<meta http-equiv="refresh" content="0">a<base href="/">', "a"),
        (
            '<iframe src="https://other.example/e/1?a=1&amp;b" title="A &amp; B"><p>x</p></iframe>',
            '<a class="frame" href="https://other.example/e/1?a=1&amp;b">A &amp; B</a>',
        ),
        ('<object data="//other.example/a.swf"><embed src="b"><object>c</object></object>d',
         '<a class="frame" href="//other.example/a.swf">other.example</a>d'),
        ('<iframe srcdoc="<p>x"></iframe>a', "a"),
        (
            '<img src="https://other.example/a.jpg" alt="A door">',
            '<a class="picture" href="https://other.example/a.jpg">A door</a>',
        ),
        (
            '<a href="/b/"><img src="https://other.example/a.jpg" alt="A door"></a>',
            '<a href="/b/">A door</a>',
        ),
        ('<img src="data:image/png;base64,AA" alt="dot">', "dot"),
        ('<img src="a.jpg" srcset="b.jpg 1x, https://o.example/c.jpg 2x" alt="d">', "d"),
    ],
)  # fmt: skip
def test_what_runs_or_comes_from_elsewhere_is_taken_out(html: str, left: str) -> None:
    assert safe(html, HOSTS) == left


HOSTILE = """
<script> </script> <p> </p> <iframe> </iframe> <object> </object> <style> </style> <svg> </svg>
<a> </a> <math> <template> <plaintext> <xmp> <noembed> <select> <textarea> <title> <noscript>
<svg/onload=a> <p/onclick=a> <img/src=x/onerror=y> <a/href=javascript:a> <b/style='x' <x/on=
<!-- --> --!> <![CDATA[ ]]> <! <? " ' > < x& / = <iframe/src=//a.b> script on
"""
PIECES = some.sampled_from(HOSTILE.split())


@given(some.lists(PIECES, max_size=12).map("".join))
def test_a_browser_finds_nothing_that_runs_in_what_is_left(html: str) -> None:
    tree = html5lib.parseFragment(safe(html, ()), namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag not in {"script", "style", "iframe", "object"}, html
        for name, value in element.attrib.items():
            assert not re.match("on[a-z]", str(name)), html
            assert not value.strip().lower().startswith("javascript:"), html


PIECES = (
    *(
        "<",
        "/",
        " ",
        "script",
        "SCRIPT",
        "style",
        "onload",
        "one",
        "on",
        "=",
        "\n",
        ":",
        "data",
        "&#",
    ),
    *(
        "&colon;",
        "&Tab;",
        "img",
        "imgs",
        "'",
        '"',
        "x",
        "srcdoc",
        "formaction",
        " = ",
        "é",
        "\u017f",
    ),
    *("\u212a", "\u0130", "<p>", "link", "TITLE"),
)


@given(some.lists(some.sampled_from(PIECES), max_size=8).map("".join))
def test_what_is_quick_to_look_at_is_what_is_suspect(html: str) -> None:
    assert _suspect(html) == bool(SUSPECT.search(html))
