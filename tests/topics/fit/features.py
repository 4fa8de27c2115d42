"""Labelled texts as the numbers that a fit reads: what their terms tell, and which words they have.

A word counts as a hint does: once in a text, more in the title, the less the longer the text.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse

from plugins.topics.hints import HINTED, POWER
from plugins.topics.measure import HINTS_ENOUGH, measure, share
from plugins.topics.pattern import HINT
from plugins.topics.stem import STEMMERS
from plugins.topics.tagger import prepare
from plugins.topics.taxonomy import Taxonomy
from plugins.topics.text import WORD
from plugins.topics.weights import PLACES

from .kin import shares
from .texts import Text

NAMED = Path(__file__).with_name("named.toml")
LEAST = 3
"""Texts that must have a word before it is looked at."""
BEGINNING = {"nl": 5}
"""Letters of a word's beginning, which count as a word of their own: *verwa* for *verwachting*,
*verwachten* and *verwachtingsmanagement*. English did not gain by it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words a person named for each topic before any fitting: what it is called by, and (*near*)
    what is often near it."""

    named: Mapping[str, tuple[str, ...]]
    near: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """All texts of a language, a row each. *told* and *words* are before their weights; *spelled*
    is how a column of *words* is written as a hint, *patterns* the column of each pattern, *shares*
    what each column has of each topic's terms."""

    lang: str
    texts: tuple[Text, ...]
    slugs: tuple[str, ...]
    right: np.ndarray
    optional: np.ndarray
    weight: np.ndarray
    about: np.ndarray
    gate: np.ndarray
    told: np.ndarray
    words: sparse.csr_matrix
    spelled: tuple[str, ...]
    patterns: Mapping[str, int]
    named: Named
    shares: np.ndarray

    @property
    def pools(self) -> np.ndarray:
        return np.array([text.pool for text in self.texts])


def read_named(lang: str) -> Named:
    """The words of a language in named.toml."""
    table = tomllib.loads(NAMED.read_text(encoding="utf-8"))[lang]
    named, near = (
        {slug: tuple(words) for slug, words in table.get(part, {}).items()}
        for part in ("named", "near")
    )
    return Named(named, near)


def tabulate(texts: Iterable[Text], taxonomy: Taxonomy, lang: str) -> Table:
    """Read the texts of *lang* with the terms of *taxonomy*; its hints and bars play no part."""
    rows = tuple(text for text in texts if text.document.lang == lang)
    slugs = tuple(taxonomy.subjects)
    named = read_named(lang)
    index = prepare(taxonomy, lang)
    assert index is not None
    seen = [measure(text.document, index) for text in rows]
    shrink = np.array([(each.length / HINTED) ** POWER for each in seen])
    reader = _Words(lang, [*named.named.values(), *named.near.values()])
    lifts = [reader.read(text) for text in rows]
    columns: dict[str, int] = {}
    cells = [
        (row, columns.setdefault(word, len(columns)), lift / shrink[row])
        for row, words in enumerate(lifts)
        for word, lift in words.items()
    ]
    at, column, value = zip(*cells, strict=True)
    matrix = sparse.csr_matrix((value, (at, column)), shape=(len(rows), len(columns)))
    spelled = tuple(reader.spell(word) for word in columns)
    patterns = {word: column for word, column in columns.items() if word.startswith("?")}
    plain = ["" if word[0] == "?" else reader.spell(word) for word in columns]
    return Table(
        lang,
        rows,
        slugs,
        np.array([[slug in text.topics for slug in slugs] for text in rows]),
        np.array([[slug in text.optional for slug in slugs] for text in rows]),
        np.array([text.weight for text in rows]),
        np.array([each.about for each in seen]),
        np.array([share(each.about, HINTS_ENOUGH) for each in seen]),
        np.array([[each.told.get(slug, 0.0) for slug in slugs] for each in seen]),
        matrix,
        spelled,
        patterns,
        named,
        shares(taxonomy, lang, plain),
    )


class _Words:
    """The words of texts: stems, beginnings where the language has them, and ``?pattern`` for each
    named pattern that a word satisfies."""

    def __init__(self, lang: str, lists: Iterable[Sequence[str]]) -> None:
        self._stem: Callable[[str], str] = STEMMERS[lang]
        self._beginning = BEGINNING.get(lang, 0)
        self._skip = _skipped(lang)
        self._patterns = sorted({word for words in lists for word in words})
        self._forms: dict[str, Counter[str]] = {}
        self._known: dict[str, tuple[str, ...]] = {}

    def read(self, text: Text) -> dict[str, float]:
        lifts: dict[str, float] = {}
        for sentence in text.document.sentences:
            lift = PLACES["title"] if sentence.where == "title" else 1.0
            for written in WORD.findall(sentence.text):
                word = written.lower().replace("’", "'")
                self._forms.setdefault(self._stem(word), Counter())[word] += 1
                for each in self._stands_for(word):
                    lifts[each] = max(lift, lifts.get(each, 0.0))
        return lifts

    def spell(self, word: str) -> str:
        """As a hint is written; empty if it cannot be one."""
        if word[0] == "?":
            return word[1:]
        if word[-1] != "*":
            forms = self._forms[word]
            word = max(forms, key=lambda form: (forms[form], form))
        return word if HINT.fullmatch(word) else ""

    def _stands_for(self, word: str) -> tuple[str, ...]:
        known = self._known.get(word)
        if known is None:
            found = [f"?{pattern}" for pattern in self._patterns if self._fits(word, pattern)]
            if word not in self._skip and len(word) > 1 and not word.isdigit():
                found.append(self._stem(word))
                if self._beginning and len(word) > self._beginning:
                    found.append(f"{word[: self._beginning]}*")
            self._known[word] = known = tuple(found)
        return known

    def _fits(self, word: str, pattern: str) -> bool:
        bare = pattern.strip("*")
        if pattern[0] == "*":
            return bare in word if pattern[-1] == "*" else word.endswith(bare)
        if pattern[-1] == "*":
            return word.startswith(bare)
        return self._stem(word) == self._stem(pattern)


def _skipped(lang: str) -> frozenset[str]:
    """Words that stand in every text and are never learnt from."""
    table = tomllib.loads(NAMED.read_text(encoding="utf-8"))
    return frozenset(table[lang]["skipped"].split())
