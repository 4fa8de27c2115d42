"""An Edition with its Message and all that was found wrong: what is looked at before it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import Environment

from ..blog.problems import Problem
from .checks import Case, check
from .frozen import Frozen
from .message import Message
from .month import Month
from .notes import Notes
from .personal import Personal
from .pieces import Edition
from .render import render
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Proof:
    """*last* is the edition sent before; *tags* whether the mail is for Mailchimp, which fills in
    what is each reader's own; *conditional* the HTML with the conditions of the themes in
    *personal*, whatever way it leaves."""

    edition: Edition
    message: Message
    problems: tuple[Problem, ...]
    last: Frozen | None = None
    tags: bool = False
    personal: Personal | None = None
    conditional: str = ""

    @property
    def sound(self) -> bool:
        """Whether it may leave: warnings do not stop it."""
        return all(problem.warning for problem in self.problems)


def prove(
    shelf: Shelf,
    month: Month,
    templates: Environment,
    via: str = "outbox",
    *,
    personal: bool = True,
    pages: Iterable[str] = (),
) -> Proof:
    """Compose *month*, render it for the transport *via*, and check it.

    *personal* is whether Mailchimp's audience has the category of themes; *pages* are absolute
    addresses of the site beyond its articles, which the editor may link to.
    """
    tags = via != "outbox"
    themes = Personal.from_settings(shelf.settings) if personal else None
    edition = shelf.edition(month)
    message = render(edition, templates, tags=tags, personal=themes)
    conditional = render(edition, templates, tags=True, personal=themes).html if themes else ""
    case = Case(
        edition=edition,
        message=message,
        addresses=shelf.addresses(pages),
        tags=tags,
        personal=themes if tags else None,
        last=shelf.last(month),
        notes=shelf.notes.get(month, Notes()),
        folder=shelf.settings.folder,
    )
    problems = tuple(sorted((*shelf.strays, *check(case))))
    return Proof(edition, message, problems, case.last, tags, themes, conditional)
