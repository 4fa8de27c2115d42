"""The site served at home, built again at every save; a page that is open shows it at once."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Lock, Thread
from typing import Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from watchfiles import watch

from ..blog.problems import Problem, ProblemsFound

HERE = "127.0.0.1"
EVENTS, ABOUT = "/-/events", "/-/about"
PATIENCE = 15.0
"""Seconds after which an open page hears that the server is still there."""
SCRIPT = Path(__file__).with_name("preview.html").read_text(encoding="utf-8")
"""What is put into every page here, and into none elsewhere: it listens, and reloads."""
UNTOUCHED = "/admin/"
"""Where a writer may have something unsaved: a page there is not to be loaded again."""
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')


class Told(Protocol):
    """What came of a build: lines for the author, and an exit code."""

    @property
    def said(self) -> tuple[str, ...]: ...
    @property
    def code(self) -> int: ...


@dataclass(slots=True)
class Channel:
    """What open pages listen to: the number of builds, and what the last one complained of."""

    number: int = 0
    complaints: tuple[str, ...] = ()
    open: bool = True
    busy: Lock = field(default_factory=Lock)
    """Held while a build or a sheet is made: Pelican is not made for two at once."""
    _news: Condition = field(default_factory=Condition)

    def tell(self, told: Told) -> None:
        """Another build is in place."""
        with self._news:
            self.number += 1
            self.complaints = told.said if told.code else ()
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
        if page.suffix == ".html" and page.is_file() and not kept:
            self._send_page(page, HTTPStatus.OK)
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code == HTTPStatus.NOT_FOUND and page.is_file():
            self._send_page(page, HTTPStatus.NOT_FOUND)
        else:
            super().send_error(code, message, explain)

    def _send_page(self, page: Path, status: HTTPStatus) -> None:
        # The page's own policy allows no script; at home there is one.
        body = POLICY.sub(b"", page.read_bytes()) + SCRIPT.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _tell_about(self) -> None:
        """What there is to say of one page; 204 where that is nothing."""
        (address,) = parse_qs(urlsplit(self.path).query).get("at", [""])[:1]
        page = Path(self.translate_path(address), "index.html")
        text = ""
        if page.is_file():
            with self.channel.busy:
                text = self.about(unquote(address), page.read_text(encoding="utf-8"))
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


def open_server(
    folder: Path, port: int, channel: Channel | None = None, about: About = nothing
) -> ThreadingHTTPServer:
    """A server of *folder* for this machine alone; port 0 takes any that is free."""
    handler = partial(Handler, channel=channel or Channel(), directory=str(folder), about=about)
    try:
        server = ThreadingHTTPServer((HERE, port), handler)
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "it must be below 65536"
        what = f"port {port} cannot be used ({why}); try --port 8001"
        raise ProblemsFound([Problem("--port", 1, what)]) from error
    server.daemon_threads = True
    return server


class Desk(Protocol):
    """Who builds."""

    def begin(self) -> Told:
        """Bring the site up to date, whatever happened since it was built."""

    def build(self, paths: Iterable[str]) -> Told:
        """Bring it up to date after *paths* were saved."""

    def rest(self) -> None:
        """Nobody has saved anything for a while."""

    def about(self, address: str, page: str) -> str:
        """What an editor sees beside the finished *page* at *address*, as HTML; or nothing."""


def serve(
    folder: Path,
    port: int,
    desk: Desk,
    watched: Iterable[Path],
    say: Callable[[str], None],
) -> None:
    """Have *desk* build now and after every change of *watched*, and serve *folder*, until Ctrl-C.
    What is saved while a build is at work is built by the next."""
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it tells of Ctrl-C
    channel = Channel()
    with open_server(folder, port, channel, desk.about) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        changes = watch(
            *watched, raise_interrupt=False, step=10, yield_on_timeout=True, rust_timeout=500
        )
        with suppress(KeyboardInterrupt):  # also in the middle of a build: the last whole one stays
            next(changes, None)  # it watches from here on, during the first build too
            with channel.busy:
                told = desk.begin()
            _tell(told, channel, say)
            say(f"look at http://{HERE}:{server.server_port}/ (Ctrl-C ends it)")
            for changed in changes:
                if changed:
                    with channel.busy:
                        told = desk.build({path for _, path in changed})
                    _tell(told, channel, say)
                else:
                    desk.rest()
        desk.rest()
        channel.end()
        server.shutdown()


def _tell(told: Told, channel: Channel, say: Callable[[str], None]) -> None:
    for line in told.said:
        say(line)
    channel.tell(told)
