"""What an ended call to Mailchimp means: done, surely not done, or unknown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus
from typing import Any

from mailchimp_marketing.api_client import ApiClientError
from requests.exceptions import ConnectionError as Disconnected
from requests.exceptions import ConnectTimeout, RequestException
from urllib3.exceptions import MaxRetryError, NewConnectionError


class Fate(Enum):
    """What is known of a call that has ended."""

    DONE = "done"
    REFUSED = "refused"  # a 4xx in Mailchimp's own words: surely not done
    THROTTLED = "throttled"  # 429, or a 403 without its words: surely not done, later perhaps
    UNSENT = "unsent"  # no connection was made: surely not done
    UNKNOWN = "unknown"  # it may have been done


@dataclass(frozen=True, slots=True)
class Answer:
    """How a call ended. *words* are for people."""

    fate: Fate
    words: str = ""
    status: int = 0
    body: Mapping[str, Any] = field(default_factory=dict)

    @property
    def done(self) -> bool:
        return self.fate is Fate.DONE

    @property
    def gone(self) -> bool:
        """Mailchimp says, in its own words, that there is no such thing."""
        return self.fate is Fate.REFUSED and self.status == HTTPStatus.NOT_FOUND

    @property
    def passing(self) -> bool:
        """Asking again may help."""
        return self.fate in (Fate.THROTTLED, Fate.UNSENT, Fate.UNKNOWN)


def judge(result: Any, expected: Mapping[str, type] | None) -> Answer:
    """Name the fate of a call from what the client returned or raised.

    The client returns, rather than raises, every answer with an empty body whatever its status, and
    every broken or empty document: so nothing counts as done but a document with the *expected*
    fields or, where None is expected, an empty 204.
    """
    if isinstance(result, ApiClientError) and result.status_code is None:
        return _judge_break(result.text)
    if isinstance(result, ApiClientError):
        return _judge_error(result.status_code, result.text)
    if isinstance(result, dict) and expected is not None:
        if all(isinstance(result.get(name), kind) for name, kind in expected.items()):
            return Answer(Fate.DONE, status=int(HTTPStatus.OK), body=result)
        return Answer(Fate.UNKNOWN, "Mailchimp's answer lacks what it should hold")
    status = int(getattr(result, "status_code", 0))
    if expected is None and status == HTTPStatus.NO_CONTENT:
        return Answer(Fate.DONE, status=status)
    if status >= HTTPStatus.BAD_REQUEST:
        return _judge_error(status, "")
    return Answer(Fate.UNKNOWN, "Mailchimp's answer cannot be read", status)


def _judge_error(status: int, text: Any) -> Answer:
    problem = _parse_problem(text)
    if status == HTTPStatus.TOO_MANY_REQUESTS or (status == HTTPStatus.FORBIDDEN and not problem):
        return Answer(Fate.THROTTLED, f"Mailchimp is throttling us (status {status})", status)
    refused = (
        bool(problem)
        and HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
        and status != HTTPStatus.REQUEST_TIMEOUT
    )
    words = _say(problem) or f"Mailchimp answered with an error page (status {status})"
    return Answer(Fate.REFUSED if refused else Fate.UNKNOWN, words, status)


def _judge_break(error: object) -> Answer:
    """The request itself broke. Was it surely never sent? What is not the network is a bug."""
    if isinstance(error, Exception) and not isinstance(error, RequestException | OSError):
        raise error
    cause = error.args[0] if isinstance(error, Disconnected) and error.args else None
    never_connected = isinstance(error, ConnectTimeout) or (
        isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)
    )
    if never_connected:
        return Answer(Fate.UNSENT, "Mailchimp cannot be reached")
    return Answer(Fate.UNKNOWN, "the connection to Mailchimp broke off")


def _parse_problem(text: Any) -> Mapping[str, Any]:
    """A problem document (RFC 7807), or nothing when *text* is not one.

    The client does not take ``application/problem+json`` for JSON: it hands over the text.
    """
    try:
        problem = text if isinstance(text, dict) else json.loads(str(text))
    except ValueError:
        return {}
    known = isinstance(problem, dict) and not {"title", "detail", "status"}.isdisjoint(problem)
    return problem if known else {}


def _say(problem: Mapping[str, Any]) -> str:
    """Mailchimp's own words on one line, with its remarks on single fields."""
    remarks = problem.get("errors")
    fields = [
        f"{each.get('field') or 'request'}: {each.get('message')}"
        for each in (remarks if isinstance(remarks, list) else ())
        if isinstance(each, dict)
    ]
    words = "; ".join((str(problem.get("detail") or problem.get("title") or ""), *fields))
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:300]
