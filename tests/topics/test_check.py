"""What ``invoke check`` says of topics."""

from __future__ import annotations

from pathlib import Path

from plugins.topics.check import check_topics

from .conftest import ALMOST, COMPLAINED, NEARLY, SMALL, TRUSTED, Look, article, with_bar

SUGGESTING = with_bar(NEARLY, "trust", ALMOST)


def told(look: Look, taxonomy: str = SMALL, **articles: str) -> list[str]:
    return list(map(str, check_topics(*look(taxonomy, **articles))))


def test_a_site_in_order_has_nothing_to_mend(look: Look) -> None:
    assert told(look, a=article(TRUSTED, topics="trust")) == []


def test_an_unknown_topic_is_named_with_its_line_and_the_nearest_known(look: Look) -> None:
    (said,) = told(look, a=article(TRUSTED, Topics="trust, complaint"))
    assert said == (
        'articles/a.md:3: warning: there is no topic "complaint", so this word under "topics" is '
        'ignored; did you mean "Complaints"?'
    )


def test_so_is_one_under_not_topics_in_yaml(look: Look) -> None:
    text = "---\ntitle: A\ndate: 2026-11-01\ntopics: trust\nnot_topics: [truss, zebra]\n---\n"
    found = told(look, a=text + TRUSTED)
    assert [each.split(" is ignored")[1] for each in found] == [
        '; did you mean "Trust"?',
        "; the topics are in taxonomy.toml",
    ]
    assert all(each.startswith("articles/a.md:5: warning: ") for each in found)


def test_the_broken_site_with_an_unknown_topic_is_told(look: Look) -> None:
    site = Path(__file__).parents[1] / "sites" / "broken" / "unknown-topic" / "articles"
    text = next(site.glob("*.md")).read_text(encoding="utf-8")
    assert [each.partition(" so ")[0] for each in told(look, a=text)] == [
        'articles/a.md:4: warning: there is no topic "consistancy",'
    ]


def test_a_suggestion_stands_at_the_sentence_that_speaks_for_it(look: Look) -> None:
    (said,) = told(look, SUGGESTING, a=article("\n\n" + NEARLY))
    assert said.startswith("articles/a.md:6: warning: no topic is told clearly")
    assert '"Trust"' in said


def test_the_author_silences_suggestions_with_either_word(look: Look) -> None:
    assert told(look, SUGGESTING, a=article(NEARLY, topics="complaints")) == []
    assert told(look, SUGGESTING, a=article(NEARLY, not_topics="trust")) == []


def test_an_article_that_is_out_already_gets_no_suggestions(look: Look) -> None:
    settings, survey = look(SUGGESTING, a=article(NEARLY, title="Out"))
    register = Path(settings["BLOG"]["register"])
    register.parent.mkdir(parents=True, exist_ok=True)
    row = '{"url": "/out/", "path": "a.md", "id": "", "guid": "g", "first": "2026-11-01"}\n'
    assert len(check_topics(settings, survey)) == 1
    register.write_text(row, encoding="utf-8")
    assert check_topics(settings, survey) == []


def test_a_language_without_lexicon_is_said_once(look: Look) -> None:
    found = told(
        look,
        a=article("Der Kunde.\n", title="Eins", lang="de"),
        b=article("Die Kundin.\n", title="Zwei", lang="de"),
    )
    assert [each.partition(" so ")[0] for each in found] == [
        'articles/a.md:3: warning: the taxonomy has no words for the language "de",'
    ]


def test_a_mistake_in_the_taxonomy_is_a_problem_with_its_line(look: Look) -> None:
    wrong = SMALL.replace('related = ["trust"]', 'related = ["thrust"]')
    line = wrong.splitlines().index('related = ["thrust"]') + 1
    assert told(look, wrong, a=article(TRUSTED)) == [
        f'taxonomy.toml:{line}: related to an unknown topic "thrust"; did you mean "trust"?'
    ]


def test_every_warning_has_a_code(look: Look) -> None:
    problems = check_topics(
        *look(
            SUGGESTING,
            a=article(NEARLY, topics="zebra"),
            b=article("Der Kunde.\n", title="Zwei", lang="de"),
            c=article(COMPLAINED, title="Three"),
        )
    )
    assert {each.code for each in problems} == {"unknown-topic", "suggested-topics", "no-lexicon"}
    assert all(each.warning for each in problems)
