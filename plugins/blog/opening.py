"""Pelican's settings for one run: whose content, which output, and where things are remembered."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from .dates import now
from .problems import Problem, ProblemsFound
from .settings import BlogSettings, read_section

TRIALS = Path("var", "trial")
"""Where somebody else's content is built when no --output says so."""


@dataclass(frozen=True, slots=True)
class Run:
    """Pelican's *settings* for one command. *root* is the folder of the settings file.

    *own* is false for a trial on other content, which has a memory of its own beside its output:
    it cannot change what the site knows of itself.
    """

    settings: dict[str, Any]
    root: Path
    output: Path
    own: bool

    @property
    def content(self) -> Path:
        """The folder that articles are read from."""
        return Path(self.settings["PATH"])

    @property
    def register(self) -> Path:
        """The file of all addresses ever published."""
        return Path(self.settings["BLOG"]["register"])


def open_run(
    conf: Path, content: str | None = None, output: str | None = None, today: datetime | None = None
) -> Run:
    """Settings of *conf* for its own content, or for the folder *content*."""
    root = conf.resolve().parent
    at_home = Path(read_settings(str(conf))["PATH"]).resolve()
    folder = Path(content).resolve() if content else at_home
    if not folder.is_dir():
        raise ProblemsFound([Problem(str(content), 1, "there is no such folder (--content)")])
    own = folder == at_home
    settings: dict[str, Any] = read_settings(str(conf), override=_content_of(folder))
    target = Path(output).resolve() if output else _default_output(root, folder, settings, own)
    settings["IGNORE_FILES"] = [*settings["IGNORE_FILES"], "README.md"]
    settings |= {"OUTPUT_PATH": str(target), "NOW": today or now()}
    _remember(settings, root, folder, None if own else target.with_name(target.name + ".state"))
    return Run(settings, root, target, own)


def _content_of(folder: Path) -> dict[str, Any]:
    """A folder with ``articles/`` is a whole site's content; any other is articles alone."""
    whole = (folder / "articles").is_dir()
    return {
        "PATH": str(folder),
        "ARTICLE_PATHS": ["articles"] if whole else [""],
        "ARTICLE_EXCLUDES": [] if whole else ["pages", "editions"],
        "PAGE_PATHS": ["pages"] if (folder / "pages").is_dir() else [],
        "STATIC_PATHS": ["images"] if (folder / "images").is_dir() else [],
    }


def _default_output(root: Path, folder: Path, settings: dict[str, Any], own: bool) -> Path:
    return (
        Path(settings["OUTPUT_PATH"]) if own else root / TRIALS / f"{folder.name}-{_mark(folder)}"
    )


def _mark(folder: Path) -> str:
    """Tells two folders of one name apart."""
    return hashlib.sha256(str(folder).encode()).hexdigest()[:8]


def _remember(settings: dict[str, Any], root: Path, folder: Path, state: Path | None) -> None:
    """Make every file that rooms remember in absolute, or move it to *state* for a trial."""
    own = read_section(settings, "BLOG", BlogSettings)
    register = state / "published.jsonl" if state else root / own.register
    promise = folder / "promise.toml"
    if not promise.is_file():
        promise = root / own.promise if own.promise else Path()
    # Who writes elsewhere is not of this house: only its own file tells who they are.
    people = folder / "people.toml" if state else root / own.people if own.people else Path()
    remembered = {"register": str(register), "promise": str(promise), "people": str(people)}
    settings["BLOG"] = {**settings.get("BLOG", {}), **remembered}
    topics = dict(settings.get("TOPICS", {}))
    theirs = folder / "taxonomy.toml"
    if theirs.is_file():
        topics["taxonomy"] = str(theirs)
    elif topics.get("taxonomy"):
        topics["taxonomy"] = str(root / topics["taxonomy"])
    topics["cache"] = str((state or root / "var") / "cache")
    settings["TOPICS"] = topics
    images = str((state or root / "var") / "cache" / "images")
    settings["IMAGES"] = {**settings.get("IMAGES", {}), "cache": images}
    if "DIGEST" in settings:
        settings["DIGEST"] = {**settings["DIGEST"], **_digest_files(root, folder, state)}


def _digest_files(root: Path, folder: Path, state: Path | None) -> dict[str, str]:
    kept = state or root / "var"
    editions = state / "editions" if state else folder / "editions"
    return {
        "folder": str(folder / "editions"),
        "frozen": str(editions),
        "ledger": str(editions / "sent.jsonl"),
        "outbox": str(kept / "outbox"),
        "trials": str(kept / "ledger.jsonl"),
        "preview": str(root / "var" / "preview"),
    }
