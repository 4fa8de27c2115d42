"""What is here before a move, and what the move is going to do: values, and nothing done yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..blog.addresses import Address, Register
from ..blog.problems import Problem
from ..blog.survey import Place
from .links import Target
from .post import Export, Post


@dataclass(frozen=True, slots=True)
class Piece:
    """A post and where it goes: *path* relative to the content folder, its *slug*, the *own_id*
    that its headers say and the *guid* that feed readers know it by."""

    post: Post
    path: str
    slug: str
    own_id: str
    guid: str
    lang: str


@dataclass(frozen=True, slots=True)
class Plan:
    """*pieces* are to be written; *already* are those that are here, *gone* those that were and
    were taken away. *addresses* are lines for the register."""

    pieces: tuple[Piece, ...]
    already: tuple[Piece, ...]
    gone: int
    targets: Mapping[str, Target]
    addresses: tuple[Address, ...]
    losses: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What is here before anything comes: the content files, the register, the settings of Pelican
    and the moment of the move."""

    places: tuple[Place, ...]
    register: Register
    settings: dict[str, Any]
    language: str
    now: datetime


def unread(export: Export, planned: Plan) -> Iterable[Problem]:
    """What of *export* was lost in reading, but for what came along already."""
    yield from export.losses
    for piece in planned.pieces:
        yield from piece.post.losses
