from __future__ import annotations

from dataclasses import asdict

import pytest

from plugins.digest.words import DUTCH, ENGLISH, direction, words_in
from tests.digest.samples import ROOT


@pytest.mark.parametrize("words", [ENGLISH, DUTCH])
def test_every_word_is_said_and_keeps_its_places(words):
    for name, said in asdict(words).items():
        assert said.strip()
        assert said.count("{") == asdict(ENGLISH)[name].count("{")


def test_every_word_is_used():
    folders = (ROOT / "plugins" / "digest", ROOT / "theme")
    files = [
        path
        for folder in folders
        for path in folder.rglob("*.*")
        if path.suffix in {".py", ".html", ".txt"}
    ]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [name for name in asdict(ENGLISH) if f".{name}" not in source] == []


def test_other_languages_fall_back_to_english():
    assert words_in("nl-BE") is DUTCH
    assert words_in("fr") is ENGLISH
    assert (direction("ar-EG"), direction("nl")) == ("rtl", "ltr")
