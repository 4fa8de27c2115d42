"""Whether Python looks for cyclic garbage while something is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OLD = 1_000
"""After so many looks at what is not young all is looked through; usually after ten, which took a
twentieth of the time, and more in larger sites."""


@contextmanager
def uncollected(*, lasting: bool = False) -> Iterator[None]:
    """Garbage waits until the block is left: a vocabulary, or ten thousand records, make none, and
    a third of the time goes into looking for it. *lasting*: what is there at the end stays as long
    as the process, so that nobody looks through it then either."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lasting:
            gc.freeze()
        if was_on:
            gc.enable()


@contextmanager
def collected() -> Iterator[None]:
    """Garbage is looked for, also inside of ``uncollected``: thousands of texts make some."""
    was_on = gc.isenabled()
    gc.enable()
    try:
        yield
    finally:
        if not was_on:
            gc.disable()


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
