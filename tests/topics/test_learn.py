"""Terms are proposed from corrections, and an accepted one is written where it belongs."""

from __future__ import annotations

from difflib import ndiff
from pathlib import Path

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.topics.amend import SHIPPED_MARK, accepted, amend, write_accepted
from plugins.topics.answers import confirmed
from plugins.topics.learn import Proposal, as_text, propose
from plugins.topics.reading import open_desk
from plugins.topics.report import read_entries
from plugins.topics.settings import SHIPPED, TopicsSettings
from plugins.topics.taxonomy_file import parse_taxonomy

from .conftest import COMPLAINED, SMALL, Look, article

MISSED = (
    "A customer stood at the gate. She had given us her word of honour, and every guest knew it.\n"
)


def learnt(look: Look, taxonomy: str = SMALL, **articles: str) -> tuple[Proposal, ...]:
    settings, survey = look(taxonomy, **articles)
    desk = open_desk(settings)
    return propose(confirmed(read_entries(desk, survey), desk), desk.taxonomy, desk.at_most)


def test_a_phrase_of_missed_articles_is_proposed_with_its_gain(look: Look) -> None:
    found = learnt(
        look,
        a=article(MISSED, title="One", topics="trust"),
        b=article("The customer spoke. " + MISSED, title="Two", topics="trust"),
        c=article(COMPLAINED, title="Three", topics="complaints"),
    )
    best = found[0]
    assert (best.slug, best.lang, best.gain, best.damage) == (
        "trust",
        "en",
        ("articles/a.md", "articles/b.md"),
        (),
    )
    assert best.said == 2
    assert "mends   2: articles/a.md, articles/b.md" in as_text(found, 3)


def test_an_accepted_proposal_does_what_it_promised(look: Look) -> None:
    articles = {
        "a": article(MISSED, title="One", topics="trust"),
        "b": article("The customer spoke. " + MISSED, title="Two", topics="trust"),
    }
    best = learnt(look, **articles)[0]
    settings, survey = look(amend(SMALL, "taxonomy.toml", [best]), **articles)
    desk = open_desk(settings)
    after = confirmed(read_entries(desk, survey), desk)
    assert [each.path for each in after if "trust" in each.found] == list(best.gain)


def test_damage_is_counted_and_no_term_is_proposed_that_does_as_much(look: Look) -> None:
    found = learnt(
        look,
        a=article(MISSED, title="One", topics="trust"),
        b=article(MISSED, title="Two", topics="complaints"),
    )
    assert not [each for each in found if each.slug == "trust" and each.kind != "not"]


def test_another_sense_is_proposed_where_the_author_says_no(look: Look) -> None:
    text = "He can complain of his back, said the customer. A guest too may complain of his back.\n"
    found = learnt(
        look,
        a=article(text, title="One", not_topics="complaints"),
        b=article("Customer care. " + text, title="Two", not_topics="complaints"),
        c=article(COMPLAINED, title="Three", topics="complaints"),
    )
    best = found[0]
    assert (best.slug, best.kind, best.term) == ("complaints", "not", "complain of")
    assert best.gain == ("articles/a.md", "articles/b.md")
    assert best.damage == ()


def test_without_corrections_nothing_is_proposed(look: Look) -> None:
    found = learnt(look, a=article(COMPLAINED, topics="complaints"), b=article(MISSED, title="B"))
    assert found == ()
    assert "No term would mend more" in as_text(found, 1)


def test_the_same_articles_give_the_same_proposals(look: Look) -> None:
    articles = {name: article(MISSED, title=name, topics="trust") for name in "abc"}
    assert learnt(look, **articles) == learnt(look, **articles)


def term(slug: str, lang: str, kind: str, words: str) -> Proposal:
    return Proposal(slug, lang, kind, words)


def test_nothing_accepted_changes_nothing() -> None:
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert amend(SMALL, "taxonomy.toml", []) == SMALL
    assert amend(shipped, "taxonomy.toml", []) == shipped


def test_a_term_gets_a_line_of_its_own_and_the_rest_stays() -> None:
    made = amend(SMALL, "taxonomy.toml", [term("trust", "en", "strong", "word of honour")])
    assert made == SMALL.replace(
        '  "believe the company",\n', '  "believe the company",\n  "word of honour",\n'
    )


def test_a_short_list_stays_on_its_line() -> None:
    made = amend(SMALL, "taxonomy.toml", [term("trust", "nl", "weak", "open")])
    assert made == SMALL.replace('weak = ["eerlijk*"]', 'weak = ["eerlijk*", "open"]')


def test_a_list_and_a_language_that_were_not_there_are_made() -> None:
    made = amend(
        SMALL,
        "taxonomy.toml",
        [
            term("trust", "nl", "not", "eerlijk verdeeld"),
            term("contact-centre", "nl", "weak", "beller"),
        ],
    )
    subjects = parse_taxonomy(made, "taxonomy.toml").subjects
    assert [each.term for each in subjects["trust"].lexicons["nl"].excludes] == ["eerlijk verdeeld"]
    assert [each.term for each in subjects["contact-centre"].lexicons["nl"].weak] == ["beller"]
    rows = list(ndiff(SMALL.splitlines(), made.splitlines()))
    assert not [row for row in rows if row.startswith("- ")]
    assert rows.index('+ not = ["eerlijk verdeeld"]') < rows.index("  # Complaints come last.")


def test_a_term_that_is_there_is_not_written_twice() -> None:
    assert amend(SMALL, "taxonomy.toml", [term("trust", "en", "weak", "trust")]) == SMALL


def test_a_shipped_file_is_the_authors_own_after_the_first_change() -> None:
    made = amend(SHIPPED_MARK + SMALL, "taxonomy.toml", [term("trust", "nl", "weak", "open")])
    assert made == amend(SMALL, "taxonomy.toml", [term("trust", "nl", "weak", "open")])


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("truss.en.weak: word", 'there is no topic "truss"; did you mean "trust"'),
        ("trust.de.weak: Wort", 'no words for the language "de"'),
        ("trust.en.heavy: word", '"heavy" is no list of terms'),
        ("trust.en.weak: a ~", "stands between two words"),
        ("trust.en.weak: @clients", 'no class "@clients"'),
    ],
)
def test_what_does_not_fit_is_refused(name: str, said: str) -> None:
    with pytest.raises(ProblemsFound, match=said):
        amend(SMALL, "taxonomy.toml", accepted([name], ()))


def test_a_proposal_is_accepted_by_number_or_by_name() -> None:
    proposals = (term("trust", "en", "weak", "word of honour"), term("trust", "nl", "weak", "open"))
    assert accepted(["2"], proposals) == proposals[1:]
    assert accepted(["trust.en.weak: word of honour"], ()) == proposals[:1]
    with pytest.raises(ProblemsFound, match='"3" is no proposal'):
        accepted(["3"], proposals)


def test_accepted_terms_are_written_into_the_sites_own_file(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text(SMALL, encoding="utf-8")
    proposals = [term("trust", "nl", "weak", "open")]
    write_accepted(TopicsSettings(taxonomy=str(path)), proposals)
    assert path.read_text(encoding="utf-8") == amend(SMALL, "taxonomy.toml", proposals)


def test_the_shipped_vocabulary_is_never_written() -> None:
    with pytest.raises(ProblemsFound, match="no taxonomy of its own"):
        write_accepted(TopicsSettings(), [term("trust", "nl", "weak", "open")])
