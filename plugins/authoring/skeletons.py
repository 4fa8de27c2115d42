"""The first page of each kind of article, with prompts that readers never see.

A prompt is an HTML comment that begins with PROMPT; ``check`` reminds of one that stayed.
"""

from __future__ import annotations

from collections.abc import Mapping

PROMPT = "<!-- ✎"
KINDS = ("essay", "interview", "case", "note", "report", "event", "roundup")

HINTS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "# Take the # away from a line to use it.",
        "# summary: One or two sentences that make somebody want to read on.",
        "# image: a-picture-beside-this-file.jpg",
        "# image_alt: What the picture shows, for who cannot see it.",
        "# question: What would you like to ask your readers?",
        "# answers: [Yes, No]",
    ),
    "nl": (
        "# Haal het hekje weg voor een regel die je wilt gebruiken.",
        "# summary: Een of twee zinnen waardoor iemand wil doorlezen.",
        "# image: een-foto-naast-dit-bestand.jpg",
        "# image_alt: Wat er op de foto staat, voor wie hem niet kan zien.",
        "# question: Wat wil je je lezers vragen?",
        "# answers: [Ja, Nee]",
    ),
}
KIND_HINTS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "en": {
        "report": (
            "# report: the-file-beside-this-one.pdf",
            "# public_from: {later:%Y-%m-%d}  # until then it is for subscribers",
        ),
        "event": (
            "start: {later:%Y-%m-%d} 19:30  # set the day and the hours",
            'end: "21:30"',
            "# place: The house, the street, the town",
            "# online: https://",
            "# deadline: {later:%Y-%m-%d}",
            "# organiser: Who invites",
        ),
        "roundup": (
            "# links:",
            "#   - title: What it is called",
            "#     url: https://",
            "#     source: Who wrote it",
            "#     note: Why it is worth the reader's time",
        ),
    },
    "nl": {
        "report": (
            "# report: het-bestand-hiernaast.pdf",
            "# public_from: {later:%Y-%m-%d}  # tot die dag is het voor abonnees",
        ),
        "event": (
            "start: {later:%Y-%m-%d} 19:30  # kies de dag en de uren",
            'end: "21:30"',
            "# place: Het huis, de straat, de plaats",
            "# online: https://",
            "# deadline: {later:%Y-%m-%d}",
            "# organiser: Wie uitnodigt",
        ),
        "roundup": (
            "# links:",
            "#   - title: Hoe het heet",
            "#     url: https://",
            "#     source: Wie het schreef",
            "#     note: Waarom het de tijd van de lezer waard is",
        ),
    },
}
"""What only some kinds have; {later} is a day four weeks on."""
STATUS_HINT: Mapping[str, str] = {
    "en": "# take this line away when it may be read",
    "nl": "# haal deze regel weg als het gelezen mag worden",
}

EN: Mapping[str, str] = {
    "essay": """
<!-- ✎ Open with somebody doing something: a name, a place, a Tuesday. -->

<!-- ✎ What did it cost? Put the amount, the minutes or the nerve in. -->

## The turn

<!-- ✎ Say here what you think, and the best thing that can be said against it. -->

<!-- ✎ Close with the same person, a little later. Leave the moral out if the scene has it. -->
""",
    "interview": """
<!-- ✎ Who is it, where are you both sitting, and what is on the table? Three sentences. -->

**What do you do that your competitors find foolish?**

<!-- ✎ The answer, in words that could only be theirs. -->

**When did it go wrong?**

<!-- ✎ The day, the customer, what was said. -->

**What would you not do again?**

<!-- ✎ End on an answer, not on a thank-you. -->
""",
    "case": """
<!-- ✎ The house in two sentences: what it does, for how many, with how many. -->

## What was the matter

<!-- ✎ As the customer met it, not as the report called it. -->

## What they did

<!-- ✎ Who decided, who was against, what was given up for it. -->

## What came of it

| | before | after |
| --- | ---: | ---: |
| <!-- ✎ what was counted --> | | |

<!-- ✎ And what these figures do not show. -->
""",
    "note": """
<!-- ✎ One thing you saw. Two hundred words will do. Stop when it is told. -->
""",
    "report": """
<!-- ✎ What was asked, of whom, of how many, and when? The reader wants to know first. -->

## What they said

<!-- ✎ The one outcome you did not expect. -->

## What we cannot know

<!-- ✎ Who did not answer, and what the numbers leave out. -->

<!-- ✎ Where the whole report can be had. -->
""",
    "event": """
<!-- ✎ Why should somebody give an evening for this? One sentence. -->

- **Getting there:** <!-- ✎ without a car; when and where it is stands in the headers -->
- **Costs:** <!-- ✎ or that it is free -->
- **Sign up:** <!-- ✎ a link, and until when -->

<!-- ✎ Who will be there, and what you can ask them. -->
""",
    "roundup": """
<!-- ✎ A few words before the list, or none. The list itself stands in the headers. -->
""",
}

NL: Mapping[str, str] = {
    "essay": """
<!-- ✎ Begin met iemand die iets doet: een naam, een plek, een dinsdag. -->

<!-- ✎ Wat kostte het? Noem het bedrag, de minuten of de moed. -->

## De wending

<!-- ✎ Zeg hier wat je vindt, en het beste wat ertegen in te brengen is. -->

<!-- ✎ Eindig bij dezelfde mens, iets later. Laat de moraal weg als de scène haar al heeft. -->
""",
    "interview": """
<!-- ✎ Wie is het, waar zitten jullie, en wat staat er op tafel? Drie zinnen. -->

**Wat doe je dat je concurrenten dwaas vinden?**

<!-- ✎ Het antwoord, in woorden die alleen van hem of haar kunnen zijn. -->

**Wanneer ging het mis?**

<!-- ✎ De dag, de klant, wat er gezegd werd. -->

**Wat zou je niet nog eens doen?**

<!-- ✎ Eindig op een antwoord, niet op een bedankje. -->
""",
    "case": """
<!-- ✎ Het bedrijf in twee zinnen: wat het doet, voor hoeveel mensen, met hoeveel. -->

## Wat er aan de hand was

<!-- ✎ Zoals de klant het meemaakte, niet zoals het rapport het noemde. -->

## Wat ze deden

<!-- ✎ Wie besloot, wie was ertegen, wat is ervoor opgegeven? -->

## Wat ervan kwam

| | eerst | nu |
| --- | ---: | ---: |
| <!-- ✎ wat er geteld is --> | | |

<!-- ✎ En wat deze cijfers niet laten zien. -->
""",
    "note": """
<!-- ✎ Eén ding dat je zag. Tweehonderd woorden is genoeg. Stop als het verteld is. -->
""",
    "report": """
<!-- ✎ Wat is gevraagd, aan wie, aan hoeveel, en wanneer? Dat wil de lezer eerst weten. -->

## Wat ze zeiden

<!-- ✎ De ene uitkomst die je niet verwachtte. -->

## Wat we niet weten

<!-- ✎ Wie er niet antwoordde, en wat de cijfers weglaten. -->

<!-- ✎ Waar het hele rapport te krijgen is. -->
""",
    "event": """
<!-- ✎ Waarom zou iemand hier een avond aan geven? Eén zin. -->

- **Erheen:** <!-- ✎ zonder auto; wanneer en waar het is staat in de kop -->
- **Kosten:** <!-- ✎ of dat het gratis is -->
- **Aanmelden:** <!-- ✎ een link, en tot wanneer -->

<!-- ✎ Wie er zijn, en wat je ze kunt vragen. -->
""",
    "roundup": """
<!-- ✎ Een paar woorden vooraf, of geen. De lijst zelf staat in de kop. -->
""",
}


def skeleton(kind: str, lang: str) -> str:
    """The text for *kind*; in English where the language has none of its own."""
    return (NL if lang.startswith("nl") else EN)[kind].lstrip("\n")
