"""The sign-up as a form: what it posts, to whom, and where readers end up."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.conftest import Invoke, copy_site

from .conftest import MODES, Served, headers_for, need, nu
from .test_pages import SIZES, articles, text_of

HOST = "https://greetz.us21.list-manage.com"
ACTION = f"{HOST}/subscribe/post?u=0a1b2c3d4e5f60718293a4b5c&id=aaaa1111bb"
TRAP = "b_0a1b2c3d4e5f60718293a4b5c_aaaa1111bb"
OWN = ("/look-in-your-inbox/", "/confirmed/", "/goodbye/")
FORM = 200
"""Bytes after brotli that a form may cost a page; a mail link is shorter."""
Trees = dict[str, Element]


@pytest.fixture(scope="module")
def with_form(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    """The sample as its owner would set it up with Mailchimp, built for the world."""
    folder = copy_site(tmp_path_factory.mktemp("form") / "site")
    conf = folder / "publishconf.py"
    added = f"""
THEMES = DIGEST["themes"]
BOXES = {{name: f"group[7005][{{2 << number}}]" for number, name in enumerate(THEMES)}}
DIGEST = {{**DIGEST, "form": "{ACTION}", "boxes": {{**BOXES, "Everything": "group[7005][1]"}}}}
"""
    conf.write_text(conf.read_text(encoding="utf-8") + added, encoding="utf-8")
    done = invoke("publish", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "output"


@pytest.fixture(scope="module")
def pages(with_form: Path) -> Trees:
    found = {}
    for file in sorted(with_form.rglob("*.html")):
        address = "/" + file.relative_to(with_form).as_posix().removesuffix("index.html")
        text = file.read_text(encoding="utf-8")
        found[address] = html5lib.parse(text, namespaceHTMLElements=False)
    return found


def fields(tree: Element) -> list[dict[str, str]]:
    form = tree.find(".//*[@id='subscribe']//form")
    assert form is not None
    assert (form.get("action"), form.get("method")) == (ACTION, "post")
    return [dict(each.attrib) for each in form.iter("input")]


def test_every_page_has_the_form_with_one_field_to_fill_in(pages: Trees) -> None:
    assert len(pages) > 40
    for address, tree in pages.items():
        if address == "/subscribe/":
            continue
        everything, mail, trap = fields(tree)
        assert everything == {"type": "hidden", "name": "group[7005][1]", "value": "1"}, address
        assert (mail["name"], mail["type"], mail["autocomplete"]) == ("EMAIL", "email", "email")
        assert "required" in mail
        assert trap == {"name": TRAP, "hidden": ""}, address
        said = text_of(tree.find(".//*[@id='subscribe']") or tree)
        assert "One mail a month, on the first Thursday" in said, address


def test_the_page_of_the_mail_offers_the_choices_and_everything_is_chosen(pages: Trees) -> None:
    tree = pages["/subscribe/"]
    boxes = [each for each in fields(tree) if each.get("type") == "checkbox"]
    assert [each["name"] for each in boxes] == [f"group[7005][{1 << n}]" for n in range(9)]
    assert [each["value"] for each in boxes] == [str(1 << n) for n in range(9)]
    assert ["checked" in each for each in boxes] == [True, *[False] * 8]
    labels = [text_of(each) for each in tree.findall(".//fieldset/label")]
    assert labels[:2] == ["Everything", "Promises kept"]
    assert not [each for each in fields(tree) if each.get("type") == "hidden"]


def test_the_policy_lets_the_form_go_to_its_server_and_back_home(
    pages: Trees, with_form: Path
) -> None:
    for address, tree in pages.items():
        policy = tree.find(".//meta[@http-equiv='Content-Security-Policy']")
        assert policy is not None
        rules = re.findall(r"form-action ([^;]*)", policy.get("content", ""))
        assert rules == [f"{HOST} 'self'"], address
        sent = headers_for(with_form, address)["Content-Security-Policy"]
        assert re.findall(r"form-action ([^;]*)", sent) == [f"'self' {HOST}"], address


def test_a_form_costs_each_essay_little(pages: Trees, with_form: Path, built_site: Path) -> None:
    names = [f"{address.strip('/')}/index.html" for address in articles(pages)]
    files = [str(folder / name) for folder in (with_form, built_site) for name in names]
    run = subprocess.run(
        [need("node"), "-e", SIZES, *files], capture_output=True, text=True, check=True
    )
    sizes = json.loads(run.stdout)
    for name, long, short in zip(names, sizes, sizes[len(names) :], strict=False):
        assert long - short <= FORM, name


def test_the_pages_of_the_sign_up_are_there_in_both_languages_and_on_no_list(
    pages: Trees, with_form: Path
) -> None:
    sitemap = (with_form / "sitemap.xml").read_text(encoding="utf-8")
    for address in (*OWN, *(f"/nl{each}" for each in OWN)):
        tree = pages[address]
        robots = tree.find(".//meta[@name='robots']")
        assert robots is not None, address
        assert robots.get("content") == "noindex"
        assert address not in sitemap
        html = tree if tree.tag == "html" else tree.find(".//html")
        assert html is not None
        assert html.get("lang") == ("nl" if address.startswith("/nl/") else "en")
        other = address.removeprefix("/nl") if address.startswith("/nl") else f"/nl{address}"
        assert [
            each.get("hreflang")
            for each in tree.iter("a")
            if each.get("href", "").endswith(other) and each.get("hreflang")
        ]
    listing = [each for each in pages if each not in OWN and not each.startswith("/nl/")]
    for address in listing:
        for link in pages[address].iter("a"):
            assert not (link.get("href") or "").endswith(OWN), address


class Here(BaseHTTPRequestHandler):
    """The site and Mailchimp on two loopback ports, as redirects go past a browser's routes."""

    folder: Path
    posted: list[str]

    def do_GET(self) -> None:
        file = self.folder / self.path.strip("/") / "index.html"
        page = file.read_text(encoding="utf-8") if file.is_file() else ""
        self._answer(200 if page else 404, page.replace(HOST, self._at("mailchimp")))

    def do_POST(self) -> None:
        self.posted.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self._answer(302, "", Location=f"{self._at('site')}{OWN[0]}")

    def _at(self, name: str) -> str:
        return f"http://127.0.0.1:{self.server.ports[name]}"  # type: ignore[attr-defined]

    def _answer(self, status: int, page: str, **headers: str) -> None:
        sent = {"Content-Type": "text/html; charset=utf-8", **headers}
        if status == 200:
            policy = headers_for(self.folder, self.path)["Content-Security-Policy"]
            sent["Content-Security-Policy"] = policy.replace(HOST, self._at("mailchimp"))
        self.send_response(status)
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def at_home(folder: Path) -> Iterator[tuple[str, list[str]]]:
    posted: list[str] = []
    kind = type("Here", (Here,), {"folder": folder, "posted": posted})
    servers = {name: ThreadingHTTPServer(("127.0.0.1", 0), kind) for name in ("site", "mailchimp")}
    ports = {name: server.server_address[1] for name, server in servers.items()}
    for server in servers.values():
        server.ports = ports  # type: ignore[attr-defined]
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield f"http://127.0.0.1:{ports['site']}", posted
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.mark.browser
def test_a_reader_comes_home_to_a_page_of_ours(with_form: Path, served: Served) -> None:
    """As Mailchimp does it: the post is answered by a redirect. Chromium asks the policy of the
    page that the form stands on whether it may follow."""
    with at_home(with_form) as (site, posted):
        page = served.browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"{site}/subscribe/")
        page.get_by_label("Everything", exact=True).uncheck()
        page.get_by_label("Digital and AI").check()
        page.get_by_label("Your e-mail address").fill("ann@greetz.example")
        page.get_by_role("button", name="Subscribe").click()
        page.wait_for_url(f"{site}{OWN[0]}")
        page.close()
    assert [each for each in said if "Content Security" in each] == []
    assert parse_qs(posted[0], keep_blank_values=True) == {
        "group[7005][256]": ["256"],
        "EMAIL": ["ann@greetz.example"],
        TRAP: [""],
    }


@pytest.mark.browser
@pytest.mark.parametrize("mode", MODES)
def test_the_forms_are_sound(with_form: Path, served: Served, mode: str) -> None:
    site = Served(with_form, served.browser)
    addresses = ("/subscribe/", "/the-late-bread/", "/nl/confirmed/", *OWN)
    assert site.judged(addresses, **MODES[mode]) == []


def test_nu_finds_nothing(with_form: Path) -> None:
    files = [with_form / each.strip("/") / "index.html" for each in ("/subscribe/", *OWN)]
    assert [f"{each['url']}: {each['message']}" for each in nu(*files)] == []
