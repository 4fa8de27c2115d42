"""An address that an author lets go of: what the register says then, and what readers meet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Invoke

OLD = "/the-late-bread/"


@pytest.fixture
def emptied(site: Path) -> Path:
    """The sample without an article that was published."""
    (site / "content" / "articles" / "2026-09-03-the-late-bread.md").unlink()
    return site


def directions(site: Path, url: str) -> list[str]:
    text = (site / "content" / "published.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    return [row.get("to", "") for row in rows if row["url"] == url]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["the-late-bread"], "gone"),
        (["https://kept-promises.example/the-late-bread/", "--to", "/about"], "/about/"),
        ([OLD, "--to", "https://other.example/bread"], "https://other.example/bread"),
    ],
)
def test_it_is_let_go_and_check_is_content(
    emptied: Path, invoke: Invoke, typed: list[str], told: str
) -> None:
    before = (emptied / "content" / "published.jsonl").read_text(encoding="utf-8").splitlines()
    assert f"invoke forget {OLD}" in invoke("check", cwd=emptied).stdout
    done = invoke("forget", *typed, cwd=emptied)
    assert done.returncode == 0, done.stdout
    assert directions(emptied, OLD) == [told]
    after = (emptied / "content" / "published.jsonl").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [
        line for line in after if OLD in line and '"to"' in line
    ]
    assert OLD not in invoke("check", cwd=emptied).stdout


def test_readers_are_sent_where_it_says(emptied: Path, invoke: Invoke) -> None:
    assert invoke("forget", OLD, "--to", "/without-asking/", cwd=emptied).returncode == 0
    assert invoke("build", cwd=emptied).returncode == 0
    assert f"{OLD} /without-asking/ 301" in (emptied / "output" / "_redirects").read_text("utf-8")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["/the-late-bred/"], 'was never published; did you mean "/the-late-bread/"?'),
        (["/the-rush-fee/"], "2026-10-01-the-rush-fee.md:1: /the-rush-fee/ is the address of this"),
        ([OLD, "--to", "/nowhere/"], "--to /nowhere/ is no article or page here"),
        ([OLD, "--to", OLD], "is no article or page here"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    emptied: Path, invoke: Invoke, typed: list[str], said: str
) -> None:
    register = emptied / "content" / "published.jsonl"
    before = register.read_bytes()
    done = invoke("forget", *typed, cwd=emptied)
    assert done.returncode == 1
    assert said in done.stdout
    assert register.read_bytes() == before


def test_a_renamed_article_is_let_go_by_one_word(emptied: Path, invoke: Invoke) -> None:
    """It has a line for each of its files."""
    register = emptied / "content" / "published.jsonl"
    text = register.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if OLD in each)
    other = line.replace("2026-09-03-the-late-bread.md", "bread.md")
    register.write_text(f"{text}{other}\n", encoding="utf-8")
    assert invoke("forget", OLD, cwd=emptied).returncode == 0
    assert directions(emptied, OLD) == ["gone", "gone"]
    assert OLD not in invoke("check", cwd=emptied).stdout


def test_a_copy_cannot_take_a_published_address_whatever_its_date(
    site: Path, invoke: Invoke
) -> None:
    articles = site / "content" / "articles"
    copy = "---\ntitle: A copy\ndate: 2020-01-01\nslug: the-rush-fee\n---\nText.\n"
    (articles / "0-copy.md").write_text(copy, encoding="utf-8")
    done = invoke("build", cwd=site)
    assert done.returncode == 1
    assert (
        "content/articles/0-copy.md:4: the address /the-rush-fee/ is already that of "
        "content/articles/2026-10-01-the-rush-fee.md"
    ) in done.stdout
    assert "A copy" not in (site / "output" / "the-rush-fee" / "index.html").read_text("utf-8")
