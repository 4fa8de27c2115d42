"""What kind of change each is: the examples that docs/digest.md gives, and their likes."""

from __future__ import annotations

import pytest

from plugins.digest.facts import ADDRESS, DATE, DENIAL, NAME, NUMBER, bare_words, names_in
from plugins.digest.wording import DOUBT, SPELLING, WORDS, compare

TEXT = "Last year Katrin gave up 56,100 euros of income, and on Thursday she has not got it back."


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("56,100", "65,100", NUMBER),
        ("Thursday", "Friday", DATE),
        ("Katrin", "Karin", NAME),
        ("she has not", "she has", DENIAL),
        ("income", "incmoe", SPELLING),
        ("income", "imcome", SPELLING),
        ("of income", "of of income", SPELLING),
        ("gave up", "gaveup", SPELLING),
        ("on Thursday she", "on Thursday that she", SPELLING),
        ("income", "revenue", WORDS),
        ("gave up", "lost", WORDS),
        (", and on Thursday", "", WORDS),
    ],
)
def test_the_kind_of_one_change(was: str, now: str, kind: str):
    assert was in TEXT
    (change,) = compare(TEXT, TEXT.replace(was, now, 1))
    assert change.kind == kind


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("income, and", "income - and"),
        ("Last year", "last year"),
        ("56,100", "56.100"),
        ("up 56,100", "up  56,100"),
        ("Katrin", "“Katrin”"),
    ],
)
def test_punctuation_case_and_spaces_are_no_change(was: str, now: str):
    assert compare(TEXT, TEXT.replace(was, now, 1)) == ()


@pytest.mark.parametrize(
    ("was", "now", "kinds"),
    [
        ("two cards hang there", "2 cards hang there", []),
        ("two cards hang there", "three cards hang there", [NUMBER]),
        ("twee kaarten hangen er", "drie kaarten hangen er", [NUMBER]),
        ("we have twenty-one rooms", "we have twenty-two rooms", [NUMBER]),
        ("it costs €58 a day", "it costs €85 a day", [NUMBER]),
        ("the fee was 58 euros", "the fee was euros 85", [NUMBER]),
        ("a fee of 58 euros was paid", "a fee was paid", [WORDS]),
        ("hij komt op maandag langs", "hij komt op dinsdag langs", [DATE]),
        ("we open in May again", "we open in June again", [DATE]),
        ("we may open again soon", "we can open again soon", [WORDS]),
        ("it cannot be done now", "it can not be done now", [SPELLING]),
        ("it doesn't rain there", "it rains there often", [DENIAL]),
        ("hij kwam niet op tijd", "hij kwam op tijd", [DENIAL]),
        ("Wednsday is a quiet day", "Wednesday is a quiet day", [SPELLING]),
        ("Wensday is a quiet day", "Wednesday is a quiet day", [WORDS]),
        ("he fell from the tree", "he fell form the tree", [SPELLING]),
        ("the whole of it is another text", "what else can anybody say here", [WORDS]),
        ("", "a new sentence", [WORDS]),
        ("the cat sat down here", "the car sat down here", [WORDS]),
        ("write to anna@kept.org soon", "write to anne@kept.org soon", [ADDRESS]),
        ("it is at kept.org/walk-a now", "it is at kept.org/walk-b now", [ADDRESS]),
        ("it hangs in hall walk-a now", "it hangs in hall walk-b now", [WORDS]),
        ("bring the him/her card along", "bring the hum/her card along", [WORDS]),
        ("that is not illegal here", "that is not legal here", [WORDS]),
        ("the work was paid then", "the work was unpaid then", [WORDS]),
        ("they increase the fee now", "they decrease the fee now", [WORDS]),
        ("een gelukkige man was het", "een ongelukkige man was het", [WORDS]),
        ("a typical day at sea", "an atypical day at sea", [WORDS]),
        ("the conservation of the house", "the conversation of the house", [WORDS]),
        ("it was -5 degrees there", "it was 5 degrees there", [NUMBER]),
        ("it was –5 degrees there", "it was -5 degrees there", []),
        ("it grew by .5 a year", "it grew by 5 a year", [NUMBER]),
        ("it grew by (.5) a year", "it grew by 0.5 a year", []),
        ("rooms 2 5 and 7", "rooms 25 and 7", [NUMBER]),
        ("you cannot come in there", "you can come in there", [DENIAL]),
        ("hij is nergens te vinden", "hij is te vinden", [DENIAL]),
        ("she was not able then", "she was notable then", [DENIAL]),
        ("het is te duur voor ons", "het is duur voor ons", [WORDS]),
        ("the dog lost its bone", "the dog lost it's bone", [SPELLING]),
        ("he can't come in there", "he cant come in there", [SPELLING]),
        ("we had accomodation for all", "we had accommodation for all", [SPELLING]),
    ],
)
def test_changes_of_every_kind(was: str, now: str, kinds: list[str]):
    assert [change.kind for change in compare(was, now)] == kinds


def test_a_name_that_begins_a_sentence_is_known_by_its_other_places():
    was, now = "Ruud opened at nine.", "Rudi opened at nine."
    assert [each.kind for each in compare(was, now)] == [WORDS]
    for known in ({"ruud", "rudi"}, {"ruud"}, {"rudi"}):
        assert [each.kind for each in compare(was, now, known)] == [NAME]


def test_one_letter_at_the_beginning_of_a_sentence_may_be_a_slip_or_a_name():
    was, now = "It was late. Katrin opened at nine.", "It was late. Karin opened at nine."
    assert [each.kind for each in compare(was, now)] == [DOUBT]
    assert [each.kind for each in compare(was, now, {"karin"})] == [NAME]


def test_two_changes_far_apart_are_two_and_close_ones_one():
    far = TEXT.replace("Last", "This").replace("got", "won")
    assert [each.kind for each in compare(TEXT, far)] == [WORDS, WORDS]
    near = TEXT.replace("Thursday", "Friday").replace("she has", "it has")
    (change,) = compare(TEXT, near)
    assert change.kind == DATE


def test_a_text_that_is_cut_elsewhere_has_not_changed_there():
    was = "The tenants wanted one hour back as long as it was always the same one, and the …"
    now = "The tenents wanted one hour back as long as it was always the same one, and …"
    assert [each.kind for each in compare(was, now)] == [SPELLING]
    was, now = "The fee is 58 euros or so, and …", "The fee is 85 euros or…"
    assert [each.kind for each in compare(was, now)] == [NUMBER]
    assert [each.kind for each in compare("The fee is now 58…", "The fee is now 85…")] == [NUMBER]


def test_a_change_is_told_with_the_words_around_it():
    (change,) = compare(TEXT, TEXT.replace("56,100", "65,100"))
    assert change.was == "…Katrin gave up 56,100 euros of income,…"
    assert change.now == "…Katrin gave up 65,100 euros of income,…"
    (gone,) = compare(TEXT, TEXT.replace(" not", ""))
    assert gone.now == "…Thursday she has got it back."


def test_names_are_told_by_their_capital_within_a_sentence():
    text = "The shop of Ella Example. I think Sam is in Utrecht, at Another shop or another."
    assert sorted(names_in(text)) == ["ella", "example", "sam", "utrecht"]


def test_words_are_bare_without_case_quotes_and_possession():
    assert bare_words("“Ann’s” shop – it’s 1,200 m²!") == ("ann", "shop", "it", "1200", "m²")
