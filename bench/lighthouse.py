"""Lighthouse's four scores on a telephone, and how far things jump, for a page of each template.

``python -m bench.lighthouse [ADDRESS ...]`` builds the site for the world, serves it as a host
would, with its headers and compressed copies, and prints a line a page. It needs Chromium and
Lighthouse (``npm install --global lighthouse``), and takes about ten seconds a page.
"""

from __future__ import annotations

import json
import mimetypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from plugins.blog.build import built
from plugins.blog.opening import open_run
from plugins.blog.survey import survey

ROOT = Path(__file__).resolve().parent.parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
KINDS = (
    "/", "/page/2/", "/nl/raise-your-hand/", "/topics/", "/topics/[^/]+/", "/category/",
    "/category/[^/]+/", "/author/", "/author/[^/]+/", "/series/", "/series/[^/]+/", "/archive/",
    r"/archive/\d+/", r"/archive/\d+/\d+/", "/search/", "/feeds/", "/greetz/", r"/greetz/[\d-]+/",
    "/subscribe/", "/about/", "/promise/",
)  # fmt: skip
"""An address for each template, as a pattern; the last that fits is taken: the newest edition."""
OPTIONS = "--headless=new --no-sandbox --disable-gpu"


def served(output: Path) -> type[BaseHTTPRequestHandler]:
    """A server's answers out of *output*, as its ``_headers`` wants them."""
    rules = _rules((output / "_headers").read_text(encoding="utf-8"))

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.split("?")[0]
            file = output / path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file()
            file = file if found else output / "404.html"
            copy = file.with_name(f"{file.name}.gz")
            squeezed = copy.is_file() and "gzip" in self.headers.get("Accept-Encoding", "")
            data = (copy if squeezed else file).read_bytes()
            self.send_response(200 if found else 404)
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            sent = {"Content-Type": kind, "Content-Length": str(len(data))}
            for start, headers in rules:
                if path.startswith(start[:-1]) if start.endswith("*") else path == start:
                    sent |= headers
            for name, value in (sent | ({"Content-Encoding": "gzip"} if squeezed else {})).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Nobody reads it."""

    return Answers


def _rules(text: str) -> list[tuple[str, dict[str, str]]]:
    rules: list[tuple[str, dict[str, str]]] = []
    for line in text.splitlines():
        if not line.startswith(" "):
            rules.append((line, {}))
        elif not line.strip().startswith("!"):
            name, _, value = line.strip().partition(": ")
            rules[-1][1][name] = value
    return rules


@contextmanager
def site() -> Iterator[tuple[str, Path]]:
    """The address of the site, built for this address and served there, and its folder."""
    with TemporaryDirectory() as name:
        output = Path(name) / "output"
        server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
        home = f"http://localhost:{server.server_port}"
        run = open_run(ROOT / "publishconf.py", None, str(output))
        settings = {**run.settings, "SITEURL": home, "FEED_DOMAIN": home}
        with built(settings, survey(settings, Path.cwd()), output) as made:
            server.RequestHandlerClass = served(made.folder)
            Thread(target=server.serve_forever, daemon=True).start()
            yield home, made.folder
            server.shutdown()


def one_of_each(output: Path) -> list[str]:
    """A page for each template, and an article with a picture."""
    pages = {
        f"/{path.parent.relative_to(output).as_posix()}/".replace("/./", "/"): path
        for path in sorted(output.rglob("index.html"))
    }
    essays = [each for each in pages if 'class="colophon"' in pages[each].read_text("utf-8")]
    pictured = [each for each in essays if "<picture" in pages[each].read_text("utf-8")]
    newest = list(reversed(pages))
    found = [next((each for each in newest if re.fullmatch(kind, each)), None) for kind in KINDS]
    return list(dict.fromkeys(each for each in (*found, *essays[:1], *pictured[-1:]) if each))


def judge(program: str, address: str) -> tuple[list[int], float]:
    """The scores of a page, 0 to 100, and its layout shift."""
    command = [program, address, "--output=json", "--quiet", f"--chrome-flags={OPTIONS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    chrome = {"CHROME_PATH": shutil.which("chromium") or shutil.which("google-chrome") or ""}
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, **chrome}
    )
    told = json.loads(done.stdout)
    scores = [round(100 * (told["categories"][each]["score"] or 0)) for each in CATEGORIES]
    return scores, float(told["audits"]["cumulative-layout-shift"].get("numericValue", 0))


def main(addresses: list[str]) -> int:
    program = shutil.which("lighthouse")
    if program is None:
        print("lighthouse is not here: npm install --global lighthouse")
        return 0
    short = 0
    with site() as (home, output):
        for address in addresses or one_of_each(output):
            scores, jump = judge(program, home + address)
            short += scores != [100] * 4 or jump > 0
            print(f"{address:40} {'/'.join(map(str, scores)):16} {jump:.3f}", flush=True)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
