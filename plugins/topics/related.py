"""Which other articles a reader may want next, by the topics they share."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

AT_MOST = 3
ENOUGH = 2.0
"""A score from which on more says no more: a long article is not nearer for its length."""
BESIDE, STRONGEST = 25, 25
"""Of a topic's shelf those written about the same time and those most about it are compared, so
that the work grows with the number of articles and not with its square."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An article by its topics: *scores* are multiples of the bar. *name* is its own and tells
    two apart; *group* is shared by its translations and never empty. One that is not *listed* is
    nobody's."""

    name: str
    group: str
    lang: str
    scores: Mapping[str, float]
    listed: bool = True


def relate(profiles: Sequence[Profile], at_most: int = AT_MOST) -> dict[str, tuple[str, ...]]:
    """The names of the nearest for each name. *profiles* come newest first; what is equally near
    is kept in that order. Only articles in one language are near each other.

    A shared topic counts as much as the article with less of it has, and more when it is rare.
    """
    shelves: dict[tuple[str, str], list[int]] = {}
    for n, each in enumerate(profiles):
        for slug in sorted(each.scores):
            shelves.setdefault((each.lang, slug), []).append(n)
    seats = {key: {n: seat for seat, n in enumerate(shelf)} for key, shelf in shelves.items()}
    strongest = {
        (lang, slug): sorted(shelf, key=lambda n: -profiles[n].scores[slug])[:STRONGEST]
        for (lang, slug), shelf in shelves.items()
    }
    rarity = {key: math.log(1 + len(profiles) / len(shelf)) for key, shelf in shelves.items()}
    rows = [(each.group if each.listed else "", each.scores.get) for each in profiles]
    found: dict[str, tuple[str, ...]] = {}
    for n, each in enumerate(profiles):
        near: set[int] = set()
        own = []
        for slug, score in sorted(each.scores.items()):
            key = each.lang, slug
            seat = seats[key][n]
            near.update(shelves[key][max(0, seat - BESIDE) : seat + BESIDE + 1], strongest[key])
            own.append((slug, min(score, ENOUGH), rarity[key]))
        barred = each.group, ""
        ranked = []
        for other in near:
            group, score_of = rows[other]
            if group in barred:
                continue
            nearness = 0.0
            for slug, mine, weight in own:
                theirs = score_of(slug)
                if theirs is not None:
                    nearness += min(mine, theirs) * weight
            ranked.append((-round(nearness, 6), other))
        nearest = heapq.nsmallest(at_most, ranked)
        found[each.name] = tuple(profiles[other].name for _, other in nearest)
    return found
