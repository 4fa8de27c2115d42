"""Who gets which piece whole: Mailchimp's groups, and what its conditions make of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..blog.problems import Problem, nearest
from .pieces import Edition, Piece
from .settings import DigestSettings

CONDITION = re.compile(
    r"\*\|INTERESTED:(?P<category>[^:|]*):(?P<groups>[^|]*)\|\*(?P<inner>.*?)\*\|END:INTERESTED\|\*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Personal:
    """The themes a reader can follow: groups of one interest *category* of Mailchimp's."""

    category: str
    everything: str
    themes: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_settings(cls, settings: DigestSettings) -> Personal | None:
        """None where no themes are set: everybody gets everything."""
        if not settings.themes:
            return None
        themes = {name: tuple(slugs) for name, slugs in settings.themes.items()}
        return cls(settings.category, settings.everything, themes)

    def groups(self, piece: Piece) -> tuple[str, ...]:
        """The groups whose followers get *piece* whole. A piece outside every theme is for all."""
        topics = {topic.slug for topic in piece.topics}
        named = tuple(name for name, slugs in self.themes.items() if topics.intersection(slugs))
        return (*named, self.everything) if named else ()


@dataclass(frozen=True, slots=True)
class Heads:
    """How many subscribers there are of each choice: by the groups that they follow, in order."""

    choices: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def all(self) -> int:
        return sum(count for _, count in self.choices)

    def whole(self, groups: Iterable[str]) -> int:
        """Who follows any of *groups*, and so gets their pieces whole; no groups are for all."""
        wanted = set(groups)
        if not wanted:
            return self.all
        return sum(count for chosen, count in self.choices if wanted.intersection(chosen))

    def without(self, groups: Iterable[str]) -> int:
        """Who chose something, and none of *groups*."""
        foreign = set(groups)
        return sum(n for chosen, n in self.choices if chosen and not foreign.intersection(chosen))

    @property
    def undecided(self) -> int:
        """Who follows nothing at all."""
        return sum(count for chosen, count in self.choices if not chosen)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a mail follows its readers' themes, and why: with *personal* it does, without it
    everybody gets it whole. *said* are sentences for people; *heads* is known where Mailchimp was
    asked."""

    personal: Personal | None
    said: tuple[str, ...] = ()
    heads: Heads | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of reader: what they follow."""

    name: str
    follows: tuple[str, ...]


def judge_themes(settings: DigestSettings, topics: Iterable[str]) -> Iterator[Problem]:
    """Warnings: words in the themes that are no topic, and topics that no theme has."""
    known = tuple(topics)
    told = {slug: theme for theme, slugs in settings.themes.items() for slug in slugs}
    for slug, theme in told.items():
        if slug not in known:
            what = f'the theme "{theme}" has "{slug}", which is no topic{nearest(slug, known)}'
            yield Problem("pelicanconf.py", 1, f"DIGEST: {what}", warning=True)
    without = [slug for slug in known if slug not in told]
    if told and without:
        what = f"no theme has {', '.join(without)}: such pieces are whole for everybody"
        yield Problem("pelicanconf.py", 1, f"DIGEST: {what}", warning=True)


def used_in(personal: Personal, edition: Edition) -> set[str]:
    """The groups that have a piece in *edition*."""
    return {group for piece in edition.pieces for group in personal.groups(piece)}


def shapes(personal: Personal, edition: Edition) -> tuple[Shape, ...]:
    """The kinds of readers worth looking at: all, one theme, none of this month's, no choice."""
    used = used_in(personal, edition)
    ours = [theme for theme in personal.themes if theme in used]
    others = [theme for theme in personal.themes if theme not in used]
    made = [Shape(personal.everything, (personal.everything,))]
    made += [Shape(f"One theme: {theme}", (theme,)) for theme in ours]
    if others:
        made.append(Shape(f"None of this month's: {', '.join(others)}", tuple(others)))
    return (*made, Shape("No choice at all", ()))


def seen_by(text: str, follows: Iterable[str]) -> str:
    """*text* as Mailchimp sends it to a reader who follows these groups."""
    followed = set(follows)

    def decide(found: re.Match[str]) -> str:
        return found["inner"] if followed.intersection(found["groups"].split(",")) else ""

    return CONDITION.sub(decide, text)


def filled(text: str) -> str:
    """*text* with a stand-in for each of the reader's own links, for looking at."""
    return (
        text.replace("*|UNSUB|*", "https://mailchimp.example/unsubscribe")
        .replace("*|UPDATE_PROFILE|*", "https://mailchimp.example/profile")
        .replace("*|LIST:ADDRESSLINE|*", "The postal address of your audience in Mailchimp")
    )
