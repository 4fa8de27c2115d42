"""The site served at home; a page that is open hears of every build."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Lock
from types import MappingProxyType
from typing import Any, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from ..blog.problems import Problem, ProblemsFound

HERE = "127.0.0.1"
EVENTS, ABOUT = "/-/events", "/-/about"
PATIENCE = 15.0
"""Seconds after which an open page hears that the server is still there."""
SCRIPT = Path(__file__).with_name("preview.html").read_text(encoding="utf-8")
"""What is put into every page here, and into none elsewhere: it listens, and reloads."""
UNTOUCHED = "/admin/"
"""Where a writer may have something unsaved: a page there is not to be loaded again."""
PLACE = re.compile(r"\S.*?:\d+: ")
"""How a line begins that tells of a mistake: a file and a line of it."""
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')


class Told(Protocol):
    """What came of a build: lines for the author, and an exit code."""

    @property
    def said(self) -> tuple[str, ...]: ...
    @property
    def code(self) -> int: ...


NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(slots=True)
class Channel:
    """What open pages listen to: the number of builds, and what the last one complained of; and
    the pages, by path, that are shown *ahead* of a build that is at work."""

    number: int = 0
    complaints: tuple[str, ...] = ()
    ahead: Mapping[str, str] = field(default_factory=lambda: NONE)
    open: bool = True
    busy: Lock = field(default_factory=Lock)
    """Held while a build or a sheet is made: Pelican is not made for two at once."""
    _news: Condition = field(default_factory=Condition)

    def tell(self, told: Told, newer: Mapping[str, str] = NONE) -> None:
        """Another build is in place, but for pages that are *newer* than it."""
        self._tell(newer, _complaints(told))

    def show(self, pages: Mapping[str, str]) -> None:
        """Show these pages, by their path, until a build is in place; until then what it
        complains of is what the last one did."""
        self._tell(pages, self.complaints)

    def settle(self) -> None:
        """All that is shown is in place: nobody has to look again."""
        self.ahead = NONE

    def _tell(self, ahead: Mapping[str, str], complaints: tuple[str, ...]) -> None:
        with self._news:
            self.number += 1
            self.ahead, self.complaints = ahead, complaints
            self._news.notify_all()

    def end(self) -> None:
        """Nothing more will come."""
        with self._news:
            self.open = False
            self._news.notify_all()

    def listen(self, heard: int) -> tuple[int, tuple[str, ...]]:
        """Wait for a build after number *heard*, for a while; its number and its complaints."""
        with self._news:
            self._news.wait_for(lambda: self.number > heard or not self.open, PATIENCE)
            return self.number, self.complaints


def _complaints(told: Told) -> tuple[str, ...]:
    """What has to be mended: lines with a place, or all that is said where none has one."""
    if not told.code:
        return ()
    return tuple(line for line in told.said if PLACE.match(line)) or told.said


About = Callable[[str, str], str]
"""Answers an address and its finished page with what an editor wants to see beside it, as HTML;
with nothing where there is nothing to say."""


def nothing(_address: str, _page: str) -> str:
    return ""


class Handler(SimpleHTTPRequestHandler):
    """Quiet, never cached, with the site's own page for what is not there."""

    def __init__(
        self, *given: object, channel: Channel, directory: str, about: About = nothing
    ) -> None:
        self.channel, self.about = channel, about
        super().__init__(*given, directory=directory)  # type: ignore[arg-type]

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the author should mend."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        """A page with the script in it, anything else as it is, or the news."""
        if self.path == EVENTS:
            self._tell_events()
            return
        if urlsplit(self.path).path == ABOUT:
            self._tell_about()
            return
        path = Path(self.translate_path(self.path))
        page = path / "index.html" if self.path.split("?")[0].endswith("/") else path
        kept = self.path.startswith(UNTOUCHED)
        ahead = None if kept else self._ahead(page)
        if ahead is not None:
            self._send_page(ahead, HTTPStatus.OK)
        elif page.suffix == ".html" and page.is_file() and not kept:
            self._send_page(page.read_bytes(), HTTPStatus.OK)
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            self._send_page(page.read_bytes(), HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def _ahead(self, page: Path) -> bytes | None:
        """A page that is shown before its build is in place."""
        found = self.channel.ahead.get(page.relative_to(self.directory).as_posix())
        return None if found is None else found.encode()

    def _send_page(self, page: bytes, status: HTTPStatus) -> None:
        # The page's own policy allows no script; at home there is one.
        body = POLICY.sub(b"", page) + SCRIPT.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_about(self) -> None:
        """What there is to say of one page; 204 where that is nothing."""
        (address,) = parse_qs(urlsplit(self.path).query).get("at", [""])[:1]
        page = Path(self.translate_path(address), "index.html")
        ahead, text = self._ahead(page), ""
        if ahead is not None or page.is_file():
            with self.channel.busy:
                found = page.read_bytes() if ahead is None else ahead
                text = self.about(unquote(address), found.decode())
        body = text.encode()
        self.send_response(HTTPStatus.OK if text else HTTPStatus.NO_CONTENT)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_events(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        heard = -1
        try:
            while self.channel.open:
                number, complaints = self.channel.listen(heard)
                news = json.dumps([number, complaints]) if number > heard else ""
                heard = number
                self.wfile.write(f"data: {news}\n\n".encode() if news else b": here\n\n")
                self.wfile.flush()
        except OSError:
            return  # the reader went away


class Server(ThreadingHTTPServer):
    """One thread for each request; the preview does not wait for them at its end."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that was left or loaded again while it came."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def open_server(
    folder: Path, port: int, channel: Channel | None = None, about: About = nothing
) -> ThreadingHTTPServer:
    """A server of *folder* for this machine alone; port 0 takes any that is free."""
    handler = partial(Handler, channel=channel or Channel(), directory=str(folder), about=about)
    try:
        server = Server((HERE, port), handler)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "it must be below 65536"
        what = f"port {port} cannot be used ({why}); try --port 8001"
        raise ProblemsFound([Problem("--port", 1, what)]) from error
    return server
