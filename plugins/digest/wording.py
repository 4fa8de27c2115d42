"""How two texts differ: in a fact, in other words, or in spelling only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from .facts import DATE, DENIAL, NAME, NUMBER, Word, fact_of, words_of
from .lines import shorten

WORDS, SPELLING = "words", "spelling"
LITTLE = frozenset(("a", "an", "the", "of", "to", "that", "de", "het", "een", "van", "te", "dat"))
"""Words whose coming or going changes no sense."""
NEAR = 0.75
"""How alike two words must be, by difflib's ratio, to be one word and a slip of the pen."""
SHORTEST = 4  # letters; in shorter words one other letter makes another word
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
    if min(len(old), len(new)) >= SHORTEST and matcher.ratio() < REWRITTEN:
        return (Change(WORDS, shorten(was, LONGEST), shorten(now, LONGEST)),)
    cut = was.rstrip().endswith("…") or now.rstrip().endswith("…")
    found = []
    for a, b, c, d in _places(matcher):
        at_end = b == len(old) and d == len(new)
        if cut and at_end and max(b - a, d - c) <= CUT_END:
            continue
        kind = SPELLING if _doubled(old, a, b, new, c, d) else _kind(old[a:b], new[c:d], names)
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
    if "".join(_bares(old)) == "".join(_bares(new)):
        return SPELLING
    was, now = _facts(old, names), _facts(new, names)
    lost, gained = was - now, now - was
    for kind in (NUMBER, DATE, NAME):
        if any(each == kind for each, _ in lost) and any(each == kind for each, _ in gained):
            return kind
    denied = [sum(n for (kind, _), n in each.items() if kind == DENIAL) for each in (lost, gained)]
    if denied[0] != denied[1]:
        return DENIAL
    firm = {kind for kind, _ in (*lost, *gained)} & {NUMBER, DENIAL}
    return SPELLING if not firm and _is_slip(_bares(old), _bares(new)) else WORDS


def _facts(words: Sequence[Word], names: Set[str]) -> Counter[tuple[str, str]]:
    return Counter((kind, word.bare) for word in words if (kind := fact_of(word, names)))


def _is_slip(old: Sequence[str], new: Sequence[str]) -> bool:
    kept = [each for each in old if each not in LITTLE]
    made = [each for each in new if each not in LITTLE]
    return len(kept) == len(made) and all(map(_near, kept, made))


def _near(one: str, other: str) -> bool:
    if one == other or (len(one) > 1 and sorted(one) == sorted(other)):
        return True
    enough = min(len(one), len(other)) >= SHORTEST
    return enough and SequenceMatcher(None, one, other).ratio() >= NEAR


def _excerpt(words: Sequence[Word], a: int, b: int) -> str:
    first, last = max(0, a - AROUND), min(len(words), b + AROUND)
    told = " ".join(word.shown for word in words[first:last])
    return shorten(f"{'…' if first else ''}{told}{'…' if last < len(words) else ''}", LONGEST)
