"""Waits for answers from elsewhere, and never longer than it was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from threading import Thread
from time import monotonic
from typing import TypeVar

T = TypeVar("T")


def start(call: Callable[[], T]) -> Future[T]:
    """Begin *call* beside everything else. Its thread is left behind when nobody waits any more,
    and ends with the program."""
    future: Future[T] = Future()

    def work() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed over to whoever waits
            future.set_exception(error)

    Thread(target=work, daemon=True).start()
    return future


def gather(calls: Sequence[Callable[[], T]], seconds: float) -> list[T | None]:
    """What each of *calls* answered, all begun at once; None for what took longer than *seconds*.

    What a call raises is raised here.
    """
    until = monotonic() + seconds
    begun = [start(call) for call in calls]
    answers: list[T | None] = []
    for future in begun:
        try:
            answers.append(future.result(max(0.0, until - monotonic())))
        except TimeoutError:
            answers.append(None)
    return answers
