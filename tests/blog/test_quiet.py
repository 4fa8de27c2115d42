"""When Python looks for garbage, and that it is as it was afterwards, whatever happened."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from plugins.blog.quiet import OLD, collected, seldom_collected, uncollected


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Nothing that one test froze stays so."""
    yield
    gc.unfreeze()


def test_what_is_old_is_seldom_looked_through() -> None:
    before = gc.get_threshold()
    inside: list[tuple[int, int, int]] = []
    with pytest.raises(ValueError, match="torn"):
        _break_off(inside)
    assert inside == [(*before[:2], OLD)]
    assert gc.get_threshold() == before


@seldom_collected()
def _break_off(inside: list[tuple[int, int, int]]) -> None:
    inside.append(gc.get_threshold())
    raise ValueError("torn")


def test_it_is_looked_for_again_inside_and_afterwards() -> None:
    assert gc.isenabled()
    with uncollected():
        with collected():
            assert gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_had_turned_it_off_finds_it_off() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()


def test_what_lasts_is_not_looked_through_any_more() -> None:
    before = gc.get_freeze_count()
    with uncollected():
        pass
    assert gc.get_freeze_count() == before
    with uncollected(lasting=True):
        pass
    assert gc.get_freeze_count() > before
