"""Settings for small sites, as the verbs would open them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.blog.opening import open_run

Settings = Callable[[Path], dict[str, Any]]


@pytest.fixture
def settings_of(root: Path) -> Settings:
    """The repository's settings for another content folder, on 21 November 2026. What the
    repository promises its readers does not bind a small site; its own promise does."""

    def read(content: Path) -> dict[str, Any]:
        today = datetime(2026, 11, 21, 12, tzinfo=UTC)
        run = open_run(root / "pelicanconf.py", content=str(content), today=today)
        blog = {**run.settings["BLOG"], "promise": str(content / "promise.toml")}
        return {**run.settings, "PLUGINS": ["plugins.blog"], "BLOG": blog}

    return read


@pytest.fixture
def put(tmp_path: Path) -> Callable[..., Path]:
    """Write files into a small site: ``put({"articles/a.md": "..."})`` gives its folder."""

    def write(files: dict[str, str | bytes]) -> Path:
        (tmp_path / "articles").mkdir(exist_ok=True)
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path

    return write
