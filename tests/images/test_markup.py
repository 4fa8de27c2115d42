"""Pictures in HTML, for feeds and mails and for pages."""

from __future__ import annotations

import pytest

from plugins.images.album import Album
from plugins.images.markup import settle
from plugins.images.picture import Look, Picture, Source

LOOKS = {
    "{static}/a.jpg": Look("JPEG", 200, 100),
    "bad.svg": Look("SVG", fault="could run", refused=True),
    "broken.jpg": Look("JPEG", fault="is broken"),
}
SOURCES = (
    Source("image/avif", ((40, "a.1-40.avif"), (80, "a.1-80.avif"))),
    Source("image/webp", ((80, "a.1-80.webp"),)),
)
ALBUM = Album({"images/a.jpg": Picture("images/a.jpg", 80, 40, 999, "1", SOURCES)})
DRESSED = (
    '<picture><source type="image/avif" '
    'srcset="/images/made/a.1-40.avif 40w,/images/made/a.1-80.avif 80w" sizes="92vw">'
    '<source type="image/webp" srcset="/images/made/a.1-80.webp">'
)


def settled(html: str) -> str:
    return settle(html, LOOKS.get, 80)


def test_a_picture_has_its_size_as_published() -> None:
    html = '<p>See <img alt="A &amp; &quot;b&quot; > c" src="{static}/a.jpg">.</p>'
    expected = html.replace(' > c"', ' &gt; c"').replace(
        '{static}/a.jpg">', '{static}/a.jpg" width="80" height="40">'
    )
    assert settled(html) == expected
    assert settled(expected) == expected


@pytest.mark.parametrize(
    "html",
    [
        '<p><img src="elsewhere.jpg" alt=""></p>',
        '<p><img src="broken.jpg" alt=""></p>',
        '<p><img src="{static}/a.jpg" alt="" width="7"></p>',
        '<picture><source srcset="x"><img src="{static}/a.jpg" alt=""></picture>',
        "<p><code>&lt;img src=x&gt;</code></p>",
    ],
)
def test_the_rest_stays_as_it_was(html: str) -> None:
    assert settled(html) == html


def test_a_refused_picture_leaves_its_words() -> None:
    assert settled('<p>a <img src="bad.svg" alt="A &lt; b"></p>') == "<p>a A &lt; b</p>"


def test_a_title_is_the_caption_of_a_picture_that_stands_alone() -> None:
    alone = settled('<p><img alt="x" src="y.jpg" title="Ten &amp; “seven”"></p>')
    assert alone == (
        '<figure><img alt="x" src="y.jpg"><figcaption>Ten &amp; “seven”</figcaption></figure>'
    )
    linked = settled('<p><a href="/x/"><img src="y.jpg" alt="" title="T"></a></p>')
    assert linked.startswith('<figure><a href="/x/"><img src="y.jpg" alt=""></a><figcaption>T<')
    inside = '<p>In a line <img src="y.jpg" alt="" title="T"></p>'
    assert settled(inside) == inside
    untitled = '<p><img src="y.jpg" alt=""></p>'
    assert settled(untitled) == untitled


@pytest.mark.parametrize("root", ["", "https://site.example", "https://site.example/blog", ".."])
def test_a_page_offers_every_kind(root: str) -> None:
    html = f'<p><img src="{root}/images/a.jpg" alt="x" width="80" height="40"></p>'
    path = {"https://site.example/blog": "/blog", "..": ".."}.get(root, "")
    expected = (
        f"<p>{DRESSED.replace('/images/made', f'{path}/images/made')}{html[3:-4]}</picture></p>"
    )
    assert ALBUM.show(html, root, "92vw") == expected


def test_only_what_stands_first_on_the_page_is_loaded_at_once() -> None:
    html = '<img src="https://x.example/far.jpg" alt=""><img src="/images/a.jpg" alt="">'
    first, _, second = ALBUM.show(html, "").partition("<picture>")
    assert "loading" not in first
    assert 'loading="lazy" decoding="async"' in second
    assert ALBUM.show(html, "", first=False).count('loading="lazy"') == 2


def test_the_picture_of_the_header() -> None:
    lead = ALBUM.lead("images/a.jpg", 'a "b"', "", "92vw")
    img = '<img src="/images/a.jpg" alt="a &quot;b&quot;" width="80" height="40">'
    assert lead == f"{DRESSED}{img}</picture>"
    far = ALBUM.lead("https://x.example/a.jpg", "", "https://site.example")
    assert far == '<img src="https://x.example/a.jpg" alt="">'
