"""What is patched, what is built as a whole, and that a wrong patch would be noticed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.incremental import keep, patch, stamp
from plugins.incremental.pages import Pages
from plugins.verbs import building, memory, patching

from ..conftest import Invoke, copy_site
from . import edits
from .edits import World, new_world


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.chdir(tmp_path)
    made = new_world(tmp_path, 1, cards=True)
    assert made.build().code == 0
    assert (made.built, made.patched) == (1, 0)
    return made


def test_an_edited_sentence_is_patched(world: World) -> None:
    path = world.articles()[3]
    world.add(path, "\nA kettle and nothing else.\n")
    assert world.wrong() == []
    assert (world.built, world.patched) == (1, 1)
    output = world.folder / "output"
    assert "A kettle" in (output / "article-3" / "index.html").read_text(encoding="utf-8")
    assert "A kettle" in (output / "feeds" / "all.json").read_text(encoding="utf-8")


def test_patches_follow_one_another(world: World) -> None:
    for number, path in enumerate(world.articles()[2:5]):
        world.add(path, f"\nKettle number {number}.\n")
        assert world.wrong() == []
    assert (world.built, world.patched) == (1, 3)


def test_several_edited_at_once_are_patched_together(world: World) -> None:
    for path in world.articles()[:4]:
        world.add(path, "\nA kettle.\n")
    assert world.wrong() == []
    assert (world.built, world.patched) == (1, 1)


def test_nothing_new_is_known_before_anything_is_loaded(world: World) -> None:
    output = world.folder / "output"
    before = {each: each.stat().st_mtime_ns for each in output.rglob("*")}
    found = stamp.unchanged(world.place)
    assert found
    assert found.said[0].startswith("7 articles")
    world.articles()[0].touch()
    assert stamp.unchanged(world.place) is None
    world.build()
    assert (world.built, world.patched) == (1, 1)
    assert stamp.unchanged(world.place)
    assert before == {
        each: each.stat().st_mtime_ns for each in (world.folder / "output").rglob("*")
    }


@pytest.mark.parametrize(
    "edit",
    [edits.title, edits.rename, edits.picture, edits.translation],
)
def test_what_other_pages_show_is_built_as_a_whole(
    world: World, edit: Callable[[World], None]
) -> None:
    edit(world)
    assert world.wrong() == []
    assert (world.built, world.patched) == (2, 0)


def test_an_edition_that_tells_an_article_whole_follows_it(world: World) -> None:
    path = world.folder / "pelicanconf.py"
    world.change(path, 'DIGEST["body"] = "summary"', "")
    world.build()
    world.add(world.articles()[3], "\nA kettle.\n")
    assert world.wrong() == []
    assert (world.built, world.patched) == (3, 0)
    pages = list((world.folder / "output" / "greetz").rglob("index.html"))
    assert any("A kettle" in page.read_text(encoding="utf-8") for page in pages)


def test_a_page_that_somebody_removed_comes_back(world: World) -> None:
    (world.folder / "output" / "article-3" / "index.html").unlink()
    assert stamp.unchanged(world.place) is None
    assert world.wrong() == []


def test_a_file_left_out_is_said_again_until_it_is_mended(world: World) -> None:
    path = world.articles()[3]
    good = path.read_text(encoding="utf-8")
    world.change(path, "Date:", "Dat:")
    told = world.build()
    assert told.code == 1
    known = stamp.unchanged(world.place)
    assert known
    assert (known.said, known.code) == (told.said, told.code)
    world.add(world.articles()[4], "\nA kettle.\n")
    assert world.wrong() == []
    assert world.build().code == 1
    path.write_text(good, encoding="utf-8")
    assert world.build().code == 0
    assert world.wrong() == []


def test_a_patch_that_overlooks_something_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The proof itself: without the comparison of facts a title would stay as it was elsewhere."""
    monkeypatch.setattr(patching, "HALF", 0)
    monkeypatch.setattr(patch.Bench, "_settle", _settle_blindly)
    monkeypatch.setattr(patching, "bench_for", _blind(patching.bench_for))
    edits.title(world)
    assert world.wrong() != []
    assert world.patched == 1


def test_only_pages_that_show_it_are_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []
    render = Pages.render

    def noted(self: Pages, name: str, *given: Any) -> bytes:
        made.append(name)
        return render(self, name, *given)

    monkeypatch.setattr(Pages, "render", noted)
    world.head(world.articles()[3], "Title", "Another name")
    assert world.wrong() == []
    assert {"article-3/index.html", "article-4/index.html", "index.html"} <= set(made)
    assert not {"about/index.html", "feeds/index.html", "article-0/index.html"} & set(made)


def test_only_feeds_that_carry_it_are_made_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits.title(world)
    world.build()  # now all is known
    made: list[str] = []
    make = Pages.make

    def noted(self: Pages, name: str, *given: Any) -> bytes:
        made.append(name)
        return make(self, name, *given)

    monkeypatch.setattr(Pages, "make", noted)
    path = world.articles()[3]
    world.head(path, "Author", "Nora New")
    assert world.wrong() == []
    assert {"feeds/all.json", "feeds/author/nora-new.rss.xml"} <= set(made)
    assert "feeds/feed.css" not in made
    made.clear()
    world.head(path, "Summary", "Another summary.")
    assert world.wrong() == []
    assert "feeds/author/nora-new.rss.xml" in made
    assert "feeds/feeds.opml" not in made


def test_what_is_saved_while_a_build_is_at_work_is_not_missed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, replace_folder = world.articles()[3], building.replace_folder

    def saved(*given: Any, **more: Any) -> object:
        world.add(path, "\nA late kettle.\n")
        return replace_folder(*given, **more)

    edits.title(world)
    with monkeypatch.context() as during:
        during.setattr(building, "replace_folder", saved)
        world.build()
    page = world.folder / "output" / "article-3" / "index.html"
    assert "A late kettle" not in page.read_text(encoding="utf-8")
    assert world.wrong() == []
    assert "A late kettle" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "Title: A\nDate: 2026-11-20\n\nWords.\n",
        "---\ntitle: A\n\nmore: b\n---\nWords.\n",
        "\ufeff---\r\ntitle: A\r\n---\r\n\r\nWords.\r\n",
        "Title: A\r\n\r\nWords.\r\n",
    ],
)
def test_an_edit_of_a_header_is_told_from_one_of_the_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"

    def hashed(text: str) -> tuple[bytes, bytes]:
        path.write_bytes(text.encode())
        found = memory.hash_of(str(path))
        return found[: memory.HALF], found[memory.HALF :]

    head, rest = hashed(text)
    assert hashed(text.replace("Words", "Others"))[0] == head
    other = hashed(text.replace("A", "B", 1))
    assert other[0] != head
    assert other[1] == rest
    path.unlink()
    assert memory.hash_of(str(path)) == b""


def test_nothing_is_loaded_for_a_patch_of_a_header(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patching, "bench_for", None)
    edits.title(world)
    assert world.wrong() == []
    assert (world.built, world.patched) == (2, 0)


def test_templates_are_searched_once_for_names(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as blind:
        blind.setattr(keep, "names_in", None)
        edits.title(world)
        assert world.wrong() == []
    world.add(world.folder / "theme" / "templates" / "article.html", "{# Another template. #}")
    asked: list[object] = []
    monkeypatch.setattr(keep, "names_in", lambda *given: asked.append(given))
    world.build()
    assert asked


def test_a_damaged_record_is_written_anew(world: World) -> None:
    """Although nothing of what it keeps has changed since."""
    base = sqlite3.connect(world.place / "site.sqlite")
    with base:
        base.execute("update records set data = x'00' where name like 'entry %'")
        base.execute("update records set data = x'00' where name like 'content %'")
    base.close()
    path = world.articles()[3]
    world.add(path, "\nA kettle.\n")
    assert world.wrong() == []
    assert (world.built, world.patched) == (2, 0)
    world.add(path, "\nAnother kettle.\n")
    assert world.wrong() == []
    assert (world.built, world.patched) == (2, 1)


def test_a_page_that_stands_by_mistake_is_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = Pages.compare

    def blindly(self: Pages) -> None:
        compare(self)
        self.changed.clear()

    monkeypatch.setattr(Pages, "compare", blindly)
    edits.title(world)
    assert world.wrong() != []


def _settle_blindly(self: patch.Bench, before: object, after: object) -> None:  # noqa: ARG001
    for key in vars(before).keys() - vars(after).keys():
        setattr(after, key, getattr(before, key))


def _blind(bench_for: Callable[[memory.Memory], patch.Bench]) -> Callable[..., patch.Bench]:
    def made(known: memory.Memory) -> patch.Bench:
        bench = bench_for(known)
        bench.facts = lambda _: None
        return bench

    return made


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """The same small site in a house of its own, where verbs can be typed."""
    house = copy_site(tmp_path / "house")
    for name in ("content", "theme", "pelicanconf.py"):
        path = house / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    new_world(house, 1)
    return house


def test_builds_at_once_wait_for_each_other(house: Path, invoke: Invoke) -> None:
    assert invoke("build", cwd=house).returncode == 0
    path = house / "content" / "articles" / "article-000003.md"
    command = [sys.executable, "-m", "invoke", "build"]
    env = {**os.environ, "SOURCE_DATE_EPOCH": "1795262400"}
    running = []
    for number in range(3):
        path.write_text(
            path.read_text(encoding="utf-8") + f"\nKettle {number}.\n", encoding="utf-8"
        )
        running.append(subprocess.Popen(command, cwd=house, env=env, stdout=subprocess.DEVNULL))
    assert [each.wait(120) for each in running] == [0, 0, 0]
    done = invoke("build", "--verify", cwd=house)
    assert "every file is that of a full build" in done.stdout, done.stdout
    built = (house / "output" / "article-3" / "index.html").read_text(encoding="utf-8")
    assert "Kettle 2" in built


def test_verify_names_what_differs(house: Path, invoke: Invoke) -> None:
    assert invoke("build", cwd=house).returncode == 0
    page = house / "output" / "article-3" / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- by hand -->")
    done = invoke("build", "--verify", cwd=house)
    assert done.returncode == 1
    assert "output/article-3/index.html: holds other bytes" in done.stdout
    assert "1 file is not that of a full build" in done.stdout
    full = invoke("build", "--full", cwd=house)
    assert full.returncode == 0
    assert not page.read_bytes().endswith(b"by hand -->")
