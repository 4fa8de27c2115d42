"""The built site as a reader's browser meets it."""

from __future__ import annotations

import pytest

from .conftest import MODES, Served

pytestmark = pytest.mark.browser


def test_nothing_but_the_page_itself_stands_before_the_first_paint(served: Served) -> None:
    with served.visit("/the-rush-fee/") as visit:
        assert [each for each in visit.requests if not each.endswith(".svg")] == [visit.page.url]


@pytest.mark.parametrize("mode", MODES)
def test_every_template_is_sound(served: Served, one_of_each: list[str], mode: str) -> None:
    """Nothing in the console, no request elsewhere, nothing wider than the window, and axe finds
    nothing against WCAG 2.2 AA and its best practice."""
    assert served.judged(one_of_each, **MODES[mode]) == []


def test_the_headers_hold_scripts_back_where_a_page_would_let_them_in(served: Served) -> None:
    with served.visit("/about/") as visit:
        visit.page.evaluate(
            """() => {
              const script = document.createElement("script");
              script.textContent = "document.title = 'ran'";
              document.body.append(script);
              document.body.setAttribute("style", "color: red");
            }"""
        )
        assert visit.page.title() != "ran"
        assert len(visit.complaints) >= 2


def test_feeds_have_their_style_under_the_headers(served: Served) -> None:
    with served.visit("/feeds/all.atom.xml") as visit:
        assert visit.complaints == []
        assert any(each.endswith(".css") for each in visit.requests)


def test_a_line_holds_what_an_eye_can_follow(served: Served) -> None:
    """62 to 74 characters, measured on the longest paragraph of an essay."""
    with served.visit("/following-the-green-coat/") as visit:
        characters, size = visit.page.evaluate(
            """() => {
              const all = [...document.querySelectorAll(".text > p")];
              const longest = all.sort((a, b) => b.textContent.length - a.textContent.length)[0];
              const range = document.createRange();
              range.selectNodeContents(longest);
              const tops = [...range.getClientRects()].map((each) => Math.round(each.top));
              const last = 0.5; // the last line is half full, on average
              return [longest.textContent.length / (new Set(tops).size - last),
                      parseFloat(getComputedStyle(longest).fontSize)];
            }"""
        )
    assert 62 <= characters <= 76
    assert 18 <= size <= 20


def test_the_keyboard_reaches_the_text_at_once(served: Served) -> None:
    with served.visit("/the-wall-by-the-showers/") as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**#main")
