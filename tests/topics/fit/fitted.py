"""What a fit finds for one topic, or for the gate of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fitted:
    """*hints* by the word as it is written. *about* is of the gate alone."""

    hints: Mapping[str, float]
    bar: float
    about: float = 0.0
