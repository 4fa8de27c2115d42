"""An Edition and its Message on the table: all that a rule may look at."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from html import unescape

from ..blog.promise import NumberClause
from .frozen import Frozen
from .message import Message
from .notes import Notes
from .personal import Personal
from .pieces import Edition
from .reading import Tag

HTML, TEXT = "theme/email/edition.html", "theme/email/edition.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may look at. *addresses* are those of the site, each with its anchors;
    *tags* whether Mailchimp fills in the reader's own links; *last* the edition sent before;
    *number* is how many articles were promised, None where that is not judged; *corrects* whether
    it is the correction of another edition."""

    edition: Edition
    message: Message
    addresses: Mapping[str, Set[str]]
    tags: bool = False
    personal: Personal | None = None
    last: Frozen | None = None
    notes: Notes = field(default_factory=Notes)
    folder: str = "content/editions"
    number: NumberClause | None = None
    corrects: bool = False

    def place(self, tag: Tag) -> tuple[str, int, str]:
        """Where the link *tag* of the mail was written: a file with a line and, for a link in an
        article, which one."""
        href, words = tag.attributes.get("href", ""), f"[{tag.text}]"
        if f'"{href}"' in unescape(self.edition.word):
            line = self.notes.line_of(words, href) or self.notes.line_of(words) or 1
            return self.written, line, ""
        for piece in self.edition.pieces:
            if f'"{href}"' in unescape(piece.html):
                return HTML, tag.line, f', in "{piece.title}"'
        return HTML, tag.line, ""

    @property
    def written(self) -> str:
        """The editor's file, there or not."""
        return self.notes.shown or f"{self.folder}/{self.edition.month}.md"
