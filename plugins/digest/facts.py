"""The words of a text, and which of them are facts: numbers, dates, names, addresses, a "not"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from ..blog.dates import MONTHS

NUMBER, DATE, NAME, ADDRESS, DENIAL = "number", "date", "name", "address", "denial"

COUNTED = (
    """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen twenty""",
    """nul één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien
    vijftien zestien zeventien achttien negentien twintig""",
)
LARGE = """30 thirty dertig, 40 forty veertig, 50 fifty vijftig, 60 sixty zestig, 70 seventy
    zeventig, 80 eighty tachtig, 90 ninety negentig, 100 hundred honderd, 1000 thousand duizend,
    1000000 million miljoen, 1000000000 billion miljard"""
NUMBERS = {word: str(at) for line in COUNTED for at, word in enumerate(line.split())} | {
    word: row.split()[0] for row in LARGE.split(",") for word in row.split()[1:]
}
"""Numbers as words: "two" and "2" say the same."""
WEEKDAYS = """Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"""
DATES = frozenset((*MONTHS["en"], *MONTHS["nl"], *WEEKDAYS.split()))
"""In the case in which they are written, so that "may" and "march" are words."""
DENIALS = (
    "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "no-one",
    "cannot", "without",
    "niet", "geen", "nooit", "nimmer", "niemand", "niets", "niks", "nergens", "noch", "geenszins",
    "evenmin", "zonder",
)  # fmt: skip
SELF = frozenset(("i", "i'm", "i'd", "i've", "i'll"))
ROUND = ".,;:!?…\"'“”‘’„«»()[]"
DASHES = "-–—*_"
ENDS = (".", "!", "?", ":", "…", '."', ".”", "?”", "!”")
THOUSANDS = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
OPENING = re.compile(rf"[{re.escape(ROUND + DASHES)}]*?(?=[-–−]?[€$£]?[.,]?\d)")
"""What stands around a number, before its sign and its leading point."""
LEADING_POINT = re.compile(r"^(-?[€$£]?)[.,](?=\d)")
PLACE = re.compile(r"@|://|\w\.[a-z]{2}")
"""In a word: it is an address of somebody, or of a page, written out."""


@dataclass(frozen=True, slots=True)
class Word:
    """*shown* as it stands; *bare* for comparing, without case and punctuation; *leads* if it
    begins a sentence, where a capital says nothing."""

    shown: str
    bare: str
    leads: bool

    @property
    def capital(self) -> bool:
        return self.shown.strip(ROUND)[:1].isupper() and self.bare not in SELF

    @property
    def letters(self) -> str:
        """Without its apostrophes, which are easily forgotten: "its" and "it's" are alike."""
        return _trimmed(self.shown).replace("'", "")


def words_of(text: str) -> Iterator[Word]:
    """The words of *text*; what is punctuation alone is none."""
    leads = True
    for shown in text.split():
        bare = _bare(shown)
        if bare:
            yield Word(shown, bare, leads)
        leads = shown.endswith(ENDS)


def bare_words(text: str) -> tuple[str, ...]:
    """The words of *text* as they are compared."""
    return tuple(word.bare for word in words_of(text))


def names_in(text: str) -> frozenset[str]:
    """The words of *text*, bare, whose capital is not that of a sentence, and that never stand
    there in small letters."""
    words = tuple(words_of(text))
    small = {word.bare for word in words if not word.capital}
    return frozenset(word.bare for word in words if word.capital and not word.leads) - small


def fact_of(word: Word, names: Set[str]) -> str:
    """The kind of fact that *word* is, or nothing. *names* are words, bare, that are somebody's
    name, so that they are known at the beginning of a sentence too."""
    if PLACE.search(word.bare):
        return ADDRESS
    parts = word.bare.split("-")
    if any(each.isdigit() for each in word.bare) or any(each in NUMBERS for each in parts):
        return NUMBER
    if word.shown.strip(ROUND) in DATES:
        return DATE
    if word.bare in DENIALS or word.bare.endswith("n't"):
        return DENIAL
    return NAME if word.capital and (not word.leads or word.bare in names) else ""


def _bare(word: str) -> str:
    bare = THOUSANDS.sub("", _trimmed(word).removesuffix("'s"))
    return NUMBERS.get(bare, bare)


def _trimmed(word: str) -> str:
    """*word* in small letters without what stands around it. A number keeps its sign, and its
    point: "–.5" is "-0.5"."""
    opening = OPENING.match(word)
    kept = word[opening.end() :] if opening else word.lstrip(ROUND + DASHES)
    kept = kept.rstrip(ROUND + DASHES).casefold().replace("’", "'")
    if opening and kept[:1] in "–−":
        kept = f"-{kept[1:]}"
    return LEADING_POINT.sub(r"\g<1>0.", kept) if opening else kept
