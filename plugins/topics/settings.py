"""What pelicanconf.py says under TOPICS, and the vocabulary it names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..blog.problems import Problem, ProblemsFound
from ..blog.settings import read_section
from ..blog.survey import show
from .tagger import AT_MOST
from .taxonomy import Taxonomy
from .taxonomy_file import parse_taxonomy
from .thawed import read_thawed

SHIPPED = Path(__file__).with_name("taxonomy.toml")
"""The vocabulary that travels with this room, for a site that has none of its own."""


@dataclass(frozen=True, slots=True)
class TopicsSettings:
    """``TOPICS`` in pelicanconf.py.

    taxonomy   the file of topics and the words that speak for them; empty: the one that ships here
    cache      a folder that remembers what was found in each text, and the vocabulary as it was
               read; empty: nothing is remembered
    as_tags    also add the topics to Pelican's tags, for themes that know no topics
    pages      write /topics/ and a page for each topic, if the theme has templates for them
    at_most    topics that are found for one article; an author may name more
    """

    taxonomy: str = ""
    cache: str = ""
    as_tags: bool = False
    pages: bool = True
    at_most: int = AT_MOST

    @classmethod
    def from_pelican(cls, settings: Mapping[str, Any]) -> TopicsSettings:
        """Read the section; raises ProblemsFound with everything that is wrong in it."""
        section = read_section(settings, "TOPICS", cls)
        if section.at_most < 1:
            what = f'TOPICS: "at_most" must be at least 1, not {section.at_most}'
            raise ProblemsFound([Problem("pelicanconf.py", 1, what)])
        return section


def read_taxonomy(section: TopicsSettings) -> Taxonomy:
    """The vocabulary that *section* names; raises ProblemsFound with its mistakes."""
    path = Path(section.taxonomy) if section.taxonomy else SHIPPED
    shown = show(path, Path.cwd())
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        what = "there is no such file; TOPICS names it as the taxonomy"
        raise ProblemsFound([Problem(shown, 1, what, code="taxonomy")]) from None
    except UnicodeDecodeError:
        what = "this file is not saved as UTF-8; save it again as UTF-8"
        raise ProblemsFound([Problem(shown, 1, what, code="taxonomy")]) from None
    return _parsed(text, shown, section.cache)


@lru_cache(maxsize=2)
def _parsed(text: str, shown: str, folder: str) -> Taxonomy:
    """Parsed once: a preview reads the same vocabulary at every save."""
    return read_thawed(Path(folder), text, shown) if folder else parse_taxonomy(text, shown)
