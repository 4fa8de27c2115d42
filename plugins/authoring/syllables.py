"""How many syllables a word has, in English and Dutch.

Pyphen's patterns say where a word may be broken, and nobody breaks off a single letter: they see
one syllable in *open* or *over*. So the groups of vowels are counted too, and the larger of the two
numbers is taken. Neither is always right; over a page the mistakes nearly cancel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

import pyphen

SILENT = re.compile(r"(?<=[^aeiouy])e$|(?<=[^aeiouydt])ed$|(?<=[^aeiouyscxz])es$")
"""Letters at an English word's end that nobody hears: *late*, *walked*, *notes*."""
HEARD = re.compile(r"[^aeiouy]le$")
"""But *table* has two syllables."""
ENGLISH = re.compile(r"[aeiouy]+")
DUTCH = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ij|ei|au|ou|[aeiouyäëïöüáéíóúàèâêîô]"
)
PATTERNS = {"en": "en_US", "nl": "nl_NL"}
LANGUAGES = tuple(PATTERNS)


@dataclass(slots=True)
class Syllables:
    """Counts in one language, of LANGUAGES. *known* are words that were counted before: the
    patterns are read at the first new one, which takes longer than a text does."""

    lang: str
    known: dict[str, int] = field(default_factory=dict)

    def count(self, word: str) -> int:
        """At least one."""
        plain = word.lower().replace("’", "'")
        found = self.known.get(plain)
        if found is None:
            groups = _english(plain) if self.lang == "en" else _dutch(plain)
            found = max(len(_patterns(self.lang).positions(plain)) + 1, groups, 1)
            self.known[plain] = found
        return found


@cache
def _patterns(lang: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=PATTERNS[lang])


def _english(word: str) -> int:
    bare = word.removesuffix("'s")
    bare = bare if HEARD.search(bare) or len(bare) < 4 else SILENT.sub("", bare)
    return len(ENGLISH.findall(bare))


def _dutch(word: str) -> int:
    return len(DUTCH.findall(word))
