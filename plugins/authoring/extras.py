"""The little extra: articles that step outside the promise on purpose, and say why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..blog.survey import Survey
from .promise import reason_of


@dataclass(frozen=True, slots=True)
class Extra:
    """An article that steps outside the promise on purpose, and why."""

    shown: str
    reason: str


def find_extras(found: Survey) -> tuple[Extra, ...]:
    """The published articles that step outside on purpose, by their files' names."""
    return tuple(
        Extra(place.source.shown, reason_of(place.source))
        for place in found.of("article")
        if place.status == "published"
        and place.source.path not in found.left_out
        and reason_of(place.source)
    )


def tell_extras(extras: Iterable[Extra]) -> str:
    """One line on those that step outside on purpose; empty where none does."""
    listed = tuple(extras)
    if not listed:
        return ""
    many = "1 article steps" if len(listed) == 1 else f"{len(listed)} articles step"
    told = "; ".join(f"{each.shown} ({each.reason})" for each in listed)
    return f"the little extra: {many} outside the promise on purpose: {told}"
