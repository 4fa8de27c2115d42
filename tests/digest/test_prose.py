from __future__ import annotations

from plugins.digest.prose import Block, Run, blocks_of


def test_paragraphs_links_and_stress():
    html = '<p>A <a href="https://a.example/">link</a> and <strong>stress</strong>,'
    html += "\nand <em>tone</em>.</p>"
    assert blocks_of(html) == (
        Block(
            "p",
            (
                Run("A "),
                Run("link", "https://a.example/"),
                Run(" and "),
                Run("stress", "", "b"),
                Run(", and "),
                Run("tone", "", "i"),
                Run("."),
            ),
        ),
    )


def test_lists_keep_their_marks_and_start():
    marks = [block.mark for block in blocks_of('<ol start="3"><li>c<li>d</ol><ul><li>x</ul>')]
    assert marks == ["3.", "4.", "•"]


def test_only_the_first_block_of_a_point_has_its_mark():
    assert [b.mark for b in blocks_of("<ul><li><p>a</p><p>b</p></li></ul>")] == ["•", ""]


def test_kinds():
    html = "<h2>t</h2><blockquote><p>q</p></blockquote><hr><pre>a\n  b</pre>"
    html += "<table><tr><td>1<td>2</tr></table>"
    assert [(b.kind, b.text) for b in blocks_of(html)] == [
        ("h", "t"),
        ("quote", "q"),
        ("rule", ""),
        ("pre", "a\n  b"),
        ("p", "1 | 2"),
    ]


def test_a_picture_is_told_and_a_break_stays():
    assert blocks_of('<p><img src="x.jpg" alt="A door"></p>')[0].text == "[Picture: A door]"
    assert blocks_of("<p>a<br>b</p>")[0].text == "a\nb"


def test_nothing_hostile_survives():
    html = '<script>x</script><p onclick="x">a</td></table>'
    html += '<a href="javascript:x">b</a><style>c</style></p>'
    assert blocks_of(html) == (Block("p", (Run("a"),)), Block("p", (Run("b"),)))


def test_broken_html_is_read_all_the_same():
    assert blocks_of("</p></li></ol><p>a<p>b</em></strong>") == (
        Block("p", (Run("a"),)),
        Block("p", (Run("b"),)),
    )
