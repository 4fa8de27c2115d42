"""What was found is remembered, and whatever is in doubt is found anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.topics import cache as cache_module
from plugins.topics.cache import FILE, Cache
from plugins.topics.choice import names_of
from plugins.topics.reading import Desk, Text
from plugins.topics.tagger import Tagging
from plugins.topics.taxonomy import Taxonomy

TEXT = Text("The shop kept its promise to the customer, and to every guest.\n", "A shop")


def desk(small: Taxonomy, folder: Path | None, at_most: int = 4, vocabulary: str = "") -> Desk:
    cache = Cache(folder, vocabulary or small.text, at_most)
    return Desk(small, names_of(small), cache, at_most)


def remember(small: Taxonomy, folder: Path) -> Tagging:
    first = desk(small, folder)
    found = first.tag(TEXT, "en")
    first.cache.save(whole=True)
    return found


@pytest.fixture
def untagged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles that had to be tagged, in order."""
    from plugins.topics import reading

    asked: list[str] = []
    really = reading.tag

    def counted(document: object, *rest: object) -> Tagging:
        asked.append("tagged")
        return really(document, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "tag", counted)
    return asked


def test_a_remembered_text_is_not_tagged_again(
    small: Taxonomy, tmp_path: Path, untagged: list[str]
) -> None:
    found = remember(small, tmp_path)
    assert found.topics
    assert desk(small, tmp_path).tag(TEXT, "en") == found
    assert untagged == ["tagged"]


def test_text_vocabulary_and_settings_each_make_another_key(
    small: Taxonomy, tmp_path: Path, untagged: list[str]
) -> None:
    remember(small, tmp_path)
    desk(small, tmp_path).tag(Text(TEXT.body, "Another shop"), "en")
    desk(small, tmp_path).tag(Text(TEXT.body, TEXT.title, body_line=9), "en")
    desk(small, tmp_path).tag(TEXT, "nl")
    desk(small, tmp_path, at_most=1).tag(TEXT, "en")
    desk(small, tmp_path, vocabulary="changed").tag(TEXT, "en")
    assert len(untagged) == 6


def test_changed_code_makes_another_key(
    small: Taxonomy, tmp_path: Path, untagged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    remember(small, tmp_path)
    monkeypatch.setattr(cache_module, "ENGINE", ("tagger",))
    desk(small, tmp_path).tag(TEXT, "en")
    assert len(untagged) == 2


@pytest.mark.parametrize("harm", ["cut", "edited", "reshaped", "binary", "empty"])
def test_a_doubtful_line_is_found_anew(
    small: Taxonomy, tmp_path: Path, untagged: list[str], harm: str
) -> None:
    found = remember(small, tmp_path)
    file = tmp_path / FILE
    line = file.read_text(encoding="utf-8")
    broken = {
        "cut": line[: len(line) // 2].encode(),
        "edited": line.replace("trust", "truss").encode(),
        "reshaped": (line.partition(" ")[0] + " 0123456789abcdef []\n").encode(),
        "binary": b"\xff\xfe\x00" + line.encode(),
        "empty": b"",
    }
    file.write_bytes(broken[harm])
    assert desk(small, tmp_path).tag(TEXT, "en") == found
    assert len(untagged) == 2


def test_the_same_texts_give_the_same_bytes(small: Taxonomy, tmp_path: Path) -> None:
    other = Text("Every customer may complain.\n", "Another")
    for name, texts in (("one", (TEXT, other)), ("two", (other, TEXT))):
        each = desk(small, tmp_path / name)
        for text in texts:
            each.tag(text, "en")
        each.cache.save(whole=True)
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()


def test_a_run_over_some_articles_forgets_nothing(
    small: Taxonomy, tmp_path: Path, untagged: list[str]
) -> None:
    remember(small, tmp_path)
    some = desk(small, tmp_path)
    some.tag(Text("Every customer may complain.\n"), "en")
    some.cache.save(whole=False)
    desk(small, tmp_path).tag(TEXT, "en")
    assert len(untagged) == 2


def test_a_run_over_all_forgets_what_is_gone(small: Taxonomy, tmp_path: Path) -> None:
    remember(small, tmp_path)
    rest = desk(small, tmp_path)
    rest.tag(Text("Every customer may complain.\n"), "en")
    rest.cache.save(whole=True)
    assert len((tmp_path / FILE).read_text(encoding="utf-8").splitlines()) == 1


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(
    small: Taxonomy, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file stands here", encoding="utf-8")
    assert remember(small, tmp_path / "cache").topics


def test_without_a_folder_nothing_is_written(small: Taxonomy, tmp_path: Path) -> None:
    each = desk(small, None)
    each.tag(TEXT, "en")
    each.cache.save(whole=True)
    assert not list(tmp_path.iterdir())
