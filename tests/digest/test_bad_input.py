"""Editions that no editor planned: none, one, sixty articles, and texts that do not fit."""

from __future__ import annotations

from html import unescape

import pytest
from markdown import Markdown

from plugins.blog import Article
from plugins.blog.text import plain
from plugins.digest.checks import check
from plugins.digest.lines import LONGEST_LINE
from plugins.digest.notes import Notes
from plugins.digest.reading import Reading, shown
from tests.digest.samples import ARTICLES, article, case, edition, mailed, november


def problems(*articles: Article, **settings: object) -> list[str]:
    made = edition(*articles, notes=None, settings=settings)
    return [each.message for each in check(case(made, notes=Notes())) if not each.warning]


def test_none():
    assert problems(article("x", original=False)) == [
        "2026-11 has nothing to send: an empty edition never leaves"
    ]


def test_one():
    assert problems(article("one")) == []


def test_sixty_fit_and_more_say_how_to_become_fewer():
    many = [
        article(
            f"piece-{n}",
            title=f"The title of piece number {n}",
            published=november(n % 28 + 1),
            topics=ARTICLES[n % 6].topics,
            summary=ARTICLES[n % 6].summary,
        )
        for n in range(120)
    ]
    assert problems(*many[:60]) == []
    (said,) = problems(*many)
    assert 'at most 60000; set body to "summary" or max_articles' in said
    assert problems(*many, max_articles=20) == []


@pytest.mark.parametrize(
    "text",
    [
        "We kept what we said, though it cost us a good deal more than we had thought. " * 40,
        "我们信守诺言。" * 400,
        "x" * 4_000,
        " ".join(f"[the {n}th promise](https://kept.example/{n})" for n in range(60)),
    ],
)
def test_a_paragraph_may_be_as_long_as_it_likes(text: str):
    html = Markdown().convert(text)
    made = edition(article("long", html=html), notes=None, settings={"body": "full"})
    message = mailed(made)
    assert max(len(line.encode()) for line in message.html.split("\n")) <= LONGEST_LINE
    assert plain(html) in shown("".join(Reading(message.html).words))
    assert [each.message for each in check(case(made, notes=Notes())) if not each.warning] == []


@pytest.mark.parametrize(
    "title",
    [
        "word " * 60,
        "x" * 300,
        "*|UNSUB|* and </td></tr></table> and <script>",
        "הבטחה שקוימה",
        "A \"title\"\nwith 'everything' & more",
        "{{ v.edition }} {% raw %} {# #}",
        "--- title: x",
    ],
)
def test_a_title_stays_a_title(title: str):
    made = edition(article("one", title=title), article("two"), notes=None)
    shown = [tag.text for tag in Reading(mailed(made).html).named("h2")]
    assert unescape(" ".join(title.split())) in shown
    assert problems(article("one", title=title), article("two")) == [] or title.startswith("---")


def test_a_name_with_a_quote_and_a_newline_is_one_line():
    html = mailed(edition(article("one", authors=('Sam "S"\nBcc: x@y.example',)))).html
    assert "Sam&nbsp;" not in html
    assert "Bcc:" in html
    assert "\nBcc" not in html
