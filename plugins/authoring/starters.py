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
}


def starters(lang: str) -> Mapping[str, str]:
    """Texts by file name; in English where the language has none of its own."""
    return NL if lang.startswith("nl") else EN
