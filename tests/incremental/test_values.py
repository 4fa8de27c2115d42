"""Equal values have one hash in every process; what cannot be told has none."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import make_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pelican.contents import Article
from pelican.settings import DEFAULT_CONFIG
from pelican.urlwrappers import Category

from plugins.incremental.linear import Shelf
from plugins.incremental.values import UNKNOWN, Values

ROOT = Path(__file__).resolve().parents[2]


def article(name: str) -> Any:
    return Article("", {"title": name}, DEFAULT_CONFIG, f"{name}.md")


def test_values_are_told_apart_and_nothing_else() -> None:
    values = Values({}, {})
    one = "".join(["a", "b"])
    assert values.sum([one, one]) == values.sum(["ab", "".join(["a", "b"])])
    assert values.sum({"b", "a", "c"}) == values.sum({"c", "b", "a"})
    different = [1, "1", None, (), [], {}, {"a": 1}, ("a",), ["a"], {"a"}, True, list("a" * 20)]
    assert len({values.sum(each) for each in different}) == len(different)


def test_long_lists_are_told_by_what_is_in_them() -> None:
    values = Values({}, {})
    many = list(range(50))
    assert values.sum([many, 1]) == values.sum([list(range(50)), 1])
    assert values.sum([many, 1]) != values.sum([list(range(1, 51)), 1])
    assert values.sum(Shelf(map(str, range(3)))) == Values({}, {}).sum(Shelf(map(str, range(3))))


def test_a_value_of_many_fields_is_told_by_them_wherever_it_is() -> None:
    names = [f"field{number}" for number in range(20)]
    wide = make_dataclass("Wide", names, frozen=True)
    wide.__module__ = __name__
    globals()["Wide"] = wide
    one, same = (wide(*map(str, range(20))) for _ in range(2))
    other = wide(*map(str, range(1, 21)))
    first, second = Values({}, {}), Values({}, {})
    assert first.sum(one) == second.sum(same)  # known before, and not
    assert first.sum(("a", one)) == Values({}, {}).sum(("a", same))
    assert first.sum(("a", one)) != first.sum(("a", other))
    assert first.sum([wide(*[lambda: 1] * 20)]) == UNKNOWN


def test_contents_are_told_by_name() -> None:
    first, other = article("first"), article("other")
    values = Values({"settings": DEFAULT_CONFIG}, {"first.md": first, "other.md": other})
    again = Values({"settings": DEFAULT_CONFIG}, {"first.md": article("else"), "other.md": first})
    assert values.sum([first]) != values.sum([other])
    assert values.sum([other]) == again.sum([first])
    assert values.content(Article, vars(first)) != values.content(Article, vars(other))
    assert values.sum([article("unknown")]) == UNKNOWN


def test_what_is_found_out_later_changes_nothing() -> None:
    values = Values({"settings": DEFAULT_CONFIG}, {})
    fresh, asked = (Category("A name", DEFAULT_CONFIG) for _ in range(2))
    assert asked.slug == "a-name"
    assert values.sum(fresh) == values.sum(asked)
    assert values.sum([fresh]) != values.sum([Category("Another", DEFAULT_CONFIG)])


@pytest.mark.parametrize("value", [lambda: 1, (each for each in ()), SimpleNamespace(a=print)])
def test_what_has_no_value_is_unknown(value: object) -> None:
    known = Values({}, {}).sum([value])
    assert (known == UNKNOWN) == (not isinstance(value, SimpleNamespace))


def test_the_hash_is_the_same_in_another_process() -> None:
    code = (
        "from plugins.incremental.values import Values; "
        "print(Values({}, {}).sum([{'x', 'y', 'z'}, {'k': (1, 2.5)}]).hex())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert told == {Values({}, {}).sum([{"z", "y", "x"}, {"k": (1, 2.5)}]).hex() + "\n"}
