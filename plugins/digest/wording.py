"""How two texts differ: in a fact, in other words, or in spelling only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, takewhile

from .facts import ADDRESS, DATE, DENIAL, NAME, NUMBER, Word, fact_of, words_of
from .lines import shorten

WORDS, SPELLING, DOUBT = "words", "spelling", "doubt"
"""Doubt: one letter of a word that begins a sentence, which is a slip or another name."""
LITTLE = frozenset(("a", "an", "the", "of", "to", "that", "de", "het", "een", "van", "dat"))
"""Words whose coming or going changes no sense."""
SHORTEST = 5
"""Letters. In a shorter word one other letter makes another word; two that changed places do not,
from ``SWAPPED`` on."""
SWAPPED = 3
FEWEST = 4  # words of a text that can be called rewritten
CLOSE = 2  # words between two changes that are told as one
AROUND = 3  # words told on each side of a change
LONGEST = 140  # characters of it
REWRITTEN = 0.3
"""Below this share of common words a text is another text, and its facts are not compared."""
CUT_END = 12  # words at the end of a text that ends in "…", which move when it is cut elsewhere


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two texts differ. *was* and *now* are told with the words around it."""

    kind: str
    was: str
    now: str


def compare(was: str, now: str, names: Set[str] = frozenset()) -> tuple[Change, ...]:
    """Every change from *was* to *now*, in order. *names* are known words of names. Case, quotes
    and punctuation do not count."""
    old, new = tuple(words_of(was)), tuple(words_of(now))
    matcher = SequenceMatcher(None, _bares(old), _bares(new), autojunk=False)
    if min(len(old), len(new)) >= FEWEST and matcher.ratio() < REWRITTEN:
        return (Change(WORDS, shorten(was, LONGEST), shorten(now, LONGEST)),)
    cut = was.rstrip().endswith("…") or now.rstrip().endswith("…")
    found = []
    for a, b, c, d in _places(matcher):
        last, end = b, d
        if cut and b == len(old) and d == len(new) and max(b - a, d - c) <= CUT_END:
            size = min(b - a, d - c)  # beyond that, one of them was cut earlier
            last, end = a + size, c + size
            if _bares(old[a:last]) == _bares(new[c:end]):
                continue
        doubled = _doubled(old, a, b, new, c, d)
        kind = SPELLING if doubled else _kind(old[a:last], new[c:end], names)
        found.append(Change(kind, _excerpt(old, a, b), _excerpt(new, c, d)))
    return tuple(found)


def _bares(words: Sequence[Word]) -> list[str]:
    return [word.bare for word in words]


def _places(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where they differ; places that lie close together are one."""
    steps = matcher.get_opcodes()

    def parts(step: tuple[str, int, int, int, int]) -> bool:
        tag, a, b, _, _ = step
        return tag == "equal" and (b - a > CLOSE or step in (steps[0], steps[-1]))

    for apart, run in groupby(steps, parts):
        if not apart:
            near = list(run)
            yield near[0][1], near[-1][2], near[0][3], near[-1][4]


def _doubled(old: Sequence[Word], a: int, b: int, new: Sequence[Word], c: int, d: int) -> bool:
    """Whether all that came or went says again what stands beside it, as in "the the"."""
    words, first, last = (old, a, b) if c == d else (new, c, d)
    if a != b and c != d:
        return False
    bares, size = _bares(words), last - first
    return bares[first:last] in (bares[max(0, first - size) : first], bares[last : last + size])


def _kind(old: Sequence[Word], new: Sequence[Word], names: Set[str]) -> str:
    """What kind of change it is: a fact counts where another of its kind takes its place."""
    if [word.letters for word in old] == [word.letters for word in new]:
        return SPELLING
    was, now = _facts(old, names), _facts(new, names)
    lost, gained = was - now, now - was
    went, came = {kind for kind, _ in lost}, {kind for kind, _ in gained}
    starts = [_may_be_names(each, names) for each in (old, new)]
    swapped = went & came
    if (NAME in went and starts[1]) or (NAME in came and starts[0]):
        swapped.add(NAME)  # one begins a sentence, and the other is known for a name
    for kind in (ADDRESS, NUMBER, DATE, NAME):
        if kind in swapped:
            together = kind == NAME and _joined(old) == _joined(new)
            return SPELLING if together else kind
    denied = [sum(n for (kind, _), n in each.items() if kind == DENIAL) for each in (lost, gained)]
    if denied[0] != denied[1]:
        return DENIAL
    if _joined(old) == _joined(new):
        return SPELLING
    if (went | came) & {ADDRESS, NUMBER, DENIAL} or not _is_slip(_bares(old), _bares(new)):
        return WORDS
    return DOUBT if starts[0] and starts[1] else SPELLING


def _facts(words: Sequence[Word], names: Set[str]) -> Counter[tuple[str, str]]:
    return Counter((kind, word.bare) for word in words if (kind := fact_of(word, names)))


def _may_be_names(words: Sequence[Word], names: Set[str]) -> bool:
    """Whether one of *words* has a capital because it begins a sentence, or for another reason."""
    return any(word.leads and word.capital and not fact_of(word, names) for word in words)


def _joined(words: Sequence[Word]) -> str:
    return "".join(_bares(words))


def _is_slip(old: Sequence[str], new: Sequence[str]) -> bool:
    kept = [each for each in old if each not in LITTLE]
    made = [each for each in new if each not in LITTLE]
    return len(kept) == len(made) and all(map(_near, kept, made))


def _near(one: str, other: str) -> bool:
    """Whether it is one word but for a slip, in one of the parts between its hyphens."""
    parts = [each.split("-") for each in (one, other)]
    return len(parts[0]) == len(parts[1]) and all(map(_alike, *parts))


def _alike(one: str, other: str) -> bool:
    """The same, or with one letter lost, too many or other, or two neighbours that changed places;
    never the first: "unpaid" is not "paid", nor "decrease" "increase"."""
    if one == other:
        return True
    if one[:1] != other[:1] or not (one.isalpha() and other.isalpha()):
        return False
    start = sum(
        1 for _ in takewhile(lambda pair: len(set(pair)) == 1, zip(one, other, strict=False))
    )
    rest, others = one[start:], other[start:]
    if rest[:2] == others[1::-1] and rest[2:] == others[2:] and len(rest) > 1:
        return len(one) >= SWAPPED
    single = rest[1:] == others or rest == others[1:] or rest[1:] == others[1:]
    return single and min(len(one), len(other)) >= SHORTEST


def _excerpt(words: Sequence[Word], a: int, b: int) -> str:
    first, last = max(0, a - AROUND), min(len(words), b + AROUND)
    told = " ".join(word.shown for word in words[first:last])
    return shorten(f"{'…' if first else ''}{told}{'…' if last < len(words) else ''}", LONGEST)
