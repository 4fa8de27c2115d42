"""What a visit to the live site shows of its host; and one real visit, on this machine."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from plugins.blog.findings import Finding, Group
from plugins.blog.opening import open_run
from plugins.blog.survey import survey
from plugins.hosting import host
from plugins.hosting.host import Reply, examine, judge_address, judge_clock
from plugins.hosting.redirects import Move

SITE, TITLE = "https://keptpromises.nl", "Kept & Promised"
NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
POLICY = {"content-security-policy": "default-src 'none'", "x-content-type-options": "nosniff"}
DATE = {"date": format_datetime(NOW, usegmt=True)}
HOME = Reply(200, {**POLICY, **DATE}, "<title>Kept &amp; Promised</title>")
MOVE = Move("/old/", "/new/")
NOTHING = f"{SITE}/{host.NOWHERE}"


def visit(
    home: Reply = HOME,
    moves: tuple[Move, ...] = (),
    site: str = SITE,
    others: Mapping[str, Reply] | None = None,
) -> dict[str, Finding]:
    replies = {f"{site}/": home, NOTHING: Reply(404), **(others or {})}
    asked: list[str] = []

    def ask(address: str) -> Reply:
        asked.append(address)
        return replies[address]

    found = list(examine(site, TITLE, moves, lambda: NOW, ask))
    assert len(asked) <= 4
    assert all(bool(each.do) == (each.group is not Group.OK) for each in found)
    return {each.subject: each for each in found}


def test_all_is_well() -> None:
    found = visit(moves=(MOVE,), others={f"{SITE}/old/": Reply(301, {"location": "/new/"})})
    assert {each.group for each in found.values()} == {Group.OK}
    assert list(found) == ["site", "clock", "headers", "dead links", "redirects"]


@pytest.mark.parametrize(
    ("site", "words"),
    [
        ("", "no address"),
        ("keptpromises.nl", "no address"),
        ("https://kept-promises.example", "sample's"),
        ("https://www.example.com", "sample's"),
        ("http://localhost:8000", "this machine"),
        ("http://127.0.0.1:8000", "this machine"),
        ("http://192.168.1.7", "this machine"),
        ("http://[::1]/", "this machine"),
        ("https://nas.local", "this machine"),
    ],
)
def test_addresses_that_the_world_cannot_open(site: str, words: str) -> None:
    found = judge_address(site)
    assert found is not None
    assert (found.group, words in found.words) == (Group.MISSING, True)
    told = visit(site=site)
    assert [each.group for each in told.values()] == [Group.MISSING, Group.UNASKED]


@pytest.mark.parametrize(
    ("home", "group", "words"),
    [
        (Reply(0, words="Name or service not known"), Group.UNASKED, "Name or service"),
        (Reply(404), Group.MISSING, "answers 404"),
        (Reply(503), Group.MISSING, "answers 503"),
        (Reply(301, {"location": "https://www.keptpromises.nl/"}), Group.BITES, "https://www.k"),
        (Reply(200, {}, "<title>Parked here</title>"), Group.MISSING, "another site"),
    ],
)
def test_the_front_page(home: Reply, group: Group, words: str) -> None:
    found = visit(home)["site"]
    assert (found.group, words in found.words) == (group, True)


def test_without_https() -> None:
    site = "http://keptpromises.nl"
    found = visit(site=site, others={f"{site}/{host.NOWHERE}": Reply(404)})["site"]
    assert (found.group, "not https" in found.words) == (Group.BITES, True)


def test_a_host_that_knows_no_headers() -> None:
    found = visit(Reply(200, DATE, HOME.body))
    assert found["headers"].group is Group.BITES
    assert "content-security-policy and x-content-type-options" in found["headers"].words
    assert found["redirects"].group is Group.OK


@pytest.mark.parametrize(
    ("reply", "group", "words"),
    [
        (Reply(308, {"location": "/new/"}), Group.OK, "the host sends"),
        (Reply(200, {}, '<a href="https://keptpromises.nl/new/">'), Group.OK, "a page at /old/"),
        (Reply(200, {}, "home"), Group.MISSING, "leads nowhere"),
        (Reply(404), Group.MISSING, "leads nowhere"),
        (Reply(0, words="timed out"), Group.UNASKED, "timed out"),
    ],
)
def test_an_address_of_the_past(reply: Reply, group: Group, words: str) -> None:
    found = visit(moves=(MOVE,), others={f"{SITE}/old/": reply})["redirects"]
    assert (found.group, words in found.words) == (group, True)


@pytest.mark.parametrize(
    ("reply", "group"),
    [(Reply(200), Group.BITES), (Reply(0), Group.UNASKED), (Reply(404), Group.OK)],
)
def test_a_dead_link(reply: Reply, group: Group) -> None:
    assert visit(others={NOTHING: reply})["dead links"].group is group


@pytest.mark.parametrize(
    ("off", "group", "words"),
    [
        (timedelta(minutes=5), Group.OK, "agrees"),
        (timedelta(minutes=-5), Group.OK, "agrees"),
        (timedelta(hours=2), Group.BITES, "120 minutes ahead of"),
        (timedelta(days=-1), Group.BITES, "1440 minutes behind"),
    ],
)
def test_the_clock(off: timedelta, group: Group, words: str) -> None:
    found = judge_clock(DATE["date"], NOW + off)
    assert (found.group, words in found.words) == (group, True)


@pytest.mark.parametrize("date", ["", "yesterday", "Thu, 99 Foo 2026"])
def test_a_host_without_the_time(date: str) -> None:
    assert judge_clock(date, NOW).group is Group.UNASKED


@contextmanager
def serving(status: int, headers: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write("café".encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        server.server_close()


def test_a_real_visit() -> None:
    with serving(200, {"X-Content-Type-Options": "nosniff"}) as (site, _):
        reply = host.ask(f"{site}/")
    assert (reply.status, reply.body) == (200, "café")
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "date" in reply.headers


@pytest.mark.parametrize("status", [301, 302, 308, 404, 500])
def test_a_visitor_stays_where_it_was_sent_away_from(status: int) -> None:
    with serving(status, {"Location": "/elsewhere/"}) as (site, asked):
        reply = host.ask(f"{site}/")
    assert (reply.status, reply.headers["location"], asked) == (status, "/elsewhere/", ["/"])


def test_nobody_is_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    reply = host.ask(f"http://127.0.0.1:{port}/")
    assert (reply.status, bool(reply.words)) == (0, True)


def test_moves_come_from_the_register(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register = site / "content" / "published.jsonl"
    old = {**json.loads(register.read_text(encoding="utf-8").splitlines()[0]), "url": "/once/"}
    with register.open("a", encoding="utf-8") as file:
        file.write(json.dumps(old) + "\n")
    monkeypatch.chdir(site)
    run = open_run(site / "publishconf.py")
    moves = host.moves_of(run.settings, survey(run.settings, site))
    assert moves == (Move("/once/", "/every-element/"),)
