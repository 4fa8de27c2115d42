from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from plugins.blog import Reply
from plugins.digest.edition import Question, Sent, Tally, key_of
from plugins.digest.month import Month
from plugins.digest.notes import Notes
from tests.digest.samples import ARTICLES, NOVEMBER, URL, article, edition, november

CUT = datetime(2026, 11, 1, 9, tzinfo=UTC)
OCTOBER = Sent(Month(2026, 10), CUT, carried=("urn:told",), waiting=("urn:waited",))


def october(slug: str, day: int = 5, **changed: object):
    return article(slug, published=datetime(2026, 10, day, tzinfo=UTC), **changed)


def slugs(made) -> list[str]:
    return [piece.slug for piece in made.pieces]


def test_the_key_is_made_of_the_name():
    assert key_of("CX Greetz", NOVEMBER) == "cx-greetz-2026-11"
    assert key_of("Jo's  brief: nr. 1!", NOVEMBER) == "jos-brief-nr-1-2026-11"


def test_holds_the_months_articles_picks_first_then_the_newest():
    assert slugs(edition()) == [
        "the-caretakers-hour",
        "fourteen-sentences",
        "the-wall-by-the-showers",
        "een-belofte-per-jaar",
        "a-uniform-without-pockets",
        "following-the-green-coat",
    ]


def test_other_orders():
    notes = Notes(order="oldest")
    assert slugs(edition(notes=notes))[0] == "following-the-green-coat"
    by_subject = edition(
        article("a", published=november(1), topics=ARTICLES[0].topics),
        article("b", published=november(2)),
        article("c", published=november(3), topics=ARTICLES[0].topics),
        notes=Notes(order="subject"),
    )
    assert slugs(by_subject) == ["c", "a", "b"]


def test_the_month_is_that_of_the_sites_zone():
    late = article("late", published=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    early = article("early", published=datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    assert slugs(edition(late, early)) == ["late"]


def test_what_is_not_published_yet_waits():
    assert slugs(edition(article("soon", published=november(20)), now=november(19))) == []


def test_a_translation_is_left_out_and_said():
    made = edition(article("one"), article("een", lang="nl", original=False))
    assert slugs(made) == ["one"]
    assert any("translation" in sentence for sentence in made.decisions)


def test_nobody_misses_what_no_edition_carried_since_the_first():
    made = edition(
        article("own"),
        october("told"),
        october("waited"),
        october("broken-when-it-was-cut", 4),
        article("long-before", published=datetime(2026, 9, 30, tzinfo=UTC)),
        article("dated-long-before", published=datetime(2025, 3, 1, tzinfo=UTC)),
        october("after-the-cut", 31),
        october("backdated"),
        past=[OCTOBER],
        appeared={
            "urn:broken-when-it-was-cut": date(2026, 10, 6),
            "urn:long-before": date(2026, 9, 30),
            "urn:dated-long-before": date(2026, 10, 1),
            "urn:after-the-cut": date(2026, 11, 1),
            "urn:backdated": date(2026, 11, 8),
        },
    )
    assert slugs(made) == [
        *("own", "after-the-cut", "backdated", "waited"),
        *("broken-when-it-was-cut", "dated-long-before"),
    ]
    assert any("no mail carried" in sentence for sentence in made.decisions)


def test_a_later_month_and_a_translation_never_come_as_late():
    later = article("later", published=datetime(2026, 12, 1, 5, tzinfo=UTC))
    translated = october("een", 31, lang="nl", original=False)
    appeared = {"urn:een": date(2026, 11, 2)}
    made = edition(article("own"), later, translated, past=[OCTOBER], appeared=appeared)
    assert slugs(made) == ["own"]


def test_the_edition_before_is_one_of_an_earlier_month():
    itself = replace(OCTOBER, month=NOVEMBER)
    appeared = {"urn:old": date(2026, 11, 2)}
    assert slugs(edition(article("own"), october("old"), past=[itself], appeared=appeared)) == [
        "own"
    ]


def test_without_a_sent_edition_nothing_old_is_carried():
    assert slugs(edition(article("own"), october("old", 30))) == ["own"]


def test_what_an_earlier_edition_carried_is_not_carried_again():
    sent = replace(OCTOBER, carried=("urn:one",))
    made = edition(article("one"), article("two"), past=[sent])
    assert slugs(made) == ["two"]
    assert any("Carried by an earlier edition" in sentence for sentence in made.decisions)


def test_the_cap_lets_the_youngest_wait_and_never_a_pick():
    made = edition(
        article("a", published=november(1)),
        article("b", published=november(2)),
        article("c", published=november(3)),
        notes=Notes(picks=("c",)),
        settings={"max_articles": 2},
    )
    assert slugs(made) == ["c", "a"]
    assert [piece.slug for piece in made.waiting] == ["b"]
    assert any("Kept for next month" in each and '"B"' in each for each in made.decisions)


def test_everything_that_waits_comes_back_in_the_end():
    """Six articles a month, two at a time: each is carried exactly once, the oldest first."""
    everything = [article(f"n{n}", published=november(n)) for n in range(1, 7)]
    past: list[Sent] = []
    carried: list[str] = []
    for number in (11, 12):
        month = Month(2026, number)
        made = _compose(everything, month, past)
        carried += slugs(made)
        past.append(_sent(made))
    made = _compose(everything, Month(2027, 1), past)
    assert sorted(carried + slugs(made)) == [f"n{n}" for n in range(1, 7)]
    assert slugs(made) == ["n6", "n5"]


def _compose(articles, month, past):
    from plugins.digest.edition import compose
    from tests.digest.samples import SETTINGS, SITE

    now = datetime(2027, 2, 1, tzinfo=UTC)
    capped = replace(SETTINGS, max_articles=2)
    return compose(articles, month, capped, SITE, now=now, past=past)


def _sent(made) -> Sent:
    cut = datetime(2027, 2, 1, tzinfo=UTC)
    carried = tuple(piece.guid for piece in made.pieces)
    return Sent(made.month, cut, carried, tuple(piece.guid for piece in made.waiting))


def test_one_article_is_carried_whole():
    (piece,) = edition(article("one")).pieces
    assert "The whole of one" in piece.html
    assert all(not piece.html for piece in edition().pieces)
    assert all(piece.html for piece in edition(settings={"body": "full"}).pieces)
    assert not edition(article("one"), settings={"body": "summary"}).pieces[0].html


def test_the_question_is_the_newest_articles():
    question = edition().question
    assert question is not None
    assert question.text == "Would you hang your complaints on a wall?"
    assert question.answers == ("Yes", "No", "Only the answered ones")
    assert question.url == f"{URL}/the-wall-by-the-showers/"


def test_of_two_questions_the_newer_is_asked():
    old, new = (
        article(n, published=november(d), question=f"{n}?") for n, d in (("a", 1), ("b", 2))
    )
    for order in ((old, new), (new, old)):
        question = edition(*order, notes=Notes(picks=("a",))).question
        assert question is not None
        assert question.text == "b?"


def test_what_just_fits_keeps_nobody_waiting():
    made = edition(article("a"), article("b"), settings={"max_articles": 2})
    assert made.waiting == ()
    assert not any("Kept" in sentence for sentence in made.decisions)


def test_one_is_an_article_and_two_are_articles():
    one = edition(article("a"), article("b"), settings={"max_articles": 1}).decisions
    assert any("an edition has at most 1 article: " in each for each in one)
    assert any(each.endswith("2 articles published.") for each in one)
    alone = edition(article("a")).decisions
    assert any(each.endswith("1 article published.") for each in alone)


def test_the_editor_chooses_the_question():
    asking = (*ARTICLES, article("old", published=november(1), question="Would you?"))
    named = edition(*asking, notes=Notes(question="old")).question
    assert named is not None
    assert named.text == "Would you?"
    own = edition(*asking, notes=Notes(question="And you?", answers=("Yes",))).question
    assert own == Question("And you?", ("Yes",), "en")
    assert edition(article("silent")).question is None


def test_one_picture_from_the_own_site_that_outlook_shows():
    def shown(**changed: str) -> str:
        return edition(article("one", image_alt="A door", **changed)).pieces[0].image

    assert shown(image=f"{URL}/images/a.jpg") == f"{URL}/images/a.jpg"
    assert shown(image=f"{URL}/images/a.webp") == ""
    assert shown(image="https://elsewhere.example/a.jpg") == ""
    assert edition(article("one", image=f"{URL}/a.jpg")).pieces[0].image == ""
    two = edition(*(article(n, image=f"{URL}/{n}.png", image_alt="A door") for n in ("a", "b")))
    assert [bool(piece.image) for piece in two.pieces] == [True, False]
    assert not any(piece.image for piece in edition(settings={"picture": False}).pieces)


def test_the_tally_has_the_words_and_the_order_of_the_answers_as_offered():
    asked = Question("Would you?", ("Yes", "No"))
    made = edition(notes=Notes(tally=(("no", 3), ("yes", 9), ("Other", 1))), asked=asked)
    assert made.tally is not None
    assert made.tally.question == "Would you?"
    assert made.tally.counts == (("Yes", 9), ("No", 3), ("Other", 1))
    assert made.tally.number == 13


def test_replies_need_no_tally_and_speak_the_language_of_the_question():
    asked = Question("Zou u?", ("Ja",), "nl")
    made = edition(notes=Notes(replies=(Reply("Nooit\x00.", "Anna"),)), asked=asked)
    assert made.tally == Tally("Zou u?", (), (Reply("Nooit.", "Anna"),), "nl")
    alone = edition(notes=Notes(replies=(Reply("Never."),)))
    assert "the edition before asked no question" in alone.decisions[-2] + alone.decisions[-1]


def test_title_and_preheader_without_an_editor():
    made = edition(article("one"), notes=None)
    assert made.title == made.subject == "CX Greetz, November 2026"
    assert made.preheader == "One"
    assert "There is no editor's word for this month." in made.decisions


def test_no_line_break_and_no_merge_tag_reaches_the_subject():
    notes = Notes(title="On\nBcc: x@y.example *|UNSUB|*")
    assert edition(notes=notes).subject == "On Bcc: x@y.example * |UNSUB|*"


def test_a_slugless_or_empty_title_still_has_words():
    assert edition(article("one", title="\u2066\x00")).pieces[0].title == "one"


def test_the_same_values_give_the_same_edition():
    assert edition() == edition(*reversed(ARTICLES))
