"""Words of a text that could become terms: short phrases that neither begin nor end in a filler."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .fillers import FILLERS
from .tagger import Assignment
from .text import WORD, Document

LONGEST = 3
"""Words in a phrase; a longer one is hardly ever said twice."""
SHORTEST = 5
"""Letters of a term of one word."""


def words_of(text: str) -> list[str]:
    """Its words in small letters, as the tagger reads them."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def phrases(document: Document) -> Iterator[tuple[str, ...]]:
    """Every phrase, as often as it is said."""
    fillers = FILLERS.get(document.lang.split("-")[0], frozenset())
    for sentence in document.sentences:
        words = words_of(sentence.text)
        for start in range(len(words)):
            for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
                phrase = tuple(words[start:end])
                if _telling(phrase, fillers):
                    yield phrase


def _telling(phrase: tuple[str, ...], fillers: frozenset[str]) -> bool:
    ends = phrase[0], phrase[-1]
    if any(word in fillers or not word[0].isalpha() for word in ends):
        return False
    return len(phrase) > 1 or len(phrase[0]) >= SHORTEST


def around(assignment: Assignment) -> Iterator[tuple[str, ...]]:
    """What was found for a topic with the word before it, the word after it, and both."""
    for proof in assignment.evidence:
        words, found = words_of(proof.sentence), words_of(proof.words)
        spans = range(len(words) - len(found) + 1)
        start = next((n for n in spans if words[n : n + len(found)] == found), None)
        if start is None or not found or len(found) > LONGEST:
            continue
        end = start + len(found)
        for low, high in ((start - 1, end), (start, end + 1), (start - 1, end + 1)):
            if low >= 0 and high <= len(words):
                yield tuple(words[low:high])


def stems_of(document: Document, stem: Callable[[str], str]) -> frozenset[str]:
    """The stems of all its words: what is not among them cannot be found in it."""
    words = {word for sentence in document.sentences for word in words_of(sentence.text)}
    return frozenset(map(stem, words))
