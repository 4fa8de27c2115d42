"""What is found out before Pelican asks: by two processes, and the same as by one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from plugins.blog.reader import ArticleReader
from plugins.blog.survey import Survey, survey
from plugins.incremental.bodies import Bodies, counted
from plugins.topics.cache import FILE
from plugins.verbs import ahead
from plugins.verbs.ahead import read_ahead

from .edits import World, new_world


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # the world sets its own, and it is put back
    monkeypatch.chdir(tmp_path)
    return new_world(tmp_path, 1)


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes, however few the texts are."""
    monkeypatch.setattr(ahead, "FEWEST", 1)
    monkeypatch.setattr(ahead, "possible", lambda: hasattr(os, "fork"))


def found_out(world: World, place: Path) -> tuple[Survey, Survey, dict[str, Any], Bodies]:
    """What a survey finds; what is found ahead, and what is known then."""
    run = world.open()
    run.settings["TOPICS"]["cache"] = str(place)
    bodies = Bodies.open(place, run.settings, "1")
    found, known = read_ahead(run.settings, Path.cwd(), bodies)
    return survey(run.settings, Path.cwd()), found, known | {"settings": run.settings}, bodies


def topics_in(place: Path) -> list[str]:
    file = place / FILE
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def test_a_few_texts_are_read_when_pelican_asks(world: World, tmp_path: Path) -> None:
    plain, found, known, bodies = found_out(world, tmp_path / "kept")
    assert [each.url for each in found.places] == [each.url for each in plain.places]
    assert (found.problems, found.left_out) == (plain.problems, plain.left_out)
    assert (bodies.ready, topics_in(tmp_path / "kept")) == ({}, [])
    assert "KNOWN_TOPICS" not in known
    texts = {path: text for path, (_, text) in known["SOURCES"].items()}
    assert texts == {each.source.path: each.source.header.body for each in plain.places}


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize("broken", [False, True])
def test_two_find_what_one_would(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: bool
) -> None:
    if broken:
        monkeypatch.setattr(ahead.Child, "start", lambda *_: Nothing())
    kept = tmp_path / "kept"
    plain, found, known, bodies = found_out(world, kept)
    assert [each.url for each in found.places] == [each.url for each in plain.places]
    assert (found.problems, found.left_out) == (plain.problems, plain.left_out)
    assert not any(each.source.header.body for each in found.places)
    bodies.close()
    reader = ArticleReader(known["settings"])
    again = Bodies.open(kept, known["settings"], "1")
    sound = [each for each in plain.places if each.source.sound and each.status != "skip"]
    for each in sound:
        path, text = each.source.path, each.source.header.body
        assert known["SOURCES"][path][1] == text
        assert again.find(path, text) == counted(reader.body(text, path))
    assert len(topics_in(kept)) == sum(each.kind == "article" for each in sound)


@pytest.mark.usefixtures("two")
def test_what_is_known_is_looked_at_and_not_made(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, first = found_out(world, tmp_path / "kept")
    assert first.ready
    first.close()
    monkeypatch.setattr(ahead.ArticleReader, "body", None)
    _, found, known, bodies = found_out(world, tmp_path / "kept")
    bodies.close()
    assert not bodies.ready
    articles = [each for each in found.of("article") if each.source.sound]
    assert known["KNOWN_TOPICS"].rows.keys() == {
        str(each.source.path) for each in articles if each.status != "skip"
    }


class Nothing:
    """A second process that broke off at once, having taken nothing."""

    def answer(self) -> None:
        return None

    def end(self) -> None:
        return None

    def stop(self) -> None:
        return None
