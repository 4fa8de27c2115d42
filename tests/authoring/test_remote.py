"""Links to other sites, asked of servers on this machine: never of the internet."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread

import pytest

from plugins.authoring import asking
from plugins.authoring.asking import AGENT, Memory, ask_all
from plugins.authoring.remote import Answer, Outcome, Use, judge_remote, remote, sum_up

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@dataclass
class Elsewhere:
    """A site that counts what it is asked, and how much of it at once."""

    port: int = 0
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    most: int = 0
    now: int = 0
    lock: Lock = field(default_factory=Lock)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def handler_of(site: Elsewhere) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def answer(self) -> None:
            with site.lock:
                site.now += 1
                site.most = max(site.most, site.now)
                site.asked.append(f"{self.command} {self.path}")
                site.agents.add(self.headers["User-Agent"])
            time.sleep(0.01)
            with site.lock:
                site.now -= 1
            name = self.path.split("?")[0].strip("/")
            status, to = 200, ""
            if name.isdigit():
                status = int(name)
            elif name == "get-only":
                status = 405 if self.command == "HEAD" else 200
            elif name == "slow":
                time.sleep(1.5)
            elif name.startswith(("good-", "circle")):
                status, to = (
                    308,
                    "/circle" if name == "circle" else "/" + name.removeprefix("good-"),
                )
            elif name.startswith("found-"):
                status, to = 302, "/" + name.removeprefix("found-")
            self.send_response(status)
            if to:
                self.send_header("Location", to)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_HEAD = answer  # noqa: N815 - the library's names

    return Handler


@pytest.fixture
def site() -> Iterator[Elsewhere]:
    yield from serve()


other = pytest.fixture(lambda: (yield from serve()), name="other")


def serve() -> Iterator[Elsewhere]:
    place = Elsewhere()
    with ThreadingHTTPServer(("127.0.0.1", 0), handler_of(place)) as server:
        server.daemon_threads = True
        place.port = server.server_port
        thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        yield place
        server.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "BREATH", 0.0)
    monkeypatch.setattr(asking, "TIMEOUT", 0.5)


def outcomes(site: Elsewhere, tmp_path: Path, *paths: str) -> dict[str, Answer]:
    found, late = ask_all(map(site.url, paths), Memory(tmp_path), NOW, 20)
    assert late == 0
    return {url.removeprefix(site.url("")): answer for url, answer in found.items()}


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/200", Outcome.WELL),
        ("/get-only", Outcome.WELL),
        ("/found-200", Outcome.WELL),
        ("/404", Outcome.BROKEN),
        ("/410", Outcome.BROKEN),
        ("/good-404", Outcome.BROKEN),
        ("/good-200", Outcome.MOVED),
        ("/403", Outcome.UNASKED),
        ("/429", Outcome.UNASKED),
        ("/500", Outcome.UNASKED),
        ("/503", Outcome.UNASKED),
        ("/slow", Outcome.UNASKED),
        ("/circle", Outcome.UNASKED),
    ],
)
def test_what_an_answer_means(site: Elsewhere, tmp_path: Path, path: str, outcome: Outcome) -> None:
    assert outcomes(site, tmp_path, path)[path].outcome is outcome
    assert site.agents == {AGENT}


def test_head_is_asked_and_get_only_where_head_is_refused(site: Elsewhere, tmp_path: Path) -> None:
    outcomes(site, tmp_path, "/200", "/get-only", "/404", "/503")
    assert sorted(site.asked) == [
        "GET /404", "GET /get-only", "HEAD /200", "HEAD /404", "HEAD /503", "HEAD /get-only"
    ]  # fmt: skip


def test_only_what_moved_for_good_has_a_new_address(site: Elsewhere, tmp_path: Path) -> None:
    found = outcomes(site, tmp_path, "/good-good-200", "/found-good-200", "/good-found-200")
    assert found["/good-good-200"].to == site.url("/200")
    assert found["/found-good-200"].outcome is Outcome.WELL
    assert found["/good-found-200"].to == site.url("/found-200")


def test_a_site_is_asked_one_thing_at_a_time_and_sites_side_by_side(
    site: Elsewhere, other: Elsewhere, tmp_path: Path
) -> None:
    urls = [each.url(f"/page-{n}") for each in (site, other) for n in range(12)]
    found, late = ask_all(urls, Memory(tmp_path), NOW, 20)
    assert (len(found), late) == (24, 0)
    assert (site.most, other.most) == (1, 1)
    assert Counter(each.outcome for each in found.values()) == {Outcome.WELL: 24}


def test_answers_are_remembered_and_bad_ones_not_for_long(site: Elsewhere, tmp_path: Path) -> None:
    urls = [site.url("/200"), site.url("/404"), site.url("/503"), site.url("/good-200")]
    ask_all(urls, Memory.open(tmp_path), NOW, 20)

    def again(**later: int) -> list[str]:
        site.asked.clear()
        found, _ = ask_all(urls, Memory.open(tmp_path), NOW + timedelta(**later), 20)
        assert len(found) == 4
        return sorted(each for each in site.asked if each.startswith("HEAD"))

    assert again(hours=1) == ["HEAD /503"]
    assert again(hours=30) == ["HEAD /404", "HEAD /503"]
    assert set(again(days=8)) == {"HEAD /404", "HEAD /503", "HEAD /good-200", "HEAD /200"}
    assert "HEAD /200" in again(days=30)
    (tmp_path / "links.json").write_text('{"x": 1}', encoding="utf-8")
    assert "HEAD /200" in again(days=30)


def test_all_of_it_ends_in_time(site: Elsewhere, tmp_path: Path) -> None:
    urls = [site.url("/slow"), *(site.url(f"/slow?{n}") for n in range(30))]
    begun = time.monotonic()
    found, late = ask_all(urls, Memory(tmp_path), NOW, 1.2)
    assert time.monotonic() - begun < 12  # one after the other would take longer
    assert len(found) + late == 31
    assert late > 20


def test_who_does_not_answer_at_all_could_not_be_asked(tmp_path: Path) -> None:
    url = "http://127.0.0.1:9/"
    found, _ = ask_all([url], Memory(tmp_path), NOW, 20)
    assert found[url].outcome is Outcome.UNASKED


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("https://example.org/a#b", "https://example.org/a"),
        ("//example.org/a", "https://example.org/a"),
        (" HTTP://example.org ", "HTTP://example.org"),
        ("mailto:a@example.org", ""),
        ("/here/", ""),
        ("{filename}/a.md", ""),
        ("http://[broken", ""),
        ("http://example.org:x/", ""),
        ("https://", ""),
    ],
)
def test_which_links_lead_elsewhere(address: str, asked: str) -> None:
    assert remote(address) == asked


def test_what_an_author_is_told_is_never_more_than_a_warning() -> None:
    answers = {
        "https://a.example/1": Answer(Outcome.BROKEN, NOW, "the site answers 404"),
        "https://a.example/2": Answer(Outcome.MOVED, NOW, to="https://b.example/"),
        "https://a.example/3": Answer(Outcome.UNASKED, NOW, "answered 503"),
        "https://a.example/4": Answer(Outcome.WELL, NOW),
    }
    uses = [Use("a.md", n, f"https://a.example/{n}#x") for n in range(1, 6)]
    gone, moved = judge_remote(uses, answers)
    assert str(gone) == (
        "a.md:1: warning: https://a.example/1#x leads nowhere any more: the site answers 404; "
        "link to something else, or take it out"
    )
    assert str(moved) == (
        "a.md:2: warning: https://a.example/2#x has moved for good; write https://b.example/"
    )
    assert sum_up(answers, 2) == (
        "6 links to other sites: 1 well, 1 moved, 1 broken, 3 could not be asked "
        "(answered 503 1, no time left 2)"
    )
    assert sum_up({}, 0) == "no links to other sites"
