"""Puts the fake Mailchimp on a loopback port and breaks what goes over the wire."""

from __future__ import annotations

import base64
import json
import os
import select
import signal
import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .fake_mailchimp import FakeMailchimp, Reply, problem

KEY = "0123456789abcdef0123456789abcdef-us21"
ACTIONS = ("/actions/send", "/actions/schedule", "/actions/test")
PATIENCE = 5.0  # seconds that a silent or dripping answer lasts at most


@dataclass(frozen=True)
class Raw:
    """An answer byte for byte."""

    status: int
    body: bytes = b""
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Fault:
    """How one call goes wrong. *acts*: Mailchimp does what it was asked, *late*: so much later.

    *manner* is what the caller gets: the name of a way to break off, a raw answer, "true" for the
    real one or "lie" for the one it would get if all were well.
    """

    name: str
    manner: str | Raw = "true"
    acts: bool = False
    late: float = 0.0
    event: Callable[[FakeMailchimp], Any] | None = None
    unsent: bool = False

    def __str__(self) -> str:
        return self.name


def all_is_well(_number: int, _verb: str, _path: str) -> None:
    """No call goes wrong."""


@dataclass
class Wire:
    """The server. *plan* names the fault, if any, for the call with that number; before a call
    with an interlude something else happens, while its caller waits."""

    fake: FakeMailchimp
    plan: Callable[[int, str, str], Fault | None] = all_is_well
    interludes: dict[int, Callable[[], Any]] = field(default_factory=dict)
    calls: int = 0
    victim: int = 0
    strangers: list[str] = field(default_factory=list)
    host: str = ""
    elsewhere: str = ""
    over: Event = field(default_factory=Event)
    lock: Any = field(default_factory=Lock)

    def dead(self) -> str:
        """An address where nobody listens."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            return f"http://127.0.0.1:{free.getsockname()[1]}/3.0"


@contextmanager
def listening(fake: FakeMailchimp) -> Iterator[Wire]:
    """Serve *fake*, and a stranger to whom a redirect may lead, until the block ends."""
    wire = Wire(fake)

    class Mailchimp(Handler):
        def handle_one(self, verb: str, body: str) -> None:
            answer(self, wire, verb, body)

    class Stranger(Handler):
        def handle_one(self, verb: str, body: str) -> None:
            wire.strangers.append(f"{verb} {self.path} {self.headers} {body}")
            put(self, Raw(200, b"{}", "application/json"))

    servers = [ThreadingHTTPServer(("127.0.0.1", 0), each) for each in (Mailchimp, Stranger)]
    for server in servers:
        server.daemon_threads = True
        Thread(target=server.serve_forever, args=(0.005,), daemon=True).start()
    wire.host, wire.elsewhere = (f"http://127.0.0.1:{s.server_address[1]}/3.0" for s in servers)
    try:
        yield wire
    finally:
        wire.over.set()
        for server in servers:
            server.shutdown()
            server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Reads one request; a thread each."""

    def handle_one(self, verb: str, body: str) -> None:
        raise NotImplementedError

    def take(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        self.handle_one(self.command, self.rfile.read(size).decode() if size else "")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = take  # noqa: N815 - the names it looks for

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def answer(handler: Handler, wire: Wire, verb: str, body: str) -> None:
    parts = urlsplit(handler.path)
    path = parts.path.removeprefix("/3.0")
    known = "Basic " + base64.b64encode(f"user:{KEY}".encode()).decode()
    if handler.headers.get("Authorization") != known:
        put(handler, as_raw(problem(401, "API Key Invalid", "Your API key may be invalid.")))
        return
    fake = wire.fake
    wire.interludes.pop(wire.calls, list)()
    with wire.lock:
        fault = wire.plan(wire.calls, verb, path)
        fake.asked.append(f"{verb} {path}")
        wire.calls += 1

        def act() -> Raw:
            return as_raw(fake.respond(verb, path, parse_qs(parts.query), body))

        if fault is None:
            truth: Raw | None = act()
        else:
            if fault.event:
                fault.event(fake)
            truth = act() if fault.acts or (fault.manner == "true" and not fault.late) else None
            if fault.late:
                fake.later.append((fake.clock.now + fault.late, act))
    if fault is None or (fault.manner == "true" and truth is not None):
        assert truth is not None
        put(handler, truth)
    elif fault.manner == "lie":
        put(handler, as_raw(lie(verb, path, body, fake)))
    elif isinstance(fault.manner, Raw):
        put(handler, fault.manner)
    else:
        break_off(handler, wire, fault.manner)


def lie(verb: str, path: str, body: str, fake: FakeMailchimp) -> Reply:
    """What a caller would hear if it had been done."""
    if path.endswith(ACTIONS) or verb == "DELETE":
        return 204, None
    if verb == "POST":
        given = json.loads(body)
        return 200, {"id": "00ff00ff00", "status": "save", "web_id": 1, **given}
    if verb == "PUT":
        return 200, json.loads(body)
    if verb == "PATCH" and path.startswith("/lists/"):
        return 200, {"id": path.rpartition("/")[2], "status": "subscribed", **json.loads(body)}
    if verb == "PATCH":
        return 200, fake._shown(path.split("/")[2])
    return fake.respond(verb, path, {}, body)


def as_raw(truth: Reply) -> Raw:
    status, document = truth
    kind = "application/json" if status < 400 else "application/problem+json"
    return Raw(status, b"" if document is None else json.dumps(document).encode(), kind)


def put(handler: Handler, raw: Raw) -> None:
    try:
        handler.send_response(raw.status)
        handler.send_header("Content-Type", f"{raw.kind}; charset=utf-8")
        handler.send_header("Content-Length", str(len(raw.body)))
        for name, value in raw.headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(raw.body)
    except OSError:  # the caller had no patience
        pass


def break_off(handler: Handler, wire: Wire, manner: str) -> None:
    """Give the caller less than an answer."""
    connection = handler.connection
    handler.close_connection = True
    match manner:
        case "drop":
            pass
        case "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        case "half":
            handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n")
            handler.wfile.write(b'Content-Length: 500\r\n\r\n{"id": "ab')
        case "silence":
            select.select([connection], [], [], PATIENCE)
        case "drip":
            drip(handler, wire)
        case "kill":
            os.kill(wire.victim, signal.SIGKILL)
        case _:
            raise ValueError(manner)


def drip(handler: Handler, wire: Wire) -> None:
    """A byte now and then: each arrives before the time-out of a single read."""
    try:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(int(PATIENCE / 0.03)):
            handler.wfile.write(b" ")
            if wire.over.wait(0.03):
                return
    except OSError:
        pass
