"""The digest's own words, in each language it speaks; English where a language is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Every word that the mail, the text and the page say by themselves."""

    number: str
    view: str
    also: str
    written_for: str
    source: str
    minutes: str
    picture: str
    question: str
    answer: str
    press: str
    tally: str
    events: str
    why: str
    why_themes: str
    why_page: str
    unsubscribe: str
    unsubscribe_subject: str
    preferences: str
    all_editions: str
    previous: str
    next: str
    corrected: str
    plain_text: str


ENGLISH = Words(
    number="No.",
    view="Read in your browser",
    also="and",
    written_for="written for {name}",
    source="source: {name}",
    minutes="min read",
    picture="Picture",
    question="One question for you",
    answer="Answer in two lines",
    press="Your answer opens a mail to us. Add a line if you like, and send it.",
    tally="What you answered last month",
    events="Dates",
    why="You get {name} once a month because you signed up at {host}.",
    why_themes="Pieces on the subjects you chose come with their summary, the others by title.",
    why_page="{name} is a monthly mail from {site}.",
    unsubscribe="Unsubscribe",
    unsubscribe_subject="Unsubscribe from {name}",
    preferences="Change what you get",
    all_editions="All editions",
    previous="Previous edition",
    next="Next edition",
    corrected="Corrected",
    plain_text="Plain text",
)
DUTCH = Words(
    number="Nr.",
    view="Lees in uw browser",
    also="en",
    written_for="geschreven voor {name}",
    source="bron: {name}",
    minutes="min lezen",
    picture="Beeld",
    question="Eén vraag aan u",
    answer="Antwoord in twee regels",
    press="Uw antwoord opent een mail aan ons. Voeg een regel toe als u wilt, en verstuur die.",
    tally="Wat u vorige maand antwoordde",
    events="Agenda",
    why="U krijgt {name} eens per maand omdat u zich aanmeldde op {host}.",
    why_themes="Stukken over uw onderwerpen komen met samenvatting, de andere met hun titel.",
    why_page="{name} is een maandelijkse mail van {site}.",
    unsubscribe="Afmelden",
    unsubscribe_subject="Afmelden voor {name}",
    preferences="Wijzig wat u krijgt",
    all_editions="Alle edities",
    previous="Vorige editie",
    next="Volgende editie",
    corrected="Verbeterd",
    plain_text="Platte tekst",
)
LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "nl": DUTCH}
RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ku", "ps", "ug", "ur", "yi")


def words_in(lang: str) -> Words:
    """The words of *lang*, or the English ones."""
    return LANGUAGES.get(lang.split("-", maxsplit=1)[0].lower(), ENGLISH)


def direction(lang: str) -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if lang.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"
