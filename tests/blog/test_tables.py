"""Tables as Markdown makes them, made fit for a page."""

from __future__ import annotations

from markdown import Markdown

from plugins.blog.tables import AlignmentExtension


def test_alignment_is_a_class_and_an_empty_corner_heads_nothing() -> None:
    html = Markdown(extensions=["extra", AlignmentExtension()]).convert(
        "|   |  b | *c* |\n| --: | --: | --- |\n| 1 | 2 | 3 |"
    )
    assert "style=" not in html
    assert '<td class="right"></td>\n<th class="right">b</th>\n<th><em>c</em></th>' in html
    assert '<td class="right">2</td>' in html


def test_under_an_empty_corner_each_row_has_its_heading() -> None:
    html = Markdown(extensions=["extra", AlignmentExtension()]).convert(
        "|   | b |\n| --- | --- |\n| one | 2 |\n|  | 3 |\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"
    )
    assert '<th scope="row">one</th>\n<td>2</td>' in html
    assert "<td></td>\n<td>3</td>" in html
    assert html.count("scope=") == 1
