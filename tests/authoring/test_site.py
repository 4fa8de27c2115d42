"""Whole sites looked at: small ones with one mistake each, and real ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.authoring.report import GUIDE
from plugins.authoring.site import Waiting, check_site, look
from plugins.blog.keys import KNOWN_KEYS
from plugins.blog.survey import survey
from plugins.topics.check import check_topics

Settings = Callable[[Path], dict[str, Any]]
Put = Callable[[dict[str, str | bytes]], Path]
BROKEN = Path(__file__).resolve().parents[1] / "sites" / "broken"
OF_TOPICS = {"unknown-topic"}
"""Sites whose mistake the room of topics finds."""
CHAPTERS = {"headers", "links-and-pictures", "messages"}
NOT_BY_A_SITE = {
    "pelican",
    "unknown-topic",
    "no-lexicon",
    "suggested-topics",
    "taxonomy",
    "address-lost",
    "address-reused",
    "picture-broken",
    "picture-large",
    "picture-script",
    "promise-answers",
    "promise-number",
    "promise-rhythm",
}
"""Kinds of messages that no small site can bring about, or that other rooms give."""


@pytest.mark.parametrize("site", sorted(BROKEN.iterdir()), ids=lambda site: site.name)
def test_every_mistake_is_told_to_the_letter(
    site: Path, settings_of: Settings, update: bool
) -> None:
    problems = check_site(settings_of(site), site)
    if site.name in OF_TOPICS:
        problems += check_topics(settings_of(site), survey(settings_of(site), site))
    told = "".join(f"{problem}\n" for problem in problems)
    expected = site / "expected.txt"
    if update:
        expected.write_text(told, encoding="utf-8")
    assert told == expected.read_text(encoding="utf-8")
    assert told


def test_every_kind_of_message_has_a_section_and_the_other_way_round(
    root: Path, settings_of: Settings
) -> None:
    guide = re.findall(r'^<a id="([\w-]+)"></a>$', (root / GUIDE).read_text("utf-8"), re.MULTILINE)
    told = {
        problem.code for site in BROKEN.iterdir() for problem in check_site(settings_of(site), site)
    }
    assert len(guide) == len(set(guide))
    assert told | NOT_BY_A_SITE == set(guide) - CHAPTERS


def test_the_guide_names_every_header_that_is_read(root: Path) -> None:
    table = re.findall(r"^\| (`.*?) \|", (root / GUIDE).read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(table))) == KNOWN_KEYS


def test_the_sample_site_has_nothing_to_mend(root: Path, settings_of: Settings) -> None:
    assert look(settings_of(root / "content"), root).problems == ()


def test_what_waits_is_told_apart_from_what_is_wrong(put: Put, settings_of: Settings) -> None:
    site = put(
        {
            "articles/2026-12-24-later.md": "Title: Later\n\nText\n",
            "articles/2026-01-01-never.md": "Title: Never\nStatus: draft\n\nText\n",
            "articles/2026-01-02-now.md": "Title: Now\n\nText\n",
        }
    )
    found = look(settings_of(site), site)
    assert found.problems == ()
    assert found.files == 3
    assert [(each.shown, each.scheduled) for each in found.waiting] == [
        ("articles/2026-01-01-never.md", False),
        ("articles/2026-12-24-later.md", True),
    ]
    assert isinstance(found.waiting[0], Waiting)


def test_what_pelican_drops_is_told(
    put: Put, settings_of: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = put({"articles/2026-01-01-a.md": "Title: A\n\nText\n"})
    settings = settings_of(site)
    surveyed = survey(settings, site)

    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("plugins.blog.reader.ArticleReader.read", fail)
    (problem,) = look(settings, site, surveyed=surveyed).problems
    assert str(problem).startswith("articles/2026-01-01-a.md:1: this could not be published;")
    assert "RecursionError: too deep" in problem.message


def test_a_plugin_that_does_not_load_is_told(put: Put, settings_of: Settings) -> None:
    site = put({"articles/2026-01-01-a.md": "Title: A\n\nText\n"})
    settings = {**settings_of(site), "PLUGINS": ["plugins.blog", "plugins.no_such_room"]}
    (problem,) = look(settings, site).problems
    assert str(problem).startswith("pelicanconf.py:1: Pelican reports: Cannot load plugin")


def test_addresses_of_other_rooms_are_exact_once_they_are_given(
    put: Put, settings_of: Settings
) -> None:
    site = put(
        {
            "articles/2026-01-01-a.md": "Title: A\n\n"
            "[one](/topics/trust/) [two](/topics/trsut/) [three](/topics/trust/page/2/)\n"
        }
    )
    assert look(settings_of(site), site).problems == ()
    (problem,) = look(settings_of(site), site, made=["/topics/trust/"]).problems
    assert problem.message == '"/topics/trsut/" leads nowhere; did you mean "/topics/trust/"?'


@pytest.mark.real_input
def test_real_articles_have_nothing_to_mend(real_articles: Path, settings_of: Settings) -> None:
    problems = check_site(settings_of(real_articles), real_articles)
    assert [problem for problem in problems if problem.code != "stray"] == []


@pytest.mark.real_input
def test_of_real_posts_each_is_published_or_named(real_posts: Path, settings_of: Settings) -> None:
    settings = settings_of(real_posts)
    found = survey(settings, real_posts)
    problems = look(settings, real_posts, surveyed=found).problems
    posts = {path.name for path in real_posts.glob("*.md")} - {"README.md"}
    named = {problem.path for problem in problems if not problem.warning}
    sound = {
        place.source.shown
        for place in found.places
        if place.save_as and place.source.path not in found.left_out
    }
    assert len(posts) == 211
    assert sound | named == posts
    codes = {problem.code for problem in problems if not problem.warning}
    assert codes == {"slug", "frame", "picture-elsewhere"}
    assert all(problem.line > 0 and problem.message for problem in problems)
