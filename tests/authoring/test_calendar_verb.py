"""``invoke calendar`` as a user types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Invoke


def test_it_shows_the_months_to_come(site: Path, invoke: Invoke) -> None:
    (site / "content" / "articles" / "later.md").write_text(
        "Title: Later\nDate: 2026-12-24\n\nText.\n", encoding="utf-8"
    )
    done = invoke("calendar", cwd=site)
    assert done.returncode == 0, done.stderr
    assert "November 2026: CX Greetz is promised for Thursday 3 December 2026" in done.stdout
    assert "  24  scheduled  Later (content/articles/later.md)" in done.stdout
    assert "missing    2 articles: 3 to 6 are promised, 1 will be there" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_folder_of_articles_alone_has_one_too(site: Path, tmp_path: Path, invoke: Invoke) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.md").write_text("Title: A\nDate: 2026-11-02\n\nText.\n")
    done = invoke("calendar", "--content", tmp_path / "texts", cwd=site)
    assert (done.returncode, "   2  published  A\n" in done.stdout) == (0, True)


def test_it_is_written_for_calendar_programs(site: Path, invoke: Invoke) -> None:
    pytest.importorskip("icalendar")
    done = invoke("calendar", "--ics", "out/greetz.ics", cwd=site)
    assert (done.returncode, done.stdout) == (0, "out/greetz.ics: 4 events\n")
    data = (site / "out" / "greetz.ics").read_bytes()
    assert data.startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"edition-2026-11@kept-promises.example" in data
    (site / "taken").mkdir()
    broken = invoke("calendar", "--ics", "taken", cwd=site)
    assert (broken.returncode, broken.stdout.startswith("taken:1: this cannot")) == (1, True)


def test_a_broken_promise_is_told(site: Path, invoke: Invoke) -> None:
    (site / "content" / "promise.toml").write_text("[rythm]\n", encoding="utf-8")
    done = invoke("calendar", cwd=site)
    assert (done.returncode, done.stdout.split(":")[0]) == (1, "content/promise.toml")
