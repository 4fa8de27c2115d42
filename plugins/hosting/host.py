"""Looks at the live site: where it is, and what its host can and cannot do."""

from __future__ import annotations

import html
import ipaddress
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from ..blog.addresses import read_register
from ..blog.domains import is_here, is_reserved
from ..blog.findings import Finding, bites, missing, ok, unasked
from ..blog.settings import BlogSettings, read_section
from ..blog.survey import Survey
from .check import _here
from .headers import POLICY
from .redirects import Move, follow

SECONDS = 6.0  # between two bytes of an answer
ENOUGH = 200_000  # bytes of a page
SLACK = timedelta(minutes=5)
"""A clock that is off by more dates an edition, or a month, wrongly."""
NOWHERE = "an-address-where-nothing-ever-was/"
SITE, HEADERS, REDIRECTS = "site", "headers", "redirects"
CONF = "set FEED_DOMAIN in pelicanconf.py, as https://example.org"


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for one address; *status* is 0 where nothing did, and *words* say why.
    Names of *headers* are in small letters."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    words: str = ""


Ask = Callable[[str], Reply]


class _Still(HTTPRedirectHandler):
    """Stays where it is when it is sent on: that is what we want to know."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def ask(address: str) -> Reply:
    """One GET of *address*, http or https, past every cache on the way."""
    request = Request(address, headers={"Cache-Control": "no-cache", "User-Agent": "greetz"})  # noqa: S310 - only ever the site's own address, whose scheme was looked at
    try:
        with build_opener(_Still).open(request, timeout=SECONDS) as answer:
            body = answer.read(ENOUGH).decode("utf-8", "replace")
            return Reply(answer.status, _lowered(answer.headers), body)
    except HTTPError as error:
        with error:
            return Reply(error.code, _lowered(error.headers))
    except URLError as error:
        return Reply(0, words=str(error.reason))
    except (OSError, HTTPException, ValueError) as error:
        return Reply(0, words=str(error) or type(error).__name__)


def _lowered(headers: Any) -> dict[str, str]:
    return {str(name).casefold(): str(value) for name, value in headers.items()}


def examine(
    site: str, title: str, moves: Sequence[Move], now: Callable[[], datetime], ask: Ask = ask
) -> Iterator[Finding]:
    """What a visit shows: four addresses at most. *site* has no slash at its end."""
    wrong = judge_address(site)
    if wrong:
        yield wrong
        do = "do that first, deploy, then run this again"
        yield unasked("host", "without a site on the web there is no host to look at", do)
        return
    home = ask(f"{site}/")
    moment = now()
    yield judge_home(site, title, home)
    if not home.status:
        return
    yield judge_clock(home.headers.get("date", ""), moment)
    if home.status != HTTPStatus.OK:
        return
    yield judge_headers(home)
    yield judge_nowhere(ask(f"{site}/{NOWHERE}"))
    inside = [move for move in moves if move.old.startswith("/")]
    yield judge_move(inside[0], ask(f"{site}{inside[0].old}")) if inside else judge_no_move(home)


def moves_of(settings: dict[str, Any], found: Survey) -> tuple[Move, ...]:
    """Addresses of the past whose articles now stand elsewhere."""
    register = read_register(Path(read_section(settings, "BLOG", BlogSettings).register))
    return follow(register, _here(register, found)).moves


def judge_address(site: str) -> Finding | None:
    """Whether *site* is an address that the world can open; None where it is."""
    parts = urlsplit(site)
    host = (parts.hostname or "").rstrip(".")
    if not site or not host or parts.scheme not in ("http", "https"):
        return missing(SITE, "the site has no address", CONF)
    if is_reserved(host):
        return missing(SITE, f"{site} is a sample's address, which nobody can have", CONF)
    if is_here(host) or _private(host):
        return missing(SITE, f"{site} can be opened from this machine or network only", CONF)
    return None


def _private(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def judge_home(site: str, title: str, home: Reply) -> Finding:
    """Whether the front page is there, is ours, and is safe on its way."""
    if not home.status:
        return unasked(
            SITE, f"{site} does not answer: {home.words}", "deploy output/, or mend that"
        )
    if home.status in range(300, 400):
        where = urljoin(f"{site}/", home.headers.get("location", ""))
        do = "make that address FEED_DOMAIN: links in mails and feeds should not take a detour"
        return bites(SITE, f"{site}/ sends readers on to {where}", do)
    if home.status != HTTPStatus.OK:
        return missing(SITE, f"{site}/ answers {home.status}", "deploy output/ there")
    if title not in html.unescape(home.body):
        words = f'{site}/ shows a page that does not say "{title}": it is another site'
        return missing(SITE, words, "deploy output/ there, or mend the address")
    if urlsplit(site).scheme != "https":
        return bites(SITE, f"{site} is not https: readers are warned of it", CONF)
    return ok(SITE, f"{site} answers over https and shows {title}")


def judge_headers(home: Reply) -> Finding:
    """Whether the host reads ``_headers``, or was told the same by hand."""
    name = POLICY.casefold()
    lacking = [each for each in (name, "x-content-type-options") if each not in home.headers]
    if not lacking:
        return ok(HEADERS, "the host sends the policy of the pages")
    words = f"the host does not send {' and '.join(lacking)}: it knows nothing of _headers"
    do = "live with it (each page carries its policy itself), or see docs/hosting.md for hosts"
    return bites(HEADERS, words, do)


def judge_nowhere(reply: Reply) -> Finding:
    """Whether a dead link is told from a living one."""
    if reply.status == HTTPStatus.NOT_FOUND:
        return ok("dead links", "answer 404")
    do = "let the host show /404.html with status 404"
    if not reply.status:
        return unasked("dead links", reply.words, do)
    words = f"an address where nothing is answers {reply.status}: a dead link looks alive"
    return bites("dead links", words, do)


def judge_move(move: Move, reply: Reply) -> Finding:
    """Whether an address of the past leads on, and how."""
    if reply.status in range(300, 400):
        return ok(REDIRECTS, f"the host sends readers on from {move.old}")
    if reply.status == HTTPStatus.OK and move.new in html.unescape(reply.body):
        return ok(REDIRECTS, f"the host knows none, so a page at {move.old} sends readers on")
    do = "deploy output/, and run this again"
    if not reply.status:
        return unasked(REDIRECTS, reply.words, do)
    words = f"{move.old}, which readers know, answers {reply.status} and leads nowhere"
    return missing(REDIRECTS, words, do)


def judge_no_move(home: Reply) -> Finding:
    """What can be said of redirects while every address is still the first."""
    if POLICY.casefold() in home.headers:
        return ok(REDIRECTS, "nothing has moved yet; a host that reads _headers reads _redirects")
    words = "nothing has moved yet; a page at the old address will do it where the host does not"
    return ok(REDIRECTS, words)


def judge_clock(date: str, now: datetime) -> Finding:
    """Whether this machine's clock agrees with the host's. *date* is a header as it came."""
    try:
        theirs = parsedate_to_datetime(date)
    except ValueError:
        return unasked("clock", "the host does not tell the time", "look at this machine's clock")
    theirs = theirs if theirs.tzinfo else theirs.replace(tzinfo=UTC)
    off = now - theirs
    if abs(off) <= SLACK:
        return ok("clock", "agrees with the host's")
    way = "ahead of" if off > timedelta() else "behind"
    minutes = round(abs(off).total_seconds() / 60)
    words = f"this machine's is {minutes} minutes {way} the host's: dates and months go wrong"
    return bites("clock", words, "let it be set by the network (timedatectl set-ntp true)")
