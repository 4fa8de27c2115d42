"""Any site of Pelican's with this folder and one setting: quicker, and the same in every byte."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugins.blog.files import differences

CONF = """\
AUTHOR = "Someone"
SITENAME = "My site"
SITEURL = ""

PATH = "content"
TIMEZONE = "Europe/Rome"
DEFAULT_LANG = "en"

FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

LINKS = [
    ("Pelican", "https://getpelican.com/"),
    ("You can modify those links in your config file", "#"),
]
SOCIAL = [("Another social link", "#")]

DEFAULT_PAGINATION = 4
THEME = "simple"
STATIC_PATHS = ["images", "extra/.htaccess"]
EXTRA_PATH_METADATA = {"extra/.htaccess": {"path": ".htaccess"}}
"""
SETTING = 'PLUGINS = ["plugins.incremental"]\n'
NOTHING = "nothing changed since the last build"

Edit = Callable[[Path], None]


def post(number: int, body: str = "", **headers: str) -> str:
    known = {
        "Title": f"Post {number}",
        "Date": f"2026-{number % 9 + 1:02}-{number % 27 + 1:02} 10:00",
        "Tags": f"tag {number % 3}, Common",
        "Slug": f"post-{number}",
    }
    header = "".join(f"{name}: {value}\n" for name, value in {**known, **headers}.items())
    return f"{header}\n{body or f'Words of *post* {number}, and the ![roof](images/roof.png).'}\n"


def write(site: Path, name: str, text: str) -> None:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def make_site(site: Path, setting: str = "") -> Path:
    """What pelican-quickstart leaves behind, with some content."""
    write(site, "pelicanconf.py", CONF + setting)
    for number in range(1, 9):
        write(site, f"content/post{number}.md", post(number))
    linked = (
        "See [the other]({filename}/news/nine.md), [all]({tag}Common), [map]({static}/map.txt)."
    )
    write(
        site,
        "content/post3.md",
        post(3, linked, Summary="In *short*: see [it]({filename}post4.md)."),
    )
    write(site, "content/news/nine.md", post(9, "Filed by its folder.", Authors="Ann, Bob"))
    write(site, "content/post4-nl.md", post(4, "In het Nederlands.", Lang="nl", Title="Bericht"))
    write(site, "content/draft.md", post(10, Status="draft"))
    write(site, "content/hidden.md", post(11, Status="hidden"))
    write(site, "content/old.html", OLD)
    write(
        site, "content/pages/about.md", "Title: About\n\nUs, and [a post]({filename}/post1.md).\n"
    )
    write(site, "content/images/roof.png", "no real picture")
    write(site, "content/map.txt", "here")
    write(site, "content/extra/.htaccess", "Options -Indexes\n")
    return site


OLD = """<html><head><title>Old</title><meta name="date" content="2020-01-01" />
<meta name="tags" content="Common" /></head><body><p>By hand.</p></body></html>"""


@dataclass(frozen=True)
class Pair:
    """The same site twice: as it is, and with the folder."""

    stock: Path
    ours: Path

    def edit(self, edit: Edit) -> None:
        for site in (self.stock, self.ours):
            edit(site)

    def build(self, *more: str) -> str:
        """Build both, compare, and answer what ours said."""
        pelican(self.stock, *more)
        said = pelican(self.ours, *more)
        assert differences(self.ours / "output", self.stock / "output") == []
        return said

    def rewritten(self, *more: str) -> set[str]:
        """The pages that a build of ours writes."""
        before = times(self.ours)
        said = self.build(*more)
        assert NOTHING not in said
        after = times(self.ours)
        return {name for name in after if after[name] != before.get(name)}


def pelican(site: Path, *more: str) -> str:
    """Pelican's own command."""
    words = [str(Path(sys.executable).with_name("pelican")), "content", "-v", *more]
    env = {**os.environ, "PYTHONHASHSEED": "0", "COLUMNS": "400"}
    done = subprocess.run(
        words, cwd=site, capture_output=True, text=True, check=False, env=env, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "ERROR" not in done.stdout + done.stderr
    return done.stdout + done.stderr


def times(site: Path) -> dict[str, int]:
    output = site / "output"
    return {
        path.relative_to(output).as_posix(): path.stat().st_mtime_ns
        for path in output.rglob("*.html")
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Pair:
    """Both built once."""
    folder = tmp_path_factory.mktemp("incremental")
    pair = Pair(make_site(folder / "stock"), make_site(folder / "ours", SETTING))
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(root / "plugins", pair.ours / "plugins", ignore=ignored)
    pair.build()
    return pair


@pytest.fixture
def pair(built: Pair, tmp_path: Path) -> Pair:
    """The two of them, for one test to change."""
    made = Pair(tmp_path / "stock", tmp_path / "ours")
    shutil.copytree(built.stock, made.stock)
    shutil.copytree(built.ours, made.ours)
    made.build()  # it is another folder, so that nothing is believed yet
    return made


def change(name: str, old: str, new: str) -> Edit:
    def edit(site: Path) -> None:
        text = (site / name).read_text(encoding="utf-8")
        assert old in text
        (site / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


def append(name: str, text: str) -> Edit:
    def edit(site: Path) -> None:
        with (site / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def put(name: str, text: str) -> Edit:
    return lambda site: write(site, name, text)


def remove(name: str) -> Edit:
    return lambda site: (site / name).unlink()


def test_nothing_changed_and_one_text(pair: Pair) -> None:
    assert NOTHING in pair.build()
    pair.edit(change("content/post2.md", "Words of", "Other words of"))
    again = pair.rewritten()
    assert "post-2.html" in again
    assert not {"post-1.html", "post-5.html", "pages/about.html", "drafts/post-10.html"} & again
    assert NOTHING in pair.build()


def test_what_others_show(pair: Pair) -> None:
    pair.edit(change("content/post2.md", "Title: Post 2", "Title: Second"))
    again = pair.rewritten()
    assert {"post-2.html", "archives.html"} <= again
    assert "post-5.html" not in again
    pair.edit(change("content/news/nine.md", "Slug: post-9", "Slug: ninth"))
    assert "post-3.html" in pair.rewritten()  # it links there
    pair.edit(remove("content/post6.md"))
    pair.edit(put("content/post20.md", post(20, Tags="fresh")))
    assert "post-20.html" in pair.rewritten()
    pair.edit(change("content/draft.md", "Status: draft", "Status: published"))
    pair.edit(change("content/post7.md", "Date: ", "Lang: nl\nDate: "))
    pair.build()
    assert NOTHING in pair.build()


def test_files_that_are_copied(pair: Pair) -> None:
    for name in ("content/extra/.htaccess", "content/images/roof.png", "content/map.txt"):
        pair.edit(put(name, "other"))
        assert NOTHING not in pair.build()
    pair.edit(put("outside.txt", "one"))
    pair.edit(append("content/post1.md", "\n[out]({static}../outside.txt)\n"))
    pair.build()
    pair.edit(put("outside.txt", "two"))
    assert NOTHING not in pair.build()


def test_settings_and_templates(pair: Pair) -> None:
    pair.edit(change("pelicanconf.py", "My site", "Our site"))
    assert NOTHING not in pair.build()
    pair.edit(
        put("over/article.html", "{{ article.title }} {{ article.content }} {{ tags|length }}")
    )
    pair.edit(append("pelicanconf.py", 'THEME_TEMPLATES_OVERRIDES = ["over"]\n'))
    assert "post-1.html" in pair.rewritten()
    pair.edit(change("over/article.html", "|length", "|map('first')|join"))
    assert "post-1.html" in pair.rewritten()
    assert NOTHING in pair.build()
    pair.edit(append("pelicanconf.py", 'THEME = "notmyidea"\nSUMMARY_MAX_LENGTH = 3\n'))
    assert "index.html" in pair.rewritten()
    pair.edit(append("pelicanconf.py", 'MARKDOWN = {"extensions": ["sane_lists", "smarty"]}\n'))
    assert "post-1.html" in pair.rewritten()


def test_an_output_that_somebody_wrote_into(pair: Pair) -> None:
    for edit in (
        append("output/post-1.html", "by hand"),
        remove("output/post-1.html"),
        put("output/CNAME", "here.example"),
    ):
        pair.edit(edit)
        pair.build()
    assert NOTHING in pair.build()
    assert "post-1.html" in pair.rewritten("-d")
    pair.edit(append("content/post1.md", "More."))
    pair.build("-d")


def test_another_file_of_settings(pair: Pair) -> None:
    pair.edit(put("publishconf.py", "import os, sys\nsys.path.append(os.curdir)\n"
                  "from pelicanconf import *\nSITEURL = 'https://x.example'\n"))  # fmt: skip
    for _ in range(2):
        pair.build("-s", "publishconf.py")
        pair.build()


def test_an_edit_that_hides_its_time(pair: Pair) -> None:
    def edit(site: Path) -> None:
        path = site / "content" / "post1.md"
        known = path.stat()
        change("content/post1.md", "Words", "Songs")(site)
        os.utime(path, ns=(known.st_atime_ns, known.st_mtime_ns))

    pair.edit(edit)
    assert "post-1.html" in pair.rewritten()


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone", "another's"])
def test_a_memory_in_doubt(pair: Pair, damage: str) -> None:
    pair.edit(append("content/post1.md", "More."))
    for path in (pair.ours / "cache" / "incremental").rglob("*.sqlite"):
        data = path.read_bytes()
        if damage == "gone":
            path.unlink()
        else:
            half = len(data) // 2
            flipped = bytes(each ^ 255 for each in data[half : half + 2000])
            path.write_bytes(
                {
                    "cut": data[:half],
                    "flipped": data[:half] + flipped + data[half + 2000 :],
                    "another's": b"SQLite format 3\0" + data[16:200],
                }[damage]
            )
    pair.build()
    assert NOTHING in pair.build()


def test_a_folder_that_cannot_be_written(pair: Pair) -> None:
    pair.edit(put("nowhere", "a file"))
    pair.edit(append("pelicanconf.py", 'CACHE_PATH = "nowhere/cache"\n'))
    for _ in range(2):
        assert NOTHING not in pair.build()


def test_what_was_warned_of_is_said_again(pair: Pair) -> None:
    pair.edit(append("content/post1.md", "\n![](images/roof.png)\n"))
    first, again = pair.build(), pair.build()
    assert NOTHING in again
    warning = "Empty alt attribute for image roof.png"
    assert warning in first
    assert warning in again


FILTER = """
from pathlib import Path
JINJA_FILTERS = {"outside": lambda name: Path(name).read_text()}
THEME_TEMPLATES_OVERRIDES = ["over"]
"""
PLUGIN = """
from pathlib import Path
from pelican import signals
def add(content):
    if content._content:
        content._content += Path("outside.txt").read_text()
def register():
    signals.content_object_init.connect(add)
"""


def test_a_plugin_of_another(pair: Pair) -> None:
    """Nobody knows what it does: Pelican builds as ever, and says so to who asks."""
    pair.edit(put("outside.txt", "one"))
    pair.edit(put("adding.py", PLUGIN))
    for site, names in ((pair.stock, ["adding"]), (pair.ours, ["plugins.incremental", "adding"])):
        append("pelicanconf.py", f"PLUGINS = {names}\n")(site)
    assert "the plugin adding cannot be known" in pair.build()
    pair.edit(put("outside.txt", "two"))
    pair.build()


def test_a_filter_of_the_sites_own(pair: Pair) -> None:
    pair.edit(put("outside.txt", "one"))
    pair.edit(put("over/article.html", '{{ "outside.txt"|outside }}'))
    pair.edit(append("pelicanconf.py", FILTER))
    assert "JINJA_FILTERS cannot be known" in pair.build()
    pair.edit(put("outside.txt", "two"))
    pair.build()
    assert "two" in (pair.ours / "output" / "post-1.html").read_text(encoding="utf-8")


def test_what_includes_other_files_is_read_each_time(pair: Pair) -> None:
    pair.edit(put("part.txt", "one"))
    pair.edit(put("content/r.rst", "Rst\n###\n\n:date: 2026-01-01\n\n.. include:: ../part.txt\n"))
    pair.build()
    pair.edit(put("part.txt", "two"))
    assert "rst.html" in pair.rewritten()


def test_what_the_docs_say_of_it_is_what_is_done_here(root: Path) -> None:
    docs = (root / "docs" / "building.md").read_text(encoding="utf-8")
    section = docs.partition("## In another Pelican site")[2].partition("\n## ")[0]
    (settings,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert settings == SETTING
