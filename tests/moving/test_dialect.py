"""CommonMark becomes Markdown that this house's reader takes the same way."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from markdown_it import MarkdownIt

from plugins.moving.dialect import as_ours
from plugins.moving.post import Post
from plugins.moving.shortcodes import translate

TEXTS = [
    "Words:\n- a\n- b\n",
    "- a\n  - b\n    - c\n- d\n\n  more of d\n",
    "1. a\n   - b\n2. c\n",
    "1) a\n2) b\n",
    "* a\n\n  ```python {hl=1}\n  x = 1\n  ```\n* b\n",
    "~~~~js {linenos=true}\nlet a\n~~~~\n",
    "one\\\ntwo  \nthree\n",
    "text\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "text\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    "~~old~~ and `~~not~~`\n",
    "***\n\n- - -\n\ntext\n",
    "    code\n    - not a list\n",
    "A line\n2. that is no list\n",
    "> - a\n> - b\n",
]


@pytest.mark.parametrize("text", TEXTS)
def test_it_reads_the_same(text: str) -> None:
    theirs = MarkdownIt("commonmark").enable("table").enable("strikethrough").render(text)
    ours = Markdown(extensions=["extra", "sane_lists"]).convert(as_ours(text, autolink=False))
    one, other = (BeautifulSoup(each, "html.parser") for each in (theirs, ours))
    names = ("ul", "ol", "li", "pre", "table", "td", "hr", "br", "blockquote")
    assert Counter(each.name for each in one.find_all(names)) == Counter(
        each.name for each in other.find_all(names)
    )
    assert one.get_text(" ").split() == other.get_text(" ").split()


@pytest.mark.parametrize("text", [text for text in TEXTS if "```" not in text])
def test_what_is_ours_stays_ours(text: str) -> None:
    made = as_ours(text, autolink=True)
    assert as_ours(made, autolink=True) == made


def test_bare_addresses_become_links_where_they_were() -> None:
    text = "See https://a.example/b. [x](https://c.example) `https://d.example` <b title='https://e.example'>"
    made = as_ours(text, autolink=True)
    assert made == text.replace("https://a.example/b.", "<https://a.example/b>.")


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ('{{< youtube id="a-b" title="So" >}}', "[So](https://www.youtube.com/watch?v=a-b)"),
        ("{{< vimeo 12 >}}", "[Vimeo](https://vimeo.com/12)"),
        ('{{< tweet user="a" id="1" >}}', "[@a](https://twitter.com/a/status/1)"),
        ('{{< img src="a b.png" alt="A" >}}', "![A](a%20b.png)"),
        ('[x]({{< ref "a.md#b" >}})', "[x](moved:a.md#b)"),
        ("{{< note >}}\na\n{{< /note >}}", "\n\n> a\n\n"),
        ('{{< details title="T" >}}a{{< /details >}}', "\n\n**T**\n\na\n\n"),
        ('{{< button href="/a/" >}}Go{{< /button >}}', "[Go](/a/)"),
        ("`{{< note >}}`", "`{{< note >}}`"),
        ("{{</* note */>}}", "{{< note >}}"),
        ('{{< quote-block text="a" cite="b" >}}', "\n\n> a\n>\n> — b\n\n"),
        ("{{< box >}}{{< note >}}a{{< /note >}}{{< /box >}}", "\n\n> > a\n\n"),
    ],
)
def test_shortcodes_with_a_plain_meaning_are_translated(typed: str, made: str) -> None:
    assert translate(Post("a.md", "A", typed)) == (made, [])


@pytest.mark.parametrize(
    "typed",
    ["{{< chart 1 >}}", "{{< odd >}}a{{< /odd >}}", "{{< /note >}}", "{{< note >}}", "{{< x"],
)
def test_other_shortcodes_stay_to_the_letter(typed: str) -> None:
    text, losses = translate(Post("a.md", "A", f"one\n{typed}", body_line=5))
    assert text == f"one\n{typed}"
    assert [each.line for each in losses] == [6] * typed.startswith(("{{< c", "{{< o", "{{< n"))
