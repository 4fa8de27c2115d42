"""Times a preview from save to page: ``python -m bench.preview [ARTICLES [SAVES]]``.

A corpus is written and served by a process of its own, as ``invoke preview`` does it but without
cards (bench/once.py says why). Then one article after the other is saved with a sentence more, and
its page is asked for until the sentence is there. Prints milliseconds from save to page, and the
megabytes of the server on the way.
"""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.authoring.watching import serve
from plugins.verbs import desk
from plugins.verbs.desk import Desk

from .corpus import name, write_corpus
from .once import open_without_cards

ROOT = Path(__file__).resolve().parents[1]
PAUSE, PATIENCE, SLOW = 0.002, 60.0, 500.0
"""Seconds between two looks at a page, and after which a page is given up; milliseconds that nobody
should wait."""


def main(articles: int = 1_000, saves: int = 200) -> None:
    """Serve, save and measure."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1795262400")
    with TemporaryDirectory() as folder:
        content = Path(folder, "content")
        write_corpus(content, articles)
        command = [sys.executable, "-m", "bench.preview", "--serve", str(content), f"{folder}/out"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            try:
                port = next(int(line.split(":")[2].split("/")[0]) for line in server.stdout
                            if line.startswith("look at http"))  # fmt: skip
                took, held = [], []
                for number in range(saves):
                    took.append(save(content, number * 37 % articles, number, port))
                    held.append(megabytes(server.pid))
            finally:
                server.send_signal(signal.SIGINT)
    middle, late = statistics.median(took), sorted(took)[len(took) * 19 // 20]
    print(f"{saves} saves among {articles} articles; milliseconds from save to page:")
    whole = sum(each > SLOW for each in took)
    print(f"{min(took):.0f} at best, {middle:.0f} in the middle, {late:.0f} for 19 of 20,", end=" ")
    print(f"{max(took):.0f} at worst; {whole} took more than {SLOW:.0f}; the server held")
    told = [f"{held[round(part * (saves - 1))]:.0f}" for part in (0, 0.25, 0.5, 0.75, 1)]
    print(f"{', '.join(told)} MB after the first save, a quarter, half, three quarters and all")


def save(content: Path, article: int, number: int, port: int) -> float:
    """Save an article with a sentence more; milliseconds until its page has it."""
    path = content / "articles" / name(article)
    text = path.read_text(encoding="utf-8")
    slug = next(line[6:] for line in text.splitlines() if line.startswith("Slug: "))
    told = f"This was said for the {number}th time."
    path.write_text(f"{text}\n{told}\n", encoding="utf-8")
    start = time.perf_counter()
    while time.perf_counter() - start < PATIENCE:
        connection = HTTPConnection("127.0.0.1", port)
        connection.request("GET", f"/{slug}/")
        found = connection.getresponse().read().decode()
        connection.close()
        if told in found:
            return 1_000 * (time.perf_counter() - start)
        time.sleep(PAUSE)
    raise RuntimeError(f"{path.name} was saved, and its page did not change")


def megabytes(process: int) -> float:
    """What a process holds now."""
    told = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True
    )
    return int(told.stdout) / 1024


def serve_corpus(content: str, output: str) -> None:
    """What ``invoke preview`` does, at any port, until it is ended."""
    desk.open_run = open_without_cards
    command = [sys.executable, "-m", "bench.once", content, output]
    watched = [Path(content), ROOT / "theme", ROOT / "plugins"]
    serve(
        Path(output),
        0,
        Desk(content, output, command),
        watched,
        lambda told: print(told, flush=True) if told.startswith("look at") else None,
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve_corpus(*sys.argv[2:])
    else:
        main(*map(int, sys.argv[1:]))
