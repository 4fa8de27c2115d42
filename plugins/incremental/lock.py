"""One build of a site at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without it builds one at a time by habit
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """Another that begins meanwhile in the folder *place* waits for this one to end."""
    place.mkdir(parents=True, exist_ok=True)
    with (place / "lock").open("w", encoding="utf-8") as file:
        if fcntl:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
