"""A mail that readers got and of which no edition is kept here: what the provider had of it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from ..blog.problems import Problem, ProblemsFound
from .message import Message
from .reading import links_of


@dataclass(frozen=True, slots=True)
class Found:
    """*message* is what the provider sent as *reference*; *submitted* when, as far as is known."""

    message: Message
    reference: str
    submitted: datetime

    @property
    def links(self) -> tuple[str, ...]:
        """Where it leads, in its order: what an edition carried is known by that."""
        return links_of(self.message.text)


def keep_found(found: Found) -> str:
    """The file to keep."""
    told = {
        "submitted": found.submitted.isoformat(),
        "reference": found.reference,
        "message": asdict(found.message),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def read_found(text: str, shown: str) -> Found:
    """Read what ``keep_found`` wrote; raises ProblemsFound for anything else."""
    try:
        told = json.loads(text)
        at = datetime.fromisoformat(told["submitted"])
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        return Found(Message(**told["message"]), told["reference"], at)
    except (ValueError, KeyError, TypeError):
        what = "this mail, as it was found, cannot be read; restore it from the last version"
        raise ProblemsFound([Problem(shown, 1, what)]) from None
