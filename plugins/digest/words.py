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
    reserved: str
    minutes: str
    picture: str
    question: str
    answer: str
    press: str
    tally: str
    answered: str
    answered_one: str
    reader: str
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
    correction: str
    wrong: str
    rest: str
    right_is: str
    added_is: str
    taken_is: str
    link_is: str
    link_below: str
    link_here: str
    right_link: str
    picture_is: str
    was_missing: str
    not_there: str
    place_title: str
    place_preheader: str
    place_word: str
    place_question: str
    place_tally: str
    place_answers: str
    place_site: str


ENGLISH = Words(
    number="No.",
    view="Read in your browser",
    also="and",
    written_for="written for {name}",
    source="source: {name}",
    reserved="for subscribers until {day}",
    minutes="min read",
    picture="Picture",
    question="One question for you",
    answer="Answer in two lines",
    press="Your answer opens a mail to us. Add a line if you like, and send it.",
    tally="What you answered last month",
    answered="{number} answers",
    answered_one="One answer",
    reader="A reader",
    events="Coming up",
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
    correction="Correction",
    wrong="In our edition of {month} we told you something wrong. That was our mistake, and we are "
    "sorry.",
    rest="You need do nothing. If you find another mistake, answer this mail: a person reads it.",
    right_is="{place}: it said “{was}”; it should say “{now}”.",
    added_is="{place}: “{now}” was missing.",
    taken_is="{place}: “{was}” should not have been there.",
    link_is="{place}: the link led to the wrong place. This is the right one: {now}",
    link_below="{place}: the link led to the wrong place. The right one is below.",
    link_here="{place}: the link led to the wrong place. {now}.",
    right_link="This is the right one",
    picture_is="{place}: the picture or its description was wrong.",
    was_missing="{place} was missing.",
    not_there="{place} should not have been there.",
    place_title="The title",
    place_preheader="The line beside the subject",
    place_word="Our opening words",
    place_question="The question",
    place_tally="What readers answered",
    place_answers="The address for your answers",
    place_site="The address of the site",
)
DUTCH = Words(
    number="Nr.",
    view="Lees in uw browser",
    also="en",
    written_for="geschreven voor {name}",
    source="bron: {name}",
    reserved="voor abonnees tot {day}",
    minutes="min lezen",
    picture="Beeld",
    question="Eén vraag aan u",
    answer="Antwoord in twee regels",
    press="Uw antwoord opent een mail aan ons. Voeg een regel toe als u wilt, en verstuur die.",
    tally="Wat u vorige maand antwoordde",
    answered="{number} antwoorden",
    answered_one="Eén antwoord",
    reader="Een lezer",
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
    correction="Rectificatie",
    wrong="In onze editie van {month} vertelden we u iets dat niet klopt. Dat was onze fout, en "
    "het spijt ons.",
    rest="U hoeft niets te doen. Vindt u nog een fout, antwoord dan op deze mail: een mens leest "
    "die.",
    right_is="{place}: er stond “{was}”; er had moeten staan “{now}”.",
    added_is="{place}: “{now}” ontbrak.",
    taken_is="{place}: “{was}” had er niet moeten staan.",
    link_is="{place}: de link leidde naar de verkeerde plek. Dit is de juiste: {now}",
    link_below="{place}: de link leidde naar de verkeerde plek. De juiste staat hieronder.",
    link_here="{place}: de link leidde naar de verkeerde plek. {now}.",
    right_link="Dit is de juiste",
    picture_is="{place}: het beeld of de beschrijving ervan klopte niet.",
    was_missing="{place} ontbrak.",
    not_there="{place} had er niet in moeten staan.",
    place_title="De titel",
    place_preheader="De regel naast het onderwerp",
    place_word="Ons openingswoord",
    place_question="De vraag",
    place_tally="Wat lezers antwoordden",
    place_answers="Het adres voor uw antwoorden",
    place_site="Het adres van de site",
)
LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "nl": DUTCH}
RIGHT_TO_LEFT = ("ar", "dv", "fa", "he", "ku", "ps", "ug", "ur", "yi")


def words_in(lang: str) -> Words:
    """The words of *lang*, or the English ones."""
    return LANGUAGES.get(lang.split("-", maxsplit=1)[0].lower(), ENGLISH)


def direction(lang: str) -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if lang.split("-", maxsplit=1)[0].lower() in RIGHT_TO_LEFT else "ltr"
