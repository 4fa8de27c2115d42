"""The digest's own words, in each language it speaks; English where a language is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Words:
    """Every word that the mail, the text and the page say by themselves."""

    number: str
    view: str
    editor: str
    by: str
    also: str
    minutes: str
    picture: str
    question: str
    from_article: str
    answer: str
    press: str
    answer_subject: str
    tally: str
    answers_counted: str
    events: str
    why: str
    why_themes: str
    why_page: str
    unsubscribe: str
    unsubscribe_subject: str
    preferences: str
    subscribe: str
    all_editions: str
    previous: str
    next: str
    corrected: str
    plain_text: str
    feed: str
    links: str


ENGLISH = Words(
    number="No.",
    view="Read in your browser",
    editor="A word first",
    by="by",
    also="and",
    minutes="min read",
    picture="Picture",
    question="One question for you",
    from_article="It comes from",
    answer="Answer in two lines",
    press="Your answer opens a mail to us. Add a line if you like, and send it.",
    answer_subject="Re: {question}",
    tally="What you answered last month",
    answers_counted="answers",
    events="Dates",
    why="You get {name} once a month because you signed up at {host}.",
    why_themes="Pieces on the subjects you chose come with their summary, the others by title.",
    why_page="{name} is a monthly mail from {site}.",
    unsubscribe="Unsubscribe",
    unsubscribe_subject="Unsubscribe from {name}",
    preferences="Change what you get",
    subscribe="Get it by mail",
    all_editions="All editions",
    previous="Previous edition",
    next="Next edition",
    corrected="Corrected",
    plain_text="Plain text",
    feed="Feed of editions",
    links="Links",
)
DUTCH = Words(
    number="Nr.",
    view="Lees in uw browser",
    editor="Vooraf",
    by="door",
    also="en",
    minutes="min lezen",
    picture="Beeld",
    question="Eén vraag aan u",
    from_article="Ze komt uit",
    answer="Antwoord in twee regels",
    press="Uw antwoord opent een mail aan ons. Voeg een regel toe als u wilt, en verstuur die.",
    answer_subject="Re: {question}",
    tally="Wat u vorige maand antwoordde",
    answers_counted="antwoorden",
    events="Agenda",
    why="U krijgt {name} eens per maand omdat u zich aanmeldde op {host}.",
    why_themes="Stukken over uw onderwerpen komen met samenvatting, de andere met hun titel.",
    why_page="{name} is een maandelijkse mail van {site}.",
    unsubscribe="Afmelden",
    unsubscribe_subject="Afmelden voor {name}",
    preferences="Wijzig wat u krijgt",
    subscribe="Krijg het per mail",
    all_editions="Alle edities",
    previous="Vorige editie",
    next="Volgende editie",
    corrected="Verbeterd",
    plain_text="Platte tekst",
    feed="Feed van edities",
    links="Links",
)
LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "nl": DUTCH}
RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ku", "ps", "ug", "ur", "yi")


def words_in(lang: str) -> Words:
    """The words of *lang*, or the English ones."""
    return LANGUAGES.get(lang.split("-", maxsplit=1)[0].lower(), ENGLISH)


def direction(lang: str) -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if lang.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"


NAMES = tuple(each.name for each in fields(Words))
