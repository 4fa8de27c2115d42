"""Every address of the past leads to its article, whatever became of file, slug or site."""

from __future__ import annotations

import pytest

from plugins.blog.addresses import Address, Register
from plugins.hosting.redirects import Here, Move, as_nginx_map, as_redirects, file_of, follow

A = Address("/a/", "articles/a.md", "", "urn:uuid:a", "2026-09-03")
B = Address("/b/", "articles/b.md", "", "urn:uuid:b", "2026-09-04")


def test_what_stands_where_it_stood_needs_nothing() -> None:
    trail = follow(Register((A,)), [Here("/a/", "articles/a.md", "urn:uuid:a")])
    assert (trail.moves, trail.lost, trail.reused) == ((), (), ())


@pytest.mark.parametrize(
    "now",
    [
        Here("/new/", "articles/a.md", "urn:uuid:other"),
        Here("/new/", "articles/renamed.md", "urn:uuid:a"),
    ],
)
def test_an_article_is_known_by_its_file_or_by_its_guid(now: Here) -> None:
    assert follow(Register((A,)), [now]).moves == (Move("/a/", "/new/"),)


def test_every_former_address_leads_to_the_last_one_and_not_over_another() -> None:
    between = Address("/between/", A.path, "", A.guid, "2026-10-01")
    trail = follow(Register((A, between)), [Here("/now/", A.path, A.guid)])
    assert trail.moves == (Move("/a/", "/now/"), Move("/between/", "/now/"))


def test_who_moves_back_is_sent_nowhere() -> None:
    between = Address("/between/", A.path, "", A.guid, "2026-10-01")
    trail = follow(Register((A, between)), [Here("/a/", A.path, A.guid)])
    assert trail.moves == (Move("/between/", "/a/"),)


def test_a_file_renamed_first_and_moved_later_is_followed() -> None:
    renamed = Address("/a/", "articles/renamed.md", "", A.guid, A.first)
    trail = follow(Register((A, renamed)), [Here("/new/", "articles/renamed.md", "urn:x")])
    assert (trail.moves, trail.lost) == ((Move("/a/", "/new/"),), ())


def test_what_is_gone_is_lost_unless_a_person_said_where_to_look() -> None:
    here = [Here("/b/", B.path, B.guid)]
    assert follow(Register((A, B)), here).lost == (A,)
    for to, moves in (
        ("/b/", (Move("/a/", "/b/"),)),
        ("https://other.example/a", (Move("/a/", "https://other.example/a"),)),
        ("gone", ()),
    ):
        told = Address(A.url, A.path, A.id, A.guid, A.first, to)
        trail = follow(Register((told, B)), here)
        assert (trail.moves, trail.lost) == (moves, ())
    mistyped = Address(A.url, A.path, A.id, A.guid, A.first, "/bb/")
    assert follow(Register((mistyped, B)), here).lost == (mistyped,)


def test_one_of_two_lines_of_a_renamed_article_may_say_where_to_look() -> None:
    renamed = Address(A.url, "articles/renamed.md", A.id, A.guid, A.first, "gone")
    for lines in ((A, renamed), (renamed, A)):
        trail = follow(Register(lines), [Here("/b/", B.path, B.guid)])
        assert (trail.moves, trail.lost) == ((), ())


def test_an_address_that_another_article_took_is_told() -> None:
    taker = Here("/a/", "articles/b.md", "urn:uuid:b")
    trail = follow(Register((A,)), [taker, Here("/new/", A.path, A.guid)])
    assert [(each.address, each.taker) for each in trail.reused] == [(A, taker)]
    assert follow(Register((A,)), [taker]).reused == ()  # the file was renamed, no more


def test_lines_for_hosts() -> None:
    moves = [Move("/a/", "/new/"), Move("/it's $5/", "https://other.example/a b")]
    assert as_redirects(moves) == ("/a/ /new/ 301\n/it's%20$5/ https://other.example/a%20b 301\n")
    assert "    '/a/' '/new/';\n" in as_nginx_map(moves)
    assert "    '/it\\'s $5/' 'https://other.example/a%20b';\n" in as_nginx_map(moves)


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("/a/", "a/index.html"),
        ("/nl/a/", "nl/a/index.html"),
        ("/a.html", "a.html"),
        ("/", ""),
        ("/../a/", ""),
    ],
)
def test_the_file_of_an_address(url: str, file: str) -> None:
    assert file_of(url) == file
