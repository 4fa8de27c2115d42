from __future__ import annotations

from pathlib import Path

from plugins.digest.message import tags_in
from plugins.digest.proof import prove
from tests.digest.samples import NOVEMBER, TEMPLATES, article
from tests.digest.test_shelf import shelf_of


def test_the_way_it_leaves_decides_on_tags(tmp_path: Path):
    shelf = shelf_of(tmp_path, article("a"))
    by_hand, by_mailchimp = (
        prove(shelf, NOVEMBER, TEMPLATES, via) for via in ("outbox", "mailchimp")
    )
    assert list(tags_in(by_hand.message.html)) == []
    assert "*|UNSUB|*" in by_mailchimp.message.html
    assert by_hand.edition == by_mailchimp.edition
    assert by_mailchimp.sound
    assert by_hand.sound  # a postal address is missing, which is a warning
    assert [problem.warning for problem in by_hand.problems] == [True]


def test_a_link_to_a_page_is_known_when_pages_are_given(tmp_path: Path):
    (tmp_path / "2026-11.md").write_text("[us](https://kept.example.net/about/)", encoding="utf-8")
    shelf = shelf_of(tmp_path, article("a"))
    assert not prove(shelf, NOVEMBER, TEMPLATES).sound
    assert prove(shelf, NOVEMBER, TEMPLATES, pages=["https://kept.example.net/about/"]).sound


def test_strays_are_told(tmp_path: Path):
    (tmp_path / "november.md").write_text("x", encoding="utf-8")
    said = [
        problem.message
        for problem in prove(shelf_of(tmp_path, article("a")), NOVEMBER, TEMPLATES).problems
    ]
    assert any("the file of no edition" in each for each in said)
