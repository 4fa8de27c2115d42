"""Whole sites looked at: small ones with one mistake each, and real ones."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plugins.authoring.report import GUIDE
from plugins.authoring.site import Waiting, check_site, look
from plugins.blog.keys import KNOWN_KEYS
from plugins.blog.promise_file import CLAUSES
from plugins.blog.survey import survey
from plugins.topics.check import check_topics

Settings = Callable[[Path], dict[str, Any]]
Put = Callable[[dict[str, str | bytes]], Path]
BROKEN = Path(__file__).resolve().parents[1] / "sites" / "broken"
OF_TOPICS = {"unknown-topic"}
"""Sites whose mistake the room of topics finds."""
MOVING = "moving"
"""The room that brings a site along: its report has kinds of its own."""
TAKES_CODE = {"Problem": 4, "Fault": 3, "warning": 2, "problem": 2}
"""Calls that give a message its kind, and the place of the kind among their arguments."""


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
    text = (root / GUIDE).read_text("utf-8")
    guide = re.findall(r'^<a id="([\w-]+)"></a>\n### \S', text, re.MULTILINE)
    assert len(guide) == len(set(guide)) == text.count("<a id=")
    told = {
        problem.code for site in BROKEN.iterdir() for problem in check_site(settings_of(site), site)
    }
    given, words = set[str](), set[str]()
    for path in (root / "plugins").rglob("*.py"):
        if path.parent.name == MOVING:
            continue
        code = ast.parse(path.read_text("utf-8"))
        given |= set(kinds_of(code))
        words |= {each.value for each in ast.walk(code) if is_text(each)}
    clauses = {f"promise-{name}" for name in CLAUSES}
    assert len(given) > 40
    assert (told | given | clauses) - set(guide) == set()
    assert set(guide) - words - clauses == set()


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def kinds_of(code: ast.Module) -> Iterator[str]:
    """Every kind that stands in *code* where a message is given one."""
    named = {
        each.targets[0].id: each.value.value
        for each in code.body
        if isinstance(each, ast.Assign)
        and isinstance(each.targets[0], ast.Name)
        and is_text(each.value)
    }
    for call in ast.walk(code):
        if not isinstance(call, ast.Call):
            continue
        at = TAKES_CODE.get(getattr(call.func, "id", getattr(call.func, "attr", "")), 99)
        given = [each.value for each in call.keywords if each.arg == "code"] + call.args[
            at : at + 1
        ]
        for each in given:
            if is_text(each):
                yield each.value
            elif isinstance(each, ast.Name) and each.id in named:
                yield named[each.id]


def test_the_guide_names_every_header_that_is_read(root: Path) -> None:
    table = re.findall(
        r"^\| (`.*?) \|", (root / "docs" / "author.md").read_text("utf-8"), re.MULTILINE
    )
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
