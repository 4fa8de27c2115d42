"""Ways to find an article again: the ones beside it, series, and a search over all texts."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .neighbours import NeighboursGenerator
from .search import SearchGenerator
from .series import SeriesGenerator
from .settings import FindingSettings


def check_settings(pelican: Any) -> None:
    """Refuse wrong settings before anything is built."""
    FindingSettings.from_pelican(pelican.settings)


def finding_generators(pelican: Any) -> tuple[type, ...]:  # noqa: ARG001 - Pelican passes it
    return SeriesGenerator, NeighboursGenerator, SearchGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(finding_generators)
