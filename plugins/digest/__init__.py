"""A month of articles, made into an Edition: a mail submitted once, and a page that stays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pelican import signals

from .pages import EditionsGenerator

__all__ = ["register"]


def add_generator(_pelican: Any) -> type[EditionsGenerator]:
    """Tell Pelican of the pages."""
    return EditionsGenerator


def gather_editions(generators: Iterable[Any]) -> None:
    """Once every article is read and every link known, so that editions show what the site does."""
    for generator in generators:
        if isinstance(generator, EditionsGenerator):
            generator.gather()


def register() -> None:
    signals.get_generators.connect(add_generator)
    signals.all_generators_finalized.connect(gather_editions)
