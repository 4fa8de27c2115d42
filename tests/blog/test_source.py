"""What keeps a file from being published, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog.source import read_source

GOOD = "Title: A\nDate: 2026-11-20\n\nText"


def problems(tmp_path: Path, data: bytes, name: str = "a.md") -> list[str]:
    path = tmp_path / name
    path.write_bytes(data)
    return [str(problem) for problem in read_source(path, name, needs_date=True).problems]


def test_a_good_file_has_none(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD.encode()) == []


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD.encode("utf-8-sig")) == []


def test_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD.replace("\n", "\r\n").encode()) == []


@pytest.mark.parametrize(
    ("data", "start", "words"),
    [
        (b"", "a.md:1:", "empty"),
        (b" \n\n", "a.md:1:", "empty"),
        (b"Title: A\nDate: 2026-11-20\n\ncaf\xe9", "a.md:4:", "UTF-8"),
        ("Title: A".encode("utf-16"), "a.md:1:", "UTF-16"),
        (b"Title: A\nDate: 2026-11-20\n\n\0", "a.md:4:", "NUL"),
        (b"Just text.", "a.md:1:", "no headers"),
        (b"Date: 2026-11-20\n\nx", "a.md:1:", "no title"),
        (b"Date: 2026-11-20\nTitle:\n\nx", "a.md:2:", "title is empty"),
        (b"Title: A\n\nx", "a.md:1:", "no date"),
        (b"Title: A\nDate: 2026-13-45\n\nx", "a.md:2:", '"2026-13-45" cannot be read'),
        (b"Title: A\nDate: tomorrow\n\nx", "a.md:2:", "cannot be read"),
        (b"Title: A\nDate: October 2026\n\nx", "a.md:2:", "not a whole date"),
        (b"Title: A\nDate: 2026-11-20\nModified: soon\n\nx", "a.md:3:", "modified"),
        (b"Title: A\nDate: 2026-11-20\nStatus: ready\n\nx", "a.md:3:", '"ready" is not known'),
    ],
)
def test_each_mistake_names_its_line(tmp_path: Path, data: bytes, start: str, words: str) -> None:
    [said] = problems(tmp_path, data)
    assert said.startswith(start)
    assert words in said


def test_a_date_in_the_file_name_is_enough(tmp_path: Path) -> None:
    assert problems(tmp_path, b"Title: A\n\nx", "2026-11-20-a.md") == []
