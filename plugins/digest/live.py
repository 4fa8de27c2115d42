"""Asks the live site whether every link of ours in an edition shows the page that was built."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

from ..blog.problems import Problem
from .message import Message

SECONDS = 20.0  # for one page
AT_ONCE = 6  # pages asked for at the same time
QUIET = ("script", "style")

Fetch = Callable[[str], tuple[int, bytes]]
"""Takes an address; answers with a status, 0 where there was no answer, and what came."""


def check_live(
    message: Message, site: str, output: Path, fetch: Fetch | None = None
) -> list[Problem]:
    """Every link of *message* into *site* that does not answer 200 with the page in *output*.

    Pages are compared by their words, as hosts may add a script or change white space; any other
    file by its bytes.
    """
    ask = fetch or fetch_page
    links = sorted(set(own_links(message.html, site)))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(ask, links))
    found = []
    for link, (status, body) in zip(links, answers, strict=True):
        words = _objection(status, body, file_of(link, site, output), output)
        if words:
            found.append(Problem(link, 1, words))
    return found


def own_links(page: str, site: str) -> Iterator[str]:
    """Where *page* leads or shows something of *site*, without fragments and queries."""
    parser = _Page()
    parser.feed(page)
    home = urlsplit(site)
    for address in parser.addresses:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https") and parts.netloc == home.netloc:
            yield urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "", ""))


def file_of(link: str, site: str, output: Path) -> Path:
    """The file that a host shows for *link*."""
    path = unquote(urlsplit(link).path.removeprefix(urlsplit(site).path.rstrip("/"))).lstrip("/")
    return output / path / "index.html" if not path or path.endswith("/") else output / path


def fetch_page(address: str) -> tuple[int, bytes]:
    """Ask for *address* past every cache on the way; the first failure is asked again once."""
    request = Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "greetz"})  # noqa: S310 - own_links lets http and https through only
    for again in (True, False):
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
                return answer.status, answer.read()
        except HTTPError as error:
            error.close()
            if not again or error.code < HTTPStatus.INTERNAL_SERVER_ERROR:
                return error.code, b""
        except OSError:
            if not again:
                break
    return 0, b""


def _objection(status: int, body: bytes, built: Path, output: Path) -> str:
    if not built.is_file():
        # The folder may be one that nobody will find: it was made to compare with.
        return f"the edition links to it, but no build has made {built.relative_to(output)}"
    if status != HTTPStatus.OK:
        said = f"answers {status}" if status else "does not answer"
        return f"the live site {said}: deploy the build first"
    here = built.read_bytes()
    alike = body == here or (built.suffix == ".html" and _words(body) == _words(here))
    return "" if alike else "the live site shows another page than the one built: deploy it first"


def _words(page: bytes) -> list[str]:
    parser = _Page()
    parser.feed(page.decode("utf-8", "replace"))
    return parser.words


class _Page(HTMLParser):
    """The addresses and the visible words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.addresses: list[str] = []
        self.words: list[str] = []
        self.quiet = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.quiet += tag in QUIET
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.addresses.append(html.unescape(value).strip())

    def handle_endtag(self, tag: str) -> None:
        self.quiet -= tag in QUIET and self.quiet > 0

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.words.extend(data.split())
