"""An Edition, made readable: HTML, plain text and the page, from theme/email and one view."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, select_autoescape

from .filters import harmless, harmless_text, no_break, soft, spaced, wrap
from .lines import fold
from .message import Message
from .personal import Personal
from .pieces import Edition
from .view import view_of

STOCK = Path(__file__).parent / "stock"


def environment(theme: Path) -> Environment:
    """Jinja over theme/email, with a plain mail of our own where a theme has none."""
    templates = Environment(
        loader=ChoiceLoader([FileSystemLoader(theme / "email"), FileSystemLoader(STOCK)]),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=harmless,
    )
    templates.filters.update(soft=soft, wrap=wrap, nb=no_break, spaced=spaced)
    return templates


def render(
    edition: Edition,
    templates: Environment,
    *,
    tags: bool = False,
    personal: Personal | None = None,
) -> Message:
    """The mail. With *tags* the reader's own links are Mailchimp's merge tags, and *personal*
    shows the pieces a reader follows whole and the others by title; without, it is complete as it
    is and can be sent by hand."""
    view = view_of(edition, personal if tags else None)
    return Message(
        subject=harmless_text(edition.subject),
        preheader=harmless_text(edition.preheader),
        html=fold(templates.get_template("edition.html").render(v=view, tags=tags)),
        text=_spaced(templates.get_template("edition.txt").render(v=view, tags=tags, page=False)),
        sender=edition.sender,
        reply_to=edition.reply_to,
    )


def _spaced(text: str) -> str:
    """*text* with one empty line at most between two others."""
    return re.sub(r"\n{3,}", "\n\n", text)


@dataclass(frozen=True, slots=True)
class Page:
    """The web edition: what stands inside the site's own page, and its ``index.txt``."""

    html: str
    text: str


def render_page(edition: Edition, templates: Environment) -> Page:
    """The Edition for everybody: no merge tags, nothing left out."""
    view = view_of(edition)
    return Page(
        templates.get_template("page.html").render(v=view),
        _spaced(templates.get_template("edition.txt").render(v=view, tags=False, page=True)),
    )
