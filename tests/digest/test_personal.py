from __future__ import annotations

from itertools import combinations

import pytest

from plugins.blog import Topic
from plugins.digest.message import tags_in
from plugins.digest.personal import Personal, filled, seen_by, shapes
from plugins.digest.reading import Reading
from plugins.digest.render import render
from tests.digest.samples import (
    ARTICLES,
    SETTINGS,
    TEMPLATES,
    THEMES,
    article,
    edition,
    mailed,
)

assert THEMES is not None
GROUPS = (*THEMES.themes, THEMES.everything)
EVERY_CHOICE = [chosen for n in range(len(GROUPS) + 1) for chosen in combinations(GROUPS, n)]


def test_every_subscriber_gets_every_title_and_just_the_pieces_of_their_choice_whole():
    """All 512 choices of nine groups, over the HTML and over the text."""
    made = edition()
    message = mailed(made)
    assert len(EVERY_CHOICE) == 512
    for chosen in EVERY_CHOICE:
        html, text = seen_by(message.html, chosen), seen_by(message.text, chosen)
        hrefs = [tag.attributes.get("href") for tag in Reading(html).named("a")]
        for piece in made.pieces:
            whole = set(chosen) & set(THEMES.groups(piece))
            assert hrefs.count(piece.url) == text.split().count(piece.url) == 1
            assert bool(whole) == (piece.summary in html), (chosen, piece.title)
            assert bool(whole) == (piece.summary[:40] in " ".join(text.split()))
        assert not any("INTERESTED" in tag for tag in tags_in(html + text))


def test_conditions_are_flat():
    for face in (mailed(edition()).html, mailed(edition()).text):
        depth = 0
        for tag in tags_in(face):
            depth += tag.startswith("*|INTERESTED") - tag.startswith("*|END:INTERESTED")
            assert depth in {0, 1}
        assert depth == 0
        assert "ELSE" not in face


def test_a_piece_outside_every_theme_is_whole_for_all():
    made = edition(article("free", topics=(Topic("unheard-of", "Unheard of"),)), ARTICLES[0])
    html = seen_by(mailed(made).html, ())
    assert "What free is about." in html or "The whole of free" in html
    assert ARTICLES[0].summary not in html


def test_an_audience_without_the_category_gets_all_of_it():
    message = render(edition(), TEMPLATES, tags=True, personal=None)
    assert sorted(tags_in(message.html)) == [
        "*|LIST:ADDRESSLINE|*",
        "*|UNSUB|*",
        "*|UPDATE_PROFILE|*",
    ]
    assert all(piece.summary in message.html for piece in edition().pieces)


def test_the_shapes_worth_looking_at():
    names = [shape.name for shape in shapes(THEMES, edition(ARTICLES[0], ARTICLES[2]))]
    assert names == [
        "Everything",
        "One theme: Courage",
        "One theme: Service",
        "One theme: People",
        "None of this month's: Promises kept, Loyalty and trust, Insight, Design, Digital",
        "No choice at all",
    ]


def test_no_themes_no_conditions():
    from dataclasses import replace

    assert Personal.from_settings(replace(SETTINGS, themes={})) is None


@pytest.mark.parametrize("tag", ["*|UNSUB|*", "*|UPDATE_PROFILE|*", "*|LIST:ADDRESSLINE|*"])
def test_stand_ins_leave_no_tag(tag: str):
    assert tag not in filled(mailed(edition()).html)
