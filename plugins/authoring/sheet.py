"""What an editor sees beside an article in a preview, and readers never get."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..blog.problems import Problem
from .ease import Ease
from .report import help_link

TEMPLATE = "sheet.html"
LONGEST_TITLE, LONGEST_WORDS = 60, 155
"""Characters that the places where a page is shared show of its title and its description."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence that speaks for a topic: what stands *before* and *after* the *words* in it."""

    line: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A topic. *standing* says how it came to be there: "found", "named" by the author, or
    "suggested", which readers do not see."""

    title: str
    standing: str
    proofs: tuple[Proof, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """How a page stands where somebody shares it, by what its own head says."""

    title: str
    words: str
    picture: str
    alt: str
    site: str

    @property
    def cut(self) -> tuple[str, ...]:
        """What of it is probably too long to be shown whole."""
        title = ("title",) if len(self.title) > LONGEST_TITLE else ()
        return (*title, *(("description",) if len(self.words) > LONGEST_WORDS else ()))


@dataclass(frozen=True, slots=True)
class Entry:
    """How it stands in a feed. *html* is what a reader shows below the head; *kind* is empty where
    all of it is there."""

    title: str
    by: str
    day: str
    shelves: tuple[str, ...]
    html: str


@dataclass(frozen=True, slots=True)
class Mail:
    """How it stands in the digest: a mail of the month *named* that holds nothing else."""

    named: str
    html: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything about one article. What it has none of is None."""

    path: str
    words: int
    minutes: int
    ease: Ease | None
    problems: tuple[Problem, ...]
    subjects: tuple[Subject, ...]
    card: Card
    entry: Entry | None = None
    mail: Mail | None = None
    waits: str = ""

    @property
    def wrong(self) -> int:
        """How many of the problems keep it from being published."""
        return sum(not problem.warning for problem in self.problems)


def render(sheet: Sheet) -> str:
    """*sheet* as HTML that stands inside another page."""
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["help_link"] = help_link
    return templates.get_template(TEMPLATE).render(sheet=sheet)


def proof_of(sentence: str, words: str, line: int) -> Proof:
    """*words* in their *sentence*; the whole of it where they are not found as they stand."""
    before, found, after = sentence.partition(words)
    return Proof(line, before, found, after) if words and found else Proof(line, sentence, "", "")


def card_of(page: str, home: str) -> Card:
    """The card of a finished *page*. A picture of the site at *home* is shown from this one."""
    parser = _Metas()
    parser.feed(page)
    told = parser.found
    picture = told.get("og:image", "")
    if home and picture.startswith(f"{home}/"):
        picture = picture.removeprefix(home)
    site = urlsplit(home).netloc or told.get("og:site_name", "")
    return Card(
        told.get("og:title", ""),
        told.get("og:description", ""),
        picture,
        told.get("og:image:alt", ""),
        site,
    )


def listed(names: Iterable[str]) -> str:
    """ "a, b and c"."""
    those = list(names)
    return f"{', '.join(those[:-1])} and {those[-1]}" if those[1:] else "".join(those)


class _Metas(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("property"):
            self.found.setdefault(str(given["property"]), given.get("content") or "")
