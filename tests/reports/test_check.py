"""Reports with mistakes in them, and the moment at which one is for everybody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog.opening import open_run
from plugins.blog.survey import Survey, survey
from plugins.reports.check import check_reports
from plugins.reports.file import weight_of

ROOT = Path(__file__).resolve().parents[2]
TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def look(folder: Path, today: datetime = TODAY, **files: str) -> tuple[Survey, list[str]]:
    (folder / "articles").mkdir(exist_ok=True)
    for name, header in files.items():
        text = f"---\ntitle: A\nslug: a\n{header}\n---\nText\n"
        (folder / "articles" / f"{name}.md").write_text(text, encoding="utf-8")
    run = open_run(ROOT / "pelicanconf.py", str(folder), str(folder / "out"), today)
    found = survey(run.settings, folder)
    problems = (*found.problems, *check_reports(run.settings, found))
    return found, [f"{each} [{each.code}]" for each in problems]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    _, told = look(tmp_path, a="date: 2026-11-20\nreport: lost.pdf")
    what = 'the report "lost.pdf" is not there; put the file beside the article'
    assert told == [f"articles/a.md:5: {what} [report-file]"]


@pytest.mark.parametrize("typed", ["../../etc/passwd", "/etc/passwd", "b.md", "javascript:x"])
def test_a_file_that_may_not_be_one(tmp_path: Path, typed: str) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "b.md").write_text("Title: B\nDate: 2026-11-01\n\nB\n", "utf-8")
    _, told = look(tmp_path, a=f"date: 2026-11-20\nreport: {typed}")
    assert [each.rsplit(" ", 1)[1] for each in told] == ["[report-file]"]


def test_a_file_beside_the_article_or_elsewhere_is_well(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "b.pdf").write_bytes(b"%PDF")
    assert look(tmp_path, a="date: 2026-11-20\nreport: b.pdf")[1] == []
    assert look(tmp_path, a="date: 2026-11-20\nreport: https://a.example/b.pdf")[1] == []


def test_a_day_in_the_past_withholds_nothing(tmp_path: Path) -> None:
    found, told = look(tmp_path, a="date: 2026-11-20 08:00\npublic_from: 2026-11-20")
    assert len(told) == 1
    assert "warning: public_from lies in the past of its date, 2026-11-20" in told[0]
    assert found.places[0].status == "published"


def test_a_day_that_has_come_is_nothing_to_tell_of(tmp_path: Path) -> None:
    found, told = look(tmp_path, a="date: 2026-11-01\npublic_from: 2026-11-20")
    assert told == []
    assert (found.places[0].status, found.waiting) == ("published", ())


def test_a_day_that_is_none(tmp_path: Path) -> None:
    _, told = look(tmp_path, a="date: 2026-11-20\npublic_from: soon")
    assert len(told) == 1
    assert 'the public_from "soon" cannot be read; write it as 2026-11-20' in told[0]


def test_the_moment_is_known_to_the_build(tmp_path: Path) -> None:
    found, told = look(tmp_path, a="date: 2026-11-20\npublic_from: 2026-12-03")
    assert told == []
    # Midnight in Amsterdam, where the site is.
    assert found.waiting == (datetime(2026, 12, 2, 23, tzinfo=UTC),)
    at = datetime(2026, 12, 2, 22, 59, 59, tzinfo=UTC)
    assert look(tmp_path, at)[0].places[0].withheld
    at = datetime(2026, 12, 2, 23, tzinfo=UTC)
    assert not look(tmp_path, at)[0].places[0].withheld


def test_before_its_date_it_is_a_draft_like_any_other(tmp_path: Path) -> None:
    found, _ = look(tmp_path, a="date: 2026-11-25 08:00\npublic_from: 2026-12-03")
    assert found.places[0].status == "draft"
    assert found.waiting == (datetime(2026, 11, 25, 7, tzinfo=UTC),)


def test_a_translation_may_not_tell_of_it(tmp_path: Path) -> None:
    _, told = look(
        tmp_path,
        a="date: 2026-11-20\npublic_from: 2026-12-03",
        b="date: 2026-11-20\nlang: nl",
    )
    assert len(told) == 1
    assert told[0].startswith("articles/b.md:1: articles/a.md, of which this is a translation")
    assert told[0].endswith('write "public_from: 2026-12-03" here too [report-translation]')


def test_a_reader_knows_what_it_weighs(tmp_path: Path) -> None:
    for size, expected in ((10, "PDF, 1 kB"), (42_300, "PDF, 42 kB"), (1_250_000, "PDF, 1.2 MB")):
        (tmp_path / "a.pdf").write_bytes(b"." * size)
        assert weight_of(tmp_path / "a.pdf") == expected
