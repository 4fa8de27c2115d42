"""What FEEDS and FEED_OPTIONS may say, and what is said of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from plugins.blog import ProblemsFound
from plugins.feeds.settings import FeedOptions, Pattern, read_patterns


def test_each_line_becomes_a_pattern() -> None:
    given = {
        "feeds/all.json": "json",
        "feeds/{lang}/{topic}.xml": "rss",
        "feeds/greetz.xml": "atom of editions",
    }
    assert read_patterns({"FEEDS": given}) == (
        Pattern("feeds/all.json", "json"),
        Pattern("feeds/{lang}/{topic}.xml", "rss", ("lang", "topic")),
        Pattern("feeds/greetz.xml", "atom", (), True),
    )


def test_no_feeds_are_no_problem() -> None:
    assert read_patterns({}) == ()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("a.xml", "rrs", 'the format "rrs" is not known; did you mean "rss"?'),
        ("a.xml", "xyz", "choose one of rss, atom, json"),
        ("a.xml", "rss of essays", 'a feed can be "of editions", not "of essays"'),
        ("{topik}.xml", "rss", '{topik} is not known; did you mean "topic"?'),
        ("{topic!r}.xml", "rss", "{topic!r} is not known"),
        ("{topic:>9}.xml", "rss", "is not known"),
        ("{topic.slug}.xml", "rss", "{topic.slug} is not known"),
        ("{}.xml", "rss", "{} is not known; choose one of topic, category, author, lang"),
        ("{topic.xml", "rss", "a brace in the path is not closed"),
        ("/a.xml", "rss", "inside the site"),
        ("../a.xml", "rss", "inside the site"),
        ("feeds/", "rss", "must name a file"),
        ("", "rss", "must name a file"),
        ("{topic}.xml", "rss of editions", "can hold no placeholder"),
        ("a.xml", 3, "the name of its format"),
        (3, "rss", "a feed is a path"),
    ],
)
def test_a_wrong_line_gets_a_plain_sentence(path: Any, value: Any, said: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_patterns({"FEEDS": {path: value}})
    first = str(caught.value.problems[0])
    assert first.startswith(f'pelicanconf.py:1: FEEDS: "{path}": ')
    assert said in first


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(ProblemsFound) as caught:
        read_patterns({"FEEDS": {"a.xml": "x", "{b}.xml": "y", "c.xml": "rss"}})
    assert len(caught.value.problems) == 3


def test_feeds_must_be_a_dict() -> None:
    with pytest.raises(ProblemsFound, match="FEEDS must be a dict"):
        read_patterns({"FEEDS": ["rss"]})


def test_options_have_defaults() -> None:
    assert FeedOptions.from_pelican({}) == FeedOptions(limit=30, hub="")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"limit": 0}, '"limit" must be at least 1, not 0'),
        ({"hub": "hub.example"}, "must be a web address"),
        ({"limits": 3}, 'did you mean "limit"'),
        ({"limit": "30"}, '"limit" must be int'),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ProblemsFound, match=said):
        FeedOptions.from_pelican({"FEED_OPTIONS": options})
