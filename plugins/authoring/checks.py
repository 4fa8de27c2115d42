"""The rules for authors: what must be true of an article, and of all of them together.

To add a rule, write a function and put it into RULES (what an article's own file tells), LINK_RULES
(what others decide too: it may not look at the text) or SITE_RULES (all of them together); give its
messages a code, and the code a section in docs/problems.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

from ..blog.keys import KNOWN_KEYS, RESERVED
from ..blog.problems import Problem, nearest
from ..blog.promise import Promise
from ..blog.safe import host_of
from ..blog.source import Source
from .facts import Facts
from .links import Places, judge_link
from .promise import judge
from .skeletons import PROMPT

LONGEST_TITLE = 100
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
FEW = 3
"""A header that is unknown in more files than this is a habit, and is named once."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One content file as the rules see it. *path* is in the content folder; *image_found* says
    whether the file of its ``image`` header is there; *kind* is "article" or "page"."""

    source: Source
    path: str
    facts: Facts = field(default_factory=Facts)
    image_found: bool = True
    kind: str = "article"

    def text(self, key: str) -> str:
        """A header's words."""
        value = self.source.header.fields.get(key)
        return value.strip() if isinstance(value, str) else ""

    def warning(self, line: int, message: str, code: str) -> Problem:
        return Problem(self.source.shown, line, message, True, code)

    def problem(self, line: int, message: str, code: str) -> Problem:
        return Problem(self.source.shown, line, message, code=code)


@dataclass(frozen=True, slots=True)
class House:
    """What the rules need to know of the site. *shortcodes* are those a plugin renders; *keys*
    are headers that its own templates read; *language* is that of articles that name none."""

    places: Places
    shortcodes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    promise: Promise | None = None
    language: str = "en"


def long_title(article: Checked, _: House) -> Iterator[Problem]:
    title = article.text("title")
    if len(title) > LONGEST_TITLE:
        what = f"the title has {len(title)} characters; mails and search results cut it off after"
        line = article.source.header.line("title")
        yield article.warning(line, f"{what} {LONGEST_TITLE} at the latest", "long-title")


def language(article: Checked, _: House) -> Iterator[Problem]:
    lang = article.text("lang")
    if lang and not LANGUAGE.fullmatch(lang):
        what = f'the language "{lang}" becomes part of the address; write its code, as in lang: nl'
        yield article.warning(article.source.header.line("lang"), what, "language")


def lead_picture(article: Checked, _: House) -> Iterator[Problem]:
    image, line = article.text("image"), article.source.header.line("image")
    if not image:
        return
    if not article.image_found:
        what = f'the picture "{image}" is not there; put it beside the article or into images/'
        yield article.problem(line, what, "picture")
    elif not article.text("image_alt"):
        what = "this picture has no description; say in image_alt what it shows"
        yield article.warning(line, what, "alt")


def described_pictures(article: Checked, _: House) -> Iterator[Problem]:
    for link in article.facts.links:
        if link.picture and link.alt is None and link.address:
            what = "this picture has no description; say what it shows: ![here](...)"
            yield article.warning(link.line, what, "alt")


def links(article: Checked, house: House) -> Iterator[Problem]:
    for link in article.facts.links:
        problem = judge_link(link, article.path, house.places)
        if problem:
            yield problem


def running(article: Checked, _: House) -> Iterator[Problem]:
    for each in article.facts.markup:
        if each.kind == "script":
            what = f"{each.what} is a script, and no script runs on a page here; take it out"
            yield article.problem(each.line, what, "script")
        elif each.kind == "form":
            what = f"{each.what} belongs to a form, and readers get none here, only its words"
            yield article.warning(each.line, f"{what}; link to a page that has it", "form")


def styled(article: Checked, _: House) -> Iterator[Problem]:
    """Told once a file: what comes out of a word processor has one in each line."""
    lines = [each.line for each in article.facts.markup if each.kind == "style"]
    if lines:
        more = f" (also on {len(lines) - 1} other places)" if lines[1:] else ""
        what = f"colours and sizes of your own are left out of the page{more}; the theme has them"
        yield article.warning(lines[0], what, "style")


def from_elsewhere(article: Checked, _: House) -> Iterator[Problem]:
    """Frames and pictures of hosts that the settings do not name."""
    for link in article.facts.links:
        host = host_of(link.address) or link.address
        if link.instead == "frame":
            what = f"this frame would tell {host} who reads here, so readers get a link to it"
            what += f'; write a link yourself, or add "{host}" to BLOG["embeds"] in pelicanconf.py'
            yield article.problem(link.line, what, "frame")
        elif link.instead == "picture":
            what = f"this picture lies at {host}, which would be told who reads here, so readers "
            what += "get a link to it; save it in images/, if you may, and show it from there"
            yield article.problem(link.line, what, "picture-elsewhere")


def prompts(article: Checked, _: House) -> Iterator[Problem]:
    """Prompts of the skeleton: readers do not see them, but whoever looks at the source does."""
    header = article.source.header
    if article.text("status").casefold() == "draft":
        return
    for line, text in enumerate(header.body.split("\n"), header.body_line):
        if PROMPT in text:
            yield article.warning(
                line, "a prompt stayed in the text; answer it or remove it", "prompt"
            )


def shortcodes(article: Checked, house: House) -> Iterator[Problem]:
    for name, lines in article.facts.shortcodes:
        if name in house.shortcodes or name in {"ref", "relref"}:
            continue
        also = f" (also on line {_listed(lines[1:])})" if lines[1:] else ""
        what = f'the shortcode "{name}" is not known here, so readers see it as it is typed{also}'
        yield article.warning(lines[0], f"{what}; write it in Markdown instead", "shortcode")


def hugo_links(article: Checked, house: House) -> Iterator[Problem]:
    """References that did not become links: the reading room follows those whose file is here."""
    if not article.facts.refs:
        return
    followed = {_name(link.address.split("#")[0]) for link in article.facts.links}
    here = {_name(path) for path in house.places.targets}
    for target, line in article.facts.refs:
        name = _name(target.split("#")[0])
        if name in followed or {"ref", "relref"} & set(house.shortcodes):
            continue
        what = f'the Hugo reference "{target}" leads to no article here, so its words '
        what += "carry no link"
        if name in here:
            what = f"this Hugo reference is not followed; write [the words]({name}) instead"
        yield article.warning(line, what, "hugo-ref")


def promised(article: Checked, house: House) -> Iterator[Problem]:
    promise = house.promise
    if promise and not article.source.sound:
        # Headers that cannot be read may say that a clause is not for it; words are words.
        promise = replace(promise, length=None, structure=None)
    if promise and article.kind == "article":
        yield from judge(article.source, article.facts.words, promise, house.language)


def _name(address: str) -> str:
    return unquote(address).rstrip("/").rsplit("/", maxsplit=1)[-1]


def unknown_keys(articles: Iterable[Checked], house: House) -> Iterator[Problem]:
    """Headers nobody reads. One that resembles no known word and stands in many files is a habit
    of a former home, and is named once."""
    known = KNOWN_KEYS | set(house.keys)
    habits: dict[str, list[Checked]] = {}
    for article in articles:
        for key in article.source.header.fields:
            if key in known or key in RESERVED or key.startswith("_"):
                continue
            hint = nearest(key, known)
            if hint:
                what = f'the header "{key}" is not known{hint}'
                yield article.warning(article.source.header.line(key), what, "unknown-key")
            else:
                habits.setdefault(key, []).append(article)
    for key, those in habits.items():
        many = len(those) > FEW
        more = f" (nor in {len(those) - 1} other files)" if many else ""
        for article in those[:1] if many else those:
            what = f'nothing reads the header "{key}" here{more}; remove it, or leave it as a note'
            yield article.warning(article.source.header.line(key), what, "unknown-key")


def same_id(articles: Iterable[Checked], _: House) -> Iterator[Problem]:
    """Two articles that feed readers would take for one."""
    first: dict[str, str] = {}
    for article in articles:
        own = article.text("id")
        if own and own in first:
            what = f'the id "{own}" is that of {first[own]} too; give this article another'
            yield article.problem(article.source.header.line("id"), what, "same-id")
        elif own:
            first[own] = article.source.shown


RULES = (
    long_title,
    language,
    lead_picture,
    described_pictures,
    prompts,
    running,
    styled,
    from_elsewhere,
    shortcodes,
    promised,
)
LINK_RULES = (links, hugo_links)
SITE_RULES = (unknown_keys, same_id)


def check(articles: Iterable[Checked], house: House) -> Iterator[Problem]:
    """Every problem that the rules find."""
    all_of_them = tuple(articles)
    for article in all_of_them:
        yield from check_one(article, house)
        yield from check_links(article, house)
    yield from check_together(all_of_them, house)


def check_one(article: Checked, house: House) -> Iterator[Problem]:
    """What the article's own file tells; of the house its places are not asked."""
    for rule in RULES:
        yield from rule(article, house)


def check_links(article: Checked, house: House) -> Iterator[Problem]:
    """What depends on where other files live; the article's text is not asked."""
    for rule in LINK_RULES:
        yield from rule(article, house)


def check_together(articles: Iterable[Checked], house: House) -> Iterator[Problem]:
    """What only all articles together tell, by their headers."""
    all_of_them = tuple(articles)
    for rule in SITE_RULES:
        yield from rule(all_of_them, house)


def _listed(lines: Iterable[int]) -> str:
    return ", ".join(map(str, lines))
