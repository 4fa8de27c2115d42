"""The search as a reader meets it: with its script, without, and what a browser must load."""

from __future__ import annotations

import pytest

from .conftest import ORIGIN, Served

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("words", "title"),
    [("complaints wall", "The wall by the showers"), ("tandarts", "Steek uw hand op")],
)
def test_a_word_is_found_in_each_language_and_the_policy_holds(
    served: Served, words: str, title: str
) -> None:
    with served.visit("/search/") as visit:
        assert not [each for each in visit.requests if "pagefind" in each]
        visit.page.fill("#words", words)
        visit.page.wait_for_selector(".results a")
        found = visit.page.locator(".results h2").all_inner_texts()
        assert title in found
        assert "q=" in visit.page.url
        assert visit.complaints == []
        assert all(each.startswith(ORIGIN) for each in visit.requests)
        visit.page.locator(".results a").first.click()
        assert visit.page.locator("article h1").count() == 1


def test_words_that_stand_nowhere_are_told_and_an_address_keeps_the_words(served: Served) -> None:
    with served.visit("/search/?q=zzyzx") as visit:
        visit.page.wait_for_selector("[role=status]:not(:empty)")
        assert visit.page.inner_text("[role=status]") == "Nothing was found. Try another word."
        assert visit.page.input_value("#words") == "zzyzx"


def test_without_a_script_every_article_is_listed_and_no_dead_form(served: Served) -> None:
    with served.visit("/search/", java_script_enabled=False) as visit:
        assert visit.page.locator("main .month a[href*='-']").count() >= 16
        assert not visit.page.is_visible("form.search")
