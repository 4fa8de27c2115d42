"""One build without cards, and what it cost: ``python -m bench.once CONTENT OUTPUT [--full]``.

A card is drawn once and kept for ever, and costs more than all the rest of a first build: it has
to be told apart from it. The last line says seconds of CPU of this process and of its children, of
the wall clock, and the megabytes that each of the two held at most (what both share counts twice).
"""

from __future__ import annotations

import os
import resource
import sys
import time
from typing import Any

from plugins.blog import opening
from plugins.verbs import building


def open_without_cards(*given: Any) -> opening.Run:
    """Settings as any build has them, but for the cards."""
    run = opening.open_run(*given)
    run.settings["IMAGES"] = {**run.settings["IMAGES"], "cards": False}
    return run


def main(content: str, output: str, *, full: bool) -> None:
    """Build, and say what it took."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1795262400")
    start = time.perf_counter()
    building.open_run = open_without_cards
    building.build(content, output, full=full)
    wall = time.perf_counter() - start
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu, memory = (
        [each.ru_utime + each.ru_stime for each in used],
        [each.ru_maxrss for each in used],
    )
    print(f"{cpu[0]:.2f} {cpu[1]:.2f} {wall:.2f} {memory[0] / 1024:.0f} {memory[1] / 1024:.0f}")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], full="--full" in sys.argv)
