"""What is shown of a saved article before the rest of the site follows."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from threading import Thread

import pytest

from plugins.incremental.patch import Bench
from plugins.incremental.store import Doubt, open_store
from plugins.verbs import desk
from plugins.verbs.desk import Desk
from plugins.verbs.memory import Memory
from plugins.verbs.patching import bench_for, glance

from .edits import World, new_world


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.chdir(tmp_path)
    made = new_world(tmp_path, 1)
    assert made.build().code == 0
    return made


@pytest.fixture
def bench(world: World) -> Bench:
    return bench_for(Memory.open(world.open(), world.place))


def desk_of(world: World, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(desk, "open_run", lambda *_: world.open())
    monkeypatch.setattr(desk, "place_of", lambda *_: world.place)
    return Desk(None, str(world.folder / "output"), [sys.executable, "-c", "print('built')"])


def test_it_is_the_page_that_the_build_will_make(world: World, bench: Bench) -> None:
    path = world.articles()[3]
    world.head(path, "Title", "Under another name")
    world.add(path, "\nA kettle, and a link to [another]({filename}article-000005.md).\n")
    pages = glance(world.place, bench, [str(path)])
    ((address, page),) = pages.values()
    assert address == "article-3/index.html"
    world.build()
    assert world.built == 2
    built = world.folder / "output" / "article-3" / "index.html"
    assert built.read_text(encoding="utf-8") == page
    assert "Under another name" in page


def test_it_moves_with_its_address(world: World, bench: Bench) -> None:
    path = world.articles()[3]
    world.head(path, "Slug", "elsewhere")
    ((address, _),) = glance(world.place, bench, [str(path)]).values()
    assert address == "elsewhere/index.html"


def test_what_came_of_a_header_that_is_gone_is_not_known(world: World) -> None:
    path = world.articles()[3]
    world.head(path, "Modified", "2026-11-20")
    world.build()
    bench = bench_for(Memory.open(world.open(), world.place))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Modified: 2026-11-20\n", ""), encoding="utf-8")
    assert glance(world.place, bench, [str(path)]) == {}


def test_it_neither_waits_for_who_writes_nor_takes_the_file_away(
    world: World, bench: Bench
) -> None:
    path = world.articles()[3]
    world.head(path, "Title", "Under another name")
    file = world.place / "site.sqlite"
    before = file.stat().st_ino
    writer = sqlite3.connect(file, isolation_level=None)
    writer.execute("begin exclusive")
    assert glance(world.place, bench, [str(path)]) == {}
    with pytest.raises(Doubt), open_store(world.place):
        pass
    writer.execute("rollback")
    writer.close()
    assert file.stat().st_ino == before
    assert len(glance(world.place, bench, [str(path)])) == 1


def test_nobody_keeps_what_a_save_has_overtaken(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = desk_of(world, monkeypatch)
    ours.open()
    text, title = world.articles()[2:4]
    world.add(text, "\nA kettle.\n")
    assert ours.patch([str(text)]) is not None
    world.head(title, "Title", "Under another name")
    assert ours.patch([str(title)]) is None
    ours.rest()  # as when the preview is ended now
    assert world.wrong() == []


def test_nothing_is_shown_of_what_cannot_be_read(world: World, bench: Bench) -> None:
    broken, missing, new = world.articles()[2], world.articles()[3], world.articles()[0]
    broken.write_text("Title: Broken\nDate: some day\n\nText.\n", encoding="utf-8")
    missing.unlink()
    new = new.with_name("new.md")
    new.write_text("Title: New\nDate: 2026-11-01\n\nText.\n", encoding="utf-8")
    for path in (broken, missing, new, world.folder / "theme" / "templates" / "base.html"):
        assert glance(world.place, bench, [str(path)]) == {}
    nowhere = world.folder / "nowhere"
    assert glance(nowhere, bench, [str(world.articles()[4])]) == {}
    assert not nowhere.exists()


def test_nobody_looks_at_many(world: World, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plugins.verbs.patching.FEW", 2)
    paths = [str(path) for path in world.articles()[2:5]]
    assert glance(world.place, bench, paths) == {}
    assert len(glance(world.place, bench, paths[:2])) == 2


def test_a_desk_shows_a_title_while_its_build_is_at_work(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = desk_of(world, monkeypatch)
    assert ours.begin().said == ("built",)
    ours.open()
    path = world.articles()[3]
    world.add(path, "\nA kettle.\n")
    assert ours.patch([str(path)]) is not None
    world.head(path, "Title", "Under another name")
    assert ours.patch([str(path)]) is None
    ours.begin()
    assert ours.patch([str(path)]) is None  # what is known may be old by now
    ((_, page),) = ours.glance([str(path)]).values()
    assert "Under another name" in page
    assert "A kettle." in page
    world.build()
    ours.open()
    world.add(path, "\nA lid.\n")
    assert ours.patch([str(path)]) is not None


def test_a_build_that_is_at_work_can_be_ended(tmp_path: Path) -> None:
    sleep = [sys.executable, "-c", "import time; print('begun', flush=True); time.sleep(60)"]
    ours = Desk(None, str(tmp_path), sleep)
    ours.stop()  # nothing is at work

    told = []
    build = Thread(target=lambda: told.append(ours.begin()))
    build.start()
    while build.is_alive() and not ours.building:
        build.join(0.01)
    ours.stop()
    build.join(30)
    assert not build.is_alive()
    assert told[0].code != 0
    assert ours.begin().code != 0  # nor does another one begin
