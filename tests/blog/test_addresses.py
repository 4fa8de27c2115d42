"""A guid, once fixed, stays: whatever happens to slug, date or domain."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugins.blog.addresses import Address, Register, as_line, first_day, name_for, read_register
from plugins.blog.problems import ProblemsFound

OLD = Address("/late-bread/", "articles/bread.md", "", "urn:uuid:1", "2026-09-03")


def test_the_register_survives_a_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "published.jsonl"
    assert read_register(path) == Register()
    path.write_text(as_line(OLD) + "\n", encoding="utf-8")
    assert read_register(path) == Register((OLD,))


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "published.jsonl"
    path.write_text(as_line(OLD) + '\n{"url": \n', encoding="utf-8")
    with pytest.raises(ProblemsFound, match=r"published.jsonl:2: .*restore"):
        read_register(path)


@pytest.mark.parametrize(
    ("path", "url", "own_id", "guid"),
    [
        ("articles/bread.md", "/new-slug/", "", "urn:uuid:1"),
        ("articles/renamed.md", "/late-bread/", "", "urn:uuid:1"),
        ("articles/bread.md", "/late-bread/", "tag:old.example,2020:7", "tag:old.example,2020:7"),
        ("articles/other.md", "/other/", "", name_for("/other/")),
    ],
)
def test_guid(path: str, url: str, own_id: str, guid: str) -> None:
    assert Register((OLD,)).guid(path, url, own_id) == guid


def test_only_new_addresses_are_added() -> None:
    new = Address("/b/", "articles/b.md", "", "urn:uuid:2", "2026-11-20")
    assert Register((OLD,)).additions([OLD, new]) == (new,)


def test_what_was_there_at_the_first_publish_appeared_on_its_own_day() -> None:
    today, earlier = date(2026, 11, 21), date(2026, 9, 3)
    assert first_day(earlier, today, Register()) == "2026-09-03"
    assert first_day(earlier, today, Register((OLD,))) == "2026-11-21"


def test_a_file_with_a_new_name_is_written_down_with_the_day_its_address_appeared() -> None:
    renamed = Address("/late-bread/", "articles/new.md", "", OLD.guid, "2026-11-21")
    (added,) = Register((OLD,)).additions([renamed])
    assert (added.path, added.first) == ("articles/new.md", "2026-09-03")
    assert Register((OLD, added)).additions([renamed]) == ()


def test_where_a_person_sends_readers_stands_in_the_line(tmp_path: Path) -> None:
    path = tmp_path / "published.jsonl"
    path.write_text(as_line(OLD)[:-1] + ', "to": "gone"}\n', encoding="utf-8")
    (address,) = read_register(path).addresses
    assert address.to == "gone"
    assert '"to"' not in as_line(OLD)
    assert as_line(address) + "\n" == path.read_text(encoding="utf-8")
