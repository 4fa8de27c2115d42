"""The small language of terms: what an author may write in a lexicon, taken apart.

``customer journey``    the words in this order, at most one word between them, any inflection
``self-service``        a hyphen allows nothing between
``keep ... promise``    up to four words between
``wait ~ phone|line``   in any order within nine words of each other, in one sentence
``phone|line``          either word
``disappoint*``         any word that begins so; ``*beleving`` ends so; ``*klacht*`` holds it
``=app``                this very form, no inflection
``@customer``           any word of that class
"""

from __future__ import annotations

import re
from typing import NamedTuple

GAP = 1
WIDE_GAP = 4
NEAR = 9
WRITTEN = r"(?:@[a-z]+|=[^\W_]+(?:'[^\W_]+)*|\*?[^\W_]+(?:'[^\W_]+)*\*?)"
SLOT = re.compile(WRITTEN)
HINT = re.compile(WRITTEN.replace("@[a-z]+|", ""))
"""A single word, and no class of words."""
SLOTS = re.compile(rf"{WRITTEN}(?:\|{WRITTEN})*")


class Sequence(NamedTuple):
    """Slots in order; ``gaps[n]`` is how many words may stand before slot n (the first is 0)."""

    slots: tuple[tuple[str, ...], ...]
    gaps: tuple[int, ...]


class Pattern(NamedTuple):
    """One term. Its *parts* stand near each other; most patterns have one part.

    A tuple, as its sequences are: thousands of them are thawed before the first text is read.
    """

    term: str
    parts: tuple[Sequence, ...]

    @property
    def bare(self) -> bool:
        """Whether it is of one word."""
        return len(self.parts) == 1 and len(self.parts[0].slots) == 1

    @property
    def classes(self) -> tuple[str, ...]:
        """The word classes that the term speaks of."""
        words = (word for part in self.parts for slot in part.slots for word in slot)
        return tuple(word[1:] for word in words if word.startswith("@"))


def parse_pattern(term: str) -> Pattern:
    """Take a term apart; ValueError says in an author's words what is wrong with it."""
    if not term.strip():
        raise ValueError("an empty term")
    parts = tuple(_sequence(part, term) for part in term.lower().replace("’", "'").split("~"))
    return Pattern(term, parts)


def _sequence(text: str, term: str) -> Sequence:
    slots: list[tuple[str, ...]] = []
    gaps: list[int] = []
    wide = False
    for chunk in text.split():
        if chunk == "...":
            if not slots or wide:
                raise ValueError(f'"{term}": "..." stands between two words')
            wide = True
            continue
        for n, word in enumerate(chunk.split("-")):
            slot = tuple(word.split("|"))
            if not (word.isalnum() or SLOTS.fullmatch(word)):
                wrong = next(each for each in slot if not SLOT.fullmatch(each))
                raise ValueError(f'"{term}": "{wrong or chunk}" is not a word')
            gaps.append(0 if not slots or n else WIDE_GAP if wide else GAP)
            slots.append(slot)
            wide = False
    if not slots or wide:
        where = '"~"' if "~" in term else '"..."'
        raise ValueError(f'"{term}": {where} stands between two words')
    return Sequence(tuple(slots), tuple(gaps))
