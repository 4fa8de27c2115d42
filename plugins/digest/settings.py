"""What pelicanconf.py says under DIGEST."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import read_section

SHAPE_OF_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHAPE_OF_ADDRESS = re.compile(r"[^\s@<>\"',;:|*]+@[^\s@<>\"',;:|*]+")
SHAPE_OF_GROUP = re.compile(r"\w[\w \-]*")
BODIES = ("auto", "summary", "full")
MOST_THEMES = 8
LONGEST_SENDER = 60
"""Characters. A header folds a longer one in the middle of a word, and the name is lost."""


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """``DIGEST`` in pelicanconf.py. The first five are needed, the others have a default.

    name          what readers call it: "CX Greetz"
    slug          its folder on the site: "greetz" gives /greetz/ and /greetz/2026-11/
    sender        the name in the From line
    reply_to      the address it is written from; answers to the question arrive there
    sign_up       one sentence that says what comes and when; shown at every sign-up
    form          the address that the sign-up form posts to; empty: a mail link is shown instead
    language      the language of the mail's own words, "en" or "nl"; empty: the site's
    subject       how a subject is made; knows {title}, {name} and {month}
    body          "summary" (title and summary), "full" (whole articles) or "auto": whole when
                  the edition has one article, else summaries
    max_articles  the most articles in one edition; what is over waits a month; 0: no limit
    picture       whether the first picture of the month is shown
    postal        the postal address that the law wants in a newsletter; Mailchimp has its own
    transport     how an edition leaves: "outbox" or "mailchimp"
    audience      the id of Mailchimp's audience; empty: from the environment
    fewest        refuse to send when Mailchimp counts fewer recipients; 0: one is enough
    most          refuse to send when Mailchimp counts more recipients; 0: no limit
    category      the name of Mailchimp's interest category that holds the themes
    everything    the name of the group for readers who want all of it
    themes        at most eight groups a reader can follow, each with its topics' slugs; empty:
                  everybody gets everything. Set them only when the audience has the category
                  with these groups and its members are in them: who is in none gets titles only
    folder        where the editor's words are
    frozen        where the editions are kept as they were sent; empty: beside the editor's words
    ledger        the record of what went to subscribers; belongs under version control
    outbox        the folder that the "outbox" transport writes into
    trials        the record of what went to the outbox
    preview       the folder that previews are written into
    """

    name: str
    slug: str
    sender: str
    reply_to: str
    sign_up: str
    form: str = ""
    language: str = ""
    subject: str = "{title}"
    body: str = "auto"
    max_articles: int = 0
    picture: bool = True
    postal: str = ""
    transport: str = "outbox"
    audience: str = ""
    fewest: int = 0
    most: int = 0
    category: str = "Topics"
    everything: str = "Everything"
    themes: Mapping[str, Any] = field(default_factory=dict)
    folder: str = "content/editions"
    frozen: str = ""
    ledger: str = "content/editions/sent.jsonl"
    outbox: str = "var/outbox"
    trials: str = "var/ledger.jsonl"
    preview: str = "var/preview"

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> DigestSettings:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        section = read_section(settings, "DIGEST", cls)
        wrong = tuple(section.faults())
        if wrong:
            raise ProblemsFound(Problem("pelicanconf.py", 1, f"DIGEST: {what}") for what in wrong)
        return section

    def faults(self) -> Iterator[str]:
        """What the types alone do not say."""
        if not self.name.strip():
            yield '"name" is empty'
        if not SHAPE_OF_SLUG.fullmatch(self.slug):
            yield f'"slug" must be small letters, digits and hyphens, not "{self.slug}"'
        if not SHAPE_OF_ADDRESS.fullmatch(self.reply_to):
            yield f'"reply_to" must be one mail address, not "{self.reply_to}"'
        if len(self.sender) > LONGEST_SENDER:
            yield f'"sender" has {len(self.sender)} characters; {LONGEST_SENDER} are the most'
        if self.body not in BODIES:
            yield f'"body" must be one of {", ".join(BODIES)}, not "{self.body}"'
        if self.max_articles < 0:
            yield '"max_articles" must not be negative'
        try:
            self.subject.format(title="", name="", month="")
        except (KeyError, ValueError, IndexError, AttributeError):
            yield '"subject" may hold {title}, {name} and {month} and no other braces'
        if len(self.themes) > MOST_THEMES:
            yield f'"themes" has {len(self.themes)} groups; {MOST_THEMES} are the most'
        for group in (self.category, self.everything, *self.themes):
            if not SHAPE_OF_GROUP.fullmatch(str(group)):
                yield f'the group "{group}" may hold letters, digits, spaces and hyphens only'
        for group, topics in self.themes.items():
            if not isinstance(topics, list | tuple) or not all(isinstance(t, str) for t in topics):
                yield f'the theme "{group}" must be a list of topics'
