"""What Pelican says is kept, its console silent, and no error lost."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pelican.log import LimitFilter, console

from plugins.blog import Problem, ProblemsFound
from plugins.blog.log import Record, collected_log, problems_of
from plugins.blog.source import read_source
from plugins.blog.survey import Place, Survey

LOG = logging.getLogger("pelican.test")


def surveyed(tmp_path: Path, *, left_out: bool = False) -> Survey:
    path = tmp_path / "articles" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_text("Title: A\nDate: 2026-11-20\n\nText\n", encoding="utf-8")
    place = Place(
        read_source(path, "shown/a.md", needs_date=True), "article", "/a/", "a/index.html"
    )
    return Survey((place,), (), frozenset({path} if left_out else ()))


def test_records_are_kept_in_order_and_nothing_is_printed(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with collected_log() as records:
        LOG.warning("one %s", "two")
        LOG.error("lost\n  %s", "x")
        LOG.info("quiet")
        console.print("Done")
    assert [(each.message, each.about, each.serious) for each in records] == [
        ("one two", "two", False),
        ("lost x", "x", True),
    ]
    assert capfd.readouterr() == ("", "")


def test_the_same_words_count_again_the_next_time() -> None:
    for _ in range(2):
        with collected_log() as records:
            for number in range(8):
                LOG.warning("w %s", number, extra={"limit_msg": "more"})
        assert [each.message for each in records] == [f"w {number}" for number in range(8)]


def test_everything_is_as_it_was_afterwards() -> None:
    root = logging.getLogger()
    before = (root.handlers[:], root.level, console.quiet, LimitFilter._threshold)
    with pytest.raises(KeyError), collected_log():
        raise KeyError("x")
    assert (root.handlers[:], root.level, console.quiet, LimitFilter._threshold) == before


def test_the_exception_behind_an_error_is_kept() -> None:
    with collected_log() as records:
        try:
            raise ValueError("no such day")
        except ValueError:
            LOG.error("Could not process %s", "a.md")  # as Pelican does, without exc_info
    assert isinstance(records[0].error, ValueError)


def test_an_error_on_a_file_becomes_a_problem_on_it(tmp_path: Path) -> None:
    survey = surveyed(tmp_path)
    record = Record(
        logging.ERROR, "Could not process articles/a.md", "articles/a.md", KeyError("x")
    )
    (problem,) = problems_of([record], survey)
    assert (problem.path, problem.line, problem.code) == ("shown/a.md", 1, "pelican")
    assert "KeyError: 'x'" in problem.message


def test_what_the_survey_said_is_not_said_again(tmp_path: Path) -> None:
    survey = surveyed(tmp_path, left_out=True)
    record = Record(logging.ERROR, "Could not process articles/a.md", "articles/a.md")
    assert list(problems_of([record], survey)) == []


def test_problems_that_the_reader_raised_keep_their_words(tmp_path: Path) -> None:
    error = ProblemsFound([Problem("/long/a.md", 4, "the date is odd", code="date")])
    record = Record(logging.ERROR, "Could not process a.md", "a.md", error)
    assert list(problems_of([record], surveyed(tmp_path))) == [
        Problem("shown/a.md", 4, "the date is odd", code="date")
    ]


def test_an_error_on_nothing_known_is_the_settings(tmp_path: Path) -> None:
    records = [
        Record(logging.ERROR, "Cannot load plugin `x`", "x"),
        Record(logging.WARNING, "only a warning"),
    ]
    (problem,) = problems_of(records, surveyed(tmp_path))
    assert str(problem) == "pelicanconf.py:1: Pelican reports: Cannot load plugin `x`"
