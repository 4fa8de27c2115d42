"""Reads one audience of Mailchimp's: what it is, who is in it, and what readers can choose."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...blog.problems import ProblemsFound
from ..settings import DigestSettings
from .mailchimp_account import TRIES, Account, Clock
from .mailchimp_answers import Answer
from .mailchimp_client import SHAPE_OF_ID, Timeouts
from .mailchimp_keys import read_keys
from .mailchimp_people import SHAPE_OF_HASH, People
from .mailchimp_readback import same
from .mailchimp_run import refusal

STATUSES = ("subscribed", "pending", "unsubscribed", "cleaned", "archived", "transactional")
CONTACT = ("company", "address1", "address2", "zip", "city", "state", "country")


@dataclass(frozen=True, slots=True)
class Group:
    """What a reader can follow: one of Mailchimp's interests."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Category:
    """What groups stand under: "Topics". *kind* is how forms show it, as "checkboxes"."""

    id: str
    title: str
    kind: str
    groups: tuple[Group, ...] = ()

    def group(self, name: str) -> Group | None:
        return next((each for each in self.groups if same(each.name, name)), None)

    def doubled(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those of *names* that several groups have: nobody could say which of them is meant."""
        found = {name: sum(same(each.name, name) for each in self.groups) for name in names}
        return tuple(name for name, count in found.items() if count > 1)


@dataclass(frozen=True, slots=True)
class Member:
    """Who is in the audience: no address, no name. *follows* are the ids of groups."""

    hash: str
    status: str
    follows: frozenset[str]


@dataclass(frozen=True, slots=True)
class AudienceFacts:
    """What Mailchimp says of an audience. *members* counts them by status, those of ``STATUSES``;
    *sender*, *sender_address* are its defaults; *postal* the address it puts into footers, on one
    line; *page* where Mailchimp's own sign-up form stands; *last_sent* an ISO moment or empty."""

    id: str
    name: str
    members: Mapping[str, int]
    double_optin: bool
    sender: str
    sender_address: str
    language: str
    postal: str
    page: str
    last_sent: str
    categories: tuple[Category, ...]

    @property
    def subscribed(self) -> int:
        return self.members.get("subscribed", 0)

    def category(self, title: str) -> Category | None:
        return only(self.categories, title)


class Untold(ProblemsFound):
    """Mailchimp did not tell; it may when it is asked again."""

    def __init__(self, words: str) -> None:
        super().__init__(refusal(words).problems)


def only(categories: tuple[Category, ...], title: str) -> Category | None:
    """The one category of that title; None where there is none. Raises ProblemsFound where there
    are two: nobody could say which of them a mail means."""
    found = [each for each in categories if same(each.title, title)]
    if len(found) > 1:
        words = f"the audience has {len(found)} categories called {title}"
        raise refusal(f"{words}: rename or delete the others in Mailchimp, under Groups")
    return found[0] if found else None


@dataclass(frozen=True, slots=True)
class Audience:
    """One audience of one account. Everything here looks and changes nothing. Each method raises
    ProblemsFound, with Mailchimp's words, for what it cannot learn."""

    account: Account
    people: People
    id: str

    @classmethod
    def open(
        cls,
        settings: DigestSettings,
        environment: Mapping[str, str] = os.environ,
        *,
        host: str = "",
        clock: Clock | None = None,
        tries: int = TRIES,
        seconds: float = 0.0,
        timeouts: Timeouts | None = None,
    ) -> Audience:
        """Take the key and the audience from the environment; nothing is asked yet.

        Raises ProblemsFound with all that is missing. *seconds*, where given, are the most that
        anything is begun in; *host* stands in for Mailchimp in tests.
        """
        keys = read_keys(settings, environment)
        people = People(keys.key, timeouts, host)
        account = Account(people, clock or Clock(), tries)
        if seconds:
            account.deadline = account.clock.now() + seconds
        return cls(account, people, keys.audience)

    def facts(self) -> AudienceFacts:
        """All of it: nine or more calls."""
        answer = self._asked(self.people.described, self.id)
        body = answer.body
        if body["id"] != self.id:
            raise Untold("Mailchimp spoke of another audience")
        defaults, contact = _fields(body.get("campaign_defaults")), _fields(body.get("contact"))
        lines = [str(contact.get(name) or "").strip() for name in CONTACT]
        return AudienceFacts(
            id=self.id,
            name=str(body["name"]),
            members=self.counts(),
            double_optin=body.get("double_optin") is True,
            sender=str(defaults.get("from_name") or ""),
            sender_address=str(defaults.get("from_email") or ""),
            language=str(defaults.get("language") or ""),
            postal=", ".join(line for line in lines if line),
            page=str(body.get("subscribe_url_long") or ""),
            last_sent=str(_fields(body.get("stats")).get("campaign_last_sent") or ""),
            categories=self.categories(),
        )

    def counts(self) -> dict[str, int]:
        """Members by status."""
        return {
            status: int(self._asked(self.people.counted, self.id, status).body["total_items"])
            for status in STATUSES
        }

    def categories(self) -> tuple[Category, ...]:
        """Every category with its groups."""
        found = []
        for each in self._pages("categories", "id", SHAPE_OF_ID, self.people.categories, self.id):
            category = Category(
                str(each["id"]), str(each.get("title") or ""), str(each.get("type") or "")
            )
            found.append(self._with_groups(category))
        return tuple(found)

    def category(self, title: str) -> Category | None:
        """The one of that *title*; None where the audience surely has none."""
        return only(self.categories(), title)

    def members(self, status: str = "subscribed") -> Iterator[Member]:
        """Everybody of that *status*, a page at a time."""

        def page(offset: int) -> Answer:
            return self.people.members(self.id, offset, status)

        for each in self._pages("members", "id", SHAPE_OF_HASH, page):
            follows = {str(name) for name, told in _fields(each.get("interests")).items() if told}
            yield Member(str(each["id"]), str(each.get("status") or ""), frozenset(follows))

    def _with_groups(self, category: Category) -> Category:
        rows = self._pages("interests", "id", SHAPE_OF_ID, self.people.groups, self.id, category.id)
        groups = tuple(Group(str(each["id"]), str(each.get("name") or "")) for each in rows)
        return Category(category.id, category.title, category.kind, groups)

    def _asked(self, call: Callable[..., Answer], *given: object) -> Answer:
        if self.account.late:
            raise Untold("Mailchimp took too long")
        answer = self.account.patient(call, *given)
        if not answer.done:
            raise Untold(answer.words)
        return answer

    def _pages(
        self, part: str, name: str, shape: Any, call: Callable[..., Answer], *given: object
    ) -> Iterator[Mapping[str, Any]]:
        """Every row of all pages, each once. Only a whole list counts; members who come and go
        while it is read are allowed for."""
        seen: set[str] = set()
        offset = 0
        while True:
            answer = self._asked(call, *given, offset)
            rows = [_fields(each) for each in answer.body[part]]
            for row in rows:
                ident = str(row.get(name) or "")
                if not shape.fullmatch(ident):
                    raise Untold(f"Mailchimp's list of {part} makes no sense")
                if ident not in seen:
                    seen.add(ident)
                    yield row
            offset += len(rows)
            if offset >= answer.body["total_items"]:
                return
            if not rows:
                raise Untold(f"Mailchimp's list of {part} is not whole")


def _fields(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
