"""What pelicanconf.py says under FINDING."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..blog.settings import read_section


@dataclass(frozen=True, slots=True)
class FindingSettings:
    """``FINDING`` in pelicanconf.py, or in publishconf.py.

    words   make an index of all words for /search/, with Pagefind; without it the page lists
            every article, which it does for readers without scripts in any case
    """

    words: bool = False

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> FindingSettings:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        return read_section(settings, "FINDING", cls)
