"""What an author is told of pictures, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from plugins.blog.opening import open_run
from plugins.blog.survey import survey
from plugins.images import checks
from plugins.images.checks import check_pictures
from tests.images.conftest import TODAY, picture

HEAD = "---\ntitle: T{n}\ndate: 2026-11-20\n{more}---\n"


def told(folder: Path, root: Path, **articles: str) -> list[str]:
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    for name, text in articles.items():
        (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    run = open_run(root / "pelicanconf.py", str(folder), str(folder.parent / "out"), TODAY)
    run.settings["IMAGES"] = {"cache": str(folder.parent / "cache")}
    return [str(each) for each in check_pictures(run.settings, survey(run.settings, folder))]


def test_each_text_that_shows_a_broken_picture(tmp_path: Path, root: Path) -> None:
    (tmp_path / "c" / "articles").mkdir(parents=True)
    (tmp_path / "c" / "images").mkdir()
    (tmp_path / "c" / "images" / "cut off.jpg").write_bytes(_cut(tmp_path))
    (tmp_path / "c" / "articles" / "none.png").write_bytes(b"nothing")
    picture(60, 40).save(tmp_path / "c" / "images" / "good.jpg")
    first = (
        HEAD.format(n=1, more="image: none.png\n") + "A.\n\n![x](good.jpg)\n![x](cut%20off.jpg)\n"
    )
    second = HEAD.format(n=2, more="") + "![x]({static}/images/cut%20off.jpg) ![x](gone.jpg)\n"
    broken = "is broken and cannot be shown; export or download it again"
    assert told(tmp_path / "c", root, a=first, b=second) == [
        f'articles/a.md:4: the picture "none.png" {broken}',
        f'articles/a.md:9: the picture "cut off.jpg" {broken}',
        f'articles/b.md:5: the picture "cut off.jpg" {broken}',
    ]


def _cut(folder: Path) -> bytes:
    picture(120, 60).save(folder / "whole.jpg", progressive=True)
    return (folder / "whole.jpg").read_bytes()[:-900]


def test_a_picture_that_nobody_shows(tmp_path: Path, root: Path) -> None:
    """A broken one harms no reader; a drawing with a script would lie on the site all the same."""
    (tmp_path / "c" / "images").mkdir(parents=True)
    (tmp_path / "c" / "images" / "bad.svg").write_text("<svg><script/></svg>", encoding="utf-8")
    (tmp_path / "c" / "images" / "none.jpg").write_bytes(b"nothing")
    drawing, picture_ = told(tmp_path / "c", root)
    assert "bad.svg:1: the picture" in drawing
    assert "could run a script when it is opened (<script>)" in drawing
    assert "none.jpg:1: warning: the picture" in picture_


def test_a_heavy_picture_is_a_warning(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "c" / "articles").mkdir(parents=True)
    Image.new("1", (7200, 7000)).save(tmp_path / "c" / "articles" / "wide.png")
    text = HEAD.format(n=1, more="") + "![x](wide.png)\n"
    (line,) = told(tmp_path / "c", root, a=text)
    assert line.startswith(
        'articles/a.md:5: warning: the picture "wide.png" has 0 MB and 50 million'
    )
    monkeypatch.setattr(checks, "MANY", 10**9)
    assert told(tmp_path / "c", root, a=text) == []
    monkeypatch.setattr(checks, "HEAVY", 10)
    assert len(told(tmp_path / "c", root, a=text)) == 1


def test_words_that_only_look_like_a_picture(tmp_path: Path, root: Path) -> None:
    text = HEAD.format(n=1, more="") + "See photo.jpg, `x.png` and https://x.example/a.svg.\n"
    assert told(tmp_path / "c", root, a=text) == []


def test_a_mistake_in_the_settings_is_told(tmp_path: Path, root: Path) -> None:
    run = open_run(root / "pelicanconf.py")
    run.settings["IMAGES"] = {"width": [1]}
    (problem,) = check_pictures(run.settings, survey(run.settings, tmp_path))
    assert 'did you mean "widths"' in problem.message
