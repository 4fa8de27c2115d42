"""What the topics room does to a site: articles get topics, topics get pages."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from plugins.blog import Topic
from plugins.blog.build import Built, built
from plugins.blog.library import read_contents
from plugins.blog.problems import ProblemsFound
from plugins.blog.survey import Survey

from .conftest import COMPLAINED, SMALL, TRUSTED, Look, article


def build(settings: dict[str, Any], survey: Survey, output: Path) -> Built:
    """A build whose folder stays: beside *output*, replaced at each call."""
    kept = output.with_name(f"{output.name}.new")
    shutil.rmtree(kept, ignore_errors=True)
    with built(settings, survey, output) as site:
        shutil.copytree(site.folder, kept)
    return replace(site, folder=kept)


def contents(settings: dict[str, Any]) -> dict[str, Any]:
    return {each.slug: each for each in read_contents(settings)}


def test_an_article_gets_topics_with_evidence(look: Look) -> None:
    settings, _ = look(a=article(TRUSTED, title="Kept", not_topics="complaints"))
    content = contents(settings)["kept"]
    assert content.topics == (Topic("trust", "Trust"),)
    assert [each.topic.slug for each in content.assignments] == ["trust"]
    proof = content.assignments[0].evidence[0]
    assert proof.sentence == "The shop kept its promise to every customer."
    assert proof.line == 5
    assert content.topics_by_author is False
    assert content.suggested_topics == ()


def test_the_author_decides(look: Look) -> None:
    settings, _ = look(a=article(TRUSTED, title="Kept", Topics="Klachten"))
    content = contents(settings)["kept"]
    assert content.topics == (Topic("complaints", "Complaints"),)
    assert content.topics_by_author is True
    assert content.assignments == ()
    assert content.metadata["topics"] == ["Klachten"]


def test_a_translation_has_topics_in_its_own_language(look: Look) -> None:
    settings, _ = look(
        a=article(TRUSTED, title="Kept", slug="kept"),
        b=article("De klant heeft een klacht.\n", title="Gehouden", slug="kept", lang="nl"),
    )
    dutch = next(each for each in read_contents(settings) if each.lang == "nl")
    assert dutch.topics == (Topic("complaints", "Klachten"),)


def test_drafts_and_hidden_articles_have_topics_too(look: Look, tmp_path: Path) -> None:
    settings, survey = look(
        a=article(TRUSTED, title="Seen"),
        b=article(TRUSTED, title="Later", status="draft"),
        c=article(COMPLAINED, title="Hidden", status="hidden"),
    )
    build(settings, survey, tmp_path / "out")
    for page in ("drafts/later", "hidden"):
        html = (tmp_path / "out.new" / page / "index.html").read_text(encoding="utf-8")
        assert "Why these topics?" in html


def test_a_language_without_lexicon_is_said_once(
    look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    settings, _ = look(
        a=article("Der Kunde.\n", title="Eins", lang="de"),
        b=article("Die Kundin.\n", title="Zwei", lang="de"),
    )
    with caplog.at_level(logging.WARNING, "plugins.topics"):
        found = contents(settings)
    assert found["eins"].topics == ()
    assert [each.getMessage() for each in caplog.records if each.name == "plugins.topics"] == [
        'Topics: the taxonomy has no words for the language "de"'
    ]


def test_a_mistake_in_the_taxonomy_stops_the_build(look: Look, tmp_path: Path) -> None:
    settings, survey = look(SMALL.replace('"=app"', "").replace("strong", "strongg", 1), a="")
    with pytest.raises(ProblemsFound, match='unknown key "strongg"; did you mean "strong"'):
        build(settings, survey, tmp_path / "out")


@pytest.fixture
def pages(look: Look, tmp_path: Path) -> Path:
    """A site of twelve articles on trust, one on complaints and trust, with translations."""
    many = {
        f"t{n:02}": article(TRUSTED, title=f"Kept {n:02}", Date=f"2026-10-{n:02}", topics="trust")
        for n in range(1, 13)
    }
    settings, survey = look(
        **many,
        both=article(COMPLAINED, title="Both", slug="both", topics="complaints, trust"),
        nl=article("De klant.\n", title="Allebei", slug="both", lang="nl", topics="trust"),
        call=article("Klant.\n", title="Beller", lang="nl", topics="contact-centre"),
        draft=article("Text.\n", title="Draft", status="draft", topics="complaints"),
    )
    made = build(settings, survey, tmp_path / "out")
    assert made.problems == ()
    return tmp_path / "out.new"


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_a_topic_has_a_page_with_its_definition_and_related_topics(pages: Path) -> None:
    html = read(pages / "topics" / "complaints" / "index.html")
    assert "How customers complain." in html
    assert 'href="/topics/trust/"' in html
    assert 'href="/both/"' in html
    assert "Draft" not in html


def test_a_long_topic_goes_on_on_a_second_page(pages: Path) -> None:
    first = read(pages / "topics" / "trust" / "index.html")
    second = read(pages / "topics" / "trust" / "page" / "2" / "index.html")
    assert first.index("Both") < first.index("Kept 12") < first.index("Kept 11")
    assert "Kept 01" not in first
    assert "Kept 01" in second


def test_a_translation_stands_on_a_topics_page_only_where_its_original_does_not(
    pages: Path,
) -> None:
    assert "Allebei" not in read(pages / "topics" / "trust" / "index.html")
    assert "Beller" in read(pages / "topics" / "contact-centre" / "index.html")


def test_the_list_names_every_topic_that_has_a_page(pages: Path) -> None:
    html = read(pages / "topics" / "index.html")
    folders = sorted(each.name for each in (pages / "topics").iterdir() if each.is_dir())
    assert folders == ["complaints", "contact-centre", "trust"]
    assert all(f'href="/topics/{slug}/"' in html for slug in folders)


def test_an_article_names_related_ones(look: Look, tmp_path: Path) -> None:
    settings, survey = look(
        a=article(TRUSTED, title="One", topics="trust"),
        b=article(TRUSTED, title="Two", topics="trust"),
        c=article("Rain.\n", title="Three"),
    )
    build(settings, survey, tmp_path / "out")
    html = read(tmp_path / "out.new" / "one" / "index.html")
    related = html[html.index("Read next") :]
    assert 'href="/two/"' in related[: related.index("</ul>")]
    assert "Read next" not in read(tmp_path / "out.new" / "three" / "index.html")


def test_pages_can_be_left_out(look: Look, tmp_path: Path) -> None:
    settings, survey = look(a=article(TRUSTED, title="One", topics="trust"))
    settings["TOPICS"]["pages"] = False
    build(settings, survey, tmp_path / "out")
    assert not (tmp_path / "out.new" / "topics").exists()


def test_a_build_is_the_same_with_and_without_the_cache(look: Look, tmp_path: Path) -> None:
    settings, survey = look(a=article(TRUSTED, title="One"), b=article(COMPLAINED, title="Two"))

    def built() -> dict[str, bytes]:
        folder = build(settings, survey, tmp_path / "out").folder
        return {
            each.relative_to(folder).as_posix(): each.read_bytes()
            for each in folder.rglob("*.html")
        }

    fresh = built()
    assert Path(settings["TOPICS"]["cache"], "topics.jsonl").is_file()
    assert built() == fresh


def test_topics_can_also_be_tags(look: Look) -> None:
    settings, _ = look(
        a=article(TRUSTED, title="One", tags="bread, Trust", topics="trust, complaints")
    )
    settings["TOPICS"]["as_tags"] = True
    (content,) = contents(settings).values()
    assert [tag.name for tag in content.tags] == ["bread", "Trust", "Complaints"]
