"""What a writer can hand over by mistake is told in a sentence, and nothing is half done."""

from __future__ import annotations

from html import escape
from pathlib import Path
from time import process_time

import pytest

from .conftest import Move


def test_a_home_that_is_not_known(move: Move, tmp_path: Path) -> None:
    moved = move("wordpres", tmp_path)
    assert moved.code == 1
    assert 'did you mean "wordpress"?; it is one of hugo, jekyll, wordpress, feed' in moved.said


@pytest.mark.parametrize("home", ["hugo", "jekyll", "wordpress", "feed"])
def test_a_path_that_is_not_there(move: Move, tmp_path: Path, home: str) -> None:
    moved = move(home, tmp_path / "nowhere")
    assert moved.code == 1
    assert "there is no such file or folder (--source)" in moved.said


@pytest.mark.parametrize("home", ["hugo", "jekyll", "wordpress", "feed"])
def test_an_empty_folder_and_an_empty_file(move: Move, tmp_path: Path, home: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.xml").touch()
    for name in ("empty", "empty.xml"):
        moved = move(home, tmp_path / name)
        assert moved.code == 1, moved.said
        assert f"{name}:1: " in moved.said
        assert moved.files() == {}


def test_the_site_itself_is_no_former_home(move: Move, tmp_path: Path) -> None:
    moved = move("hugo", tmp_path / "content")
    assert moved.code == 1
    assert "this is the folder that is moved into" in moved.said
    assert move("hugo", tmp_path).code == 1


def one_post(folder: Path, data: bytes, name: str = "2019-05-03-a-post.md") -> Path:
    folder.mkdir()
    (folder / name).write_bytes(data)
    return folder


def test_headers_that_cannot_be_read_are_told_by_line(move: Move, tmp_path: Path) -> None:
    posts = one_post(tmp_path / "posts", b"---\ntitle: A\ndate: [2019\n---\nText.\n")
    (posts / "good.md").write_bytes(b"---\ntitle: Good\ndate: 2019-05-04\n---\nText.\n")
    (posts / "toml.md").write_bytes(b'+++\ntitle = "A"\ndate = = 1\n+++\nText.\n')
    (posts / "json.md").write_bytes(b'{\n"title": "A",\n"date" 1\n}\nText.\n')
    moved = move("hugo", posts)
    assert moved.code == 1
    assert "posts/2019-05-03-a-post.md:3: " in moved.said
    assert "posts/toml.md:3: the headers cannot be read" in moved.said
    assert "posts/json.md:3: the headers cannot be read" in moved.said
    assert list(moved.files()) == ["articles/2019-05-04-good.md"]


def test_a_post_without_title_or_date_is_a_draft_of_today(move: Move, tmp_path: Path) -> None:
    posts = one_post(tmp_path / "posts", b"---\ntags: [a]\n---\nFive words and no more.\n", "x.md")
    moved = move("hugo", posts)
    text = moved.text("articles/2026-11-21-x.md")
    assert "title: Five words and no more." in text
    assert "\nstatus: draft\n" in text
    assert "it has no title" in moved.reports[0]
    assert "it has no date" in moved.reports[0]


def test_a_date_without_a_zone_is_the_sites(move: Move, tmp_path: Path) -> None:
    posts = one_post(tmp_path / "posts", b"---\ntitle: A\ndate: 2019-07-03 08:00:05\n---\nText.\n")
    moved = move("hugo", posts)
    assert "\ndate: 2019-07-03 08:00:05+02:00\n" in moved.text("articles/2019-07-03-a-post.md")


def test_a_date_that_is_none_is_told(move: Move, tmp_path: Path) -> None:
    posts = one_post(tmp_path / "posts", b"---\ntitle: A\ndate: last spring\n---\nText.\n")
    moved = move("hugo", posts)
    assert "\nstatus: draft\n" in moved.text("articles/2026-11-21-a-post.md")
    assert ':3: the date "last spring" is no date' in moved.reports[0]


def test_letters_of_old_windows_are_read_and_told(move: Move, tmp_path: Path) -> None:
    posts = one_post(
        tmp_path / "posts", "---\ntitle: Café\ndate: 2019-05-03\n---\nNaïve “so”.".encode("cp1252")
    )
    moved = move("hugo", posts)
    assert moved.body("articles/2019-05-03-a-post.md") == "Naïve “so”."
    assert ":2: this is not UTF-8 and was read as Windows-1252" in moved.reports[0]


def test_letters_of_two_bytes_each_are_read(move: Move, tmp_path: Path) -> None:
    text = "---\ntitle: Café\ndate: 2019-05-03\n---\nNaïve."
    posts = one_post(tmp_path / "posts", b"\xff\xfe" + text.encode("utf-16-le"))
    assert move("hugo", posts).body("articles/2019-05-03-a-post.md") == "Naïve."


@pytest.mark.parametrize(
    "title",
    [
        "A: b",
        '"quoted"',
        "yes",
        "1.10",
        "#tag",
        "[a]",
        "{b}",
        "- c",
        "AT&T &amp; co",
        "it's",
        "\u2028x",
    ],
)
def test_titles_arrive_as_they_are_meant(move: Move, tmp_path: Path, title: str) -> None:
    import json
    from html import unescape

    from plugins.blog.library import read_articles
    from plugins.blog.opening import open_run
    from plugins.verbs.told import HOME

    head = json.dumps({"title": title, "date": "2019-05-03", "tags": ["a, b", "no"]})
    moved = move("hugo", one_post(tmp_path / "posts", f"{head}\nText.\n".encode()))
    run = open_run(HOME, str(moved.content), str(moved.output))
    (article,) = read_articles(run.settings)
    assert article.title == " ".join(unescape(title).split())


@pytest.mark.parametrize("slug", ["../../etc", "a/../b", "topics", "%00", "é", "x" * 400, "CON "])
def test_no_slug_leads_out_of_the_site(move: Move, tmp_path: Path, slug: str) -> None:
    head = f"---\ntitle: A title\ndate: 2019-05-03\nslug: '{slug}'\n---\nText.\n"
    moved = move("hugo", one_post(tmp_path / "posts", head.encode()))
    (path,) = moved.files()
    assert path.startswith("articles/2019-05-03-")
    assert ".." not in path
    assert len(path) < 150


def test_a_picture_outside_the_export_is_not_taken(move: Move, tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    text = "---\ntitle: A\ndate: 2019-05-03\n---\n![x](../secret.png) ![y](/etc/passwd)\n"
    moved = move("hugo", one_post(tmp_path / "posts", text.encode()))
    assert list(moved.files()) == ["articles/2019-05-03-a-post.md"]


HOSTILE = (
    "[",
    "`",
    "{{<",
    "{{< note >}}",
    "<a ",
    "<a href='x'>",
    "<script>",
    "<iframe>",
    "*",
    "- ",
    "![",
    "[a](",
    "{% raw %}",
    "{% highlight a %}",
    "{{ ",
    "[gallery]",
    "[b c=d]",
    "<!-- wp:a {",
    "<table><tr><td>",
)


@pytest.mark.parametrize("home", ["hugo", "jekyll", "feed"])
@pytest.mark.parametrize("sign", HOSTILE)
def test_hostile_texts_take_no_time(move: Move, tmp_path: Path, home: str, sign: str) -> None:
    text = sign * (12_000 // len(sign))
    head = "---\ntitle: A\ndate: 2019-05-03\n---\n"
    source = tmp_path / "_posts"
    if home == "feed":
        source = tmp_path / "feed.xml"
        entry = f"<item><title>A</title><guid>a:b</guid><description>{escape(text)}</description>"
        rss = f'<rss version="2.0"><channel><title>T</title>{entry}</item></channel></rss>'
        source.write_text(rss, encoding="utf-8")
    else:
        one_post(source, (head + text).encode())
    began = process_time()
    moved = move(home, source)
    assert len(moved.files()) == 1, moved.said
    assert process_time() - began < 10  # seconds; square growth takes minutes
