"""Writing in the browser: /admin/ with Sveltia CMS, where ADMIN switches it on."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .generator import AdminGenerator
from .settings import AdminSettings


def check_settings(pelican: Any) -> None:
    """Refuse wrong settings before anything is built."""
    AdminSettings.from_pelican(pelican.settings)


def admin_generator(pelican: Any) -> type[AdminGenerator]:  # noqa: ARG001 - Pelican passes it
    return AdminGenerator


def register() -> None:
    signals.initialized.connect(check_settings)
    signals.get_generators.connect(admin_generator)
