"""The vocabulary is parsed once for each text and code; what is in doubt is parsed anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.topics import thawed
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.thawed import FILE, read_thawed


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that had to be parsed, in order."""
    asked: list[str] = []
    really = thawed.parse_taxonomy

    def counted(text: str, shown: str) -> Taxonomy:
        asked.append(text)
        return really(text, shown)

    monkeypatch.setattr(thawed, "parse_taxonomy", counted)
    return asked


def test_it_is_parsed_once(small: Taxonomy, tmp_path: Path, parsed: list[str]) -> None:
    folder = tmp_path / "not" / "there"
    assert read_thawed(folder, small.text, "t.toml") == small
    assert read_thawed(folder, small.text, "t.toml") == small
    assert parsed == [small.text]


def test_another_text_or_other_code_makes_it_anew(
    small: Taxonomy, tmp_path: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    more = f"{small.text}\n# a word\n"
    for text in (small.text, more, more):
        assert read_thawed(tmp_path, text, "t.toml").text == text
    monkeypatch.setattr(thawed, "code_version", lambda: "another")
    read_thawed(tmp_path, more, "t.toml")
    assert parsed == [small.text, more, more]
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


@pytest.mark.parametrize("at", [0, 40, 200, -1])
def test_what_is_cut_or_edited_is_not_believed(
    small: Taxonomy, tmp_path: Path, parsed: list[str], at: int
) -> None:
    read_thawed(tmp_path, small.text, "t.toml")
    file = tmp_path / FILE
    sound = file.read_bytes()
    edited = bytearray(sound)
    edited[at] ^= 1
    for data in (bytes(edited), sound[:at], b""):
        file.write_bytes(data)
        assert read_thawed(tmp_path, small.text, "t.toml") == small
        assert file.read_bytes() == sound
    assert len(parsed) == 4


def test_a_mistake_is_told_each_time_and_never_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(ProblemsFound):
            read_thawed(tmp_path, "[[topics]\n", "t.toml")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_costs_time_only(small: Taxonomy, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert read_thawed(tmp_path / "file", small.text, "t.toml") == small
