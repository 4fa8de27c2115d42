"""Whatever was done since, an edition is made of what reading every article would bring."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from plugins.blog.article import Article
from plugins.blog.opening import Run, open_run
from plugins.blog.problems import ProblemsFound
from plugins.digest.month import Month
from plugins.digest.press import OUTBOX, Press
from plugins.verbs import gathering
from plugins.verbs.gathering import FILE, gather
from plugins.verbs.told import look
from tests.conftest import Invoke

from .edits import EDITS, World, body, new_world, quiet, rename, slug, summary, title

AT_BUILDS = ("crash", "damage", "together", "meddle")
"""Edits that are about what builds leave."""
DONE = tuple(each for each in EDITS if each.__name__ not in AT_BUILDS)
SEQUENCES, STEPS = 6, 3


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return world_in(tmp_path, monkeypatch, 100)


def world_in(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.chdir(folder)
    made = new_world(folder, seed)
    made.add(made.folder / "pelicanconf.py", 'SITEURL = "https://promises.example"\n')
    return made


def recalled(world: World) -> Press:
    """By the memory, as the verb does it."""
    run = world.open()
    found = gather(run, world.place)
    return Press.of(run.settings, found.articles, found.pages, found.absent, run.output)


def fresh(world: World) -> Press:
    """Read from the beginning, and nothing remembered."""
    run = world.open()
    run.settings["TOPICS"]["cache"] = ""
    return Press.open(run.settings, look(run), run.output)


def seen(make: Callable[[World], Press], world: World) -> Any:
    """All that can be seen of it: every article, and the edition of every month in every form."""
    try:
        press = make(world)
        shelf = press.shelf
        proofs = [press.prove(month, OUTBOX) for month in shelf.months()]
    except ProblemsFound as found:
        return sorted(map(str, found.problems))
    articles = [
        [getattr(each, field.name) for field in fields(Article)]
        for month in sorted(shelf.articles)
        for each in shelf.articles[month]
    ]
    editions = [(each.edition, each.message, list(map(str, each.problems))) for each in proofs]
    left = sorted(map(str, press.absent))
    return articles, press.pages, left, shelf.addresses(press.pages), editions


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_sequence_of_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    world = world_in(tmp_path, monkeypatch, seed)
    seen(recalled, world)
    for _ in range(STEPS):
        edit = world.random.choice(DONE)
        world.log.append(edit.__name__)
        edit(world)
        assert seen(recalled, world) == seen(fresh, world), world.log


def few(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many articles each reading brings."""
    read: list[int] = []

    def counting(real: Callable[[dict[str, Any]], Any]) -> Callable[[dict[str, Any]], Any]:
        def count(settings: dict[str, Any]) -> Any:
            found = real(settings)
            read.append(len(found))
            return found

        return count

    for name in ("read_articles", "read_contents"):
        monkeypatch.setattr(gathering, name, counting(getattr(gathering, name)))
    return read


def test_nothing_changed_and_nothing_is_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    written = world.content / "editions" / "2026-11.md"
    written.write_text("---\ntitle: One\n---\nHello.\n", encoding="utf-8")
    recalled(world)
    read = few(monkeypatch)
    press = recalled(world)
    world.change(written, "One", "Two")  # what editors write is read each time
    assert recalled(world).shelf.notes[Month(2026, 11)].title == "Two"
    assert read == []
    fetched = []
    monkeypatch.setattr(gathering, "open_store", lambda *given: fetched.append(given))
    press.prove(press.shelf.months()[-1], OUTBOX)
    assert fetched == []  # an edition of summaries asks for no text


@pytest.mark.parametrize("edit", [body, quiet, summary, title])
def test_of_few_that_changed_few_are_read(
    world: World, monkeypatch: pytest.MonkeyPatch, edit: Callable[[World], None]
) -> None:
    recalled(world)
    read = few(monkeypatch)
    edit(world)
    assert seen(recalled, world) == seen(fresh, world)
    assert read
    assert max(read) <= 2  # it, and the one that it links to
    read.clear()
    recalled(world)
    assert read == []


@pytest.mark.parametrize("edit", [slug, rename])
def test_what_moves_has_all_read(
    world: World, monkeypatch: pytest.MonkeyPatch, edit: Callable[[World], None]
) -> None:
    recalled(world)
    read = few(monkeypatch)
    edit(world)
    recalled(world)
    assert max(read) >= 7


def test_another_hour_or_other_settings_have_all_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    recalled(world)
    read = few(monkeypatch)
    world.add(world.folder / "pelicanconf.py", 'SITEURL = "https://other.example"\n')
    assert recalled(world).site.url == "https://other.example"
    run: Run = open_run(world.folder / "pelicanconf.py")
    run.settings["NOW"] = run.settings["NOW"].replace(day=24)  # what waited has come
    assert "waiting" in {each.slug for each in gather(run, world.place).articles}
    assert read == [7, 8]


@pytest.mark.parametrize("part", range(8))
def test_a_memory_in_doubt(world: World, part: int) -> None:
    recalled(world)
    path = world.place / FILE
    data = bytearray(path.read_bytes())
    at = part * len(data) // 8
    if part == 7:
        del data[at:]
    for place in range(at, min(at + 3000, len(data))):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))
    assert seen(recalled, world) == seen(fresh, world)
    assert seen(recalled, world) == seen(fresh, world)


def test_a_text_that_is_gone_is_read_when_it_is_wanted(world: World) -> None:
    expected = [each.html for month in fresh(world).shelf.articles.values() for each in month]
    recalled(world)
    press = recalled(world)
    (world.place / FILE).write_bytes(b"no memory")
    found = [each.html for month in press.shelf.articles.values() for each in month]
    assert found == expected


def test_the_verbs_show_the_same_with_a_memory_and_without(site: Path, invoke: Invoke) -> None:
    def shown(*words: str) -> tuple[str, dict[str, bytes]]:
        done = invoke(*words, cwd=site)
        preview = site / "var" / "preview"
        files = {
            path.relative_to(preview).as_posix(): path.read_bytes()
            for path in preview.rglob("*")
            if path.is_file()
        }
        return done.stdout, files

    told = ("digest",), ("digest", "--send", "--via", "outbox", "--dry-run"), ("topics",)
    for words in told:
        invoke(*words, cwd=site)
    path = next((site / "content" / "articles").glob("2026-11-1*.md"))
    with path.open("a", encoding="utf-8") as file:
        file.write("\nThe customers got an apology and a refund for each complaint.\n")
    with_it = [shown(*words) for words in told]
    for name in ("digest", "topics"):
        assert (site / "var" / "cache" / name).is_dir()
        shutil.rmtree(site / "var" / "cache" / name)
    assert with_it == [shown(*words) for words in told]
    assert "it would be put into the outbox" in with_it[1][0]
