"""The site served at home, built again at every save."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from watchfiles import watch

from ..blog.problems import Problem, ProblemsFound

HERE = "127.0.0.1"


class Handler(SimpleHTTPRequestHandler):
    """Quiet, never cached, and with the site's own page for what is not there."""

    def log_message(self, *_: object) -> None:
        """Say nothing: the terminal is for what the author should mend."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def open_server(folder: Path, port: int) -> ThreadingHTTPServer:
    """A server of *folder* for this machine alone; port 0 takes any that is free."""
    try:
        return ThreadingHTTPServer((HERE, port), partial(Handler, directory=str(folder)))
    except (OSError, OverflowError) as error:
        why = getattr(error, "strerror", None) or "it must be below 65536"
        what = f"port {port} cannot be used ({why}); try --port 8001"
        raise ProblemsFound([Problem("--port", 1, what)]) from error


def serve(
    folder: Path, port: int, command: list[str], watched: Iterable[Path], say: Callable[[str], None]
) -> None:
    """Run *command* now and at every change of *watched*, and serve *folder*, until Ctrl-C.

    Each build is a process of its own: a broken file cannot take the server with it, and memory
    does not grow from save to save.
    """
    with open_server(folder, port) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        say(_built(command))
        say(f"look at http://{HERE}:{server.server_port}/ (Ctrl-C ends it)")
        for _ in watch(*watched, raise_interrupt=False):
            say(_built(command))
        server.shutdown()


def _built(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    return (done.stdout + done.stderr).strip()
