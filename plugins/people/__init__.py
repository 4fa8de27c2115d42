"""Who writes here, what is known of them, and what waits for whom. It is read by plugins/blog,
since every page of an article shows it; this room looks whether it is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from ..blog.people_file import read_people


def require_people(pelican: Any) -> None:
    """Before a site is built: raises ProblemsFound for a file that cannot be read, since what
    stands in it stands on many pages."""
    if __name__ in pelican.settings["PLUGINS"]:
        read_people(pelican.settings)


def show_problems(generator: Any) -> None:
    """Give each article in review what there is to mend in it, as the settings bring it along:
    REVIEW, by file. Without that nobody knows, and the page says nothing."""
    told = generator.settings.get("REVIEW")
    for content in (*generator.drafts, *generator.drafts_translations):
        if getattr(content, "in_review", False):
            path = str(Path(content.source_path).absolute())
            # None, so that a patch of this page, which knows nothing, is no substitute for a build.
            content.review_problems = None if told is None else told.get(path, ())


def register() -> None:
    signals.article_generator_pretaxonomy.connect(show_problems)
    signals.get_generators.connect(require_people)
