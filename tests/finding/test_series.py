"""Series: which articles belong together, in which order, and who stands next to whom."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from plugins.finding.series import gather, part_of


def content(name: str, day: int, series: str = "Bells", lang: str = "en") -> Any:
    return SimpleNamespace(
        source_path=name,
        date=datetime(2026, 11, day, tzinfo=UTC),
        series=series,
        lang=lang,
        translations=[],
        translation_of=None,
    )


def slug(name: str) -> str:
    return name.casefold().replace(" ", "-")


def translate(original: Any, name: str, lang: str = "nl", series: str = "Bells") -> Any:
    made = content(name, original.date.day, series, lang)
    made.translation_of = original
    made.translations, original.translations = [original], [made]
    return made


def test_parts_stand_in_the_order_they_appeared_in() -> None:
    late, early, other = content("a", 9), content("b", 2), content("c", 3, "Doors")
    bells, doors = gather([late, other, early], slug)
    assert (bells.title, bells.url) == ("Bells", "series/bells/")
    assert bells.articles == (early, late)
    assert doors.articles == (other,)


def test_what_names_no_series_is_in_none() -> None:
    assert gather([content("a", 1, "")], slug) == ()


def test_names_that_differ_in_letters_alone_are_one_series() -> None:
    (bells,) = gather([content("a", 1, "Bells "), content("b", 2, "bells")], slug)
    assert (bells.title, len(bells.articles)) == ("Bells", 2)


def test_a_part_knows_those_next_to_it() -> None:
    first, second, third = (content(name, day) for name, day in (("a", 1), ("b", 2), ("c", 3)))
    (bells,) = gather([first, second, third], slug)
    part = part_of(second, bells)
    assert (part.number, part.before, part.after) == (2, first, third)
    assert part_of(first, bells).before is None
    assert part_of(third, bells).after is None


def test_a_translation_is_no_second_part_and_leads_to_its_own_language() -> None:
    first, second, third = (content(name, day) for name, day in (("a", 1), ("b", 2), ("c", 3)))
    eerste, tweede = translate(first, "a-nl"), translate(second, "b-nl")
    (bells,) = gather([first, eerste, second, tweede, third], slug)
    assert bells.articles == (first, second, third)
    part = part_of(tweede, bells)
    assert (part.number, part.before, part.after) == (2, eerste, third)


def test_a_series_in_its_own_language_has_a_name_of_its_own() -> None:
    first = content("a", 1)
    eerste = translate(first, "a-nl", series="Klokken")
    bells, klokken = gather([first, eerste], slug)
    assert (bells.articles, klokken.articles) == ((first,), (eerste,))
