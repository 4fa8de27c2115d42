"""Topics found before Pelican asks for them, as plain rows that another process can send."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..blog.article import Topic
from ..blog.headers import Header, words_of
from .cache import assignment_of, row_of
from .choice import Choice, choose, for_readers
from .reading import Desk, read_text

Asked = tuple[str, tuple[str, ...], tuple[str, ...]]
"""Language, and the author's words under ``topics`` and ``not_topics``."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was found at a *desk*, by the files' paths; the setting KNOWN_TOPICS. Whoever puts it
    there also keeps the desk's memory."""

    desk: Desk
    rows: dict[str, tuple[Asked, Any]] = field(default_factory=dict)

    def take(self, path: str, asked: Asked) -> Choice | None:
        """What was chosen for the file, once; None where it is not known, or was asked for
        otherwise."""
        was_asked, row = self.rows.pop(path, (None, None))
        return _choice(row) if was_asked == asked else None


def find(desk: Desk, path: Path, header: Header, lang: str) -> tuple[Asked, Any] | None:
    """The topics of a file as a row; None where only Pelican's own run can tell."""
    try:
        text = read_text(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return None
    if not text.title:
        return None  # Pelican gives it one
    wanted, forbidden = (words_of(header.fields.get(key)) for key in ("topics", "not_topics"))
    return (lang, wanted, forbidden), _row(choose_at(desk, text, lang, wanted, forbidden))


def choose_at(
    desk: Desk, text: Any, lang: str, wanted: tuple[str, ...], forbidden: tuple[str, ...]
) -> Choice:
    """The topics of a text, with the sentences that readers are shown first."""
    found = choose(
        desk.tag(text, lang), desk.taxonomy, desk.names, lang, wanted=wanted, forbidden=forbidden
    )
    return Choice(
        found.topics,
        tuple(map(for_readers, found.assignments)),
        found.suggested,
        found.by_author,
        found.unknown,
    )


def _row(choice: Choice) -> Any:
    topics, suggested = (
        [(each.slug, each.title) for each in some]
        for some in (choice.topics, (each.topic for each in choice.suggested))
    )
    return topics, list(map(row_of, choice.assignments)), suggested, choice.by_author


def _choice(row: Any) -> Choice:
    """All of it but the words that are no topic, and why others are only suggested."""
    topics, assignments, suggested, by_author = row
    return Choice(
        tuple(Topic(*each) for each in topics),
        tuple(map(assignment_of, assignments)),
        tuple(assignment_of([*each, 0.0, []]) for each in suggested),
        by_author,
    )
