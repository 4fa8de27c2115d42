"""What readers answered stands under the article whose question they were asked, and in the next
edition, alike on every face."""

from __future__ import annotations

import json
import re
from pathlib import Path

import html5lib
import pytest

from plugins.blog.text import plain
from tests.conftest import Invoke, copy_site

HEADERS = """---
tally: {No: 12, Yes: 81, "": 3}
replies:
  - text: I asked to see mine. It said <talks>, and she was right.
    name: Marije & Ans, Zwolle
  - Nobody missed a word of it.
"""
ASKED = "the-card-turned-round"
"""The article whose question October's edition asked."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, invoke: Invoke) -> Path:
    folder = copy_site(tmp_path_factory.mktemp("told") / "site")
    notes = folder / "content" / "editions" / "2026-11.md"
    text = re.sub(
        r"^(?:tally|replies):.*\n(?:[ ]+.*\n)*", "", notes.read_text("utf-8"), flags=re.MULTILINE
    )
    notes.write_text(text.replace("---\n", HEADERS, 1), encoding="utf-8")
    done = invoke("publish", cwd=folder)
    assert done.returncode == 0, done.stdout
    return folder


def words(html: str) -> str:
    return " ".join(plain(html).split())


def test_the_answers_of_an_edition_stand_under_the_article_that_asked(told: Path) -> None:
    found = {}
    for page in sorted((told / "output").glob("*/index.html")):
        tree = html5lib.parse(page.read_text(encoding="utf-8"), namespaceHTMLElements=False)
        asked = tree.find(".//*[@class='ask']")
        said = " ".join("".join(asked.itertext()).split()) if asked is not None else ""
        if "What readers answered" in said:
            found[page.parent.name] = said.partition("What readers answered ")[2]
    assert found == {
        ASKED: "(The Wednesday that nobody comes): Yes 81, No 12. 96 answers. I asked to see mine. "
        "It said <talks>, and she was right. Marije & Ans, Zwolle Nobody missed a word of it. "
        "A reader"
    }


def test_an_entry_of_a_feed_has_them_as_its_page_does(told: Path) -> None:
    page = (told / "output" / ASKED / "index.html").read_text(encoding="utf-8")
    told_there = page.partition(">What readers answered")[2].partition("</section>")[0]
    feed = json.loads((told / "output" / "feeds" / "all.json").read_text(encoding="utf-8"))
    html = next(each["content_html"] for each in feed["items"] if ASKED in each["url"])
    assert words(html.partition(">What readers answered")[2]) == words(told_there)


def test_every_face_of_the_next_edition_has_them(told: Path) -> None:
    mail = told / "var" / "outbox" / "cx-greetz-2026-11"
    page = told / "output" / "greetz" / "2026-11"
    faces = {
        "mail": words((mail / "message.html").read_text("utf-8")),
        "text": words((mail / "message.txt").read_text("utf-8").replace("<", "&lt;")),
        "page": words((page / "index.html").read_text("utf-8").partition("<main")[2]),
        "its text": words((page / "index.txt").read_text("utf-8").replace("<", "&lt;")),
    }
    for face, said in faces.items():
        for each in (
            "Would you show your customers what you have written about them?",
            "96 answers",
            "It said <talks>, and she was right. Marije & Ans, Zwolle",
            "Nobody missed a word of it. A reader",
        ):
            assert each in said, face


def test_a_reply_without_its_text_stops_the_publish_on_its_line(told: Path, invoke: Invoke) -> None:
    notes = told / "content" / "editions" / "2026-12.md"
    notes.write_text("---\ntitle: x\nreplies:\n  - name: Anna\n---\n", encoding="utf-8")
    done = invoke("check", cwd=told)
    notes.unlink()
    assert done.returncode == 1
    assert "content/editions/2026-12.md:3: reply 1 has no text" in done.stdout
