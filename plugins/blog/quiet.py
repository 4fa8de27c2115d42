"""Whether Python looks for cyclic garbage while something is done."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
