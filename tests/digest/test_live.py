"""The live check: what the edition links to is on the web, as it was built."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from plugins.digest.live import check_live, fetch_page, file_of, own_links
from plugins.digest.message import Message

SITE = "https://greetz.example/blog"
PAGE = "<html><body><p>One promise, kept.</p></body></html>"
MAIL = (
    f'<a href="{SITE}/promise/?x=1#top">A</a>'
    f'<img src="{SITE}/images/a.png">'
    '<a href="*|UNSUB|*">L</a>'
    '<a href="https://elsewhere.example/">E</a>'
    '<a href="mailto:a@greetz.example">M</a>'
)


def edition(html: str = MAIL) -> Message:
    return Message("S", "P", html, "T")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    (tmp_path / "promise").mkdir()
    (tmp_path / "promise/index.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "images").mkdir()
    (tmp_path / "images/a.png").write_bytes(b"png")
    return tmp_path


def live(status: int = 200, page: str = PAGE, picture: bytes = b"png"):
    return lambda link: (status, picture if link.endswith(".png") else page.encode())


def test_only_our_own_links_are_asked_for() -> None:
    assert list(own_links(MAIL, SITE)) == [f"{SITE}/promise/", f"{SITE}/images/a.png"]


def test_a_link_leads_to_the_file_that_a_host_shows() -> None:
    assert file_of(f"{SITE}/", SITE, Path("o")) == Path("o/index.html")
    assert file_of(f"{SITE}/caf%C3%A9/", SITE, Path("o")) == Path("o/café/index.html")
    assert file_of("https://greetz.example/a.png", "https://greetz.example", Path("o")) == Path(
        "o/a.png"
    )


def test_what_is_live_as_built_is_fine(output: Path) -> None:
    assert check_live(edition(), SITE, output, live()) == []


def test_a_script_or_white_space_of_the_hosts_is_fine(output: Path) -> None:
    page = PAGE.replace("<body>", "<body>\n\n").replace("</body>", "<script>x()</script></body>")
    assert check_live(edition(), SITE, output, live(page=page)) == []


@pytest.mark.parametrize(
    ("site", "words"),
    [
        (live(404), "answers 404"),
        (live(0), "does not answer"),
        (live(page=PAGE.replace("kept", "broken")), "another page than the one built"),
    ],
)
def test_what_is_not_live_is_named(output: Path, site: object, words: str) -> None:
    found = check_live(edition(), SITE, output, site)
    assert words in found[-1].message
    assert found[-1].path == f"{SITE}/promise/"


def test_another_picture_is_named(output: Path) -> None:
    (problem,) = check_live(edition(), SITE, output, live(picture=b"jpg"))
    assert problem.path == f"{SITE}/images/a.png"


def test_a_link_that_no_build_has_made_is_named(tmp_path: Path) -> None:
    (found, _) = check_live(edition(), SITE, tmp_path, live())
    assert found.message.endswith("but no build has made images/a.png")


@pytest.fixture
def host(output: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(output)))
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_real_site_is_asked(output: Path, host: str) -> None:
    mail = edition(f'<a href="{host}/promise/">A</a>')
    assert check_live(mail, host, output) == []
    gone = edition(f'<a href="{host}/gone/">A</a>')
    (output / "gone").mkdir()
    assert "no build has made" in check_live(gone, host, output)[0].message
    assert fetch_page(f"{host}/nothing/") == (404, b"")
    assert fetch_page("http://127.0.0.1:1/") == (0, b"")
