"""Markdown as Hugo and Jekyll read it, written so that the Markdown of this house reads the same.

Theirs is CommonMark: a list may follow a paragraph at once, and what belongs to a list's point is
indented as far as its text. Ours wants an empty line before a list and four spaces inside.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .code import Words, replaced

POINT = re.compile(r"^(?P<mark>[-*+]|\d{1,9}[.)])(?P<space>[ \t]+|$)(?P<rest>.*)$")
RULE = re.compile(r"^(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
FENCE = re.compile(r"^(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^`]*)$")
LANGUAGE = re.compile(r"[\w#+.-]+")
TABLE = re.compile(r"^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)*$")
OPENING = re.compile(
    r"^<(?P<name>div|section|article|aside|figure|details|blockquote|center|main|header|footer)"
    r"(?P<rest>[^<>]*)>$",
    re.IGNORECASE,
)
STRUCK = re.compile(r"~~(?=\S)(?P<words>[^~\n]{1,1000}?)(?<=\S)~~")
BARE = re.compile(
    r"\]\([^()\n]*\)|\]:[^\n]*|<[^<>\n]*>[^<\n]*</a>|<[^<>\n]*>"
    r"|(?P<url>(?<![\w\"'=(/.:\[])https?://[^\s<>()\[\]]*[^\s<>()\[\].,;:!?'\"*_])"
)


def as_ours(text: str, *, autolink: bool) -> str:
    """*text* in our dialect. *autolink* is true where bare addresses are links."""
    reader, lines = _Reader(), text.split("\n")
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        reader.read(line.expandtabs(4) if line[:1] in " \t" else line, after.strip())
    text = replaced(STRUCK, "\n".join(reader.made), lambda words, _: f"<del>{words('words')}</del>")
    return replaced(BARE, text, _linked) if autolink else text


def _linked(words: Words, _: int) -> str | None:
    url = words("url")
    return f"<{url}>" if url else None


@dataclass(slots=True)
class _Reader:
    """Reads line by line. *points* are the open points of lists, each by the column in which its
    text begins; *fence* is what closes the code that is open, *column* where it was opened,
    *inside* how far it is indented because it belongs to a point."""

    made: list[str] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    fence: str = ""
    column: int = 0
    inside: int = 0

    def read(self, line: str, after: str) -> None:
        bare = line.strip()
        column = len(line) - len(line.lstrip())
        if self.fence:
            self._code(line, bare)
            return
        if not bare:
            self.made.append("")
            return
        blank = not self.made or not self.made[-1].strip()
        words = line.lstrip()  # two spaces at its end are a break
        opened, found = FENCE.match(bare), None if RULE.match(bare) else POINT.match(words)
        listed = bool(self.points)
        if blank or opened or found:
            while self.points and column < self._reach(point=found is not None):
                self.points.pop()
        inside = bool(self.points)
        if opened and (inside or column < 4):
            self._open(opened, column, blank)
        elif found and (inside or (column < 4 and (blank or listed or _interrupts(found)))):
            self._point(found, column, blank)
        elif inside and column >= self._reach(point=False):
            text = 4 * len(self.points)
            text += max(column - self.points[-1], 0) if column != text else 0
            self.made.append(_broken(" " * text + words))
        elif not inside and column >= 4 and self.made and self.made[-1].startswith("    "):
            self.made.append(line)  # more lines of indented code
        elif inside or (column >= 4 and not blank):
            self.made.append(_broken(words))  # goes on with the paragraph above it
        else:
            starts = not blank and _table(bare, after) and "|" not in self.made[-1]
            self.made += ["", line] if starts else [_broken(_parsed(line, after))]

    def _reach(self, *, point: bool) -> int:
        """The column from which a line belongs to the last point. Texts older than CommonMark are
        indented by four, wherever their point's text begins."""
        text = self.points[-1]
        return text if point else min(text, 4 * len(self.points))

    def _open(self, opened: re.Match[str], column: int, blank: bool) -> None:
        self.fence, self.column = opened["fence"], column
        self.inside = 4 * len(self.points) + 4 if self.points else 0
        if self.inside:  # ours knows no fences inside a list, only indented code
            self.made += [] if blank else [""]
        else:
            language = LANGUAGE.match(opened["info"])
            self.made.append(self.fence + (language[0] if language else ""))

    def _code(self, line: str, bare: str) -> None:
        if bare.startswith(self.fence) and not bare.strip(self.fence[0]):
            self.made.append("" if self.inside else self.fence)
            self.fence = ""
            return
        code = line[self.column :] if not line[: self.column].strip() else bare
        self.made.append(" " * self.inside + code if code.strip() else "")

    def _point(self, found: re.Match[str], column: int, blank: bool) -> None:
        if not self.points and not blank and not POINT.match(self.made[-1].strip()):
            self.made.append("")
        mark, room = found["mark"].replace(")", "."), len(found["space"])
        line = f"{' ' * 4 * len(self.points)}{mark} {found['rest']}"
        self.made.append(_broken(line) if found["rest"] else line)
        self.points.append(column + len(mark) + (room if 0 < room <= 4 else 1))


def _interrupts(found: re.Match[str]) -> bool:
    """Whether a list may begin right below a line of a paragraph."""
    return bool(found["rest"].strip()) and found["mark"] in {"-", "*", "+", "1.", "1)"}


def _table(line: str, after: str) -> bool:
    """Whether a table begins on this line."""
    return "|" in line and "|" in after and bool(TABLE.match(after))


def _parsed(line: str, after: str) -> str:
    """An opening tag on a line of its own with an empty line below it: what follows is Markdown."""
    found = OPENING.match(line.strip())
    if not found or after or "markdown=" in found["rest"]:
        return line
    return f'<{found["name"]}{found["rest"]} markdown="1">'


def _broken(line: str) -> str:
    """A backslash at the end of a line is a break; ours is two spaces."""
    return f"{line[:-1]}  " if line.endswith("\\") and not line.endswith("\\\\") else line
