"""What pelicanconf.py says under DIGEST."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import read_section

SHAPE_OF_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SHAPE_OF_ADDRESS = re.compile(r"[^\s@<>\"',;:|*]+@[^\s@<>\"',;:|*]+")
SHAPE_OF_GROUP = re.compile(r"\w[\w \-]*")
SHAPE_OF_FORM = re.compile(r"https://[\w.-]+(:\d+)?/[^\s\"'<>;,#]*", re.ASCII)
SHAPE_OF_BOX = re.compile(r"group\[[0-9]{1,12}\]\[[0-9]{1,12}\]")
BODIES = ("auto", "summary", "full")
MOST_THEMES = 8
LONGEST_SENDER = 60
"""Characters. A header folds a longer one in the middle of a word, and the name is lost."""


def require_addresses(flag: str, typed: Iterable[str]) -> None:
    """Refuse what no mail can be sent to; raises ProblemsFound with all that is wrong."""
    wrong = [
        Problem(flag, 1, f'"{each[:60]}" is not a mail address; write it as me@example.org')
        for each in typed
        if not (SHAPE_OF_ADDRESS.fullmatch(each) and "." in each.rpartition("@")[2].strip("."))
    ]
    if wrong:
        raise ProblemsFound(wrong)


def transport_of(settings: Mapping[str, Any]) -> str:
    """How an edition leaves where nobody says otherwise."""
    return DigestSettings.from_pelican(settings).transport


@dataclass(frozen=True, slots=True)
class DigestSettings:
    """``DIGEST`` in pelicanconf.py. The first five are needed, the others have a default.

    name          what readers call it: "CX Greetz"
    slug          its folder on the site: "greetz" gives /greetz/ and /greetz/2026-11/
    sender        the name in the From line
    reply_to      the address it is written from; answers to the question arrive there
    sign_up       one sentence that says what comes and when; shown at every sign-up
    form          the address that the sign-up form posts to; empty: a mail link is shown instead
    boxes         the form's field for each group, as Mailchimp's own form has it:
                  {"Everything": "group[7005][1]"}; needed where there are a form and themes
    language      the language of the mail's own words, "en" or "nl"; empty: the site's
    subject       how a subject is made; knows {title}, {name} and {month}
    body          "summary" (title and summary), "full" (whole articles) or "auto": whole when
                  the edition has one article, else summaries
    max_articles  the most articles in one edition; what is over waits a month; 0: no limit. That of
                  the promise comes before it
    picture       whether the first picture of the month is shown
    postal        the postal address that the law wants in a newsletter; Mailchimp has its own
    transport     how an edition leaves: "outbox" or "mailchimp"
    audience      the id of Mailchimp's audience; empty: from the environment
    fewest        refuse to send when Mailchimp counts fewer recipients; 0: one is enough
    most          refuse to send when Mailchimp counts more recipients; 0: no limit
    category      the name of Mailchimp's interest category that holds the themes
    everything    the name of the group for readers who want all of it
    themes        at most eight groups a reader can follow, each with its topics' slugs; empty:
                  everybody gets everything, as where the audience has not got these groups
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
    boxes: Mapping[str, Any] = field(default_factory=dict)
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
        yield from self._faults_of_form()
        for group, topics in self.themes.items():
            if not isinstance(topics, list | tuple) or not all(isinstance(t, str) for t in topics):
                yield f'the theme "{group}" must be a list of topics'

    def _faults_of_form(self) -> Iterator[str]:
        if self.form and not SHAPE_OF_FORM.fullmatch(self.form):
            hint = "; write & for &amp;" if "&amp;" in self.form else ""
            yield f'"form" must be an address with https://, not "{self.form[:80]}"{hint}'
        for group, name in self.boxes.items():
            if group not in (*self.themes, self.everything):
                yield f'"boxes" has "{group}", which is no theme'
            if not SHAPE_OF_BOX.fullmatch(str(name)):
                yield f'the field of "{group}" must look like group[7005][1], not "{name}"'
        if self.form and self.themes and self.everything not in self.boxes:
            # Who signs up without a group gets titles only.
            yield f'with "form" and "themes", "boxes" needs the field of "{self.everything}"'
