"""The server of a preview: pages with the script in them, and news of each build."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest

from plugins.authoring.preview import Channel, open_server
from plugins.blog import ProblemsFound

PAGE = (
    '<!doctype html><head><meta http-equiv="Content-Security-Policy" content="script-src none">\n'
    "<title>A</title></head><body>Hello</body>"
)


@dataclass(frozen=True)
class Build:
    said: tuple[str, ...]
    code: int = 0


@dataclass
class Served:
    port: int
    channel: Channel
    folder: Path

    def get(self, path: str) -> tuple[int, str, str]:
        """Status, media type and text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        found = answer.status, answer.headers["Content-Type"], answer.read().decode()
        connection.close()
        return found


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "404.html").write_text("<p>Not here", encoding="utf-8")
    (tmp_path / "a.txt").write_text("plain", encoding="utf-8")
    channel = Channel()
    with open_server(tmp_path, 0, channel) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Served(server.server_port, channel, tmp_path)
        channel.end()
        server.shutdown()
        thread.join()


def test_a_page_gets_the_script_and_loses_the_policy_against_it(served: Served) -> None:
    status, kind, text = served.get("/a/")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert "<script>" in text
    assert "EventSource" in text
    assert "Content-Security-Policy" not in text
    assert text.startswith("<!doctype html>")
    assert (served.folder / "a" / "index.html").read_text(encoding="utf-8") == PAGE


def test_where_somebody_writes_nothing_is_loaded_again(served: Served) -> None:
    (served.folder / "admin").mkdir()
    (served.folder / "admin" / "index.html").write_text(PAGE, encoding="utf-8")
    assert served.get("/admin/")[2] == PAGE


def test_anything_else_is_as_it_is(served: Served) -> None:
    assert served.get("/a.txt")[2] == "plain"
    status, _, text = served.get("/gone/")
    assert status == 404
    assert text.startswith("<p>Not here")


def test_an_address_outside_the_folder_shows_nothing(served: Served) -> None:
    outside = served.folder.parent / "secret.html"
    outside.write_text("secret", encoding="utf-8")
    for path in ("/../secret.html", "/%2e%2e/secret.html", "/a/../../secret.html"):
        assert "secret" not in served.get(path)[2]


def test_an_open_page_hears_of_every_build(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)
    connection.request("GET", "/-/events")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream"

    def news() -> tuple[int, list[str]]:
        while not (line := answer.readline()).startswith(b"data: "):
            pass
        number, complaints = json.loads(line[6:])
        return number, complaints

    assert news() == (0, [])
    served.channel.tell(Build(("a.md:1: mend this", "1 left out"), 1))
    assert news() == (1, ["a.md:1: mend this"])
    served.channel.tell(Build(("16 articles",)))
    assert news() == (2, [])
    served.channel.tell(Build(("the build broke off",), 1))
    assert news() == (3, ["the build broke off"])
    connection.close()


@pytest.mark.parametrize(("error", "told"), [(BrokenPipeError(), False), (ValueError("x"), True)])
def test_a_reader_who_goes_away_is_no_news(
    served: Served, capsys: pytest.CaptureFixture[str], error: Exception, told: bool
) -> None:
    server = open_server(served.folder, 0)
    try:
        raise error
    except type(error):
        server.handle_error(None, ("127.0.0.1", 1))
    server.server_close()
    assert ("Traceback" in capsys.readouterr().err) is told


def test_a_port_that_is_taken_is_told(served: Served) -> None:
    with pytest.raises(ProblemsFound, match="try --port 8001"):
        open_server(served.folder, served.port)


def test_what_was_complained_of_stays_until_a_build_says_otherwise(served: Served) -> None:
    served.channel.tell(Build(("a.md:1: mend this",), 1))
    served.channel.show({"b/index.html": "<p>B"})
    assert served.channel.complaints == ("a.md:1: mend this",)


def test_a_page_is_shown_before_its_build_is_in_place(served: Served) -> None:
    served.channel.show({"a/index.html": "<p>Newer", "new/index.html": "<p>New"})
    assert served.channel.number == 1
    assert "Newer" in served.get("/a/")[2]
    assert "EventSource" in served.get("/a/")[2]
    status, kind, text = served.get("/new/")
    assert (status, kind, text[:6]) == (200, "text/html; charset=utf-8", "<p>New")
    assert (served.folder / "a" / "index.html").read_text(encoding="utf-8") == PAGE
    served.channel.tell(Build(("16 articles",)), {"new/index.html": "<p>New still"})
    assert "Hello" in served.get("/a/")[2]
    assert "New still" in served.get("/new/")[2]
    served.channel.tell(Build(("16 articles",)))
    assert served.get("/new/")[0] == 404
