"""What both processes of a build hold together: ``python -m bench.memory CONTENT OUTPUT [--full]``.

``bench.once`` says what each of the two held at most, and counts twice what both share, which after
a fork is most of it. This looks from outside, ten times a second, and shares out each page of
memory among those who have it (the proportional set size of Linux; other systems do not tell it).
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PAUSE = 0.1
"""Seconds between two looks."""


def main(words: list[str]) -> None:
    """Build, and print the megabytes that all its processes held at most, at one moment."""
    if not Path("/proc/self/smaps_rollup").exists():
        sys.exit("this system does not tell what processes share")
    most = {"Pss": 0, "Rss": 0}
    with subprocess.Popen([sys.executable, "-m", "bench.once", *words]) as build:
        while build.poll() is None:
            for kind, held in total([*family(build.pid)], most).items():
                most[kind] = max(most[kind], held)
            time.sleep(PAUSE)
    shared, twice = (most[kind] / 1024 for kind in ("Pss", "Rss"))
    print(f"{shared:.0f} MB at most, {twice:.0f} if what is shared is counted twice")


def family(process: int) -> Iterator[int]:
    """A process, its children, and theirs."""
    yield process
    try:
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from family(int(child))
    except OSError:
        return  # it has just ended


def total(processes: list[int], kinds: dict[str, int]) -> dict[str, int]:
    """Kilobytes of each kind that *processes* hold now."""
    held = dict.fromkeys(kinds, 0)
    for process in processes:
        try:
            rows = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        for row in rows.splitlines():
            kind, _, told = row.partition(":")
            if kind in held:
                held[kind] += int(told.split()[0])
    return held


if __name__ == "__main__":
    main(sys.argv[1:])
