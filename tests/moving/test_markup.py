"""HTML becomes Markdown that shows the same words and the same shape again."""

from __future__ import annotations

import re
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from plugins.moving.markup import as_markdown


def shown(text: str) -> BeautifulSoup:
    reader = Markdown(extensions=["extra", "sane_lists"], output_format="html")
    return BeautifulSoup(reader.convert(text), "html.parser")


def words(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ").split())


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<h2 id='a'>One</h2><p>Two</p>", "## One {#a}\n\nTwo"),
        ("<ol start='3'><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "3. a\n    - b\n4. c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n    - b"),
        ("<p>a<br>b</p>", "a  \nb"),
        ("<p><del>a</del> H<sub>2</sub>O</p>", "<del>a</del> H<sub>2</sub>O"),
        (
            "<pre class='language-python'><code>a = 1\n\n  b</code></pre>",
            "```python\na = 1\n\n  b\n```",
        ),
        ("<p>1. not a list</p><p># nor a heading</p>", "1\\. not a list\n\n\\# nor a heading"),
        ("<p>snake_case and _this_</p>", "snake_case and \\_this\\_"),
        ("<p><a id='n1'></a>note <a href='#n1'>up</a></p>", '<a id="n1"></a>note [up](#n1)'),
        ("<h2><img src='a.png' alt='A'> b</h2>", "## ![A](a.png) b"),
        ("<p>&lt;b&gt; &amp;amp; c</p>", "&lt;b&gt; &amp;amp; c"),
        ("<p><img src='a b.png' alt='A [x]'></p>", "![A \\[x\\]](<a b.png>)"),
    ],
)
def test_each_element_has_its_sign(html: str, markdown: str) -> None:
    assert as_markdown(html) == markdown


def test_a_table_that_markdown_cannot_say_stays_html() -> None:
    html = "<table><tr><td colspan='2'>a</td></tr>\n\n<tr><td>b</td><td>c</td></tr></table>"
    made = as_markdown(html)
    assert made.startswith("<table>")
    assert "\n\n" not in made
    assert words(shown(made)) == "a b c"


@pytest.mark.parametrize("name", ["ul", "ol", "blockquote", "pre", "h2", "table", "figure", "dl"])
def test_the_shape_comes_back(name: str) -> None:
    inner = {
        "ul": "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li><p>d</p><p>e</p></li></ul>",
        "ol": "<ol><li>a<pre>b</pre></li></ol>",
        "blockquote": "<blockquote><p>a</p><blockquote><p>b</p></blockquote></blockquote>",
        "pre": "<pre>a\n  b\n\nc</pre>",
        "h2": "<h2>a <em>b</em></h2>",
        "table": "<table><thead><tr><th>a|b</th></tr></thead>"
        "<tbody><tr><td>c</td></tr></tbody></table>",
        "figure": "<figure><img src='x.png' alt='a'><figcaption>b</figcaption></figure>",
        "dl": "<dl><dt>a</dt><dd>b</dd></dl>",
    }[name]
    before, after = BeautifulSoup(inner, "html.parser"), shown(as_markdown(inner))
    for each in ("li", "ul", "ol", "blockquote", "pre", "h2", "td", "th", "img", "dt", "dd"):
        assert len(before.find_all(each)) == len(after.find_all(each)), each
    assert words(before).split() == words(after).split()


@settings(max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["p", "li", "h3", "blockquote", "strong", "td"]),
            st.text(
                alphabet=st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=24
            ),
        ),
        max_size=5,
    )
)
def test_no_letter_that_was_typed_means_anything(parts: list[tuple[str, str]]) -> None:
    wrapped = {"li": "<ul><li>{}</li></ul>", "strong": "<p><strong>{}</strong></p>"}
    wrapped["td"] = "<table><tr><th>x</th></tr><tr><td>{}</td></tr></table>"
    html = "".join(
        wrapped.get(name, f"<{name}>{{}}</{name}>").format(escape(text)) for name, text in parts
    )
    squeezed = [
        re.sub(r"\s+", "", words(each))
        for each in (BeautifulSoup(html, "html.parser"), shown(as_markdown(html)))
    ]
    assert squeezed[0] == squeezed[1]
