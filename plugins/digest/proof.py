"""An Edition with its Message and all that was found wrong: what is looked at before it leaves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jinja2 import Environment

from ..blog.problems import Problem
from ..blog.survey import show
from .checks import Case, check
from .frozen import Frozen
from .message import Message
from .month import Month
from .notes import Notes
from .personal import Choice, Heads, Personal
from .pieces import Edition
from .render import render
from .shelf import Shelf


@dataclass(frozen=True, slots=True)
class Proof:
    """*last* is the edition sent before; *tags* whether the mail is for Mailchimp, which fills in
    what is each reader's own; *conditional* the HTML with the conditions of the themes in
    *personal*, whatever way it leaves; *heads* how many follow them, where that was asked;
    *corrects* whether it is the mail of a correction; *day* its Date line where it is no piece's.
    """

    edition: Edition
    message: Message
    problems: tuple[Problem, ...]
    last: Frozen | None = None
    tags: bool = False
    personal: Personal | None = None
    conditional: str = ""
    heads: Heads | None = None
    corrects: bool = False
    day: datetime | None = None

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
    choice: Choice | None = None,
    pages: Iterable[str] = (),
) -> Proof:
    """Compose *month*, render it for the transport *via*, and check it.

    *choice* is whether it follows the readers' themes, as the settings mean it where nobody asked;
    *pages* are absolute addresses of the site beyond its articles, which the editor may link to.
    """
    tags = via != "outbox"
    choice = choice or Choice(Personal.from_settings(shelf.settings))
    themes = choice.personal
    edition = shelf.edition(month)
    edition = replace(edition, decisions=(*edition.decisions, *choice.said))
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
        folder=show(Path(shelf.settings.folder), Path.cwd()),
        number=shelf.number(month),
    )
    problems = tuple(sorted((*shelf.strays, *check(case))))
    return Proof(edition, message, problems, case.last, tags, themes, conditional, choice.heads)


def prove_correction(
    shelf: Shelf,
    mail: Edition,
    templates: Environment,
    via: str = "outbox",
    *,
    day: datetime,
    pages: Iterable[str] = (),
) -> Proof:
    """Render and check the *mail* of a correction as an edition is; it comes whole to everybody."""
    tags = via != "outbox"
    message = render(mail, templates, tags=tags)
    case = Case(
        edition=mail,
        message=message,
        addresses=shelf.addresses(pages),
        tags=tags,
        notes=Notes(shown="--because"),
        corrects=True,
    )
    problems = tuple(sorted(check(case)))
    return Proof(mail, message, problems, tags=tags, corrects=True, day=day)
