"""The built site in a browser, served under its own name, and its pages as trees."""

from __future__ import annotations

import json
import mimetypes
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from playwright.sync_api import Browser, Page, Route

from tests.conftest import JAVA, need

ORIGIN = "https://kept-promises.example"
TESTS = Path(__file__).resolve().parent.parent
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGE = """async (standards) => {
  document.querySelectorAll("details").forEach((each) => { each.open = true; });
  const found = await axe.run({ runOnly: standards });
  return found.violations.flatMap((each) =>
    each.nodes.map((node) => `${each.id}: ${node.html} (${node.failureSummary})`));
}"""
__all__ = ["need"]


@dataclass
class Visit:
    """One look at one page. *complaints*: what the console said and what was asked elsewhere."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@dataclass
class Served:
    """The site of *folder* at its own address, with the headers it wants to be sent with; nothing
    else on the network answers."""

    folder: Path
    browser: Browser

    @contextmanager
    def visit(self, path: str, **options: Any) -> Iterator[Visit]:
        """Open *path*; *options* are a browser context's: viewport, color_scheme ..."""
        with self.window(**options) as window:
            yield window.open(path)

    def judged(self, paths: Iterable[str], **options: Any) -> list[str]:
        """What is wrong with the pages at *paths*: words in the console, requests elsewhere, what
        axe finds against WCAG 2.2 AA and its best practice, and what is wider than the window."""
        axe = Path(need(TESTS / "node_modules/axe-core/axe.min.js")).read_text(encoding="utf-8")
        wrong = []
        with self.window(**options) as window:
            for path in paths:
                visit = window.open(path)
                complaints = list(visit.complaints)
                visit.page.evaluate(axe)
                complaints += visit.page.evaluate(JUDGE, STANDARDS)
                if visit.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    complaints.append("wider than the window")
                wrong += [f"{path}: {each}" for each in complaints]
        return wrong

    @contextmanager
    def window(self, **options: Any) -> Iterator[Window]:
        """For pages one after the other: to open a window takes longer than a page."""
        context = self.browser.new_context(**options)
        yield Window(self, context.new_page())
        context.close()

    def answer(self, route: Route, visit: Visit) -> None:
        address = re.split(r"[?#]", route.request.url)[0]
        visit.requests.append(address)
        if not address.startswith(ORIGIN + "/"):
            visit.complaints.append(f"a request elsewhere: {address}")
            route.abort()
            return
        file = target(self.folder, address)
        if file is None:
            visit.complaints.append(f"not there: {address}")
            route.fulfill(status=404)
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        sent = {"Content-Type": kind, **headers_for(self.folder, address.removeprefix(ORIGIN))}
        route.fulfill(body=file.read_bytes(), headers=sent)


class Window:
    """A window of a browser, on one page at a time."""

    def __init__(self, site: Served, page: Page) -> None:
        self.page, self.visit = page, Visit(page)
        page.on("console", lambda message: self.visit.complaints.append(message.text))
        page.on("pageerror", lambda error: self.visit.complaints.append(str(error)))
        page.route("**/*", lambda route: site.answer(route, self.visit))

    def open(self, path: str) -> Visit:
        if self.visit.requests:
            self.page.goto("about:blank")  # what a page is still about ends on its own account
        self.visit = Visit(self.page)
        self.page.goto(ORIGIN + path)
        return self.visit


def nu(*pages: Path) -> list[dict[str, Any]]:
    """What the checker of the W3C says of files, and of all pages in folders."""
    need("java")
    jar = need(TESTS / "node_modules/vnu-jar/build/dist/vnu.jar")
    words = [*JAVA, "-jar", jar, "--stdout", "--format", "json", "--skip-non-html", *pages]
    judged = subprocess.run(words, capture_output=True, text=True, check=False)
    found: list[dict[str, Any]] = json.loads(judged.stdout)["messages"]
    return found


def headers_for(folder: Path, path: str) -> dict[str, str]:
    """What a host sends by the site's ``_headers``; of rules with one header the last wins."""
    sent: dict[str, str] = {}
    applies = False
    for line in (folder / "_headers").read_text(encoding="utf-8").splitlines():
        if not line.startswith(" "):
            applies = path.startswith(line[:-1]) if line.endswith("*") else path == line
        elif applies and not line.strip().startswith("!"):
            name, _, value = line.strip().partition(": ")
            sent[name] = value
    return sent


def target(folder: Path, address: str) -> Path | None:
    """The file that a host would answer with."""
    file = folder / address.removeprefix(ORIGIN).lstrip("/")
    file = file / "index.html" if file.is_dir() else file
    return file if file.is_file() else None


@pytest.fixture(scope="session")
def served(built_site: Path, browser: Browser) -> Served:
    return Served(built_site, browser)


@pytest.fixture(scope="session")
def trees(built_site: Path) -> dict[str, Element]:
    """Every page of the site by its address, "/about/"."""
    pages = {}
    for file in sorted(built_site.rglob("*.html")):
        address = "/" + file.relative_to(built_site).as_posix().removesuffix("index.html")
        html = file.read_text(encoding="utf-8")
        pages[address] = html5lib.parse(html, namespaceHTMLElements=False)
    return pages


@pytest.fixture(scope="session")
def one_of_each(trees: dict[str, Element]) -> list[str]:
    """The address of one page for each template, and of each kind of article."""
    patterns = (
        r"/", r"/page/2/", r"/about/", r"/topics/", r"/topics/[^/]+/", r"/category/",
        r"/category/[^/]+/", r"/author/", r"/author/[^/]+/", r"/tag/", r"/archive/",
        r"/archive/\d+/", r"/archive/\d+/\d+/", r"/feeds/", r"/404\.html", r"/greetz/",
        r"/greetz/[\d-]+/", r"/nl/raise-your-hand/", r"/the-wall-by-the-showers/",
        r"/the-late-bread/", r"/the-rush-fee/", r"/following-the-green-coat/",
        r"/without-asking/", r"/search/", r"/series/", r"/series/[^/]+/", r"/every-element/",
        r"/a-note-on-the-bell/", r"/promise/", r"/nl/promise/", r"/events/",
        r"/an-evening-at-the-counter/", r"/read-elsewhere-in-october/", r"/the-first-sentence/",
    )  # fmt: skip
    found = [next((each for each in trees if re.fullmatch(p, each)), None) for p in patterns]
    assert None not in found, f"no page for {patterns[found.index(None)]}"
    return [each for each in found if each]
