"""What an author is told of addresses that readers know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from plugins.blog.addresses import record_published
from plugins.blog.opening import Run, open_run
from plugins.blog.problems import Problem
from plugins.blog.survey import survey
from plugins.hosting.check import check_addresses

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
TEXT = "Title: {}\nDate: 2026-11-01\n\nText.\n"
Site = Callable[[], list[Problem]]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "content" / "articles"
    folder.mkdir(parents=True)
    for name in ("a", "b"):
        (folder / f"{name}.md").write_text(TEXT.format(name), encoding="utf-8")
    return folder


@pytest.fixture
def run(root: Path, tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A site of two articles that has been published once."""
    monkeypatch.chdir(tmp_path)
    run = open_run(root / "pelicanconf.py", str(articles.parent), str(tmp_path / "out"), TODAY)
    record_published(run.register, survey(run.settings, tmp_path), date(2026, 11, 21))
    return run


@pytest.fixture
def told(run: Run, tmp_path: Path) -> Site:
    return lambda: list(check_addresses(run.settings, survey(run.settings, tmp_path)))


def test_a_site_as_it_was_published_has_nothing_to_mend(told: Site) -> None:
    assert told() == []


def test_a_new_slug_a_new_date_and_a_new_name_are_followed(told: Site, articles: Path) -> None:
    (articles / "a.md").write_text(TEXT.format("a").replace("Date", "Slug: new\nDate"), "utf-8")
    (articles / "b.md").rename(articles / "c.md")
    assert told() == []


def test_an_article_that_is_gone_is_named_where_the_register_has_it(
    told: Site, articles: Path
) -> None:
    (articles / "b.md").unlink()
    (problem,) = told()
    assert (problem.path, problem.line, problem.warning) == ("out.state/published.jsonl", 2, False)
    assert "/b/ since 2026-11-01" in problem.message
    assert '"id: urn:uuid:' in problem.message


def test_the_id_it_proposes_mends_it(told: Site, articles: Path) -> None:
    (articles / "b.md").unlink()
    own = told()[0].message.split('"id: ')[1].split('"')[0]
    new = TEXT.format("Other").replace("Date", f"Id: {own}\nDate")
    (articles / "other.md").write_text(new, encoding="utf-8")
    assert told() == []


def test_the_line_may_say_where_readers_find_it(run: Run, told: Site, articles: Path) -> None:
    (articles / "b.md").unlink()
    lines = run.register.read_text(encoding="utf-8").splitlines()
    for to, problems in (("/a/", 0), ("gone", 0), ("/nowhere/", 1)):
        text = f'{lines[0]}\n{lines[1][:-1]}, "to": "{to}"}}\n'
        run.register.write_text(text, encoding="utf-8")
        assert len(told()) == problems, to
    assert '"/nowhere/", where this line sends them, is no page here' in told()[0].message


def test_a_draft_is_named_itself(told: Site, articles: Path) -> None:
    text = TEXT.format("a").replace("Date", "Status: draft\nDate")
    (articles / "a.md").write_text(text, encoding="utf-8")
    (problem,) = told()
    assert (problem.path, problem.line) == ("content/articles/a.md", 2)
    assert "invoke forget /a/ " in problem.message


def test_a_file_with_another_mistake_is_not_told_twice(told: Site, articles: Path) -> None:
    (articles / "a.md").write_text("Title: a\nDate: 2026-13-45\n\nText.\n", encoding="utf-8")
    assert told() == []


def test_an_address_that_leads_to_something_else_is_told(told: Site, articles: Path) -> None:
    (articles / "a.md").write_text(TEXT.format("a").replace("Date", "Slug: n\nDate"), "utf-8")
    text = TEXT.format("x").replace("Date", "Slug: a\nDate")
    (articles / "x.md").write_text(text, encoding="utf-8")
    (problem,) = told()
    assert (problem.path, problem.line, problem.code) == (
        "content/articles/x.md",
        2,
        "address-reused",
    )
