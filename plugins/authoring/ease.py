"""How easily a text reads, by two old formulas: they see sentences and syllables, and no sense.

English: R. Flesch, A new readability yardstick, Journal of Applied Psychology 32 (1948), 221-233.
Dutch: W. H. Douma, De leesbaarheid van landbouwbladen, Landbouwhogeschool Wageningen (1960).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..blog.problems import Problem
from ..blog.source import Source
from .prose import Sentence, sentences_of
from .settings import CheckSettings
from .syllables import LANGUAGES, Syllables

WEIGHTS = {"en": (206.835, 1.015, 84.6), "nl": (206.835, 0.93, 77.0)}
"""What is left of the first number when the words of a sentence times the second and the syllables
of a word times the third are taken away."""
LONG = 25
"""Words from which on a sentence is named as a long one."""
NAMED = 3


@dataclass(frozen=True, slots=True)
class Ease:
    """*score* runs from 100, which a child can read, to 0; plain language has 60 and more. *words*
    and *sentences* are those that were measured; *longest* are the longest sentences."""

    score: int
    words: int
    sentences: int
    longest: tuple[Sentence, ...]


def measure(
    body: str, first_line: int, lang: str, counted: Mapping[str, Syllables] | None = None
) -> Ease | None:
    """The reading ease of a text; None for an empty one and for other languages. *counted* knows
    words of each of LANGUAGES, and learns more."""
    known = spoken(lang)
    sentences = sentences_of(body, first_line) if known else ()
    words = sum(len(each.words) for each in sentences)
    if not words:
        return None
    words_of = counted[known] if counted else Syllables(known)
    syllables = sum(words_of.count(word) for each in sentences for word in each.words)
    whole, a_sentence, a_word = WEIGHTS[known]
    score = whole - a_sentence * words / len(sentences) - a_word * syllables / words
    longest = sorted(sentences, key=lambda each: (-len(each.words), each.line))[:NAMED]
    return Ease(round(min(100.0, max(0.0, score))), words, len(sentences), tuple(longest))


def spoken(lang: str) -> str:
    """The language of LANGUAGES that *lang* is, whatever its region; else nothing."""
    bare = lang.casefold().split("-", maxsplit=1)[0]
    return bare if bare in LANGUAGES else ""


def judge_ease(source: Source, ease: Ease | None, section: CheckSettings) -> Iterator[Problem]:
    """A note for a text that is hard to read, with the sentences to begin with."""
    if ease is None or ease.words < section.ease_from or ease.score >= section.ease:
        return
    what = f"this is hard to read: {ease.score} of 100, and plain language has 60 or more"
    long = sorted((each for each in ease.longest if len(each.words) >= LONG), key=_line)
    line = max(ease.longest, key=lambda each: len(each.words)).line
    if long:
        named = [f"line {each.line} ({len(each.words)} words)" for each in long]
        listed = f"{', '.join(named[:-1])} and {named[-1]}" if named[1:] else named[0]
        which = "the longest sentences begin on" if named[1:] else "the longest sentence begins on"
        what += f"; {which} {listed}"
    else:
        what += "; its sentences are short enough, so look at the long words"
    yield Problem(source.shown, line, what, True, "reading-ease")


def _line(sentence: Sentence) -> int:
    return sentence.line
