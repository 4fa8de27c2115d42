"""What the site's owner may say of `invoke check`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..blog.settings import read_section


@dataclass(frozen=True, slots=True)
class CheckSettings:
    """``CHECK`` in pelicanconf.py.

    ease        the reading ease below which a text is said to be hard to read; 0: never
    ease_from   words that a text must have to be measured at all
    spelling    look at the spelling, where hunspell and a dictionary are installed
    """

    ease: int = 40
    ease_from: int = 150
    spelling: bool = True

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> CheckSettings:
        """The section, or every problem with it."""
        return read_section(settings, "CHECK", cls)
