"""Templates compiled once, and compiled anew whenever that is in doubt."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from plugins.incremental import templates
from plugins.incremental.templates import Compiled


class Counted(Compiled):
    """Counts what had to be compiled."""

    made = 0

    def dump_bytecode(self, bucket: templates.Bucket) -> None:
        self.made += 1
        super().dump_bytecode(bucket)


def render(place: Path, text: str, world: str = "here") -> tuple[str, int]:
    cache = Counted(place, world)
    env = Environment(loader=DictLoader({"a": text}), bytecode_cache=cache, autoescape=True)
    return env.get_template("a").render(name="<you>"), cache.made


def test_a_second_process_compiles_nothing(tmp_path: Path) -> None:
    assert render(tmp_path, "Hello {{ name }}") == ("Hello &lt;you&gt;", 1)
    assert render(tmp_path, "Hello {{ name }}") == ("Hello &lt;you&gt;", 0)


def test_another_text_or_another_world_is_compiled(tmp_path: Path) -> None:
    render(tmp_path, "Hello")
    assert render(tmp_path, "Goodbye") == ("Goodbye", 1)
    assert render(tmp_path, "Goodbye", "there") == ("Goodbye", 1)
    assert len(list((tmp_path / "templates").iterdir())) == 1  # what is no more is not kept


@pytest.mark.parametrize("damage", [b"", b"rubbish" * 30, None])
def test_a_damaged_file_is_not_believed(tmp_path: Path, damage: bytes | None) -> None:
    render(tmp_path, "Hello {{ name }}")
    (path,) = (each for each in tmp_path.rglob("*") if each.is_file())
    data = path.read_bytes()
    path.write_bytes(data[:-1] + b"?" if damage is None else damage)
    assert render(tmp_path, "Hello {{ name }}") == ("Hello &lt;you&gt;", 1)


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("a file is in the way", encoding="utf-8")
    assert render(tmp_path, "Hello") == ("Hello", 1)
