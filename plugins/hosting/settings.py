"""What pelicanconf.py says under HOSTING."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..blog.problems import Problem, ProblemsFound, nearest
from ..blog.settings import read_section

FORMATS = ("gz", "br")


@dataclass(frozen=True, slots=True)
class HostingSettings:
    """``HOSTING`` in pelicanconf.py, or rather in publishconf.py: at home nobody needs it.

    compress   kinds of compressed copies to put beside each file, of gz and br, for servers that
               send those; most hosts compress by themselves
    """

    compress: tuple[str, ...] = ()

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> HostingSettings:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        section = read_section(settings, "HOSTING", cls)
        wrong = [each for each in section.compress if each not in FORMATS]
        if wrong:
            raise ProblemsFound(
                Problem(
                    "pelicanconf.py",
                    1,
                    f'HOSTING: "compress": "{each}" is not known'
                    f"{nearest(each, FORMATS) or '; choose of gz and br'}",
                )
                for each in wrong
            )
        return section
