"""Whatever is done between two checks, the second says what one from the beginning would say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.authoring import hunspell
from plugins.blog.survey import Place
from plugins.verbs import looking, surveying
from plugins.verbs.looking import check_up
from plugins.verbs.recall import Result
from plugins.verbs.surveying import survey_of
from plugins.verbs.told import look, near

from . import edits
from .edits import World, new_world

SEQUENCES, STEPS = 12, 6


def broken_link(world: World) -> None:
    names = ["article-000001.md", "renamed-1.md", "no-such.md", "/article-2/", "/category/nowhere/"]
    names += ["article-000003.md#there", "#here", "shop.png", "/topics/trust/", "../drafts/"]
    world.add(world.pick(), f"\nSo [it goes]({world.random.choice(names)}).\n")


def place_on_a_page(world: World) -> None:
    world.add(world.pick(), "\n## There {#there}\n\nWords.\n")


def new_article(world: World) -> None:
    name = world.random.choice(["no-such", "renamed-1", f"new-{world.random.randint(1, 99)}"])
    text = f"Title: {name}\nDate: 2026-11-0{world.random.randint(1, 9)}\n\nSee [it](shop.png).\n"
    (world.content / "articles" / f"{name}.md").write_text(text, encoding="utf-8")


def same_address(world: World) -> None:
    world.head(world.pick(), "Slug", "the-very-same")


def same_id(world: World) -> None:
    world.head(world.pick(), "Id", "the-very-same")


def odd_header(world: World) -> None:
    key = world.random.choice(["Subtitle", "Tilte", "Layout", "Status", "Date", "Lang", "Image"])
    world.head(world.pick(), key, world.random.choice(["shop.png", "nowhere", "fr", "31 Feb"]))


def not_text(world: World) -> None:
    world.pick().write_bytes(world.random.choice([b"", b"\xff\xfe\0", b"\0\1", b"Title: x\n\ny"]))


def bad_picture(world: World) -> None:
    name = world.random.choice(["shop.png", "unused.png"])
    (world.content / "images" / name).write_bytes(b"no picture")


def stray(world: World) -> None:
    (world.content / "articles" / "list.xlsx").write_bytes(b"1")


def link_to_stray(world: World) -> None:
    world.add(world.pick(), "\n[The list](list.xlsx), [again]({static}/articles/list.xlsx)\n")


def register(world: World) -> None:
    row = {"url": f"/article-{world.random.randrange(7)}/", "path": "articles/article-000001.md"}
    row |= {"id": "", "guid": "urn:x", "first": "2026-11-01"}
    path = world.content / "published.jsonl"
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}{json.dumps(row)}\n", encoding="utf-8")


def loss(world: World) -> None:
    """A line of the register is gone."""
    path = world.content / "published.jsonl"
    if path.exists():
        path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[1:]), "utf-8")


def promise(world: World) -> None:
    text = '[tone]\nhold = "warn"\n[tone.en]\n"the kettle" = "the pot"\n'
    (world.content / "promise.toml").write_text(text, encoding="utf-8")


def hard_words(world: World) -> None:
    hard = "Organisational considerations regarding customer-relationship administration"
    world.add(world.pick(), f"\n{' '.join([hard] * 60)}.\n")


MINE: tuple[Callable[[World], None], ...] = (
    *(broken_link, broken_link, place_on_a_page, new_article, same_address, same_id, odd_header),
    *(not_text, bad_picture, stray, link_to_stray, register, register, loss, promise, hard_words),
    *(edits.body, edits.body, edits.words, edits.slug, edits.title, edits.date, edits.category),
    *(edits.deletion, edits.rename, edits.status, edits.translation, edits.setting, edits.topic),
    *(edits.picture, edits.word, edits.clock, edits.quiet, edits.touch),
)


def head(world: World, path: Path, key: str, value: str) -> None:
    """As ``World.head`` does, also in a file that has no headers any more."""
    if path.is_file() and b"\0" not in path.read_bytes() and path.stat().st_size:
        World_head(world, path, key, value)


World_head = World.head


def memory(world: World) -> Result:
    return check_up(world.open(), world.folder / "memory")


def afresh(world: World, number: int) -> Result:
    return check_up(world.open(), world.folder / f"none-{number}")


Known = dict[str, tuple[str, ...] | None]


@pytest.fixture(scope="module")
def dictionary() -> Callable[[Iterable[str], Iterable[str]], Known]:
    """What hunspell says of words, each asked once: it guesses long at words of another language,
    and whoever reads afresh asks for all."""
    usual, told = hunspell.ask, dict[tuple[str, ...], Known]()

    def ask(names: Iterable[str], words: Iterable[str]) -> Known:
        known, asked = told.setdefault(tuple(names), {}), list(words)
        known.update(usual(names, [each for each in asked if each not in known]))
        return {each: known[each] for each in asked if each in known}

    return ask


@pytest.fixture
def at_home(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dictionary: Callable[[Iterable[str], Iterable[str]], Known],
) -> Path:
    monkeypatch.setattr(hunspell, "ask", dictionary)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # each world sets its own, and it is put back
    monkeypatch.setattr(surveying, "around", lambda: "")  # in which it stands
    monkeypatch.setattr(World, "head", head)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_a_sequence_of_edits(at_home: Path, seed: int) -> None:
    world = new_world(at_home, seed)
    memory(world)
    for number in range(STEPS):
        edit = world.random.choice(MINE)
        world.log.append(edit.__name__)
        edit(world)
        assert memory(world) == afresh(world, number), world.log
        assert memory(world) == afresh(world, number), world.log


def test_only_the_text_that_changed_is_read(at_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = new_world(at_home, 1)
    memory(world)
    asked: list[list[str]] = []
    real = looking._read

    def read(*given: object, tagged: bool = True) -> object:
        asked.append([near(Path(path)) for path in given[2]])  # type: ignore[attr-defined]
        return real(*given, tagged=tagged)  # type: ignore[arg-type]

    def never(*_: object) -> None:
        raise AssertionError("everything is judged anew")

    monkeypatch.setattr(looking, "_read", read)
    monkeypatch.setattr(looking, "_anew", never)
    assert memory(world)
    assert asked == []
    path = world.content / "articles" / "article-000003.md"
    world.add(path, "\n[Nowhere](no-such.md)\n")
    with monkeypatch.context() as context:
        context.setattr(looking, "_rejudge", never)
        told = memory(world)
    assert asked == [["content/articles/article-000003.md"]]
    assert [each.code for each in told.problems if not each.warning] == ["link"]
    asked.clear()
    # A new file is read, and the one that names it.
    (path.parent / "no-such.md").write_text("Title: N\nDate: 2026-11-01\n\nHere.\n", "utf-8")
    assert [each for each in memory(world).problems if not each.warning] == []
    assert asked == [["content/articles/article-000003.md", "content/articles/no-such.md"]]


def test_of_what_is_published_the_topics_are_not_asked_again(
    at_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = new_world(at_home, 1)
    row = {"url": "/article-3/", "path": "articles/article-000003.md", "first": "2026-11-01"}
    known = world.content / "published.jsonl"
    known.write_text(json.dumps({**row, "id": "", "guid": "urn:x"}) + "\n", "utf-8")
    memory(world)
    world.add(world.content / "articles" / "article-000003.md", "\nComplaint. Refund. Apology.\n")

    def never(*_: object) -> None:
        raise AssertionError("the topics are asked")

    with monkeypatch.context() as context:
        context.setattr("plugins.verbs.rooms.judge_topics", never)
        memory(world)
    known.unlink()  # now it is asked what else it is about
    assert memory(world) == afresh(world, 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_survey_is_that_of_all_files(at_home: Path, seed: int) -> None:
    world = new_world(at_home, 100 + seed)
    memory(world)
    for _ in range(6):
        edit = world.random.choice(MINE)
        world.log.append(edit.__name__)
        edit(world)
        run = world.open()
        found, expected = survey_of(run, world.folder / "memory"), look(world.open())
        assert [bare(each) for each in found.places] == [bare(each) for each in expected.places]
        assert (found.problems, found.left_out) == (expected.problems, expected.left_out), world.log
        assert run.settings["LEFT_OUT"] == expected.left_out


def bare(place: Place) -> Place:
    """Without its text."""
    return replace(
        place, source=replace(place.source, header=replace(place.source.header, body=""))
    )


def test_a_memory_that_is_damaged_is_none(at_home: Path) -> None:
    world = new_world(at_home, 2)
    expected = memory(world)
    (base,) = (at_home / "memory").glob("*.sqlite")
    data = bytearray(base.read_bytes())
    for at in range(5000, len(data), 4000):
        data[at] ^= 0xFF
    base.write_bytes(bytes(data))
    world.pick().touch()
    assert memory(world) == expected


def test_a_folder_that_cannot_be_written_costs_only_time(at_home: Path) -> None:
    world = new_world(at_home, 3)
    (at_home / "memory").write_text("in the way", "utf-8")
    assert memory(world) == replace(afresh(world, 0))
