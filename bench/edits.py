"""Sequences of random edits, each build compared with a full one: ``python -m bench.edits 200``."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.verbs.edits import new_world, step

STEPS = 8
FIRST = 1_000
"""Seeds from here on: the tests have those below."""


def main(number: int) -> int:
    """Run *number* sequences; answer how many went wrong."""
    wrong = built = patched = 0
    start = time.perf_counter()
    for seed in range(FIRST, FIRST + number):
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
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 200) else 0)
