"""A site with pictures, built by Pelican: what lies in its folder, what its pages and feeds say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from plugins.blog import Site
from plugins.blog.library import from_content, read_contents
from plugins.blog.opening import open_run
from plugins.images import workshop
from tests.images.conftest import TODAY, Build, picture
from tests.images.test_look import exif

HEAD = "---\ntitle: {title}\ndate: 2026-11-20\n{more}---\n"


def write(folder: Path, name: str, text: str, more: str = "") -> None:
    path = folder / "content" / "articles" / f"{name}.md"
    path.write_text(HEAD.format(title=name.title(), more=more) + text, encoding="utf-8")


def test_a_page_offers_what_was_made_and_the_original_stays_at_home(
    tmp_path: Path, build: Build
) -> None:
    tags = exif(6)
    tags[0x010E] = "in our kitchen"
    folder = tmp_path / "content" / "articles"
    picture(60, 120).save(folder / "My Photo.jpg", exif=tags, quality=95)
    picture(90, 50).save(folder / "lead.png")
    (folder / "bare.jpg").write_bytes(b"not asked for")
    write(tmp_path, "a", '![x](My%20Photo.jpg "Seven")\n', "image: lead.png\nimage_alt: A door\n")
    output, problems = build()
    assert problems == ()
    page = (output / "a" / "index.html").read_text(encoding="utf-8")
    for name in re.findall(r"/(images/[\w./-]+)", page):
        assert (output / name).is_file(), name
    assert re.search(
        r"<source type=\"image/webp\" srcset=\"/images/made/my-photo\.\w{10}-40\.webp", page
    )
    assert 'width="80" height="40" loading="lazy"' in page
    assert "<figcaption>Seven</figcaption>" in page
    assert page.index('alt="A door" width="80" height="44">') < page.index("loading=")
    plain = output / "articles" / "My Photo.jpg"
    assert b"kitchen" not in plain.read_bytes()
    with Image.open(plain) as image:
        assert image.size == (80, 40)
    assert not (output / "articles" / "bare.jpg").exists()


def test_feeds_and_mails_get_a_plain_picture(tmp_path: Path, root: Path) -> None:
    (tmp_path / "content" / "articles").mkdir(parents=True)
    picture(120, 60).save(tmp_path / "content" / "articles" / "p.jpg")
    write(tmp_path, "a", "Text.\n\n![x](p.jpg)\n", "image: p.jpg\n")
    run = open_run(root / "publishconf.py", str(tmp_path / "content"), str(tmp_path / "o"), TODAY)
    chosen = {"PLUGINS": ["plugins.blog", "plugins.images"], "IMAGES": {"widths": [80]}}
    (content,) = read_contents({**run.settings, **chosen})
    assert content.image_size == (80, 40)
    article = from_content(content, Site.from_pelican(run.settings))
    address = "https://kept-promises.example/articles/p.jpg"
    assert f'<p><img alt="x" src="{address}" width="80" height="40"></p>' in article.html


def test_a_second_build_makes_nothing_and_gives_the_same_bytes(
    tmp_path: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(120, 60).save(tmp_path / "content" / "articles" / "p.jpg")
    write(tmp_path, "a", "![x](p.jpg)\n")
    output, _ = build()
    first = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
    assert len(list((tmp_path / "cache").rglob("*.*"))) == 6  # three files, a card, two lists
    with monkeypatch.context() as patched:
        for each in ("encode", "draw"):
            patched.delattr(workshop, each)
        output, problems = build()
    assert problems == ()
    assert {path: path.read_bytes() for path in output.rglob("*") if path.is_file()} == first
    (cached,) = (tmp_path / "cache").rglob("80.webp")
    cached.unlink()
    assert build()[1] == ()
    assert cached.is_file()


def test_a_broken_picture_is_named_and_the_page_is_there(tmp_path: Path, build: Build) -> None:
    folder = tmp_path / "content" / "articles"
    (folder / "none.jpg").write_bytes(b"nothing")
    picture(120, 60).save(folder / "cut.png")
    (folder / "cut.png").write_bytes((folder / "cut.png").read_bytes()[:300])
    write(tmp_path, "a", "Text.\n\n![x](none.jpg)\n", "image: cut.png\n")
    output, problems = build()
    broken = "is broken and cannot be shown; export or download it again"
    assert sorted(map(str, problems)) == [
        f'articles/a.md:4: the picture "cut.png" {broken}',
        f'articles/a.md:8: the picture "none.jpg" {broken}',
    ]
    page = (output / "a" / "index.html").read_text(encoding="utf-8")
    assert '<img alt="x" src="https://kept-promises.example/articles/none.jpg"' in page
    assert "<picture>" not in page
    assert (output / "articles" / "none.jpg").read_bytes() == b"nothing"


def test_a_drawing_with_a_script_is_nowhere(tmp_path: Path, build: Build) -> None:
    (tmp_path / "content" / "images").mkdir()
    bad, good = "<svg><script/></svg>", '<svg viewBox="0 0 30 20"><path/></svg>'
    (tmp_path / "content" / "images" / "bad.svg").write_text(bad, encoding="utf-8")
    (tmp_path / "content" / "images" / "good.svg").write_text(good, encoding="utf-8")
    write(tmp_path, "a", "Text ![A plan](bad.svg) ![Plan](good.svg)\n", "image: bad.svg\n")
    output, problems = build()
    assert [(each.line, each.code) for each in problems] == [(4, "picture-script")]
    page = (output / "a" / "index.html").read_text(encoding="utf-8")
    assert "<p>Text A plan <img" in page
    assert "bad.svg" not in page
    assert 'good.svg" width="30" height="20">' in page
    assert not (output / "images" / "bad.svg").exists()
    assert (output / "images" / "good.svg").read_text(encoding="utf-8") == good


def test_an_animation_stays_as_it_is(tmp_path: Path, build: Build) -> None:
    path = tmp_path / "content" / "articles" / "a.gif"
    picture(120, 60).save(path, save_all=True, append_images=[picture(120, 60).rotate(180)])
    write(tmp_path, "a", "![x](a.gif)\n")
    output, problems = build()
    assert problems == ()
    page = (output / "a" / "index.html").read_text(encoding="utf-8")
    assert 'a.gif" width="120" height="60"></p>' in page
    assert (output / "articles" / "a.gif").read_bytes() == path.read_bytes()


def test_each_article_has_a_card(tmp_path: Path, build: Build) -> None:
    write(tmp_path, "a", "Text.\n")
    write(tmp_path, "b", "Text.\n", "lang: he\nslug: b\nsummary: x\n")
    page = (build()[0] / "a" / "index.html").read_text(encoding="utf-8")
    card = page.rpartition("|")[2]
    assert re.fullmatch(r"images/made/cards/a\.\w{10}\.png", card)
    with Image.open(tmp_path / "output" / card) as image:
        assert image.size == (1200, 630)
    page = (build(cards=False)[0] / "a" / "index.html").read_text(encoding="utf-8")
    assert page.endswith("|")


def test_a_site_that_did_not_choose_it_is_left_alone(tmp_path: Path, build: Build) -> None:
    path = tmp_path / "content" / "articles" / "p.jpg"
    path.write_bytes(b"not a picture")
    write(tmp_path, "a", "![x](p.jpg)\n")
    build()
    output, problems = build(["plugins.blog"])
    assert problems == ()
    assert (output / "a" / "index.html").read_text(encoding="utf-8") == "|"


def test_attached_pictures_move_with_their_article(tmp_path: Path, build: Build) -> None:
    picture(120, 60).save(tmp_path / "content" / "articles" / "p.jpg")
    write(tmp_path, "a", "![x]({attach}p.jpg)\n")
    output, problems = build()
    assert problems == ()
    with Image.open(output / "a" / "p.jpg") as image:
        assert image.size == (80, 40)
