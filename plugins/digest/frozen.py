"""An Edition kept for ever: JSON with its own SHA-256, from which its page is made ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from ..blog.article import Reply, Topic
from ..blog.problems import Problem, ProblemsFound
from .month import Month
from .notes import Correction, Event
from .personal import Personal
from .pieces import Edition, Piece, Question, Sent, Tally

HELD, DRAFTED, FOUND = ".held", ".draft", ".found"
"""Added to the name of a frozen edition whose sending is under way, that waits as a draft, or of
which nothing is known but the mail that the provider keeps."""
LATER = ("source_url", "public_from")
"""Came after the first editions were sealed: where they are empty, they are not kept."""
LEFT_OUT = ("waiting", "decisions", "corrections")
"""Not what readers got; corrections come after."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """An Edition as it was sent. *cut* is when it was composed; *message* the SHA-256 of the mail
    that left, empty where it is not known; *waiting* the guids it had no room for; *personal* the
    themes that its conditions followed, None where everybody got it whole."""

    edition: Edition
    cut: datetime
    sha256: str
    message: str = ""
    waiting: tuple[str, ...] = ()
    personal: Personal | None = None

    @property
    def sent(self) -> Sent:
        """What later editions need to know of it."""
        carried = tuple(piece.guid for piece in self.edition.pieces)
        return Sent(self.edition.month, self.cut, carried, self.waiting)


def freeze(
    edition: Edition, cut: datetime, message: str = "", personal: Personal | None = None
) -> str:
    """The file to keep: what readers got, sealed by its SHA-256. The same Edition, the same."""
    body = as_body(asdict(edition))
    sealed = {
        "sha256": seal(body),
        "cut": cut.isoformat(timespec="seconds"),
        "message": message,
        "waiting": [piece.guid for piece in edition.waiting],
        **({"personal": asdict(personal)} if personal else {}),
        "edition": body,
    }
    return json.dumps(sealed, ensure_ascii=False, indent=1) + "\n"


def thaw(text: str, shown: str) -> Frozen:
    """Read what ``freeze`` wrote. Raises ProblemsFound if it was changed since."""
    try:
        sealed = json.loads(text)
        body = sealed["edition"]
        if seal(body) != sealed["sha256"]:
            what = "this edition was changed after it was sent; restore it from the last version"
            raise ProblemsFound([Problem(shown, 1, what)])
        cut = datetime.fromisoformat(sealed["cut"])
        return Frozen(
            edition_of(body),
            cut,
            sealed["sha256"],
            sealed["message"],
            tuple(sealed["waiting"]),
            _personal(sealed.get("personal")),
        )
    except (ValueError, KeyError, TypeError):
        what = "this frozen edition cannot be read; restore it from the last version"
        raise ProblemsFound([Problem(shown, 1, what)]) from None


def fingerprint(edition: Edition) -> str:
    """The seal of *edition*: equal for two that would give readers the same."""
    return seal(as_body(asdict(edition)))


def seal(body: Any) -> str:
    """The SHA-256 of *body*, which holds only what JSON knows, however its keys are ordered."""
    return hashlib.sha256(
        json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()


def as_body(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Only what JSON knows, so that what is read back is sealed alike."""
    kept = {name: value for name, value in fields.items() if name not in LEFT_OUT}
    kept["month"] = f"{kept['month']['year']:04}-{kept['month']['number']:02}"
    kept["pieces"] = [
        {**_said(piece), "published": piece["published"].isoformat()} for piece in kept["pieces"]
    ]
    plain: dict[str, Any] = json.loads(json.dumps(kept, ensure_ascii=False))
    return plain


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """*row* without what it does not say and editions of former days did not know."""
    return {key: value for key, value in row.items() if value or key not in LATER}


def edition_of(body: Mapping[str, Any]) -> Edition:
    """What ``as_body`` was made from. Raises KeyError, TypeError or ValueError for another."""
    question, tally = body["question"], body["tally"]
    return Edition(
        **{
            **body,
            "month": Month.parse(body["month"]),
            "pieces": tuple(map(_piece, body["pieces"])),
            "question": question
            and Question(**{**question, "answers": tuple(question["answers"])}),
            "tally": tally and _tally(tally),
            "events": tuple(Event(**each) for each in body["events"]),
        }
    )


def _personal(body: Mapping[str, Any] | None) -> Personal | None:
    if not body:
        return None
    themes = {name: tuple(slugs) for name, slugs in body["themes"].items()}
    return Personal(body["category"], body["everything"], themes)


def _tally(body: Mapping[str, Any]) -> Tally:
    """Editions that were sent before readers' replies had a place in them know of none."""
    return Tally(
        body["question"],
        tuple((answer, count) for answer, count in body["counts"]),
        tuple(Reply(**each) for each in body.get("replies", ())),
        body.get("lang", ""),
    )


def _piece(body: Mapping[str, Any]) -> Piece:
    return Piece(
        **{
            **body,
            "published": datetime.fromisoformat(body["published"]),
            "authors": tuple(body["authors"]),
            "topics": tuple(Topic(**topic) for topic in body["topics"]),
        }
    )


def with_corrections(edition: Edition, corrections: Iterable[Correction]) -> Edition:
    """*edition* with what turned out wrong noted below it."""
    return replace(edition, corrections=tuple(corrections))
