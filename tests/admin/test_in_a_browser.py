"""A writer opens /admin/, writes an article, and the site reads what was saved."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import Invoke

TITLE, WORDS = "The lamp that stayed on", "She left it burning for the last guest."
SAVED = """async () => {
  let at = await navigator.storage.getDirectory();
  const path = ["sveltia-cms-test", "content", "articles"];
  for (const name of path) at = await at.getDirectoryHandle(name, { create: true });
  const found = {};
  for await (const [name, file] of at.entries()) found[name] = await (await file.getFile()).text();
  return found;
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(output: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(output)))
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def page(browser: Browser, desk: Path) -> Iterator[Page]:
    """/admin/, opened. Whatever it asks of another host is a failure."""
    with served(desk / "output") as address:
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        answered: list[str] = []
        page.on("response", lambda each: answered.append(each.url))
        page.on("pageerror", lambda error: pytest.fail(str(error)))
        page.goto(f"{address}/admin/")
        page.get_by_role("button", name="Work with Test Repository").click()
        page.get_by_role("button", name="New", exact=False).first.wait_for()
        yield page
        assert [each for each in answered if not each.startswith((address, "blob:", "data:"))] == []
        page.close()


def test_its_collections_are_open_and_an_articles_fields_are_there(page: Page) -> None:
    for name in ("Articles", "Pages", "Editions"):
        assert page.get_by_text(name, exact=True).count(), name
    signs = page.evaluate("document.fonts.load('24px Signs').then((found) => found.length)")
    assert signs == 1
    page.goto(page.url.split("#", maxsplit=1)[0] + "#/collections/articles/new")
    page.get_by_text("Question to the reader").first.wait_for()
    told = ""
    page.mouse.move(300, 500)
    for _ in range(12):  # it shows what stands in the window
        told += page.inner_text("body")
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(60)
    config = json.loads(page.request.get(page.url.split("#", maxsplit=1)[0] + "config.json").text())
    for field in config["collections"][0]["fields"]:
        assert field["label"] in told


def test_what_is_written_there_is_an_article_here(page: Page, desk: Path, invoke: Invoke) -> None:
    page.goto(page.url.split("#", maxsplit=1)[0] + "#/collections/articles/new")
    page.get_by_role("textbox", name="Title").first.fill(TITLE)
    page.get_by_role("button", name="Now").first.click()
    page.get_by_text("Sam Sample").first.click()
    page.get_by_text("Service", exact=True).first.click()
    page.get_by_role("textbox", name="Question to the reader").fill("Yes or no: would you?")
    page.locator('[contenteditable="true"][role="textbox"]').first.click()
    page.keyboard.type(WORDS)
    page.get_by_role("button", name="Save", exact=False).first.click()
    page.wait_for_function(f"({SAVED})().then((found) => Object.keys(found).length > 0)")
    ((name, text),) = page.evaluate(SAVED).items()
    assert name.endswith("-the-lamp-that-stayed-on.md")
    (desk / "content" / "articles" / name).write_text(text, encoding="utf-8")
    done = invoke("check", "--json", cwd=desk)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    mine = [each["message"] for each in told if name in each["path"] and "message" in each]
    assert [each for each in mine if "topic" not in each] == [], text
    assert invoke("build", "--output", str(desk / "var" / "look"), cwd=desk).returncode == 0
    shown = (desk / "var/look/drafts/the-lamp-that-stayed-on/index.html").read_text(
        encoding="utf-8"
    )
    for words in (TITLE, WORDS, "Sam Sample", "Yes or no: would you?"):
        assert words in shown
