"""The words of the page, in each language it speaks; English where a language is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Every sentence of the page; {curly} words are filled in. *and_* joins the last of a list."""

    title: str
    lead: str
    thousands: str
    and_: str
    between: str
    at_least: str
    at_most: str
    piece: str
    pieces: str
    minute: str
    minutes: str
    month: str
    months: str
    rhythm: str
    comes_weekday: str
    comes_date: str
    zone: str
    ordinals: Mapping[int, str]
    number: str
    holds: str
    waits: str
    length: str
    has_words: str
    has_minutes: str
    not_for: str
    kinds: Mapping[str, str]
    structure: str
    parts: Mapping[str, str]
    answers: str
    within: str
    within_mail: str
    units: Mapping[str, tuple[str, str]]
    tone: str
    tone_lead: str
    left_out: str
    extra: str
    extra_lead: str
    holding: str
    holding_told: str
    holding_stopped: str
    clauses: Mapping[str, str]
    record: str
    record_none: str
    record_kept: str
    record_all: str
    record_how: str
    unsent: str
    late: str
    early: str
    few: str
    many: str
    no_reason: str
    corrected: str


ENGLISH = Words(
    title="What we promise",
    lead="What you may count on here. A program reads the same promise and reminds us of it.",
    thousands=",",
    and_="and",
    between="{least} to {most}",
    at_least="at least {least}",
    at_most="at most {most}",
    piece="piece",
    pieces="pieces",
    minute="minute",
    minutes="minutes",
    month="month",
    months="months",
    rhythm="When it comes",
    comes_weekday="{name} comes on the {which} {weekday} of the month, at {time}, with what "
    "appeared in the month before.",
    comes_date="{name} comes on day {which} of the month, at {time}, with what appeared in the "
    "month before.",
    zone="The time is that of {place}.",
    ordinals={1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"},
    number="How much it brings",
    holds="An edition has {span} {pieces}.",
    waits="What has no room in one comes in the next.",
    length="How long it takes",
    has_words="A piece has {span} words.",
    has_minutes="Reading it takes {span} {minutes}.",
    not_for="This does not go for: {kinds}.",
    kinds={
        "essay": "essays",
        "interview": "interviews",
        "case": "cases",
        "note": "notes",
        "report": "reports",
        "event": "events",
        "roundup": "roundups",
    },
    structure="What each piece has",
    parts={
        "an opening": "An opening, before anything is explained.",
        "a case": "A case: something that happened, with figures or in somebody’s own words.",
        "a closing question": "A question at its end, for you to answer.",
    },
    answers="When you write to us",
    within="You get an answer from a person within {wait}.",
    within_mail="Who writes to this address gets an answer from a person within {wait}.",
    units={
        "hour": ("hour", "hours"),
        "day": ("day", "days"),
        "working day": ("working day", "working days"),
        "week": ("week", "weeks"),
    },
    tone="Words we do without",
    tone_lead="We try not to write these. Below each stands what we write instead.",
    left_out="nothing",
    extra="The little extra",
    extra_lead="Now and then a piece steps outside this promise on purpose. Then its author says "
    "why.",
    holding="How we hold ourselves to it",
    holding_told="Before a piece is published, a program holds it against what stands here and "
    "tells its author what it breaks.",
    holding_stopped="What breaks one of these does not go out: {clauses}.",
    clauses={
        "rhythm": "when it comes",
        "number": "how much it brings",
        "length": "how long it takes",
        "structure": "what each piece has",
        "answers": "when you write to us",
        "tone": "words we do without",
    },
    record="How often we kept it",
    record_none="No edition has gone out under this promise yet. From the first one on, we count "
    "here.",
    record_kept="Promise kept in {kept} of {all} {months}.",
    record_all="Promise kept in {kept} of {all} {months}: in every one.",
    record_how="This is counted by what was sent and what was published, not by us.",
    unsent="promised for {due}, and it did not come",
    late="promised for {due}, and it came on {sent}",
    early="promised for {due}, and it came on {sent} already",
    few="it had {many}, fewer than promised",
    many="it had {many}, more than promised",
    no_reason="We have not said why yet.",
    corrected="What we corrected",
)
DUTCH = Words(
    title="Wat we beloven",
    lead="Waar u hier op kunt rekenen. Een programma leest dezelfde belofte en herinnert ons "
    "eraan.",
    thousands=".",
    and_="en",
    between="{least} tot {most}",
    at_least="minstens {least}",
    at_most="hoogstens {most}",
    piece="stuk",
    pieces="stukken",
    minute="minuut",
    minutes="minuten",
    month="maand",
    months="maanden",
    rhythm="Wanneer hij komt",
    comes_weekday="{name} komt op de {which} {weekday} van de maand, om {time} uur, met wat er in "
    "de maand daarvoor verscheen.",
    comes_date="{name} komt op dag {which} van de maand, om {time} uur, met wat er in de maand "
    "daarvoor verscheen.",
    zone="De tijd is die van {place}.",
    ordinals={1: "eerste", 2: "tweede", 3: "derde", 4: "vierde", -1: "laatste"},
    number="Hoeveel hij brengt",
    holds="Een editie heeft {span} {pieces}.",
    waits="Wat er niet in past, komt in de volgende.",
    length="Hoe lang het duurt",
    has_words="Een stuk heeft {span} woorden.",
    has_minutes="Lezen duurt {span} {minutes}.",
    not_for="Dit geldt niet voor: {kinds}.",
    kinds={
        "essay": "essays",
        "interview": "interviews",
        "case": "casussen",
        "note": "notities",
        "report": "verslagen",
        "event": "agenda",
        "roundup": "leeslijsten",
    },
    structure="Wat elk stuk heeft",
    parts={
        "an opening": "Een begin, voordat er iets wordt uitgelegd.",
        "a case": "Een geval: iets wat gebeurd is, met cijfers of in iemands eigen woorden.",
        "a closing question": "Aan het eind een vraag, die u kunt beantwoorden.",
    },
    answers="Als u ons schrijft",
    within="U krijgt binnen {wait} antwoord van een mens.",
    within_mail="Wie naar dit adres schrijft, krijgt binnen {wait} antwoord van een mens.",
    units={
        "hour": ("uur", "uur"),
        "day": ("dag", "dagen"),
        "working day": ("werkdag", "werkdagen"),
        "week": ("week", "weken"),
    },
    tone="Woorden die we niet gebruiken",
    tone_lead="Deze proberen we niet te schrijven. Onder elk staat wat we dan wel schrijven.",
    left_out="niets",
    extra="Het kleine extra",
    extra_lead="Soms houdt een stuk zich met opzet niet aan deze belofte. Dan zegt de auteur "
    "waarom.",
    holding="Hoe we ons eraan houden",
    holding_told="Voordat een stuk verschijnt, legt een programma het naast wat hier staat en zegt "
    "het de auteur wat er niet klopt.",
    holding_stopped="Wat zich hier niet aan houdt, gaat de deur niet uit: {clauses}.",
    clauses={
        "rhythm": "wanneer hij komt",
        "number": "hoeveel hij brengt",
        "length": "hoe lang het duurt",
        "structure": "wat elk stuk heeft",
        "answers": "als u ons schrijft",
        "tone": "woorden die we niet gebruiken",
    },
    record="Hoe vaak het lukte",
    record_none="Er is nog geen editie onder deze belofte verstuurd. Vanaf de eerste tellen we "
    "hier mee.",
    record_kept="Belofte gehouden in {kept} van {all} {months}.",
    record_all="Belofte gehouden in {kept} van {all} {months}: in elke maand.",
    record_how="Geteld naar wat verstuurd en gepubliceerd is, niet door onszelf.",
    unsent="beloofd voor {due}, en hij kwam niet",
    late="beloofd voor {due}, en hij kwam op {sent}",
    early="beloofd voor {due}, en hij kwam al op {sent}",
    few="er stonden er {many} in, minder dan beloofd",
    many="er stonden er {many} in, meer dan beloofd",
    no_reason="We hebben nog niet gezegd waarom.",
    corrected="Wat we verbeterden",
)
LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "nl": DUTCH}


def words_in(lang: str) -> Words:
    """The words of *lang*, or the English ones."""
    return LANGUAGES.get(lang.split("-", maxsplit=1)[0].lower(), ENGLISH)
