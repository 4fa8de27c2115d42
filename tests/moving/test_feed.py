"""Feeds come along: RSS with whole texts, Atom; their guids stay to the letter."""

from __future__ import annotations

from pathlib import Path

from plugins.blog.addresses import read_register

from .conftest import EXPORTS, Move


def test_rss_comes_along(move: Move) -> None:
    moved = move("feed", EXPORTS / "rss.xml")
    assert moved.code == 0, moved.said
    assert moved.text("articles/2019-05-03-the-late-bread.md") == (
        "---\ntitle: The late bread\ndate: 2019-05-03 08:00+02:00\nauthor: Ella Example\n"
        'tags: ["Bread, rolls"]\nslug: the-late-bread\nsummary: The bread came late.\n---\n\n'
        "It came at **ten**. See [nine](2020-01-02-nine.md).\n\n- one\n    - two\n\n"
        '<a href="https://www.youtube.com/watch?v=abc123">youtube.com</a>\n'
    )
    assert "rss.xml:18: the feed carries only a summary of this" in moved.reports[0]


def test_a_guid_that_is_no_address_is_kept_to_the_letter(move: Move) -> None:
    moved = move("feed", EXPORTS / "rss.xml")
    path = "articles/2019-05-03-the-late-bread.md"
    register = read_register(moved.state / "published.jsonl")
    assert register.guid(path, "/the-late-bread/", "") == "counter-11"
    again = move("feed", EXPORTS / "rss.xml")
    assert "2 were here already" in again.said
    assert again.files() == moved.files()


def test_atom_comes_along(move: Move) -> None:
    moved = move("feed", EXPORTS / "atom.xml")
    assert moved.text("articles/2019-05-03-het-late-brood.nl.md") == (
        '---\ntitle: "Het late brood & de bus"\ndate: 2019-05-03 08:00+02:00\n'
        "modified: 2019-06-01 08:00+02:00\nauthor: Vera Voorbeeld\nlang: nl\ntags: [brood]\n"
        'slug: het-late-brood\nid: "tag:atom.example,2019:11"\n'
        "summary: Het brood kwam laat.\n---\n\nHet kwam om tien uur.\n"
    )
    assert [each.url for each in moved.register] == ["/2019/05/het-late-brood.html"]


def test_what_is_no_feed_is_refused(move: Move, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<html><p>Hello", encoding="utf-8")
    moved = move("feed", tmp_path / "a.xml")
    assert moved.code == 1
    assert "this is no feed that can be read" in moved.said
