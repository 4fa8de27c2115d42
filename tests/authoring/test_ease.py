"""Reading ease: what counts as a sentence and a syllable, the two formulas, the note."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.authoring.ease import judge_ease, measure
from plugins.authoring.prose import sentences_of
from plugins.authoring.settings import CheckSettings
from plugins.authoring.syllables import Syllables
from plugins.blog.headers import parse_header
from plugins.blog.source import Source

HARD = (
    "Organisational considerations regarding administrative reorganisation necessitate evaluation"
)


def words(body: str) -> list[tuple[int, int]]:
    """Line and number of words of each sentence."""
    return [(each.line, len(each.words)) for each in sentences_of(body, 1)]


def source(body: str) -> Source:
    return Source(Path("a.md"), "a.md", parse_header(f"Title: A\nDate: 2026-01-01\n\n{body}\n"))


def test_a_sentence_ends_where_the_next_begins_with_a_capital() -> None:
    assert words('One two. Three four!\nFive "six?" he said. Seven…') == [
        (1, 2),
        (1, 2),
        (2, 4),
        (2, 1),
    ]
    assert words("Mr. Bo came, e.g. on foot, at 9.30 a.m. or so. J. Doe left.") == [(1, 12), (1, 3)]
    assert words("Dat kost bijv. Jan niets. Goed.") == [(1, 5), (1, 1)]


def test_headings_code_and_tables_are_no_sentences_and_items_are() -> None:
    body = (
        "# A heading of words\n\nFirst here\ngoes on.\n\n"
        "- one item\n- second item here\n\nSo:\n\n    code is not read\n\n"
        "| a | table |\n|---|---|\n\n> Quoted words are read.\n\nUnder\n-----\n\n`code` it is."
    )
    assert words(body) == [(3, 4), (6, 2), (7, 3), (9, 1), (16, 4), (21, 2)]


def test_addresses_and_signs_are_no_words() -> None:
    assert words("See [the *long* story](https://example.com/a-b) at www.example.com.") == [(1, 5)]
    assert words("In 2026 we had 3,000 of them.") == [(1, 5)]


def test_words_that_were_counted_before_need_no_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_: str) -> None:
        raise AssertionError("the patterns are read")

    monkeypatch.setattr("plugins.authoring.syllables._patterns", never)
    assert Syllables("en", {"customer's": 3}).count("Customer’s") == 3


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "the 1 walked 1 table 2 open 2 over 2 customer 3 university 5 readability 5 idea 3"),
        ("en", "customer's 3 a 1 notes 1 wanted 2 employee 3 poem 2 available 4"),
        ("nl", "de 1 klant 1 open 2 idee 2 ervaring 3 medewerker 4 beïnvloeden 4 kopieën 3 ooit 1"),
    ],
)
def test_syllables(lang: str, told: str) -> None:
    pairs = told.split()
    syllables = Syllables(lang)
    counted = {word: syllables.count(word) for word in pairs[::2]}
    expected = dict(zip(pairs[::2], map(int, pairs[1::2]), strict=True))
    assert sum(counted.values()) == pytest.approx(sum(expected.values()), abs=1)
    assert sum(counted[word] != expected[word] for word in expected) <= 1


def test_the_formulas_are_flesch_of_1948_and_douma_of_1960() -> None:
    short = " ".join(["so"] * 40) + "."
    for lang, whole, a_sentence, a_word in (
        ("en", 206.835, 1.015, 84.6), ("en-GB", 206.835, 1.015, 84.6), ("nl", 206.835, 0.93, 77)
    ):  # fmt: skip
        found = measure(short, 1, lang)
        assert found is not None
        assert found.score == round(whole - a_sentence * 40 - a_word)
        assert (found.words, found.sentences) == (40, 1)
    assert measure(short, 1, "fr") is None
    assert measure("    code", 1, "en") is None


def test_a_number_is_never_outside_the_scale() -> None:
    assert measure("Go.", 1, "en").score == 100  # type: ignore[union-attr]
    assert measure(f"{HARD} " * 20, 1, "en").score == 0  # type: ignore[union-attr]


def test_a_hard_text_is_told_with_its_longest_sentences() -> None:
    body = f"{HARD}.\n\n{' '.join([HARD] * 5)}.\n\n{' '.join([HARD] * 9)}.\n"
    hard = source(body)
    section = CheckSettings(ease=40, ease_from=100)
    (problem,) = judge_ease(hard, measure(body, hard.header.body_line, "en"), section)
    assert str(problem) == (
        "a.md:8: warning: this is hard to read: 0 of 100, and plain language has 60 or more; the "
        "longest sentences begin on line 6 (35 words) and line 8 (63 words)"
    )
    assert problem.code == "reading-ease"
    for quiet in (CheckSettings(ease=0, ease_from=100), CheckSettings(ease=40, ease_from=106)):
        assert not list(judge_ease(hard, measure(body, 4, "en"), quiet))


def test_short_sentences_of_long_words_say_so() -> None:
    body = f"{HARD}. " * 20
    (problem,) = judge_ease(source(body), measure(body, 4, "en"), CheckSettings(ease_from=100))
    assert problem.message.endswith("its sentences are short enough, so look at the long words")


def test_the_samples_read_easily(root: Path) -> None:
    scores = []
    for path in sorted((root / "content" / "articles").glob("*.md")):
        header = parse_header(path.read_text(encoding="utf-8"))
        found = measure(header.body, header.body_line, str(header.fields.get("lang", "en")))
        assert found is not None
        scores.append(found.score)
    assert min(scores) >= 60
