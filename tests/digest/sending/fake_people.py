"""The part of the fake that knows who is in an audience and what they chose."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Reply = tuple[int, Any]
LOST = (404, "Resource Not Found", "The requested resource could not be found.")


@dataclass
class FakePeople:
    """*audiences* is the fake's own: id -> address -> status. Two categories of one name are
    allowed, as nobody promises that Mailchimp refuses them. *lag* hides what is younger."""

    audiences: dict[str, dict[str, str]]
    now: Callable[[], float]
    problem: Callable[..., Reply]
    categories: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    follows: dict[tuple[str, str], set[str]] = field(default_factory=dict)
    patched: list[str] = field(default_factory=list)  # addresses, one for each call
    demands_fields: bool = False
    refuses_twins: bool = False
    lag: float = 0.0
    page: int = 1000  # rows in one answer at most
    made: int = 0

    # -- what the test may do to it

    def add_category(self, audience: str, title: str, *groups: str) -> dict[str, Any]:
        made = {"id": self._name(), "title": title, "type": "checkboxes", "_at": -1e9}
        made["_groups"] = [{"id": self._name(), "name": each, "_at": -1e9} for each in groups]
        self.categories.setdefault(audience, []).append(made)
        return made

    def choose(self, audience: str, who: str, *groups: str) -> None:
        """*who* ticks these groups, and no others."""
        ids = {each["name"]: each["id"] for each in self._groups(audience)}
        self.follows[audience, f"{who}@{audience}.example"] = {ids[name] for name in groups}

    def chosen(self, audience: str) -> dict[str, set[str]]:
        """What each member follows, by name."""
        names = {each["id"]: each["name"] for each in self._groups(audience)}
        return {
            address.partition("@")[0]: {
                names[ident] for ident in self.follows.get((audience, address), set())
            }
            for address in self.audiences[audience]
        }

    def titles(self, audience: str) -> list[str]:
        return [each["title"] for each in self.categories.get(audience, [])]

    def names(self, audience: str) -> list[str]:
        return [each["name"] for each in self._groups(audience)]

    # -- what it is asked over the wire

    def respond(
        self,
        verb: str,
        described: str,
        idents: list[str],
        query: dict[str, list[str]],
        given: dict[str, Any],
    ) -> Reply:
        audience = idents[0]
        if audience not in self.audiences:
            return self.problem(*LOST)
        match (verb, described.removeprefix("/lists/{list_id}")):
            case ("GET", ""):
                return self._described(audience)
            case ("GET", "/interest-categories"):
                shown = self._seen(self.categories.get(audience, []))
                return 200, self._paged("categories", shown, query)
            case ("POST", "/interest-categories"):
                return self._add(self.categories.setdefault(audience, []), given, _groups=[])
            case ("GET", "/interest-categories/{interest_category_id}/interests"):
                category = self._category(audience, idents[1])
                if category is None:
                    return self.problem(*LOST)
                return 200, self._paged("interests", self._seen(category["_groups"]), query)
            case ("POST", "/interest-categories/{interest_category_id}/interests"):
                category = self._category(audience, idents[1])
                return self._add(category["_groups"], given) if category else self.problem(*LOST)
            case ("GET", "/members"):
                status = query.get("status", ["subscribed"])[0]
                members = self.audiences[audience].items()
                rows = [self._member(audience, who) for who, each in members if each == status]
                return 200, self._paged("members", rows, query)
            case _:
                return self._change(audience, idents[1], query, given)

    def _change(
        self, audience: str, ident: str, query: dict[str, list[str]], given: dict[str, Any]
    ) -> Reply:
        found = [who for who in self.audiences[audience] if digest(who) == ident]
        if not found:
            return self.problem(*LOST)
        (who,) = found
        assert set(given) == {"interests"}, "only what a member follows may be touched"
        if self.demands_fields and query.get("skip_merge_validation") != ["true"]:
            return self.problem(400, "Invalid Resource", "Your merge fields were invalid.")
        known = {each["id"] for each in self._groups(audience)}
        for wanted in given["interests"]:
            if wanted not in known:
                words = f"Invalid interest ID: '{wanted}'."
                return self.problem(400, "Invalid Resource", words)
        self.patched.append(who)
        follows = self.follows.setdefault((audience, who), set())
        for each, told in given["interests"].items():
            follows.add(each) if told else follows.discard(each)
        return 200, self._member(audience, who)

    def _described(self, audience: str) -> Reply:
        subscribed = [each for each in self.audiences[audience].values() if each == "subscribed"]
        return 200, {
            "id": audience,
            "name": f"Readers of {audience}",
            "double_optin": True,
            "subscribe_url_long": f"https://greetz.us21.list-manage.com/subscribe?u=a1&id={audience}",
            "campaign_defaults": {
                "from_name": "Ann",
                "from_email": "ann@greetz.example",
                "subject": "",
                "language": "en",
            },
            "contact": {"company": "Greetz", "address1": "1 Sample Street", "city": "Utrecht"},
            "stats": {"member_count": len(subscribed), "campaign_last_sent": ""},
        }

    def _add(self, rows: list[dict[str, Any]], given: dict[str, Any], **inner: Any) -> Reply:
        name = given.get("title") or given["name"]
        if self.refuses_twins and name in [each.get("title") or each["name"] for each in rows]:
            words = f'Cannot add "{name}" because it already exists on the list.'
            return self.problem(400, "Bad Request", words)
        made = {"id": self._name(), **given, **inner, "_at": self.now()}
        rows.append(made)
        return 200, shown(made)

    def _member(self, audience: str, who: str) -> dict[str, Any]:
        follows = self.follows.get((audience, who), set())
        return {
            "id": digest(who),
            "email_address": who,
            "status": self.audiences[audience][who],
            "interests": {each["id"]: each["id"] in follows for each in self._groups(audience)},
        }

    def _paged(
        self, part: str, rows: list[dict[str, Any]], query: dict[str, list[str]]
    ) -> dict[str, Any]:
        offset, count = int(query.get("offset", ["0"])[0]), int(query.get("count", ["10"])[0])
        page = rows[offset : offset + min(count, self.page)]
        return {part: [shown(each) for each in page], "total_items": len(rows)}

    def _seen(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [each for each in rows if each["_at"] <= self.now() - self.lag]

    def _category(self, audience: str, ident: str) -> dict[str, Any] | None:
        found = (each for each in self.categories.get(audience, []) if each["id"] == ident)
        return next(found, None)

    def _groups(self, audience: str) -> list[dict[str, Any]]:
        return [group for each in self.categories.get(audience, []) for group in each["_groups"]]

    def _name(self) -> str:
        self.made += 1
        return f"{(self.made * 7919) % 65536:04x}{self.made:06x}"


def shown(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name[0] != "_"}


def digest(address: str) -> str:
    return hashlib.md5(address.lower().encode(), usedforsecurity=False).hexdigest()
