"""Table cells as a page can show them: alignment by a class, since a strict
Content-Security-Policy forbids styles, and no heading that heads nothing."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

ALIGN = re.compile(r"^\s*text-align:\s*(left|center|right);?\s*$")


class AlignmentClasses(Treeprocessor):  # type: ignore[misc]
    """Turns ``style="text-align: right;"`` of a cell into ``class="right"``, and an empty heading,
    as in the corner of a table, into a cell: who hears the page is told nothing by it."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            found = ALIGN.match(cell.get("style", "")) if cell.tag in {"th", "td"} else None
            if found:
                del cell.attrib["style"]
                cell.set("class", found[1])
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"


class AlignmentExtension(Extension):  # type: ignore[misc]
    """Carries the treeprocessor, after the tables have been made."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(AlignmentClasses(md), "alignment_classes", 4)
