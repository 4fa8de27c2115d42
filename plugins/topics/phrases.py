"""Words of a text that could become terms: short phrases that neither begin nor end in a filler."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .tagger import Assignment
from .text import WORD, Document

LONGEST = 3
"""Words in a phrase; a longer one is hardly ever said twice."""
SHORTEST = 5
"""Letters of a term of one word."""
ENGLISH = """
a about after all also am an and any anyone anything are as at be because been before being both
but by can can't could couldn't day days did didn't do does doesn't doing don't down each eight
even every everyone everything few first five for four from get gets got had hadn't has have he
her here hers him his how i i'm if in into is isn't it it's its itself just last like made make
many me more most much must my next nine no nobody nor not nothing now of off on once one only or
other our out over own people put said same say says second seven she should six so some someone
something still such ten than that that's the their them then there there's these they thing
things third this those three through to too two under until up us very was wasn't we week weeks
well went were what what's when where which while who whom why will with won't would wouldn't year
years you your
"""
DUTCH = """
aan acht al alle alleen alles als altijd andere ben bij daar dag dagen dan dat de deze die dit
doen door drie dus een eerste elke en er ga gaan geen had hadden heb hebben heeft hem het hier hij
hoe hun iedereen iemand ik in is ja jaar jaren je kan kon kunnen maar me meer men mensen met mij
mijn moet naar negen niemand niet niets nog nu of om omdat ons onze ook op over te tegen tien toch
toen tot twee tweede u uit uw van veel vier vijf voor want waren was wat we week weer weken wel
werd wie wij worden zal ze zei zelf zes zeven zich zij zijn zo zonder zou zouden
"""
FILLERS = {"en": frozenset(ENGLISH.split()), "nl": frozenset(DUTCH.split())}


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
