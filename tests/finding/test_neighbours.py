"""The article before and after, in a reader's language, without looking through all of them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from plugins.finding.neighbours import give_neighbours


def article(title: str, lang: str = "en", *translations: Any) -> Any:
    made = SimpleNamespace(title=title, lang=lang, translations=list(translations))
    for each in translations:
        each.translations = [made]
    return made


def beside(content: Any) -> tuple[str | None, str | None]:
    found = content.neighbours.older, content.neighbours.newer
    return tuple(each and each.title for each in found)  # type: ignore[return-value]


def test_older_is_before_and_newer_after() -> None:
    third, second, first = article("third"), article("second"), article("first")
    give_neighbours([third, second, first])
    assert [beside(each) for each in (third, second, first)] == [
        ("second", None),
        ("first", "third"),
        (None, "second"),
    ]


def test_a_translation_has_those_of_its_original_in_its_language() -> None:
    tweede = article("tweede", "nl")
    second = article("second", "en", tweede)
    derde = article("derde", "nl")
    articles = [article("third", "en", derde), second, article("first")]
    give_neighbours(articles)
    assert beside(tweede) == ("first", "derde")
    assert beside(derde) == ("tweede", None)
    assert beside(second) == ("first", "third")


def test_one_article_and_none_have_no_neighbours() -> None:
    alone = article("alone")
    give_neighbours([alone])
    assert beside(alone) == (None, None)
    give_neighbours([])


def test_the_work_grows_with_the_number_of_articles() -> None:
    """Each article is looked at a fixed number of times, however many there are."""
    looks = 0

    class Counted(SimpleNamespace):
        def __eq__(self, other: object) -> bool:
            nonlocal looks
            looks += 1
            return self is other

        __hash__ = SimpleNamespace.__hash__

    articles = [Counted(title=str(n), lang="en", translations=[]) for n in range(500)]
    give_neighbours(articles)
    assert looks == 0
    assert articles[250].neighbours.older is articles[251]
