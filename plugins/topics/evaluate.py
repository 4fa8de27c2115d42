"""How good the topics are, judged on articles whose author confirmed them: a pure account."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .tagger import Assignment
from .text import Document

ENOUGH = 5
"""Articles below which nothing is judged: one of four more or less is 25 points."""
SURE = 1.96
"""Standard deviations of a 95 % interval."""
RESAMPLED = 1000
MISTAKES = 10


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An article with its author's *topics*; *found* is what the tagger would have published.

    *forbidden* are the author's ``not_topics``. *scores* has every topic that was found at all,
    published or not. Where *topics* is empty the author only forbade.
    """

    path: str
    document: Document
    topics: tuple[str, ...]
    found: tuple[str, ...]
    scores: Mapping[str, Assignment]
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """A share from 0 to 1, and between which it lies with 95 % certainty."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.low:.2f}-{self.high:.2f})"


@dataclass(frozen=True, slots=True)
class Score:
    """What was found rightly, wrongly and not at all."""

    precision: Interval
    recall: Interval
    f1: Interval
    articles: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One topic that was found and should not have been, or the other way round."""

    path: str
    slug: str
    wrongly: bool
    score: float
    proof: Assignment | None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """*overall* and *first* are None where there are too few articles. *topics* has a None for
    each topic that too few articles are about; *support* says how many are."""

    articles: int
    overall: Score | None
    first: Interval | None
    topics: Mapping[str, Score | None]
    support: Mapping[str, int]
    mistakes: tuple[Mistake, ...]


Counts = tuple[int, int, int]
"""Right, wrong, missed."""


def evaluate(confirmed: Iterable[Confirmed]) -> Evaluation:
    """Compare what was found with what the authors say. The same articles give the same account."""
    judged = [each for each in confirmed if each.topics]
    slugs = sorted({slug for each in judged for slug in (*each.topics, *each.found)})
    support = {slug: sum(slug in each.topics for each in judged) for slug in slugs}
    topics = {
        slug: score([count(each, slug) for each in judged]) if support[slug] >= ENOUGH else None
        for slug in slugs
    }
    enough = len(judged) >= ENOUGH
    with_first = [each for each in judged if each.found]
    right = sum(each.found[0] in each.topics for each in with_first)
    return Evaluation(
        articles=len(judged),
        overall=score([count(each) for each in judged]) if enough else None,
        first=wilson(right, len(with_first)) if enough and with_first else None,
        topics=topics,
        support=support,
        mistakes=tuple(worst(judged)),
    )


def count(each: Confirmed, slug: str = "") -> Counts:
    """Right, wrong and missed in one article, of all topics or of one."""
    wanted = {*each.topics} & ({slug} if slug else {*each.topics})
    found = {*each.found} & ({slug} if slug else {*each.found})
    return len(wanted & found), len(found - wanted), len(wanted - found)


def score(counts: Sequence[Counts]) -> Score:
    """Micro-averaged. Precision and recall by Wilson's interval; F1 by drawing as many articles
    again and again, with a fixed seed."""
    right, wrong, missed = _sum(counts)
    return Score(
        wilson(right, right + wrong),
        wilson(right, right + missed),
        _bootstrapped(counts),
        len(counts),
    )


def wilson(part: int, whole: int) -> Interval:
    """Wilson, Journal of the American Statistical Association 22 (1927); nothing of nothing may
    be anything."""
    if not whole:
        return Interval(0.0, 0.0, 1.0)
    share, z = part / whole, SURE**2 / whole
    middle = (share + z / 2) / (1 + z)
    spread = SURE / (1 + z) * math.sqrt(share * (1 - share) / whole + z / (4 * whole))
    return Interval(share, max(0.0, middle - spread), min(1.0, middle + spread))


def _bootstrapped(counts: Sequence[Counts]) -> Interval:
    draw = random.Random(len(counts))  # noqa: S311 - not a secret; the same every time
    drawn = sorted(_f1(_sum(draw.choices(counts, k=len(counts)))) for _ in range(RESAMPLED))
    cut = RESAMPLED // 40
    return Interval(_f1(_sum(counts)), drawn[cut], drawn[-cut - 1])


def _sum(counts: Iterable[Counts]) -> Counts:
    right = wrong = missed = 0
    for one, other, third in counts:
        right, wrong, missed = right + one, wrong + other, missed + third
    return right, wrong, missed


def _f1(counts: Counts) -> float:
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed) if right else 0.0


def worst(judged: Iterable[Confirmed]) -> Iterator[Mistake]:
    """The surest of the wrong ones and the least seen of the missed ones, in turn."""
    mistakes = [
        Mistake(each.path, slug, slug not in each.topics, proof.score if proof else 0.0, proof)
        for each in judged
        for slug in sorted({*each.topics} ^ {*each.found})
        for proof in [each.scores.get(slug)]
    ]
    wrong = sorted((m for m in mistakes if m.wrongly), key=lambda m: (-m.score, m.path, m.slug))
    missed = sorted((m for m in mistakes if not m.wrongly), key=lambda m: (m.score, m.path, m.slug))
    half = MISTAKES // 2
    kept = max(half, MISTAKES - len(missed)), max(half, MISTAKES - len(wrong))
    yield from wrong[: kept[0]]
    yield from missed[: kept[1]]


def as_text(evaluation: Evaluation) -> str:
    """The account as a table, for a terminal."""
    few = f"judging takes {ENOUGH}"
    lines = [f"articles whose author confirmed their topics: {evaluation.articles}"]
    if evaluation.overall is None:
        lines += [f'That is too few: {few}. Name the topics of more articles under "topics".']
    else:
        lines += ["", f"{'':28}{'precision':18}{'recall':18}{'F1':18}articles"]
        lines += [_row("all topics", evaluation.overall, evaluation.articles)]
        if evaluation.first:
            lines += [f"{'the first topic':28}{evaluation.first!s:18}"]
        lines += [""]
        for slug, found in evaluation.topics.items():
            many = evaluation.support[slug]
            lines += [_row(slug, found, many) if found else f"{slug:28}{few}{'':34}{many:>8}"]
    if evaluation.mistakes:
        lines += ["", "The worst mistakes:"]
        for each in evaluation.mistakes:
            lines += _mistake(each)
    return "".join(f"{line}\n" for line in lines)


def _row(name: str, found: Score, articles: int) -> str:
    return f"{name:28}{found.precision!s:18}{found.recall!s:18}{found.f1!s:18}{articles:>8}"


def _mistake(each: Mistake) -> Iterator[str]:
    what = "found, but the author does not name it" if each.wrongly else "named, but not found"
    yield f"  {each.path}: {each.slug} {what} (score {each.score:.2f})"
    proofs = each.proof.evidence[:2] if each.proof else ()
    for proof in proofs:
        yield f"    line {proof.line}: {proof.sentence} [{proof.term}]"
    if not proofs:
        yield "    no sentence speaks for it"
