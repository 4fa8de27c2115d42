"""What a new article begins with, whatever its title."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plugins.authoring.draft import draft, slug_of
from plugins.authoring.skeletons import EN, KINDS, NL
from plugins.blog import ProblemsFound
from plugins.blog.headers import parse_header

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
TYPED = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)


def test_the_whole_file() -> None:
    new = draft("Nine o'clock: a promise", "note", "en", NOW, "Sam Sample")
    assert new.name == "2026-11-20-nine-oclock-a-promise.md"
    assert new.text == (
        "---\n"
        'title: "Nine o\'clock: a promise"\n'
        "date: 2026-11-20 09:15\n"
        "author: Sam Sample\n"
        "kind: note\n"
        "slug: nine-oclock-a-promise\n"
        "id: 2026-11-20-en-nine-oclock-a-promise\n"
        "status: draft  # take this line away when it may be read\n"
        "# Take the # away from a line to use it.\n"
        "# summary: One or two sentences that make somebody want to read on.\n"
        "# image: a-picture-beside-this-file.jpg\n"
        "# image_alt: What the picture shows, for who cannot see it.\n"
        "# question: What would you like to ask your readers?\n"
        "# answers: [Yes, No]\n"
        "---\n"
        "<!-- ✎ One thing you saw. Two hundred words will do. Stop when it is told. -->\n"
    )


def test_dutch_is_spoken_in_dutch_and_named_where_it_is_not_the_sites_own() -> None:
    abroad = draft("Negen uur", "essay", "nl", NOW)
    at_home = draft("Negen uur", "essay", "nl", NOW, default_lang="nl")
    assert "lang: nl\n" in abroad.text
    assert "lang:" not in at_home.text
    assert "Begin met iemand die iets doet" in abroad.text
    assert "haal deze regel weg" in abroad.text


def test_a_language_without_words_of_its_own_gets_the_english_ones() -> None:
    assert "lang: de\n" in draft("Neun Uhr", "essay", "de", NOW).text
    assert "Open with somebody" in draft("Neun Uhr", "essay", "de", NOW).text


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Crème brûlée & Straße", "creme-brulee-and-strasse"),
        ("The customer's customer’s", "the-customers-customers"),
        ("../../etc/passwd", "etc-passwd"),
        ("🎉🎉", ""),
        ("promise " * 25, "promise-promise-promise-promise-promise-promise-promise"),
        ("x" * 200, "x" * 60),
    ],
)
def test_addresses_of_titles(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_title_without_letters_is_called_by_its_kind_and_day() -> None:
    new = draft("🎉", "event", "en", NOW)
    assert new.name == "2026-11-20-event-2026-11-20.md"
    assert parse_header(new.text).fields["title"] == "🎉"


def test_a_second_one_of_the_same_title_differs_in_name_address_and_id() -> None:
    new = draft("A promise", "essay", "en", NOW, number=2)
    fields = parse_header(new.text).fields
    assert (new.name, fields["slug"]) == ("2026-11-20-a-promise-2.md", "a-promise-2")
    assert fields["id"] == "2026-11-20-en-a-promise-2"


@given(st.text(TYPED, max_size=250), st.sampled_from(KINDS), st.sampled_from(["en", "nl"]))
def test_every_title_is_read_back_as_it_was_typed(title: str, kind: str, lang: str) -> None:
    assume(title.strip())
    new = draft(title, kind, lang, NOW, "Ella O'Example: editor")
    header = parse_header(new.text)
    assert header.faults == ()
    assert header.fields["title"] == " ".join(title.split())
    assert (header.fields["author"], header.fields["status"]) == ("Ella O'Example: editor", "draft")
    assert len(new.name.encode()) < 100
    assert "/" not in new.name


@given(st.text(max_size=20))
def test_no_title_breaks_the_headers(title: str) -> None:
    try:
        new = draft(title, "note", "en", NOW)
    except ProblemsFound:
        return
    assert parse_header(new.text).faults == ()


@pytest.mark.parametrize("title", ["", "  \n"])
def test_without_a_title_there_is_nothing_to_begin(title: str) -> None:
    with pytest.raises(ProblemsFound, match="there is no title"):
        draft(title, "note", "en", NOW)


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(ProblemsFound, match='no kind "esay"; did you mean "essay"'):
        draft("A", "esay", "en", NOW)


def test_both_languages_have_every_kind() -> None:
    assert tuple(EN) == tuple(NL) == KINDS
