"""What git says of a folder, and that nothing is changed by asking."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from plugins.blog.history import History, read_history

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
PATHS = ("content/sent.jsonl", "content/published.jsonl")
DAY = "2026-11-20T08:00:00+01:00"
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if not key.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": DAY,
    "GIT_COMMITTER_DATE": DAY,
}


def git(folder: Path, *words: str) -> None:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    subprocess.run(["git", *named, *words], cwd=folder, env=ENVIRONMENT, check=True)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder under git, both files committed."""
    for name in [each for each in os.environ if each.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git(tmp_path, "init", "-q")
    (tmp_path / "content").mkdir()
    for path in PATHS:
        (tmp_path / path).write_text("{}\n", encoding="utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-q", "-m", "all")
    return tmp_path


def test_all_is_kept(kept: Path) -> None:
    found = read_history(kept, PATHS)
    assert found.last is not None
    assert found == History(True, found.last)
    assert found.last.isoformat() == DAY


def test_lines_that_no_commit_has_and_files_that_git_passes_over(kept: Path) -> None:
    with (kept / PATHS[0]).open("a", encoding="utf-8") as file:
        file.write("{}\n")
    (kept / "content" / "2026-11.json.held").write_text("{}", encoding="utf-8")
    (kept / ".gitignore").write_text("*.secret\n", encoding="utf-8")
    found = read_history(kept, (*PATHS, "content", "content/a.secret"))
    assert found.changed == ("content/2026-11.json.held", "content/sent.jsonl")
    assert found.ignored == ("content/a.secret",)


def test_asking_writes_nothing(kept: Path) -> None:
    (kept / PATHS[0]).touch()  # git would like to note that it is the same all the same
    before = (kept / ".git" / "index").stat().st_mtime_ns, (kept / ".git" / "index").read_bytes()
    read_history(kept, PATHS)
    index = kept / ".git" / "index"
    assert (index.stat().st_mtime_ns, index.read_bytes()) == before


def test_a_remote_at_github_is_known_and_its_address_is_not_kept(kept: Path) -> None:
    git(kept, "remote", "add", "origin", "https://x:ghp_hidden@github.com/a/b.git")
    found = read_history(kept, PATHS)
    assert found.github
    assert "ghp_hidden" not in repr(found)


def test_no_version_control_and_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_history(tmp_path, PATHS) == History(False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_history(tmp_path, PATHS) == History(None)


def test_a_folder_without_a_commit(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    found = read_history(tmp_path, PATHS)
    assert (found.here, found.last) == (True, None)
