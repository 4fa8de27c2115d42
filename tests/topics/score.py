"""Judges the tagger on labelled texts: ``python -m tests.topics.score [--holdout] [--topics]``.

``--blind`` judges the pools that were never fitted, a row each.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.blog.headers import parse_header
from plugins.topics.tagger import Tagging, tag
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.taxonomy_file import parse_taxonomy
from plugins.topics.text import Document, parse_document
from tests.topics.labelled_set import HERE, SHARED, Labelled, read_labelled

ROOT = Path(__file__).parents[2]
TAXONOMY = ROOT / "content" / "taxonomy.toml"
DRAWS, SEED = 2000, 20261120
MEASURES = ("precision", "recall", "f1", "first")
HARD = ("en", "nl")
"""Kinds whose texts without topics were written to mislead; others are just about other things."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One text with what the tagger published for it, best first."""

    text: Labelled
    topics: tuple[str, ...]

    @property
    def right(self) -> int:
        return sum(each in self.text.topics for each in self.topics)

    @property
    def wrong(self) -> int:
        return sum(each not in self.text.topics + self.text.optional for each in self.topics)

    @property
    def missed(self) -> int:
        return sum(each not in self.topics for each in self.text.topics)

    @property
    def first(self) -> bool | None:
        """Whether the first topic is right; None where there is none, or an optional one."""
        if not self.topics or self.topics[0] in self.text.optional:
            return None
        return self.topics[0] in self.text.topics

    @property
    def negative(self) -> bool:
        return not self.text.topics and not self.text.optional


@dataclass(frozen=True, slots=True)
class Score:
    """Sums over some texts. *first* is the share of first topics that are right."""

    right: int
    wrong: int
    missed: int
    firsts: int
    first_right: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    @property
    def first(self) -> float:
        return self.first_right / max(1, self.firsts)


def read_text(text: Labelled) -> Document:
    """A labelled text as the tagger is given it."""
    header = parse_header(text.path.read_text(encoding="utf-8"))
    title, summary = (str(header.fields.get(key, "")) for key in ("title", "summary"))
    lang = str(header.fields.get("lang", "en"))
    return parse_document(
        header.body, lang=lang, title=title, summary=summary, body_line=header.body_line
    )


def judge(texts: Iterable[Labelled], taxonomy: Taxonomy) -> tuple[Outcome, ...]:
    """Tag each of *texts*."""
    return tuple(Outcome(each, _slugs(tag(read_text(each), taxonomy))) for each in texts)


def _slugs(tagging: Tagging) -> tuple[str, ...]:
    return tuple(each.topic.slug for each in tagging.topics)


def total(outcomes: Iterable[Outcome]) -> Score:
    """The sums behind every number of the table."""
    right = wrong = missed = firsts = first_right = 0
    for each in outcomes:
        right, wrong, missed = right + each.right, wrong + each.wrong, missed + each.missed
        if each.first is not None:
            firsts, first_right = firsts + 1, first_right + each.first
    return Score(right, wrong, missed, firsts, first_right)


def interval(outcomes: Sequence[Outcome], measure: Callable[[Score], float]) -> tuple[float, float]:
    """95 % of *DRAWS* bootstrap samples of texts lie between; the same numbers at every run."""
    if not outcomes:
        return (0.0, 0.0)
    chance = random.Random(SEED)  # noqa: S311
    sums = [total([each]) for each in outcomes]
    found = []
    for _ in range(DRAWS):
        drawn = chance.choices(sums, k=len(sums))
        found.append(
            measure(
                Score(
                    sum(each.right for each in drawn),
                    sum(each.wrong for each in drawn),
                    sum(each.missed for each in drawn),
                    sum(each.firsts for each in drawn),
                    sum(each.first_right for each in drawn),
                )
            )
        )
    found.sort()
    return found[int(0.025 * DRAWS)], found[int(0.975 * DRAWS) - 1]


def of_topic(outcomes: Iterable[Outcome], slug: str) -> tuple[int, int, int]:
    """Right, wrong and missed for one topic."""
    right = wrong = missed = 0
    for each in outcomes:
        given = slug in each.topics
        right += given and slug in each.text.topics
        wrong += given and slug not in each.text.topics + each.text.optional
        missed += not given and slug in each.text.topics
    return right, wrong, missed


def cells(outcomes: Sequence[Outcome]) -> str:
    """The measures with their intervals, as a row of a table has them."""
    score = total(outcomes)
    found = []
    for measure in MEASURES:
        low, high = interval(outcomes, lambda s, measure=measure: float(getattr(s, measure)))
        found.append(f"{getattr(score, measure):.3f} ({low:.2f}-{high:.2f})")
    return " | ".join(found)


def row(name: str, outcomes: Sequence[Outcome]) -> str:
    """A row of a table of pools."""
    negative = [each for each in outcomes if each.negative]
    tagged = f"{sum(bool(each.topics) for each in negative)} of {len(negative)}"
    return f"| {name} | {len(outcomes)} | {cells(outcomes)} | {tagged} |"


def read_pool(path: Path) -> Iterator[tuple[Labelled, Document]]:
    """The texts of a file that has one on each line, or labels for one that lies beside the
    checkout; where it does not, it is left out."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        topics, optional = (tuple(row.get(key) or ()) for key in ("topics", "optional"))
        if "body" in row:
            document = parse_document(row["body"], lang=row["lang"], title=row["title"])
            yield Labelled(row["text"], path, topics, optional), document
        elif (SHARED / row["text"]).is_file():
            text = Labelled(row["text"], SHARED / row["text"], topics, optional)
            yield text, read_text(text)


def judge_blind(taxonomy: Taxonomy) -> dict[str, list[Outcome]]:
    """Tag the texts that were never fitted, by their files."""
    return {
        path.stem: [Outcome(text, _slugs(tag(read, taxonomy))) for text, read in read_pool(path)]
        for path in sorted(HERE.glob("blind-*.jsonl"))
    }


def report_blind(taxonomy: Taxonomy) -> Iterable[str]:
    """The pools that were never fitted, and all of them."""
    yield "| never fitted | n | precision | recall | F1 | first topic right | negatives tagged |"
    yield "|---|---|---|---|---|---|---|"
    pools = judge_blind(taxonomy)
    for name, outcomes in pools.items():
        yield row(name, outcomes)
    yield row("all", [each for outcomes in pools.values() for each in outcomes])


def report(outcomes: Sequence[Outcome], slugs: Iterable[str], *, topics: bool) -> Iterable[str]:
    """The tables of docs/topics.md."""
    yield "| texts | n | precision | recall | F1 | first topic right |"
    yield "|---|---|---|---|---|---|"
    parts = [("all", list(outcomes))]
    parts += [
        (kind, [o for o in outcomes if o.text.kind == kind]) for kind in ("en", "nl", "digitalgov")
    ]
    for name, mark in (("summaries of stories", "-d-"), ("summaries of trade posts", "-p-")):
        parts.append((name, [o for o in outcomes if o.text.name[2:5] == mark]))
    for name, some in parts:
        yield f"| {name} | {len(some)} | {cells(some)} |"
    for name, some in (
        ("hard negatives", [o for o in outcomes if o.negative and o.text.kind in HARD]),
        (
            "other posts without a topic",
            [o for o in outcomes if o.negative and o.text.kind not in HARD],
        ),
    ):
        yield f"\n{name} tagged: {sum(bool(o.topics) for o in some)} of {len(some)}"
    if topics:
        yield "\n| topic | right | wrong | missed | F1 |"
        yield "|---|---|---|---|---|"
        f1s = []
        for slug in slugs:
            right, wrong, missed = of_topic(outcomes, slug)
            f1s.append(2 * right / max(1, 2 * right + wrong + missed))
            yield f"| {slug} | {right} | {wrong} | {missed} | {f1s[-1]:.2f} |"
        yield f"\nmacro F1 {sum(f1s) / len(f1s):.3f}"


def main(words: Sequence[str]) -> None:
    taxonomy = parse_taxonomy(TAXONOMY.read_text(encoding="utf-8"), str(TAXONOMY))
    if "--blind" in words:
        print("\n".join(report_blind(taxonomy)))
        return
    outcomes = judge(read_labelled(tuning="--holdout" not in words), taxonomy)
    print("\n".join(report(outcomes, taxonomy.subjects, topics="--topics" in words)))


if __name__ == "__main__":
    main(sys.argv[1:])
