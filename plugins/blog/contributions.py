"""What the header of a contribution may not say: how the site looks and where things stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .headers import Header
from .problems import Problem
from .settings import BlogSettings, read_section

REFUSED = ("template", "save_as", "url")
"""They choose among the theme's templates, and write over any page of the site."""


def refuse(
    path: Path, shown: str, header: Header, settings: Mapping[str, Any]
) -> Iterator[Problem]:
    """A problem for each such header of a file in a folder of contributors; *path* is absolute."""
    section = read_section(settings, "BLOG", BlogSettings)
    folders = [Path(settings["PATH"]).absolute() / each for each in section.contributors]
    if not any(folder in path.parents for folder in folders):
        return
    for key in REFUSED:
        if key in header.fields and key not in section.contributors_may:
            what = f'a contribution may not set "{key}"; take the line out, or ask the editor, who'
            what += f' can allow it: BLOG["contributors_may"] = ["{key}"]'
            yield Problem(shown, header.line(key), what, code="contribution")
