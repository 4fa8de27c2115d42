"""Where verbs remember, and what makes all that they remember void."""

from __future__ import annotations

from pathlib import Path

from ..blog.opening import Run
from ..incremental.inputs import fingerprint
from ..incremental.stamp import around, place_of
from ..incremental.values import UNKNOWN, Values
from .told import ROOT

BY_RUN = ("NOW", "OUTPUT_PATH", "LEFT_OUT")
"""Settings that are another's in each run."""


def place_for(what: str, content: str | None, output: str | None) -> Path:
    """The folder for *what* is kept of *content*: beside what builds of the same remember."""
    place = place_of(ROOT, content, output)
    if place.name == "build":
        return place.with_name(what)
    return place.parents[1] / what / place.name


def world_of(run: Run) -> str:
    """A hash of all settings and of what is around, but for files; empty where a setting is one
    that cannot be compared."""
    plain = Values({}, {})
    told = [
        (name, plain.sum(value))
        for name, value in sorted(run.settings.items())
        if name not in BY_RUN
    ]
    return "" if UNKNOWN in dict(told).values() else fingerprint({}, [around(moment=""), told])
