"""Garbage looked for where there may be some: what a build reads stays to its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OLD = 1_000
"""After so many looks at what is not young all is looked through; usually after ten, which took a
twentieth of the time, and more in larger sites."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Inside, what has grown old is seldom looked through, in other processes too that begin
    there. Nearly all garbage goes when nobody names it any more, and young garbage as always."""
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, OLD)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
