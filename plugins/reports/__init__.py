"""Reports: a page that sums one up, and the file it is about, for subscribers first.

That a page is withheld until its day is decided where articles are read (plugins/blog/reader.py):
every room sees it among the hidden ones then, and only the digest asks for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from .file import file_of, is_address, weight_of

SHELVES = (
    *("articles", "translations", "drafts", "drafts_translations"),
    *("hidden_articles", "hidden_translations"),
)


def settle_reports(generator: Any) -> None:
    """Give each article the address of its report, and have the file published."""
    folder = Path(generator.settings["PATH"])
    for shelf in SHELVES:
        for content in getattr(generator, shelf, ()):
            typed = str(getattr(content, "report", "") or "")
            if is_address(typed):
                content.report_file = typed
            elif found := file_of(typed, Path(content.source_path), folder):
                content.report_file = found.relative_to(folder.resolve()).as_posix()
                content.report_weight = weight_of(found)
                generator.context["static_links"].add(content.report_file)


def register() -> None:
    signals.article_generator_pretaxonomy.connect(settle_reports)
