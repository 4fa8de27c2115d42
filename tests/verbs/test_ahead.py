"""What is found out before Pelican asks: by two processes, and the same as by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugins.blog.survey import Survey
from plugins.incremental.bodies import Bodies
from plugins.topics.cache import FILE
from plugins.verbs import ahead
from plugins.verbs.ahead import read_ahead
from plugins.verbs.told import look

from .edits import World, new_world


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # the world sets its own, and it is put back
    monkeypatch.chdir(tmp_path)
    return new_world(tmp_path, 1)


def found_out(world: World, place: Path) -> tuple[Survey, dict[str, Any], Bodies, list[str]]:
    """What is known afterwards, of texts and of topics."""
    run = world.open()
    run.settings["TOPICS"]["cache"] = str(place)
    found = look(run)
    bodies = Bodies.open(place, run.settings, "1")
    settings = read_ahead(run.settings, found, bodies)
    file = place / FILE
    topics = file.read_text(encoding="utf-8").split("\n") if file.is_file() else []
    return found, settings, Bodies.open(place, run.settings, "1"), topics


def test_a_few_texts_are_read_when_pelican_asks(world: World, tmp_path: Path) -> None:
    _, settings, bodies, topics = found_out(world, tmp_path / "kept")
    assert (bodies.names, topics) == (set(), [])
    assert settings["SOURCES"]


@pytest.mark.parametrize("broken", [False, True])
def test_two_find_what_one_would(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    monkeypatch.setattr(ahead, "FEWEST", 1)
    monkeypatch.setattr(ahead, "possible", lambda: True)
    if broken:
        monkeypatch.setattr(ahead.Child, "start", lambda _: Nothing())
    found, settings, bodies, topics = found_out(world, tmp_path / "kept")
    sources = [each.source for each in found.places if each.status != "skip"]
    articles = [each for each in found.of("article") if each.status != "skip"]
    assert [settings["SOURCES"][each.path] for each in sources] == sources
    known = sum(bodies.find(each.path, each.header.body) is not None for each in sources)
    if broken:
        assert known == -(-len(sources) // 2)
    else:
        assert known == len(sources)
        assert len([*filter(None, topics)]) == len(articles)


class Nothing:
    """A second process that broke off at once."""

    def answer(self) -> None:
        return None

    def stop(self) -> None:
        return None
