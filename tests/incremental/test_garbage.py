"""What is old is seldom looked through, and only while a site is built."""

from __future__ import annotations

import gc

import pytest

from plugins.incremental.garbage import OLD, seldom_collected


def test_it_is_as_it_was_afterwards() -> None:
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
