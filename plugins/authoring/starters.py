"""The first pages of a site of one's own: short, true as they stand, with prompts to go on."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "about.md": """---
title: About {name}
slug: about
---
{name} is written by {author}.

<!-- ✎ For whom do you write, and why should they believe you? Three sentences. -->

You can reach us at [{mail}](mailto:{mail}).
The mail that we send is called [{digest}](subscribe.md).
""",
    "subscribe.md": """---
title: Subscribe to {digest}
slug: subscribe
---
{digest} brings what we publish to your mailbox once a month.
If we published nothing, nothing comes.

<!-- ✎ What will people find in it that they find nowhere else? -->

Every edition has a link to unsubscribe, which works at once. What we know about you is told in
[Privacy](privacy.md).
""",
    "privacy.md": """---
title: Privacy
slug: privacy
---
The pages of {name} set no cookies and load nothing from anyone else.

If you subscribe to {digest}, your address is kept by the service that sends it, for that and for
nothing else, until you unsubscribe. To see, correct or erase what is kept, write to
[{mail}](mailto:{mail}).

<!-- ✎ Name the service that sends your mail, the firm behind this site and its address. -->
""",
    "look-in-your-inbox.md": """---
title: Look in your inbox
slug: look-in-your-inbox
status: hidden
---
We have sent one message to the address you typed. Press the link in it, and the next edition of
{digest} comes to you. Until then you are on no list.

Nothing there after five minutes? Look among the spam. If it is not there either, leave your address
again below, or write to [{mail}](mailto:{mail}).
""",
    "confirmed.md": """---
title: You are on the list
slug: confirmed
status: hidden
---
Thank you. The next edition of {digest} comes to you. Put {mail} into your contacts, and it will not
end up among the spam.

Every edition has two links at the bottom: one changes what you follow, the other takes you off the
list at once.
""",
    "goodbye.md": """---
title: Goodbye
slug: goodbye
status: hidden
---
You are off the list of {digest}; nothing more comes. Was it a mistake? Leave your address again
below.

If you want everything gone that is stored about you, write to [{mail}](mailto:{mail}). What we do
then is told in [Privacy](privacy.md).
""",
}

NL: Mapping[str, str] = {
    "about.md": """---
title: Over {name}
slug: about
---
{name} wordt geschreven door {author}.

<!-- ✎ Voor wie schrijf je, en waarom zouden ze je geloven? Drie zinnen. -->

Je bereikt ons op [{mail}](mailto:{mail}). De mail die we sturen heet [{digest}](subscribe.md).
""",
    "subscribe.md": """---
title: Abonneer je op {digest}
slug: subscribe
---
{digest} brengt eens per maand wat we publiceren in je mailbox.
Verscheen er niets, dan komt er niets.

<!-- ✎ Wat vinden mensen hierin dat ze nergens anders vinden? -->

In elke editie staat een link om je af te melden, en die werkt meteen. Wat we van je weten staat
bij [Privacy](privacy.md).
""",
    "privacy.md": """---
title: Privacy
slug: privacy
---
De pagina's van {name} zetten geen cookies en laden niets van anderen.

Als je je abonneert op {digest}, bewaart de dienst die hem verstuurt je adres, daarvoor en voor
niets anders, tot je je afmeldt. Wil je zien, verbeteren of wissen wat er bewaard wordt, schrijf dan
naar [{mail}](mailto:{mail}).

<!-- ✎ Noem de dienst die je mail verstuurt, het bedrijf achter deze site en het adres. -->
""",
    "look-in-your-inbox.md": """---
title: Kijk in je postvak
slug: look-in-your-inbox
status: hidden
---
We hebben één bericht gestuurd naar het adres dat je invulde. Druk op de link die erin staat, dan
krijg je de volgende editie van {digest}. Tot dan sta je op geen enkele lijst.

Na vijf minuten nog niets? Kijk bij de ongewenste mail. Staat het daar ook niet, vul je adres
hieronder dan nog eens in, of schrijf naar [{mail}](mailto:{mail}).
""",
    "confirmed.md": """---
title: Je staat op de lijst
slug: confirmed
status: hidden
---
Dank je wel. Je krijgt de volgende editie van {digest}. Zet {mail} bij je contacten, dan belandt die
niet bij de ongewenste mail.

Onderaan elke editie staan twee links: met de ene wijzig je wat je volgt, met de andere ben je
meteen van de lijst.
""",
    "goodbye.md": """---
title: Tot ziens
slug: goodbye
status: hidden
---
Je staat niet meer op de lijst van {digest}; er komt niets meer. Was het een vergissing? Vul je
adres hieronder nog eens in.

Wil je dat alles verdwijnt wat over je bewaard is, schrijf dan naar [{mail}](mailto:{mail}). Wat we
dan doen staat bij [Privacy](privacy.md).
""",
}


PROMISE: Mapping[str, str] = {
    "en": """# What your readers may count on: they read it at /promise/. See docs/promise.md.
# Nothing is promised yet. Take the # away from what you want to be held to, and make it yours.

# record = true                 # show readers in how many months it was kept

# [rhythm]
# day = "first Thursday"
# time = "08:00"

# [number]
# min_articles = 1
# max_articles = 6

# [length]
# words = "500 to 1000"

# [structure]
# parts = ["an opening", "a case", "a closing question"]

# [answers]
# within = "2 working days"

# [tone.en]
# "going forward" = "from now on"
""",
    "nl": """# Waar uw lezers op kunnen rekenen: ze lezen het op /promise/ (zie docs/promise.md).
# Er is nog niets beloofd. Haal het hekje weg bij wat u wilt beloven, en maak het van uzelf.

# record = true                 # laat lezers zien in hoeveel maanden het lukte

# [rhythm]
# day = "first Thursday"        # de eerste donderdag
# time = "08:00"

# [number]
# min_articles = 1
# max_articles = 6

# [length]
# words = "500 to 1000"

# [structure]                   # een begin, een geval, een vraag aan het eind
# parts = ["an opening", "a case", "a closing question"]

# [answers]                     # hoe snel wie schrijft antwoord krijgt
# within = "2 working days"

# [tone.nl]
# "naar de toekomst toe" = "voortaan"
""",
}


def promise_of(lang: str) -> str:
    """A promise of nothing yet, to be made one's own."""
    return PROMISE["nl" if lang.startswith("nl") else "en"]


def starters(lang: str) -> Mapping[str, str]:
    """Texts by file name; in English where the language has none of its own."""
    return NL if lang.startswith("nl") else EN


THEMES_NL: Mapping[str, str] = {
    "Topics": "Onderwerpen",
    "Everything": "Alles",
    "Promises kept": "Beloften nakomen",
    "Courage and leadership": "Moed en leiderschap",
    "When it goes wrong": "Als het misgaat",
    "Service day by day": "Service van alledag",
    "People and culture": "Mensen en cultuur",
    "Loyalty and results": "Trouw en opbrengst",
    "Design of the journey": "De reis van de klant",
    "Digital and AI": "Digitaal en AI",
}
"""What readers can follow, as pelicanconf.py has it."""


def themes(lang: str) -> Mapping[str, str]:
    """What stands in pelicanconf.py by its words in *lang*, where it has others."""
    return THEMES_NL if lang.startswith("nl") else {}
