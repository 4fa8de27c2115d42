"""Sequences of random edits, each build compared with a full one: ``python -m bench.edits 200``.

Every second one is built by two processes, as a site of hundreds of articles is. A second number is
the seed to begin with.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.incremental import sharing
from plugins.verbs import ahead
from tests.verbs.edits import new_world, step

STEPS = 8
FIRST = 1_000
"""Seeds from here on: the tests have those below."""


EVERY = 20
"""Sequences after which it says how far it is."""


def main(number: int, first: int = FIRST) -> int:
    """Run *number* sequences; answer how many went wrong."""
    wrong = built = patched = 0
    start = time.perf_counter()
    usual = sharing.FEWEST, ahead.FEWEST
    for seed in range(first, first + number):
        if seed > first and (seed - first) % EVERY == 0:
            print(f"{seed - first} sequences: {wrong} wrong", flush=True)
        sharing.FEWEST, ahead.FEWEST = (1, 1) if seed % 2 else usual
        with TemporaryDirectory() as name:
            os.chdir(name)
            world = new_world(Path(name), seed)
            world.build()
            for _ in range(STEPS):
                step(world)
                found = world.wrong()
                if found:
                    wrong += 1
                    print(f"seed {seed}, after {', '.join(world.log)}: {'; '.join(found[:5])}")
                    break
            built, patched = built + world.built, patched + world.patched
            os.chdir("/")
    took = time.perf_counter() - start
    print(f"{number} sequences of {STEPS} edits: {wrong} wrong; {patched} builds were patches,")
    print(f"{built} whole; {took:.0f} s")
    return wrong


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:] or ["200"])) else 0)
