"""What version control knows of a folder. Git is asked, never told to change anything."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

SECONDS = 5.0  # for one question


@dataclass(frozen=True, slots=True)
class History:
    """*here* is false where no version control looks after the folder, None where git could not
    be asked. *last* is the moment of the last commit. *ignored* and *changed* are those of the
    paths asked for that git passes over, and that hold what no commit has. *github* tells whether
    the folder was cloned from there: no more of that address is kept, for it may hold a token."""

    here: bool | None
    last: datetime | None = None
    ignored: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    github: bool = False


def read_history(root: Path, paths: Sequence[str]) -> History:
    """Ask git about *paths*, relative to *root*; they need not exist."""
    if shutil.which("git") is None:
        return History(None)
    inside = _git(root, "rev-parse", "--is-inside-work-tree")
    if inside is None:
        return History(False)
    last = (_git(root, "log", "-1", "--format=%cI") or "").strip()
    address = _git(root, "config", "--get", "remote.origin.url") or ""
    status = _git(root, "status", "--porcelain", "--no-renames", "--", *paths) or ""
    return History(
        True,
        datetime.fromisoformat(last) if last else None,
        tuple(each for each in paths if _git(root, "check-ignore", "-q", each) is not None),
        tuple(sorted(line[3:] for line in status.splitlines())),
        "github.com" in address,
    )


def _git(root: Path, *words: str) -> str | None:
    """What git prints, or None where it says no, or says nothing in time."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            [shutil.which("git") or "git", "-C", str(root), *words],
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            # A look at the state may otherwise write what it learnt into git's own index.
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout if done.returncode == 0 else None
