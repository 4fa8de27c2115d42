"""The settings door refuses what is unknown, missing or mistyped, all at once."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.blog.settings import read_section


@dataclass(frozen=True)
class Section:
    name: str
    many: int = 3
    words: tuple[str, ...] = ()
    maybe: str | None = None


def test_a_section_is_read() -> None:
    read = read_section({"S": {"name": "a", "words": ["b"]}}, "S", Section)
    assert read == Section("a", 3, ("b",))


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_section({"S": {"nmae": "a", "many": True, "words": "b", "maybe": 1}}, "S", Section)
    said = str(caught.value)
    assert 'unknown key "nmae"; did you mean "name"?' in said
    assert 'missing key "name"' in said
    assert '"many" must be int, not True' in said
    assert '"words" must be a list of str' in said
    assert '"maybe" must be str or None, not 1' in said
    assert len(caught.value.problems) == 5


def test_a_section_that_is_no_dict_is_refused() -> None:
    with pytest.raises(ProblemsFound, match="S must be a dict"):
        read_section({"S": ["name"]}, "S", Section)
