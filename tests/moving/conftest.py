"""Moves an export into an empty folder, as the verb does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from invoke import Exit

from plugins.blog.addresses import Address, read_register
from plugins.verbs import moving

from ..conftest import TODAY

EXPORTS = Path(__file__).parent / "exports"


@dataclass(frozen=True)
class Moved:
    """What a move has left: *said* is what the terminal showed."""

    content: Path
    output: Path
    said: str
    code: int

    @property
    def state(self) -> Path:
        return self.output.with_name(f"{self.output.name}.state")

    @property
    def register(self) -> tuple[Address, ...]:
        return read_register(self.state / "published.jsonl").addresses

    @property
    def reports(self) -> list[str]:
        found = sorted((self.state / "import").glob("*.md"))
        return [path.read_text(encoding="utf-8") for path in found]

    def text(self, name: str) -> str:
        return (self.content / name).read_text(encoding="utf-8")

    def body(self, name: str) -> str:
        return self.text(name).split("---\n", 2)[2].strip()

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.content).as_posix(): path.read_bytes()
            for path in sorted(self.content.rglob("*"))
            if path.is_file()
        }


Move = Callable[..., Moved]


@pytest.fixture
def move(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Move:
    """``move("hugo", folder)``; again into the same folder if it is called again."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(TODAY))
    content, output = tmp_path / "content", tmp_path / "out"
    content.mkdir()

    def run(home: str, source: Path | str, *, dry: bool = False) -> Moved:
        code = 0
        try:
            moving.move(home, str(source), str(content), str(output), dry)
        except Exit as left:
            code = left.code
        return Moved(content, output, capsys.readouterr().out, code)

    return run
