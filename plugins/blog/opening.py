"""Pelican's settings for one run: whose content, which output, and where things are remembered."""

from __future__ import annotations

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
class Memory:
    """Where one site remembers. A trial on other content has a memory of its own, so that it
    cannot change what the site knows of itself."""

    register: Path
    real_ledger: Path
    trial_ledger: Path
    editions: Path
    outbox: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Run:
    """Pelican's *settings* for one command. *root* is the folder of the settings file."""

    settings: dict[str, Any]
    memory: Memory
    root: Path
    output: Path
    own: bool

    @property
    def content(self) -> Path:
        """The folder that articles are read from."""
        return Path(self.settings["PATH"])


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
    memory = _memory(root, target, own, settings)
    settings |= {
        "OUTPUT_PATH": str(target),
        "NOW": today or now(),
        "BLOG": {**settings.get("BLOG", {}), "register": str(memory.register)},
        "TOPICS": _with_files(settings.get("TOPICS", {}), folder, root, memory),
        "IGNORE_FILES": [*settings["IGNORE_FILES"], "README.md"],
    }
    return Run(settings, memory, root, target, own)


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
    return Path(settings["OUTPUT_PATH"]) if own else root / TRIALS / folder.name


def _memory(root: Path, output: Path, own: bool, settings: dict[str, Any]) -> Memory:
    if own:
        register = read_section(settings, "BLOG", BlogSettings).register
        editions, kept = Path(settings["PATH"], "editions"), root / "var"
        remembered = root / register
    else:
        kept = output.with_name(output.name + ".state")
        editions, remembered = kept / "editions", kept / "published.jsonl"
    return Memory(
        register=remembered,
        real_ledger=editions / "sent.jsonl",
        trial_ledger=kept / "ledger.jsonl",
        editions=editions,
        outbox=kept / "outbox",
        cache=kept / "cache",
    )


def _with_files(topics: dict[str, Any], folder: Path, root: Path, memory: Memory) -> dict[str, Any]:
    """The content folder's own taxonomy if it has one, else the site's."""
    theirs = folder / "taxonomy.toml"
    named = topics.get("taxonomy")
    ours = str(root / named) if named else None
    found = str(theirs) if theirs.is_file() else ours
    return {**topics, **({"taxonomy": found} if found else {}), "cache": str(memory.cache)}
