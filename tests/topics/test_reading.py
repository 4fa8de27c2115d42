"""An article's file becomes the text that topics are read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.blog.problems import ProblemsFound
from plugins.topics.reading import Text, open_desk, read_text
from plugins.topics.settings import SHIPPED, TopicsSettings, read_taxonomy

CLASSIC = "Title: Late bread\nDate: 2026-11-01\nSummary: A baker\n    says sorry.\n\nThe text.\n"
YAML = """\
---
title: "Late bread: a story"
date: 2026-11-01
summary: >-
  A baker
  says sorry.
topics: [trust]
---
The text.
"""


def test_headers_as_key_and_value() -> None:
    assert read_text(CLASSIC) == Text("The text.", "Late bread", "A baker says sorry.", 6, 1, 3)


def test_headers_as_yaml_keep_their_lines() -> None:
    text = read_text(YAML)
    assert (text.title, text.title_line) == ("Late bread: a story", 2)
    assert (text.summary, text.summary_line) == ("A baker says sorry.", 4)
    assert (text.body, text.body_line) == ("The text.", 9)


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("It's late", "It's late"),
        ("'It''s late'", "It's late"),
        ('"She said \\"late\\""', 'She said "late"'),
        ("late\n  bread", "late bread"),
    ],
)
def test_a_yaml_title_loses_its_quotes(typed: str, title: str) -> None:
    assert read_text(f"---\ntitle: {typed}\ndate: 2026-11-01\n---\nText.\n").title == title


def test_text_without_headers_is_all_text() -> None:
    assert read_text("Just a line.\n") == Text("Just a line.")


def test_yaml_that_is_never_closed_has_no_text() -> None:
    assert read_text("---\ntitle: A\n").body == ""


def test_evidence_names_the_line_in_the_file() -> None:
    document = read_text(YAML).document("en")
    assert [(each.text, each.line) for each in document.sentences] == [
        ("Late bread: a story", 2),
        ("A baker says sorry.", 4),
        ("The text.", 9),
    ]


def test_a_site_without_a_taxonomy_uses_the_shipped_one() -> None:
    assert read_taxonomy(TopicsSettings()).text == SHIPPED.read_text(encoding="utf-8")


def test_a_taxonomy_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="there is no such file"):
        open_desk({"TOPICS": {"taxonomy": str(tmp_path / "none.toml")}})


def test_a_taxonomy_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_bytes("# vóór\n".encode("latin-1"))
    with pytest.raises(ProblemsFound, match="UTF-8"):
        open_desk({"TOPICS": {"taxonomy": str(path)}})


def test_unknown_settings_are_named() -> None:
    with pytest.raises(ProblemsFound, match='did you mean "at_most"'):
        open_desk({"TOPICS": {"at_mots": 3}})


def test_at_most_is_one_or_more() -> None:
    with pytest.raises(ProblemsFound, match="at least 1"):
        open_desk({"TOPICS": {"at_most": 0}})
