"""What an editor sees beside an article: of which parts it is made, and that anybody can use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser

from plugins.authoring.ease import Ease
from plugins.authoring.preview import Channel, open_server
from plugins.authoring.prose import Sentence
from plugins.authoring.sheet import (
    Card,
    Entry,
    Mail,
    Proof,
    Sheet,
    Subject,
    card_of,
    proof_of,
    render,
)
from plugins.blog import Problem
from tests.conftest import need

TESTS = Path(__file__).resolve().parents[1]
SHEET = Sheet(
    path="content/articles/a.md",
    words=1234,
    minutes=5,
    ease=Ease(38, 1200, 60, (Sentence(9, ("so",) * 41),)),
    problems=(
        Problem("a.md", 7, "<b>this</b> is wrong", code="link"),
        Problem("a.md", 3, "hm", True, "alt"),
    ),
    subjects=(
        Subject("Trust", "found", (Proof(4, "They ", "kept their promise", " & so on."),)),
        Subject("Loyalty", "named"),
        Subject("Complaints", "suggested"),
    ),
    card=Card("A title", "In short.", "/images/a.jpg", "A shop", "example.org"),
    entry=Entry("A title", "Sam", "1 November 2026", ("Notes", "Trust"), '<p class="x">Text</p>'),
    mail=Mail("November 2026", "<p>Mail</p>"),
    waits="It is a draft.",
)
PAGE = '<!doctype html><html lang="en"><title>A</title><main><h1>A title</h1><p>Hello</p></main>'


def test_everything_is_there_and_nothing_typed_is_obeyed() -> None:
    told = render(SHEET)
    for words in (
        "1,234", "5 min", "38<small> of 100", "It is a draft.", "has 41 words, on line 9",
        "<b>Problem</b>, line 7: &lt;b&gt;this&lt;/b&gt; is wrong", "docs/problems.md#link",
        "They <mark>kept their promise</mark> &amp; so on.", "found in the text", "named by you",
        "readers do not see it", "No sentence speaks for it", 'alt="A shop"', "example.org",
        'srcdoc="&lt;p class=&#34;x&#34;&gt;', "1 November 2026 · Notes, Trust", "November 2026",
    ):  # fmt: skip
        assert words in told
    assert told.index('class="problem"') < told.index('class="warning"')


def test_what_there_is_nothing_of_is_left_out() -> None:
    bare = replace(SHEET, ease=None, problems=(), subjects=(), entry=None, mail=None, waits="")
    told = render(bare)
    assert "iframe" not in told
    assert "Ease" not in told
    assert "None was found, and none is named." in told
    assert "Nothing." in told


def test_a_card_is_what_the_page_says_of_itself() -> None:
    page = (
        '<meta property="og:title" content="A &amp; B">'
        '<meta property="og:description" content="So">'
        '<meta property="og:image" content="https://example.org/images/a.jpg">'
        '<meta property="og:image:alt" content="A shop">'
    )
    assert card_of(page, "https://example.org") == Card(
        "A & B", "So", "/images/a.jpg", "A shop", "example.org"
    )
    assert card_of("", "") == Card("", "", "", "", "")
    assert replace(SHEET.card, title="x" * 61, words="y" * 156).cut == ("title", "description")
    assert SHEET.card.cut == ()


def test_a_proof_shows_the_words_in_their_sentence() -> None:
    assert proof_of("They kept it.", "kept", 3) == Proof(3, "They ", "kept", " it.")
    assert proof_of("They kept it.", "keep", 3) == Proof(3, "They kept it.", "", "")


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A page whose preview has a sheet, and one that has none."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(PAGE, encoding="utf-8")

    def about(at: str, page: str) -> str:
        assert page == PAGE
        return render(SHEET) if at == "/a/" else ""

    channel = Channel(number=1)
    with open_server(tmp_path, 0, channel, about) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        channel.end()
        server.shutdown()
        thread.join()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_opens_and_closes_by_the_keyboard_and_axe_finds_nothing(
    address: str, scheme: str, browser: Browser
) -> None:
    axe = TESTS / "node_modules" / "axe-core" / "axe.min.js"
    page = browser.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page.goto(f"{address}/a/")
    button = page.get_by_role("button", name="About this article: 2 to look at")
    button.wait_for()
    button.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="About this article")
    sheet.get_by_text("kept their promise").wait_for()
    page.evaluate(Path(need(axe)).read_text(encoding="utf-8"))
    wrong = page.evaluate(
        "axe.run({include: [['#greetz-preview']]}, {iframes: false}).then((found) =>"
        " found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`))"
    )
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.keyboard.press("Escape")
    sheet.wait_for(state="hidden")
    focused = page.evaluate(
        "document.querySelector('#greetz-preview').shadowRoot.activeElement.className"
    )
    with page.expect_response("**/-/about**") as answer:
        page.goto(f"{address}/b/")
    assert answer.value.status == 204
    none = page.get_by_role("button").count()
    page.close()
    assert wrong == []
    assert not wide
    assert focused == "open"
    assert none == 0
