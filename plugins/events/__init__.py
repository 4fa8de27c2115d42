"""Events: a page of what is to come and what was, and calendars to take along."""

from __future__ import annotations

from typing import Any

from pelican import signals

from .pages import EventsGenerator


def events_generator(pelican: Any) -> type[EventsGenerator]:  # noqa: ARG001 - Pelican passes it
    return EventsGenerator


def register() -> None:
    signals.get_generators.connect(events_generator)
