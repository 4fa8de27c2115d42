"""Spelling: which words are asked for, what hunspell's answers mean, what an author is told."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from plugins.authoring import hunspell
from plugins.authoring.spelling import (
    Known,
    Odd,
    judge_words,
    look_up,
    odd_ones,
    read_accepted,
    words_of,
)
from plugins.blog.headers import parse_header
from plugins.blog.source import Source

PROGRAM = """#!/bin/sh
case "$*" in
  *-D*) printf 'AVAILABLE DICTIONARIES\\n/x/en_GB\\n/x/en_US\\n/x/nl_NL\\n/x/en_US.aff\\n' >&2 ;;
  *) echo '@(#) International Ispell'
     while read -r line; do case "$line" in
       '^teh') echo '& teh 4 1: the, ten, tea, eh' ;;
       '^xyz') echo '# xyz 1' ;;
       *) echo '*' ;;
     esac; echo; done ;;
esac
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A hunspell that knows every word but two."""
    path = tmp_path / "bin" / "hunspell"
    path.parent.mkdir()
    path.write_text(PROGRAM, encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")
    hunspell.dictionaries.cache_clear()
    yield path
    hunspell.dictionaries.cache_clear()


def asked(body: str, head: str = "") -> dict[str, int]:
    header = parse_header(f"Title: A wrod\nDate: 2026-01-01\n{head}\n{body}\n")
    return words_of(Source(Path("a.md"), "a.md", header))


def test_each_word_once_with_its_first_line() -> None:
    assert asked("Teh bread\nand teh butter and\nteh bread.") == {
        "wrod": 1, "Teh": 4, "bread": 4, "and": 5, "teh": 5, "butter": 5
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "`codde` and\n\n    codde\n\n```\ncodde\n```\n",
        "[so](codde.md) or https://codde.example/codde or codde@codde.example",
        "He said “codde” and\n\n> codde codde\n",
        "We met Codde there.",
        "NASA, iPhone, H2O, 3codde, codde_codde",
        "![so](codde.png) {{< codde >}} <b class='codde'>so</b> <!-- codde -->",
        "We met Codde. Codde left. Codde's hat, the Codde-house.",
    ],
)
def test_code_addresses_quotations_and_names_are_not_asked(body: str) -> None:
    assert {word for word in asked(body) if "codde" in word.casefold()} <= {"Codde-house"}


def test_names_in_the_headers_are_known() -> None:
    assert "Vera" not in asked("Vera left.", "Author: Vera Voorbeeld\n")
    assert "Vera" in asked("Vera left.")


def test_what_stands_between_hyphens_may_be_right_by_itself() -> None:
    known: dict[str, tuple[str, ...] | None] = {}
    calls = []

    def ask(words: Iterable[str]) -> Known:
        calls.append(list(words))
        return {
            word: ("new",) if word in {"nwe", "well-nwe", "well-known"} else None
            for word in calls[-1]
        }

    look_up(["well-known", "well-nwe", "bread"], known, ask)
    assert list(odd_ones({"well-known": 1, "well-nwe": 2, "bread": 3}, known)) == [
        Odd("well-nwe", 2, ("new",))
    ]
    look_up(["bread", "well-known"], known, ask)
    assert calls[1:] == [[]]


def test_a_word_is_told_once_and_an_accepted_one_never() -> None:
    odd = [
        Odd("Teh", 1, ("The",)),
        Odd("teh", 2, ("the", "ten")),
        Odd("wow-factor", 3),
        Odd("ux", 4),
    ]
    (once,) = judge_words("a.md", odd, frozenset({"ux", "wow"}))
    assert str(once) == (
        'a.md:1: warning: "Teh" is in no dictionary here; did you mean "The"? '
        "If it is right, add it to words.txt"
    )
    (told,) = judge_words("a.md", odd[2:3], frozenset())
    assert "is it meant so?" in told.message


def test_the_words_of_the_house_and_the_names_of_its_people(tmp_path: Path) -> None:
    assert read_accepted(tmp_path) == frozenset()
    (tmp_path / "words.txt").write_text("# ours\nGreetz  # us\n\nwow\n", encoding="utf-8")
    (tmp_path / "people.toml").write_text('[vera]\nname = "Vera Voorbeeld"\n', encoding="utf-8")
    assert {"greetz", "wow", "vera", "voorbeeld"} <= read_accepted(tmp_path)
    (tmp_path / "people.toml").write_text("[[[", encoding="utf-8")
    assert read_accepted(tmp_path) == {"greetz", "wow"}


def test_the_program_is_asked(program: Path) -> None:  # noqa: ARG001 - it lies in the path
    assert hunspell.dictionaries() == {"en": ("en_GB", "en_US"), "nl": ("nl_NL",)}
    assert hunspell.chosen("en-GB") == ("en_GB",)
    assert hunspell.chosen("en") == ("en_GB", "en_US")
    assert hunspell.chosen("fr") == ()
    assert hunspell.ask(("en_GB",), ["so", "teh", "xyz", "so"]) == {
        "so": None, "teh": ("the", "ten", "tea"), "xyz": ()
    }  # fmt: skip


def test_a_program_that_fails_says_nothing(program: Path) -> None:
    program.write_text("#!/bin/sh\necho one line\nexit 1\n", encoding="utf-8")
    assert hunspell.ask(("en_GB",), ["so", "teh"]) == {}
    program.unlink()
    hunspell.dictionaries.cache_clear()
    if not shutil.which("hunspell"):
        assert hunspell.dictionaries() == {}
        assert hunspell.ask(("en_GB",), ["so"]) == {}


@pytest.mark.skipif(not shutil.which("hunspell"), reason="hunspell is not installed")
def test_the_real_program_is_understood() -> None:
    hunspell.dictionaries.cache_clear()
    names = hunspell.chosen("en")
    if not names:
        pytest.skip("no English dictionary is installed")
    told = hunspell.ask(names, ["bread", "wrogn", "I'm"])
    assert told["bread"] is None
    assert told["I'm"] is None
    assert "wrong" in (told["wrogn"] or ())
