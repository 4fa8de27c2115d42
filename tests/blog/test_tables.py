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
