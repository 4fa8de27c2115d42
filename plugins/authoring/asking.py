"""Asks other sites whether a page is there: one question at a time to each, and few at once."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from time import monotonic, sleep
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from ..blog.files import write_if_changed
from ..blog.patience import start
from .remote import GONE, Answer, Outcome, remote

AGENT = "Greetz-link-check/1.0 (asks each linked page once in two weeks, whether it is there)"
TIMEOUT = 8.0
"""Seconds for one question."""
HOSTS = 6
"""Sites that are asked side by side."""
BREATH = 0.5
"""Seconds between two questions to one site."""
HOPS = 6
FOR_GOOD = (301, 308)
REDIRECTS = (*FOR_GOOD, 302, 303, 307)
ASK_AGAIN = (400, 403, 404, 405, 406, 410, 501)
"""Answers to HEAD that a server may give although it would answer GET."""
FILE = "links.json"


class _Stay(HTTPRedirectHandler):
    """Follows nothing: where a page moved to is what we want to know."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


@dataclass(slots=True)
class Memory:
    """Answers of earlier runs, in a file of the folder *place*. A file that is in doubt is none."""

    place: Path
    answers: dict[str, Answer] = field(default_factory=dict)

    @classmethod
    def open(cls, place: Path) -> Memory:
        try:
            rows = json.loads((place / FILE).read_text(encoding="utf-8"))
            answers = {
                str(url): Answer(
                    Outcome[row[0]], datetime.fromisoformat(row[1]), str(row[2]), str(row[3])
                )
                for url, row in rows.items()
            }
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            return cls(place)
        return cls(place, answers)

    def keep(self, now: datetime) -> None:
        """Write down what still holds."""
        rows = {
            url: [each.outcome.name, each.asked.isoformat(), each.said, each.to]
            for url, each in sorted(self.answers.items())
            if each.holds(now)
        }
        self.place.mkdir(parents=True, exist_ok=True)
        text = json.dumps(rows, ensure_ascii=False, indent=0)
        write_if_changed(self.place / FILE, text.encode())


def ask_all(
    urls: Iterable[str], memory: Memory, now: datetime, seconds: float
) -> tuple[dict[str, Answer], int]:
    """What is known of each of *urls* after *seconds* at most, and for how many no time was left.

    *memory* answers what it can; the rest is asked, and remembered.
    """
    wanted = sorted(set(urls))
    known = {url: memory.answers[url] for url in wanted if url in memory.answers}
    known = {url: answer for url, answer in known.items() if answer.holds(now)}
    lanes: dict[str, deque[str]] = {}
    for url in wanted:
        if url not in known:
            lanes.setdefault(urlsplit(url).netloc.lower(), deque()).append(url)
    until = monotonic() + seconds
    found = _drive(lanes, now, until)
    memory.answers.update(found)
    memory.keep(now)
    return {**known, **found}, len(wanted) - len(known) - len(found)


def _drive(lanes: Mapping[str, deque[str]], now: datetime, until: float) -> dict[str, Answer]:
    """Walk down every lane, a few at once. Who is not done in time is left behind."""
    waiting, lock = deque(lanes.values()), Lock()
    gates: dict[str, Lock] = {}

    def fetch(method: str, url: str) -> tuple[int, str]:
        """One at a time to each site, to those too that others send on to."""
        with lock:
            gate = gates.setdefault(urlsplit(url).netloc.lower(), Lock())
        with gate:
            return _fetch(method, url)

    found: dict[str, Answer] = {}

    def walk() -> None:
        while monotonic() < until:
            with lock:
                lane = waiting.popleft() if waiting else None
            if lane is None:
                return
            while lane and monotonic() < until:
                url = lane.popleft()
                answer = ask(url, now, fetch)
                with lock:
                    found[url] = answer
                if lane:
                    sleep(min(BREATH, max(0.0, until - monotonic())))

    begun: list[Future[None]] = [start(walk) for _ in range(min(HOSTS, len(lanes)))]
    for future in begun:
        try:
            future.result(max(0.0, until - monotonic()))
        except TimeoutError:
            continue
    with lock:
        return dict(found)


def ask(url: str, now: datetime, fetch: Callable[[str, str], tuple[int, str]]) -> Answer:
    """Whether there is a page at *url*. *fetch* answers a method and an address with a status and
    a Location."""
    here, moved, for_good = url, "", True
    for _ in range(HOPS):
        try:
            status, to = fetch("HEAD", here)
            if status in ASK_AGAIN:
                status, to = fetch("GET", here)
        except (OSError, ValueError, http.client.HTTPException) as error:
            return _failed(error, now)
        if status in REDIRECTS and to:
            there = remote(urljoin(here, to))
            if not there:
                return Answer(Outcome.UNASKED, now, "sent to no address")
            for_good = for_good and status in FOR_GOOD
            here = there
            moved = there if for_good else moved
            continue
        if status in GONE:
            return Answer(Outcome.BROKEN, now, f"the site answers {status}")
        if not 200 <= status < 300:
            return Answer(Outcome.UNASKED, now, f"answered {status}")
        return Answer(Outcome.MOVED, now, to=moved) if moved else Answer(Outcome.WELL, now)
    return Answer(Outcome.UNASKED, now, "sent round in a circle")


def _failed(error: Exception, now: datetime) -> Answer:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, socket.gaierror):
        if reason.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}:
            return Answer(Outcome.BROKEN, now, "there is no such site")
        return Answer(Outcome.UNASKED, now, "no connection")
    if isinstance(reason, TimeoutError):
        return Answer(Outcome.UNASKED, now, "no answer in time")
    if isinstance(reason, ssl.SSLError):
        return Answer(Outcome.UNASKED, now, "certificate not valid")
    if isinstance(reason, OSError):
        return Answer(Outcome.UNASKED, now, "no connection")
    return Answer(Outcome.UNASKED, now, "no sense in the answer")


def _fetch(method: str, url: str) -> tuple[int, str]:
    """Status and Location; of the page itself nothing is read."""
    plain = quote(url, safe="%/:=&?~#+!$,;'@()*[]")
    request = Request(  # noqa: S310 - http and https alone come here
        plain, method=method, headers={"User-Agent": AGENT, "Accept": "*/*"}
    )
    opener = build_opener(_Stay())
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            return answer.status, ""
    except HTTPError as told:
        with told:
            return told.code, told.headers.get("Location") or ""
