"""What may be at work in a site that nobody can know is found, and the usual is not."""

from __future__ import annotations

import re
from collections import OrderedDict
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from markdown.extensions.toc import TocExtension
from pelican import signals
from pelican.settings import read_settings

from plugins.incremental.doubts import doubts, leaves_to_chance, plain
from plugins.incremental.texts import told_by_clock

OWN = "plugins.incremental"
PLUGIN = SimpleNamespace(__name__=OWN)


def found(plugins: tuple[Any, ...] = (PLUGIN,), **more: Any) -> list[str]:
    settings = read_settings(override={"TIMEZONE": "UTC", "SITEURL": "https://x.example", **more})
    return list(doubts(settings, plugins, OWN))


@pytest.fixture(autouse=True)
def nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms that other tests connected."""
    for signal in vars(signals).values():
        if hasattr(signal, "receivers"):
            monkeypatch.setattr(signal, "receivers", {})


def test_a_usual_site_leaves_none() -> None:
    assert found() == []
    usual = {"extensions": ["toc", "markdown.extensions.footnotes"]}
    assert found(MARKDOWN=usual, DEFAULT_METADATA={"status": "draft"}, LINKS=(("a", "b"),)) == []


@pytest.mark.parametrize(
    ("setting", "why"),
    [
        ({"JINJA_FILTERS": {"f": len}}, "code in the setting JINJA_FILTERS"),
        ({"READERS": {"md": object}}, "code in the setting READERS"),
        ({"CACHE_CONTENT": True}, "Pelican's own cache (CACHE_CONTENT)"),
        ({"FEED_MAX_ITEMS": 0}, "feeds without entries, which tell the time"),
        ({"JINJA_ENVIRONMENT": {"extensions": ["my.ext"]}}, "Jinja's extension my.ext"),
        ({"MARKDOWN": {"extensions": ["pymdownx.snippets"]}}, "extension pymdownx.snippets"),
        ({"MARKDOWN": {"extensions": [TocExtension()]}}, "no plain value: MARKDOWN"),
        ({"ARTICLE_ORDER_BY": len}, "no plain value: ARTICLE_ORDER_BY"),
        ({"MINE": {"deep": [{"er": object()}]}}, "no plain value: MINE"),
    ],
)
def test_settings_that_bring_something_along(setting: dict[str, Any], why: str) -> None:
    assert any(why in each for each in found(**setting))


def test_other_plugins_and_whoever_listens() -> None:
    other = SimpleNamespace(__name__="neighbors")
    assert found((PLUGIN, other)) == ["the plugin neighbors"]
    signals.content_object_init.connect(listen)
    assert [each for each in found() if each.endswith("listen, which listens to Pelican")]


def listen(_: object) -> None:
    """As a plugin would."""


def test_what_is_plain() -> None:
    values = ["a", b"a", 1, 1.5, None, True, Path("a"), re.compile("a"), ZoneInfo("UTC")]
    values += [datetime.now(UTC), {"a": (1, {2})}, OrderedDict(a=1)]
    assert all(map(plain, values))
    assert not any(map(plain, [len, object(), {"a": len}, [Path], SimpleNamespace()]))


@pytest.mark.parametrize(
    ("text", "chance"),
    [
        ("{{ articles|random }}", True),
        ("{{ lipsum(n=2) }}", True),
        ("{{ article.date.now().year }}", True),
        ("{{ article.date|strftime('%Y') }} nowhere randomly", False),
    ],
)
def test_templates_that_ask_chance_or_the_clock(tmp_path: Path, text: str, chance: bool) -> None:
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "a.html").write_text(text, encoding="utf-8")
    assert leaves_to_chance([tmp_path]) is chance


@pytest.mark.parametrize(
    ("typed", "clock"),
    [
        ("2026-11-20", False),
        ("2026-11-20 08:00", False),
        ("20 November 2026", False),
        ("2026-11", True),
        ("20 November", True),
        ("10:00", True),
        ("no date", True),
    ],
)
def test_dates_that_the_day_of_reading_fills_in(typed: str, clock: bool) -> None:
    assert told_by_clock(SimpleNamespace(Meta={"date": [typed]})) is clock
    assert told_by_clock(SimpleNamespace(Meta={"modified": [typed]})) is clock
    assert not told_by_clock(SimpleNamespace(Meta={"summary": [typed]}))
