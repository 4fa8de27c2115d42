"""Compressed copies: the same bytes each time, and none that saves nothing."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from plugins.blog import ProblemsFound
from plugins.hosting import copies
from plugins.hosting.copies import compress
from plugins.hosting.settings import HostingSettings


def test_a_copy_is_what_it_was_made_of(tmp_path: Path) -> None:
    text = b"<p>Consistency, consistency, consistency.</p>" * 99
    (tmp_path / "a.html").write_bytes(text)
    (tmp_path / "short.html").write_bytes(b"short")
    (tmp_path / "photo.jpg").write_bytes(text)
    assert compress(tmp_path, ("gz", "br")) == 2
    first = (tmp_path / "a.html.gz").read_bytes()
    assert gzip.decompress(first) == text
    assert brotli.decompress((tmp_path / "a.html.br").read_bytes()) == text
    (tmp_path / "a.html.gz").unlink()
    compress(tmp_path, ("gz",))
    assert (tmp_path / "a.html.gz").read_bytes() == first
    assert len(list(tmp_path.iterdir())) == 5


def test_nothing_is_copied_unless_asked(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"a" * 9_000)
    assert compress(tmp_path, ()) == 0
    assert len(list(tmp_path.iterdir())) == 1


def test_settings_name_kinds_that_are_known() -> None:
    assert HostingSettings.from_pelican({}) == HostingSettings()
    with pytest.raises(ProblemsFound, match='"zip" is not known'):
        HostingSettings.from_pelican({"HOSTING": {"compress": ["gz", "zip"]}})


def test_what_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "find_spec", lambda _: None)
    with pytest.raises(ProblemsFound, match="pip install brotli"):
        compress(tmp_path, ("br",))
