"""WordPress' export comes along: blocks, classic posts, pictures; what is private stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import EXPORTS, Move

EXPORT = next((EXPORTS / "wordpress").glob("*.xml"))
BLOCKS = """\
The bread was **late**; see [the other piece](2020-01-02-nine-oclock.md), \
[by number](2020-01-02-nine-oclock.md) and [the shop](https://wp.example/shop/).

![A loaf](2019/05/bread.png)

Warm at *ten*.

- the oven
    - which was cold

[YouTube](https://www.youtube.com/watch?v=abc123)

*The oven, filmed*

```
if late < 9:
    print("*bread*")
```

> Never again.
>
> — The baker

| Day | Late |
| --- | --- |
| Monday | yes |

![](2020/01/van.png)

Open from nine to five.

\\[contact-form-7 id="1" title="Write to us"\\]

<a href="https://player.vimeo.com/video/9">A film</a>"""
CLASSIC = """\
We open at nine \\[sic\\].  
Not at ten.

![Another loaf](2020/01/bread.png)  

It was **white**.

![A loaf on a counter](2019/05/bread.png)

![](2020/01/van.png)

[Vimeo](https://vimeo.com/9)

\\* no list_here & *so on*

[Far away](https://elsewhere.example/far.png)"""  # noqa: W291


def test_a_post_of_blocks_comes_along(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    assert moved.code == 0, moved.said
    name = "articles/2019-05-03-the-late-bread.md"
    assert moved.text(name).split("---\n")[1].splitlines() == [
        'title: "The late bread & the van"',
        "date: 2019-05-03 08:00+02:00",
        "modified: 2019-06-01 10:00+02:00",
        "author: Ella Example",
        "category: Service",
        'tags: [On time, "Bread, rolls"]',
        "slug: the-late-bread",
        "id: https://wp.example/?p=11",
        'image: "2019/05/bread.png"',
        "image_alt: A loaf on a counter",
        'summary: "The bread came *late*."',
    ]
    assert moved.body(name) == BLOCKS


def test_a_classic_post_comes_along(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    assert moved.body("articles/2020-01-02-nine-oclock.md") == CLASSIC
    loaves = [moved.content / "images" / f"{each}/bread.png" for each in ("2019/05", "2020/01")]
    assert loaves[0].read_bytes() != loaves[1].read_bytes()


def test_guids_are_kept_and_old_addresses_too(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    assert [(each.url, each.guid, each.first, each.mailed) for each in moved.register] == [
        ("/who-we-are/", "https://wp.example/?page_id=16", "2019-01-01", "imported"),
        ("/2019/05/the-late-bread/", "https://wp.example/?p=11", "2019-05-03", "imported"),
        ("/2020/01/nine-oclock/", "https://wp.example/?p=12", "2020-01-02", "imported"),
    ]


def test_drafts_stay_drafts_and_private_posts_stay_away(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    assert "\nstatus: draft\n" in moved.text("articles/2026-10-01-not-yet.md")
    assert "Private" not in str(moved.files())
    assert "Hidden." not in str(moved.files())
    (report,) = moved.reports
    for told in (
        '"For us alone" is private',
        '"Behind a word" has a password',
        '1 comments on "The late bread & the van" stay behind',
        'xml:79: the block "latest-posts" is made by WordPress',
        'xml:82: the shortcode "contact-form-7" stays as it was typed',
        'is of the kind "product"',
        "the picture https://elsewhere.example/far.png is not in the export",
    ):
        assert told in report


def test_without_the_uploads_pictures_become_links(move: Move, tmp_path: Path) -> None:
    alone = tmp_path / "export.xml"
    alone.write_bytes(EXPORT.read_bytes())
    moved = move("wordpress", alone)
    address = "https://wp.example/wp-content/uploads/2019/05/bread-300x200.png"
    assert f"[A loaf]({address})" in moved.body("articles/2019-05-03-the-late-bread.md")
    assert not (moved.content / "images").exists()
    assert f"the picture {address} is not in the export" in moved.reports[0]


def test_footnotes_stand_below_their_text(move: Move) -> None:
    moved = move("wordpress", EXPORTS / "wordpress")
    assert moved.body("pages/who-we-are.md") == (
        'Bakers<sup>[1](#f1)</sup>.\n\n1. <a id="f1"></a>Since *1911*.'
    )


def test_an_export_of_wordpress_com_is_read_too(move: Move, tmp_path: Path) -> None:
    theirs = tmp_path / "export.xml"
    data = EXPORT.read_bytes().replace(b'="http://wordpress.org/', b'="https://wordpress.org/')
    theirs.write_bytes(data)
    assert "3 articles came along" in move("wordpress", theirs).said


def test_signs_that_xml_forbids_are_no_hindrance(move: Move, tmp_path: Path) -> None:
    odd = tmp_path / "export.xml"
    odd.write_bytes(EXPORT.read_bytes().replace(b"Never again.", b"Never\x08\x1f again.\x00"))
    moved = move("wordpress", odd)
    assert moved.code == 0, moved.said
    assert "> Never again." in moved.body("articles/2019-05-03-the-late-bread.md")


@pytest.mark.parametrize(
    ("before", "after", "line", "words"),
    [
        (b"</channel>", b"", 239, "mismatched tag"),
        (b"<wp:status>", b"<wp:status", None, "broken here"),
        (b"<wp:wxr_version>1.2</wp:wxr_version>", b"", 1, "no export of WordPress"),
    ],
)
def test_a_broken_export_is_told_by_line_and_nothing_comes(
    move: Move, tmp_path: Path, before: bytes, after: bytes, line: int | None, words: str
) -> None:
    broken = tmp_path / "export.xml"
    broken.write_bytes(EXPORT.read_bytes().replace(before, after, 1))
    moved = move("wordpress", broken)
    assert moved.code == 1
    assert words in moved.said
    if line:
        assert f"export.xml:{line}: " in moved.said
    assert [name for name in moved.files() if name.endswith(".md")] == []
