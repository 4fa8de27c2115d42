"""Text without a mark of Markdown's, kept from being searched for each of them."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

MARKS = {
    "backtick": "`",
    "escape": r"\\",
    "linebreak": "  \n",
    "entity": "&",
    "footnote": r"\[",
    **dict.fromkeys(("reference", "short_reference", "link"), r"\["),
    **dict.fromkeys(("image_link", "image_reference", "short_image_ref"), r"\["),
    **dict.fromkeys(("autolink", "automail", "html"), "<"),
    "not_strong": "[*_]",
    "em_strong": "[*_]",
    "em_strong2": "[*_]",
}
"""What a text must hold for one of Markdown's own patterns to match, by the pattern's name."""
HELD = "\x02"
"""Where something stands that was taken out before."""


class Plain(Treeprocessor):  # type: ignore[misc]
    """Gives the text that holds no mark to Markdown as what it need not look into."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.given: list[tuple[Element, str]] = []
        self._marked: re.Pattern[str] | None = None

    def run(self, root: Element) -> None:
        self.given = []
        marked = self._marked = self._marked or re.compile("|".join(self._marks()))
        for element in root.iter():
            for name in ("text", "tail"):
                text = getattr(element, name)
                if type(text) is str and not marked.search(text):
                    setattr(element, name, AtomicString(text))
                    self.given.append((element, name))

    def _marks(self) -> list[str]:
        """Every mark that a pattern may begin with; where one is not known, any letter may."""
        patterns = self.md.inlinePatterns
        own = {
            each.name
            for each in patterns._priority
            if type(patterns[each.name]).__module__.startswith("markdown.")
        }
        known = {each.name for each in patterns._priority} <= own & MARKS.keys()
        return sorted({HELD, *(MARKS[name] for name in own)}) if known else [""]


class Again(Treeprocessor):  # type: ignore[misc]
    """Makes it text again, for those that come later and do look into it."""

    def __init__(self, md: Markdown, plain: Plain) -> None:
        super().__init__(md)
        self.plain = plain

    def run(self, root: Element) -> None:  # noqa: ARG002 - Markdown passes it
        for element, name in self.plain.given:
            text = getattr(element, name)
            if text is not None:
                setattr(element, name, str(text))


class UnmarkedExtension(Extension):  # type: ignore[misc]
    """Carries both, before and after Markdown looks for its marks (20)."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        plain = Plain(md)
        md.treeprocessors.register(plain, "unmarked", 20.5)
        md.treeprocessors.register(Again(md, plain), "unmarked_again", 19.5)
