"""Table cells as a page can show them: alignment by a class, since a strict
Content-Security-Policy forbids styles, no heading that heads nothing, and rows that have theirs."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

ALIGN = re.compile(r"^\s*text-align:\s*(left|center|right);?\s*$")


class AlignmentClasses(Treeprocessor):  # type: ignore[misc]
    """Turns ``style="text-align: right;"`` of a cell into ``class="right"``, and an empty heading,
    as in the corner of a table, into a cell: who hears the page is told nothing by it. Under an
    empty corner stand the names of the rows, which become their headings."""

    def run(self, root: Element) -> None:
        for cell in root.iter():
            found = ALIGN.match(cell.get("style", "")) if cell.tag in {"th", "td"} else None
            if found:
                del cell.attrib["style"]
                cell.set("class", found[1])
            if cell.tag == "th" and _says_nothing(cell):
                cell.tag = "td"
        for table in root.iter("table"):
            rows = list(table.iter("tr"))
            if rows and len(rows[0]) and rows[0][0].tag == "td" and _says_nothing(rows[0][0]):
                for row in rows[1:]:
                    _head(row)


def _says_nothing(cell: Element) -> bool:
    return not len(cell) and not (cell.text or "").strip()


def _head(row: Element) -> None:
    if len(row) and not _says_nothing(row[0]):
        row[0].tag = "th"
        row[0].set("scope", "row")


class AlignmentExtension(Extension):  # type: ignore[misc]
    """Carries the treeprocessor, after the tables have been made."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        md.treeprocessors.register(AlignmentClasses(md), "alignment_classes", 4)
