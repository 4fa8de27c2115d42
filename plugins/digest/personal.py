"""Who gets which piece whole: Mailchimp's groups, and what its conditions make of a mail."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
class Shape:
    """A kind of reader: what they follow."""

    name: str
    follows: tuple[str, ...]


def shapes(personal: Personal, edition: Edition) -> tuple[Shape, ...]:
    """The kinds of readers worth looking at: all, one theme, none of this month's, no choice."""
    used = {group for piece in edition.pieces for group in personal.groups(piece)}
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
