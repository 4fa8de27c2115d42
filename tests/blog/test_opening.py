"""A trial on other content touches nothing of the site's own memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog.opening import open_run
from plugins.blog.problems import ProblemsFound

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "pelicanconf.py"


def test_the_site_remembers_in_its_own_folders() -> None:
    run = open_run(HOME)
    assert run.own
    assert run.output == ROOT / "output"
    assert run.register == ROOT / "content" / "published.jsonl"
    assert run.settings["DIGEST"]["ledger"] == str(ROOT / "content" / "editions" / "sent.jsonl")
    assert run.settings["DIGEST"]["outbox"] == str(ROOT / "var" / "outbox")


def test_other_content_is_remembered_beside_its_output(tmp_path: Path) -> None:
    run = open_run(HOME, str(tmp_path), str(tmp_path / "out"))
    state = tmp_path / "out.state"
    digest, topics = run.settings["DIGEST"], run.settings["TOPICS"]
    assert not run.own
    for path in (digest["ledger"], digest["outbox"], digest["trials"], topics["cache"]):
        assert state in Path(path).parents
    assert run.register == state / "published.jsonl"
    assert run.settings["ARTICLE_PATHS"] == [""]


def test_other_content_without_output_is_built_apart(tmp_path: Path) -> None:
    output = open_run(HOME, str(tmp_path)).output
    assert output.parent == ROOT / "var" / "trial"
    assert output.name.startswith(tmp_path.name)


def test_a_folders_own_taxonomy_is_used(tmp_path: Path) -> None:
    assert open_run(HOME, str(tmp_path)).settings["TOPICS"]["taxonomy"].startswith(str(ROOT))
    (tmp_path / "taxonomy.toml").write_text("", encoding="utf-8")
    found = open_run(HOME, str(tmp_path)).settings["TOPICS"]["taxonomy"]
    assert found == str(tmp_path / "taxonomy.toml")


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(ProblemsFound, match="no such folder"):
        open_run(HOME, "nowhere-at-all")
