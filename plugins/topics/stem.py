"""Words to stems: light rules for inflection, the same for lexicon and text.

A full Snowball stemmer in Python takes 20 microseconds a word, these rules take one, and they do
not fold *organise* and *organ*: see docs/topics.md for both measured.
"""

from __future__ import annotations

from collections.abc import Callable


def stem_english(word: str) -> str:
    """Plural, -ed, -ing, -ly and British spelling folded; *word* is in lower case."""
    if len(word) < 4:
        return word
    if word[-2:] == "'s":
        word = word[:-2]
    if word[-3:] == "ies" and len(word) > 4:
        word = word[:-3] + "y"
    elif word[-2:] == "es" and word[-4:-2] in {"ss", "sh", "ch", "zz"}:
        word = word[:-2]
    elif word[-1] == "s" and word[-2] not in "sui":
        word = word[:-1]
    if word[-2:] == "ly" and len(word) > 5:
        word = word[:-2]
    if word[-3:] == "ing" and len(word) > 5:
        word = _silent_e(word[:-3])
    elif word[-3:] == "ied":
        word = word[:-2]
    elif word[-2:] == "ed" and len(word) > 4:
        word = _silent_e(word[:-2])
    if len(word) > 3:
        if word[-1] == "e" and len(word) > 4:
            word = word[:-1]
        if word[-1] == "y":
            word = word[:-1] + "i"
        if word[-1] == word[-2]:
            word = word[:-1]
    if word[-2:] == "is" and len(word) > 4:
        word = word[:-1] + "z"
    elif word[-2:] == "tr" and len(word) > 4:
        word = word[:-1] + "er"
    elif word[-3:] == "our" and len(word) > 4:
        word = word[:-3] + "or"
    return word.replace("isation", "ization").replace("avour", "avor").replace("onour", "onor")


def _silent_e(word: str) -> str:
    """*not*, cut from *noted*, is a word of its own: short stems get back the e of *note*."""
    if (
        len(word) == 3
        and word[1] in "aeiou"
        and word[0] not in "aeiou"
        and word[2] not in "aeiouwxy"
    ):
        return word + "e"
    return word


def stem_dutch(word: str) -> str:
    """Plural, -e, -en, -t, -d(e), diminutive; doubled letters single; f for v, s for z."""
    if word[-2:] == "'s":
        word = word[:-2]
    if word[-2:] == "je" and len(word) > 5:
        word = word[:-2]
    elif word[-3:] == "jes" and len(word) > 6:
        word = word[:-3]
    if word[-2:] == "en" and len(word) > 4:
        word = word[:-2]
    elif word[-1:] in {"e", "s"} and len(word) > 3:
        word = word[:-1]
    if len(word) > 3 and word[-1] in "td":
        word = word[:-1]
        if len(word) > 4 and word[-1] in "td":
            word = word[:-1]
    if len(word) > 2 and word[-1] == word[-2]:
        word = word[:-1]
    word = word.replace("aa", "a").replace("ee", "e").replace("oo", "o").replace("uu", "u")
    if word[-1:] == "v":
        word = word[:-1] + "f"
    elif word[-1:] == "z":
        word = word[:-1] + "s"
    return word


STEMMERS: dict[str, Callable[[str], str]] = {"en": stem_english, "nl": stem_dutch}
"""The languages a lexicon may have; another language is another line here."""
