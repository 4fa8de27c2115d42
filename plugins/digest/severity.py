"""How bad a mistake in a sent edition is: nothing, web or mail. The rule of docs/digest.md."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from .facts import ADDRESS, DATE, DENIAL, NAME, NUMBER
from .wording import DOUBT, SPELLING, WORDS


class Severity(IntEnum):
    """What a mistake asks for. ``str()`` is how it is written down."""

    NOTHING = 0
    WEB = 1
    MAIL = 2

    def __str__(self) -> str:
        return self.name.lower()


TITLE, LINK, SECTION, ASKED = "title", "link", "section", "question"
PICTURE, LABEL = "picture", "label"
RULE = {
    SPELLING: Severity.NOTHING,
    DOUBT: Severity.WEB,  # a slip, or another name
    WORDS: Severity.WEB,
    PICTURE: Severity.WEB,
    LABEL: Severity.WEB,  # topics
    NUMBER: Severity.MAIL,
    DATE: Severity.MAIL,
    NAME: Severity.MAIL,
    DENIAL: Severity.MAIL,  # a "not" that came or went
    TITLE: Severity.MAIL,
    LINK: Severity.MAIL,
    SECTION: Severity.MAIL,  # missing, or there by mistake
    ASKED: Severity.MAIL,
    ADDRESS: Severity.MAIL,  # where answers go, or all links lead, or one that is written out
}
"""A reader who acts on it would go wrong, or somebody is wronged: mail. Spelling: nothing, as the
article itself is mended where the link leads. All between: a notice on the edition's page."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that readers got otherwise than it is right. *part* is one of an edition's, as
    "piece"; *of* the title of the piece or event; *was* or *now* is empty where the part was
    missing, or should not be there."""

    kind: str
    part: str
    of: str = ""
    was: str = ""
    now: str = ""

    @property
    def severity(self) -> Severity:
        """By the rule."""
        return RULE[self.kind]


def worst(differences: Iterable[Difference]) -> Severity:
    """What the rule asks for, all in all."""
    return max((each.severity for each in differences), default=Severity.NOTHING)
