"""A correction of an edition that was sent, kept for ever beside it: 2026-11-correction.json."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..blog.problems import Problem, ProblemsFound
from .frozen import as_body, edition_of, seal
from .month import Month
from .notes import Correction
from .pieces import Edition
from .severity import Difference, Severity

NAME = re.compile(r"(?P<month>\d{4}-\d{2})-correction(?:-(?P<number>[1-9]\d*))?\.json")
"""The file's name, to which a state may be added as to an edition's."""
SEEN = ".seen"
"""Added by a person who has looked at a mail that was found, and has another mistake to correct."""


@dataclass(frozen=True, slots=True)
class Erratum:
    """What was wrong in the edition *of*, and what was done about it, *at* a moment on the site's
    clocks. *because* is the reason as readers read it and *notice* what stands on the page;
    *severity* is what was decided and *ruled* what the rule asked for; *right* is the edition as it
    should have been; *mail* what its readers were mailed, None where they were not; *message* the
    SHA-256 of that mail."""

    key: str
    of: str
    at: datetime
    because: str
    notice: str
    severity: Severity
    ruled: Severity
    found: tuple[Difference, ...]
    right: Edition
    mail: Edition | None = None
    message: str = ""

    @property
    def month(self) -> Month:
        return self.right.month

    @property
    def correction(self) -> Correction:
        """The notice on the edition's page."""
        return Correction(str(self.at.date()), self.notice, self.at.isoformat())


def suffix(number: int) -> str:
    """What a key and a file's name say of the month's correction with that *number*."""
    return "-correction" if number == 1 else f"-correction-{number}"


def number_of(path: Path) -> tuple[Month, int] | None:
    """The month whose correction the file at *path* is, in whatever state, and its number there."""
    found = NAME.match(path.name)
    return (Month.parse(found["month"]), int(found["number"] or 1)) if found else None


def freeze_erratum(erratum: Erratum) -> str:
    """The file to keep, sealed by its SHA-256. The same Erratum, the same."""
    body = {
        **{name: getattr(erratum, name) for name in ("key", "of", "because", "notice")},
        "at": erratum.at.isoformat(),
        "severity": str(erratum.severity),
        "ruled": str(erratum.ruled),
        "found": [asdict(each) for each in erratum.found],
        "right": as_body(asdict(erratum.right)),
        "mail": as_body(asdict(erratum.mail)) if erratum.mail else None,
    }
    sealed = {"sha256": seal(body), "message": erratum.message, "correction": body}
    return json.dumps(sealed, ensure_ascii=False, indent=1) + "\n"


def thaw_erratum(text: str, shown: str) -> Erratum:
    """Read what ``freeze_erratum`` wrote. Raises ProblemsFound if it was changed since."""
    try:
        sealed = json.loads(text)
        if seal(sealed["correction"]) != sealed["sha256"]:
            what = "this correction was changed after it was made; restore it from the last version"
            raise ProblemsFound([Problem(shown, 1, what)])
        return _erratum(sealed["correction"], sealed["message"])
    except (ValueError, KeyError, TypeError):
        what = "this correction cannot be read; restore it from the last version"
        raise ProblemsFound([Problem(shown, 1, what)]) from None


def _erratum(body: dict[str, Any], message: str) -> Erratum:
    return Erratum(
        key=body["key"],
        of=body["of"],
        at=datetime.fromisoformat(body["at"]),
        because=body["because"],
        notice=body["notice"],
        severity=Severity[body["severity"].upper()],
        ruled=Severity[body["ruled"].upper()],
        found=tuple(Difference(**each) for each in body["found"]),
        right=edition_of(body["right"]),
        mail=edition_of(body["mail"]) if body["mail"] else None,
        message=message,
    )
