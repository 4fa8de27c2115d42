"""A draft finds its place and overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.authoring.desk import write_draft
from plugins.authoring.site import look
from plugins.authoring.skeletons import KINDS
from plugins.blog import ProblemsFound

Settings = Callable[[Path], dict[str, Any]]
LATE = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


def test_the_date_is_that_of_the_sites_own_zone(tmp_path: Path, settings_of: Settings) -> None:
    (tmp_path / "articles").mkdir()
    path = write_draft(settings_of(tmp_path), "A promise", "essay", "", LATE, tmp_path)
    assert path.name == "2026-11-21-a-promise.md"
    assert "date: 2026-11-21 00:30\n" in path.read_text(encoding="utf-8")


def test_nothing_is_overwritten_and_no_address_taken_twice(
    tmp_path: Path, settings_of: Settings
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "old.md").write_text("Title: A promise\nDate: 2020-01-01\n\nText\n")
    settings = settings_of(tmp_path)
    names = [
        write_draft(settings, "A promise", "note", lang, LATE, tmp_path).name
        for lang in ("", "", "nl")
    ]
    assert names == [
        "2026-11-21-a-promise-2.md",
        "2026-11-21-a-promise-3.md",
        "2026-11-21-a-promise.md",
    ]
    assert (tmp_path / "articles" / "old.md").read_text() == (
        "Title: A promise\nDate: 2020-01-01\n\nText\n"
    )


def test_the_sites_own_folders_are_left_alone(tmp_path: Path, settings_of: Settings) -> None:
    (tmp_path / "articles").mkdir()
    path = write_draft(settings_of(tmp_path), "Archive", "note", "", LATE, tmp_path)
    assert path.name == "2026-11-21-archive-2.md"


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_every_skeleton_passes_the_check_as_a_draft_and_reminds_once_published(
    tmp_path: Path, settings_of: Settings, lang: str
) -> None:
    (tmp_path / "articles").mkdir()
    settings = settings_of(tmp_path)
    paths = [write_draft(settings, f"A {kind}", kind, lang, LATE, tmp_path) for kind in KINDS]
    assert look(settings, tmp_path).problems == ()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        kept = [line for line in text.splitlines(keepends=True) if not line.startswith("status:")]
        path.write_text("".join(kept), encoding="utf-8")
    problems = look(settings, tmp_path).problems
    assert {problem.code for problem in problems} == {"prompt"}
    assert {problem.path for problem in problems} == {f"articles/{path.name}" for path in paths}


def test_a_language_is_a_code(tmp_path: Path, settings_of: Settings) -> None:
    with pytest.raises(ProblemsFound, match="not the code of a language"):
        write_draft(settings_of(tmp_path), "A", "essay", "../x", LATE, tmp_path)
