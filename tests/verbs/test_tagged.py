"""Whatever was done since, topics are shown as reading every article would show them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.topics import answers, report
from plugins.verbs import tagged
from plugins.verbs.tagged import FILE, tell_all
from plugins.verbs.told import look

from .edits import EDITS, World, body, deletion, new_world, slug, status, taxonomy, words

AT_BUILDS = ("crash", "damage", "together", "meddle")
"""Edits that are about what builds leave."""
DONE = tuple(each for each in EDITS if each.__name__ not in AT_BUILDS)
SEQUENCES, STEPS = 6, 6


def world_in(folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.chdir(folder)
    return new_world(folder, seed)


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    return world_in(tmp_path, monkeypatch, 100)


def recalled(world: World) -> list[str]:
    """By the memory, as the verb tells it: for people and for programs."""
    return [tell(world, json=json) for json in (False, True)]


def tell(world: World, *, json: bool = False) -> str:
    run = world.open()
    return tell_all(run, world.place, lambda: look(run), json=json)


def fresh(world: World) -> list[str]:
    """Read from the beginning, and nothing remembered."""
    run = world.open()
    run.settings["TOPICS"]["cache"] = ""
    found = look(run)
    return [make(run.settings, found) for make in (answers.show, answers.show_json)]


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_sequence_of_edits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    world = world_in(tmp_path, monkeypatch, seed)
    recalled(world)
    for _ in range(STEPS):
        edit = world.random.choice(DONE)
        world.log.append(edit.__name__)
        edit(world)
        assert recalled(world) == fresh(world), world.log


def test_an_article_that_cannot_be_read_is_counted_and_comes_back(world: World) -> None:
    recalled(world)
    path = world.articles()[1]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Date: ", "Day: "), encoding="utf-8")
    assert recalled(world) == fresh(world)
    assert "1 left out" in recalled(world)[0]
    path.write_text(text, encoding="utf-8")
    assert recalled(world) == fresh(world)


def count(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read for their topics."""
    read: list[str] = []
    real = report._read

    def note(desk: Any, place: Any) -> Any:
        read.append(place.source.path.name)
        return real(desk, place)

    monkeypatch.setattr(report, "_read", note)
    return read


@pytest.mark.parametrize(
    ("edit", "many"), [(body, 1), (words, 1), (slug, 1), (status, 1), (deletion, 0), (taxonomy, 8)]
)
def test_only_what_changed_is_read(
    world: World, monkeypatch: pytest.MonkeyPatch, edit: Callable[[World], None], many: int
) -> None:
    recalled(world)
    read = count(monkeypatch)
    assert recalled(world)
    assert read == []
    edit(world)
    tell(world)
    assert len(read) == many


@pytest.mark.parametrize("part", range(5))
def test_a_memory_in_doubt(world: World, part: int) -> None:
    recalled(world)
    path = world.place / FILE
    data = bytearray(path.read_bytes())
    at = part * len(data) // 5
    if part == 4:
        del data[at:]
    for place in range(at, min(at + 3000, len(data))):
        data[place] ^= 0xFF
    path.write_bytes(bytes(data))
    for _ in range(2):
        assert recalled(world) == fresh(world)


def test_that_of_another_version_is_not_believed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    recalled(world)
    monkeypatch.setattr(tagged, "VERSION", 0)
    read = count(monkeypatch)
    tell(world)
    assert len(read) == 8
