"""Texts that nobody means to write: each is read, and none gets a topic by mistake."""

from __future__ import annotations

import cProfile
import pstats

import pytest

from plugins.topics.reading import read_text
from plugins.topics.tagger import Tagging, tag
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.text import parse_document

TELLING = "Customers complain, and every customer who complains is heard. "
FENCE = "```"


def tagged(text: str, small: Taxonomy, lang: str = "en") -> Tagging:
    return tag(parse_document(text, lang=lang), small)


def found(text: str, small: Taxonomy, lang: str = "en") -> list[str]:
    return [each.topic.slug for each in tagged(text, small, lang).topics]


def test_the_telling_sentence_tells(small: Taxonomy) -> None:
    assert found(TELLING, small) == ["complaints"]


@pytest.mark.parametrize("text", ["", "\n\n", "Rain", "complaint", ".", "*", "#", ">", "---"])
def test_one_word_or_less_gets_no_topic(small: Taxonomy, text: str) -> None:
    assert found(text, small) == []


def steps(text: str, small: Taxonomy) -> int:
    """Function calls made to read and tag *text*: work that no busy machine changes."""
    tagged(text, small)  # words seen before are remembered, so both sizes begin alike
    profile = cProfile.Profile()
    profile.enable()
    tagged(text, small)
    profile.disable()
    return pstats.Stats(profile).total_calls  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize(
    "piece",
    [
        TELLING,
        "customer complain ",  # no full stop anywhere
        "> Customers complain.\n",
        "- a customer\n",
        "complain",  # no space anywhere
        "*|FNAME|* {{< customer >}} [customer](there) ",
        "[complain](" * 3,
        "*customer_ ",
        "<b ",
        "`complain ",
    ],
)
def test_work_grows_with_length_and_not_faster(small: Taxonomy, piece: str) -> None:
    times = 2000 // len(piece.split())
    assert steps(piece * times * 4, small) < 5 * steps(piece * times, small)


def test_a_hundred_thousand_words_are_read_to_the_end(small: Taxonomy) -> None:
    text = "Rain. " * 100_000 + TELLING
    document = parse_document(text, lang="en")
    assert document.sentences[-1].text == TELLING.strip()
    assert tag(document, small).topics == ()


def test_text_without_spaces_gets_no_topic(small: Taxonomy) -> None:
    assert found(TELLING.replace(" ", "") * 500, small) == []


@pytest.mark.parametrize("lang", ["de", "xx", "", "zh-Hans"])
def test_a_language_without_lexicon_gets_no_topics(small: Taxonomy, lang: str) -> None:
    assert tagged(TELLING, small, lang) == Tagging()


@pytest.mark.parametrize("lang", ["en-GB", "en_US", "EN"])
def test_a_region_is_no_other_language(small: Taxonomy, lang: str) -> None:
    assert found(TELLING, small, lang) == ["complaints"]


@pytest.mark.parametrize(
    "text",
    [
        f"{FENCE}python\n{TELLING}\n{FENCE}\n",
        f"{FENCE}\n{TELLING}\n",  # never closed
        f"~~~\n{TELLING}\n~~~\n",
        f"Rain.\n\n    {TELLING}\n    {TELLING}\n",
        f"`{TELLING.strip()}`\n",
        f"<pre><code>{TELLING}</code></pre>\n",
        f"<!-- {TELLING} -->\n",
        f"<script>{TELLING}</script>\n",
    ],
)
def test_code_is_not_read(small: Taxonomy, text: str) -> None:
    assert found(text, small) == []


def test_quotes_count_less_than_the_authors_own_words(small: Taxonomy) -> None:
    own, quoted = (tagged(text, small).topics[0] for text in (TELLING * 3, f"> {TELLING}\n" * 3))
    assert quoted.score < own.score
    assert quoted.evidence[0].where == "quote"


@pytest.mark.parametrize("tag", ["*|COMPLAIN|*", "*|IF:CUSTOMER_COMPLAINS|*", "{{ complain }}"])
def test_a_merge_tag_is_no_word(small: Taxonomy, tag: str) -> None:
    assert found(f"Dear customer {tag}, dear customer {tag}, dear guest {tag}.", small) == []


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_signs_without_width_do_not_hide_a_word(small: Taxonomy, sign: str) -> None:
    text = TELLING.replace("complain", f"com{sign}plain").replace("customer", f"cus{sign}tomer")
    assert found(text, small) == ["complaints"]


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01\x02",
        "\ud7ff\U0010ffff\u202e",
        "İ" * 50 + " complain",
        "[" * 2000,
        "(" * 2000 + "]" * 2000,
        "*|" * 2000,
        "<" * 2000,
        "&" * 2000 + "&#99999999999;",
        "- " * 2000,
        "| " * 2000,
    ],
)
def test_signs_in_heaps_are_no_trouble(small: Taxonomy, text: str) -> None:
    assert found(text, small) == []
    read_text(text)
    read_text(f"---\n{text}\n---\n{text}")
