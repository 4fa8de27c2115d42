"""What readers may count on, as a page of the site: /promise/."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .pages import PromiseGenerator


def add_generator(_pelican: Any) -> type[PromiseGenerator]:
    """Tell Pelican of the page."""
    return PromiseGenerator


def register() -> None:
    signals.get_generators.connect(add_generator)
