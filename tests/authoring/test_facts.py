"""Links, pictures, anchors and shortcodes, each on its own line, and none out of code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from plugins.authoring.facts import Link, read_facts, without_code


def facts(body: str, first_line: int = 5):  # type: ignore[no-untyped-def]
    html = Markdown(extensions=["extra", "sane_lists"], output_format="html").convert(body)
    return read_facts(html, body, first_line)


def test_each_link_has_its_own_line_though_two_are_alike() -> None:
    found = facts("[a](x.md)\n\n[b](y.md)\n[c](x.md)\n").links
    assert [(link.address, link.line) for link in found] == [("x.md", 5), ("y.md", 7), ("x.md", 8)]


def test_a_longer_address_is_not_taken_for_a_shorter_one() -> None:
    found = facts("[a](my-x.md)\n\n[b](x.md)\n").links
    assert [link.line for link in found] == [5, 7]


def test_an_address_defined_below_the_text_is_found_there() -> None:
    assert facts("[a][one] and\n[b][one]\n\n[one]: x.md\n").links == (
        Link("x.md", 8),
        Link("x.md", 8),
    )


def test_a_link_that_was_rewritten_is_found_by_its_name() -> None:
    found = read_facts('<a href="{filename}/articles/x.md#y">a</a>', "Words\n\n[a](x.md#y)", 5)
    assert found.links == (Link("{filename}/articles/x.md#y", 7),)


@pytest.mark.parametrize(
    "code",
    [
        "`[a](x.md)`",
        "```\n[a](x.md)\n```",
        "~~~ md\n[a](x.md)\n\n[b](y.md)\n~~~",
        "Text\n\n    [a](x.md)\n\n    [b](y.md)\n",
        "``a ` [a](x.md)``",
        "<!-- [a](x.md)\n{{< b >}} -->",
    ],
)
def test_code_and_comments_hold_nothing(code: str) -> None:
    assert facts(code).links == ()
    assert facts(code.replace("[a](x.md)", "{{< youtube a >}}")).shortcodes == ()
    assert "x.md" not in without_code(code)


def test_an_indented_line_in_a_list_is_no_code() -> None:
    assert facts("- one\n\n    [a](x.md)\n").links == (Link("x.md", 7),)


def test_after_code_the_text_goes_on() -> None:
    found = facts("```\n[a](x.md)\n```\n\n[a](x.md)\n")
    assert found.links == (Link("x.md", 9),)


def test_a_stray_backquote_hides_no_paragraph() -> None:
    assert without_code("a ` b\n\nc ` d") == "a ` b\n\nc ` d"


def test_pictures_with_and_without_words() -> None:
    found = facts('![A clock](a.png)\n\n![](b.png)\n\n<img src="c.png" alt="">\n').links
    assert found == (
        Link("a.png", 5, True, "A clock"),
        Link("b.png", 7, True, None),
        Link("c.png", 9, True, ""),
    )


def test_anchors_are_ids_and_named_links() -> None:
    assert facts('## A {#one}\n\n<a name="two"></a>\n').anchors == {"one", "two"}


def test_shortcodes_are_named_once_with_their_lines() -> None:
    body = "{{< note >}}\na\n{{< /note >}}\n\n{{% youtube w7 %}} {{< note >}}{{</* quoted */>}}\n"
    assert facts(body).shortcodes == (("note", (5, 9)), ("youtube", (9,)))


@given(st.text("ab `~\n<!-->\t{%}[]()#*1.", max_size=80))
def test_lines_stay_where_they_are(body: str) -> None:
    bare = without_code(body)
    assert bare.count("\n") == body.count("\n")
    assert facts(body, 1).links == facts(body, 1).links
    for link in facts(body, 1).links:
        assert 1 <= link.line <= body.count("\n") + 1
