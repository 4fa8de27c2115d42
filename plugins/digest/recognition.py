"""Whether a mail that a provider has sent is a given edition of ours."""

from __future__ import annotations

from jinja2 import Environment

from .message import Message
from .personal import Personal
from .pieces import Edition
from .render import render
from .transports.mailchimp_readback import compare_content, same


def is_mail_of(
    edition: Edition,
    sha256: str,
    stored: Message,
    templates: Environment,
    personal: Personal | None = None,
) -> bool:
    """Whether *stored* is the mail that *edition* was made into: byte for byte, by its *sha256*, so
    that a theme may have changed since; else by what it says, beside what the provider adds."""
    if stored.sha256 == sha256:
        return True
    ours = render(edition, templates, tags=True, personal=personal)
    text = {"html": stored.html, "plain_text": stored.text}
    other = compare_content(ours.html, ours.text, text, spelling=False)
    return same(ours.subject, stored.subject) and not other
