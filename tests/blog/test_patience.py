"""Nobody is waited for longer than was said."""

from __future__ import annotations

from threading import Event

import pytest

from plugins.blog.patience import gather


def test_answers_come_in_the_order_of_the_questions() -> None:
    later = Event()

    def second() -> str:
        later.set()
        return "second"

    assert gather([lambda: str(later.wait(5)), second], 5.0) == ["True", "second"]


def test_who_is_late_is_left_behind_and_hinders_nobody() -> None:
    never = Event()
    assert gather([lambda: never.wait(60), lambda: True], 0.05) == [None, True]
    never.set()


def test_a_mistake_is_not_swallowed() -> None:
    def wrong() -> int:
        raise LookupError("a bug")

    with pytest.raises(LookupError, match="a bug"):
        gather([wrong], 5.0)
