"""Articles made ready: dates any format can write, the picture where the page has it."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from plugins.blog import Article
from plugins.feeds.entry import illustrated, moment
from tests.feeds.conftest import FULL, HARD, URL, Ready

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (datetime(2026, 7, 1, 8), "2026-07-01T08:00:00+02:00"),  # noqa: DTZ001
        (datetime(2026, 1, 1, 8, tzinfo=UTC), "2026-01-01T08:00:00+00:00"),
        (datetime(1920, 1, 1, 8, tzinfo=ZoneInfo("Europe/Dublin")), "1920-01-01T08:00:00+00:00"),
        # Dublin's own time was behind UTC by minutes and seconds.
        (datetime(1910, 1, 1, 8, tzinfo=ZoneInfo("Europe/Dublin")), "1910-01-01T08:25:21+00:00"),
    ],
)
def test_every_moment_has_a_zone_that_can_be_written(when: datetime, told: str) -> None:
    assert moment(when, AMSTERDAM).isoformat() == told


def test_words_lose_what_xml_forbids_and_nothing_else(ready: Ready) -> None:
    article = ready(HARD)
    assert article.title == "שלום  👩‍🚒 ]]> AT&T < us"
    assert article.summary == "Ends ]]> here ."


def test_the_picture_follows_the_first_paragraph(ready: Ready) -> None:
    html = ready(FULL).html
    assert html.index("</p>") < html.index(f'src="{URL}/images/wall.jpg"') < html.index('"Tom')
    assert 'alt="A wall of cards"' in html


def test_a_picture_in_the_text_is_not_shown_twice(ready: Ready) -> None:
    html = f'<p><img src="{FULL.image}" alt=""></p>'
    assert ready(FULL, html=html).html.count(FULL.image) == 1


def test_a_text_that_opens_otherwise_has_the_picture_first(ready: Ready) -> None:
    article: Article = ready(FULL, html="<h2>Begin</h2>", question="")
    assert article.html.startswith("<figure>")
    assert illustrated(ready(FULL, image="")).startswith("<p>Complaints")
