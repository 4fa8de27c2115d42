"""The verb that measures."""

from __future__ import annotations

from ..blog.problems import Problem, ProblemsFound
from .told import ROOT, plainly


@plainly()
def benches(name: str) -> list[str]:
    """The modules of bench/ to run: the one of that *name*, else all."""
    modules = {path.stem for path in (ROOT / "bench").glob("[a-z]*.py")}
    found = sorted(modules - {"corpus", "once"})  # what the others build, and with what
    if name and name not in found:
        what = f'there is no bench "{name}"; choose one of {", ".join(found)}'
        raise ProblemsFound([Problem("--name", 1, what)])
    return [name] if name else found
