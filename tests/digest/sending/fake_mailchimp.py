"""A Mailchimp that remembers: audiences, campaigns, who got which mail, and what it was asked."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from .description import faults, find_call
from .fake_people import FakePeople

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
COUNTED_AFTER = 1.0  # seconds until a new campaign knows how many it would go to
SENDS_FOR = 30.0  # seconds that a campaign stays in "sending"

Reply = tuple[int, Any]
"""A status and a document; None is an empty body."""


def problem(status: int, title: str, detail: str, **more: Any) -> Reply:
    address = "https://mailchimp.com/developer/marketing/docs/errors/"
    return status, {
        "type": address,
        "title": title,
        "status": status,
        "detail": detail,
        "instance": "0d1c2b3a",
        **more,
    }


def select(document: Any, fields: list[str]) -> Any:
    """Only what *fields* name, "campaigns.settings.title" being inside each of "campaigns"."""
    if isinstance(document, list):
        return [select(each, fields) for each in document]
    if not isinstance(document, dict):
        return document
    inner: dict[str, list[str]] = {}
    for field_ in fields:
        first, _, rest = field_.partition(".")
        inner.setdefault(first, []).extend([rest] if rest else [])
    return {
        name: select(document[name], within) if within else document[name]
        for name, within in inner.items()
        if name in document
    }


@dataclass
class Clock:
    """Time that passes only by being slept through."""

    now: float = 0.0
    woken: list[Callable[[], None]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        assert seconds >= 0
        self.now += seconds
        for each in self.woken:
            each()

    def moment(self) -> datetime:
        return START + timedelta(seconds=self.now)


@dataclass
class FakeMailchimp:
    """One account. *lag* hides campaigns younger than so many seconds from the list."""

    clock: Clock
    audiences: dict[str, dict[str, str]] = field(default_factory=dict)  # id -> address -> status
    campaigns: dict[str, dict[str, Any]] = field(default_factory=dict)
    mails: list[tuple[str, str]] = field(default_factory=list)  # campaign, address
    tests: list[tuple[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    later: list[tuple[float, Callable[[], Any]]] = field(default_factory=list)
    lag: float = 0.0
    paid: bool = False
    badge: bool = False
    keeps_tracking: bool = False
    counted_after: float = COUNTED_AFTER
    watched: str = ""  # the title of the campaign that people meddle with
    made: int = 0
    people: FakePeople = field(init=False)

    def __post_init__(self) -> None:
        self.people = FakePeople(self.audiences, lambda: self.clock.now, problem)

    # -- what the test may do to it

    def add_audience(self, ident: str, **members: str) -> None:
        self.audiences[ident] = {
            f"{who}@{ident}.example": status for who, status in members.items()
        }

    def add_campaign(self, title: str, audience: str, status: str = "save", **settings: Any) -> str:
        body = {
            "type": "regular",
            "recipients": {"list_id": audience},
            "settings": {"title": title, "from_name": "Somebody", "reply_to": "s@else.example"}
            | settings,
        }
        made = self._create(body)[1]
        self.campaigns[made["id"]]["status"] = status
        return str(made["id"])

    def press_send(self, ident: str) -> None:
        """A person sends it in the web pages."""
        self._send(ident)

    def catch_up(self) -> None:
        """Let everything happen that was put off."""
        while self.later:
            self.clock.now = max(self.clock.now, min(when for when, _ in self.later))
            self.pass_time()

    def pass_time(self) -> None:
        due = [each for each in self.later if each[0] <= self.clock.now]
        self.later = [each for each in self.later if each[0] > self.clock.now]
        for _, act in due:
            act()
        for each in self.campaigns.values():
            if each["status"] == "sending" and self.clock.now >= each["_sent_at"] + SENDS_FOR:
                each["status"] = "sent"

    # -- what it is asked over the wire

    def respond(self, verb: str, path: str, query: dict[str, list[str]], body: str) -> Reply:
        self.pass_time()
        found = find_call(verb, path)
        if found is None:
            self.violations.append(f"{verb} {path} is not in the description")
            return problem(404, "Resource Not Found", "The requested resource could not be found.")
        described, idents, call = found
        wrong = faults(call, query, body)
        if wrong:
            self.violations.extend(f"{verb} {path}: {each}" for each in wrong)
            return problem(400, "Invalid Resource", "; ".join(wrong))
        status, document = self._handle(verb, described, idents, query, body)
        if status == 200 and "fields" in query:
            document = select(document, query["fields"][0].split(","))
        return status, document

    def _handle(
        self, verb: str, described: str, idents: list[str], query: dict[str, list[str]], body: str
    ) -> Reply:
        given = json.loads(body) if body else None
        ident = idents[0] if idents else ""
        match (verb, described):
            case ("GET", "/campaigns"):
                return self._list(query)
            case ("POST", "/campaigns"):
                return self._create(given)
        if described.startswith("/lists/"):
            return self.people.respond(verb, described, idents, query, given or {})
        if ident not in self.campaigns:
            return problem(404, "Resource Not Found", "The requested resource could not be found.")
        match (verb, described.removeprefix("/campaigns/{campaign_id}")):
            case ("GET", ""):
                return 200, self._shown(ident)
            case ("PATCH", ""):
                return self._change(ident, given)
            case ("DELETE", ""):
                del self.campaigns[ident]
                return 204, None
            case ("GET", "/content"):
                return 200, self._content(ident)
            case ("PUT", "/content"):
                return self._fill(ident, given)
            case ("GET", "/send-checklist"):
                return 200, self._checklist(ident)
            case ("POST", "/actions/send"):
                return self._send(ident)
            case ("POST", "/actions/schedule"):
                return self._schedule(ident, given["schedule_time"])
            case ("POST", "/actions/test"):
                self.tests.extend((ident, address) for address in given["test_emails"])
                return 204, None
            case _:
                return self._report(ident)

    def subscribed(self, audience: str) -> list[str]:
        members = self.audiences.get(audience, {})
        return [who for who, status in members.items() if status == "subscribed"]

    def readers(self, ident: str) -> list[str]:
        """Who would get it: the subscribed, or those of them whom a campaign went to."""
        recipients = self.campaigns[ident]["recipients"]
        readers = self.subscribed(recipients["list_id"])
        for each in (recipients.get("segment_opts") or {}).get("conditions", ()):
            assert (each["condition_type"], each["op"]) == ("Aim", "sent")
            wrong = [key for key, c in self.campaigns.items() if str(c["web_id"]) == each["value"]]
            got = {who for key in wrong for who in self.reached(key)}
            readers = [who for who in readers if who in got]
        return readers

    def reached(self, ident: str) -> list[str]:
        """Who has got it; half of them while it is still being sent."""
        got = [who for campaign, who in self.mails if campaign == ident]
        return got[: len(got) // 2] if self.campaigns[ident]["status"] == "sending" else got

    def _list(self, query: dict[str, list[str]]) -> Reply:
        shown = [
            self._shown(ident)
            for ident, each in self.campaigns.items()
            if each["_made_at"] <= self.clock.now - self.lag or each["_made_at"] < 0
        ]
        if query.get("sort_dir", ["DESC"]) == ["DESC"]:
            shown.reverse()
        offset, count = int(query.get("offset", ["0"])[0]), int(query.get("count", ["10"])[0])
        return 200, {"campaigns": shown[offset : offset + count], "total_items": len(shown)}

    def _create(self, body: dict[str, Any]) -> Reply:
        audience = body.get("recipients", {}).get("list_id")
        if audience not in self.audiences:
            return problem(400, "Invalid Resource", "The list ID is invalid.")
        self.made += 1
        # Ids do not grow with time, so whoever elects by id alone elects wrongly.
        ident = f"{(self.made * 7919) % 65536:04x}c{self.made:05d}"
        given = copy.deepcopy(body)
        self.campaigns[ident] = {
            "id": ident,
            "web_id": 1000 + self.made,
            "type": given["type"],
            "create_time": self.clock.moment().isoformat(timespec="seconds"),
            "status": "save",
            "emails_sent": 0,
            "send_time": "",
            "content_type": "html",
            "recipients": given["recipients"],
            "settings": {"auto_footer": True, "inline_css": False} | given.get("settings", {}),
            "tracking": {"opens": True, "html_clicks": True, "text_clicks": False}
            | given.get("tracking", {}),
            "_made_at": self.clock.now,
            "_sent_at": 0.0,
            "_html": "",
            "_text": "",
        }
        self._keep_tracking(ident)
        return 200, self._shown(ident)

    def _keep_tracking(self, ident: str) -> None:
        if self.keeps_tracking:
            self.campaigns[ident]["tracking"]["html_clicks"] = True

    def _shown(self, ident: str) -> dict[str, Any]:
        stored = self.campaigns[ident]
        shown = {
            key: dict(each) if isinstance(each, dict) else each
            for key, each in stored.items()
            if key[0] != "_"
        }
        counted = self.clock.now >= stored["_made_at"] + self.counted_after
        shown["recipients"]["recipient_count"] = len(self.readers(ident)) if counted else 0
        shown["recipients"]["list_is_active"] = True
        shown["recipients"].setdefault("segment_text", "")
        return shown

    def _change(self, ident: str, body: dict[str, Any]) -> Reply:
        stored = self.campaigns[ident]
        if stored["status"] != "save":
            return problem(400, "Bad Request", "Cannot edit a campaign that is being sent.")
        stored["settings"] |= body["settings"]
        stored["tracking"] |= body.get("tracking", {})
        stored["recipients"] |= body.get("recipients", {})
        self._keep_tracking(ident)
        return 200, self._shown(ident)

    def _fill(self, ident: str, body: dict[str, Any]) -> Reply:
        stored = self.campaigns[ident]
        if stored["status"] != "save":
            return problem(400, "Bad Request", "Cannot edit a campaign that is being sent.")
        stored["_html"], stored["_text"] = body["html"], body["plain_text"]
        return 200, self._content(ident)

    def _content(self, ident: str) -> dict[str, Any]:
        stored = self.campaigns[ident]
        page = stored["_html"]
        if self.badge:
            link = '<a href="http://eepurl.com/badge"><img alt="Mailchimp" src="b.png"></a>'
            page = page.replace("</body>", f"<center>{link}</center></body>")
        return {"html": page, "plain_text": stored["_text"], "archive_html": page}

    def _objections(self, ident: str) -> list[str]:
        stored = self.campaigns[ident]
        found = []
        if "*|UNSUB|*" not in stored["_html"]:
            found.append("The content lacks an unsubscribe link.")
        if self.clock.now < stored["_made_at"] + self.counted_after:
            found.append("The recipients are still being counted.")
        elif not self.readers(ident):
            found.append("There are no recipients.")
        return found

    def _checklist(self, ident: str) -> dict[str, Any]:
        wrong = self._objections(ident)
        items = [{"type": "error", "heading": "Not ready", "details": each} for each in wrong]
        return {"is_ready": not wrong, "items": items or [{"type": "success", "heading": "List"}]}

    def _send(self, ident: str) -> Reply:
        stored = self.campaigns.get(ident)
        if stored is None:
            return problem(404, "Resource Not Found", "The requested resource could not be found.")
        if stored["status"] != "save":
            return problem(400, "Bad Request", "This campaign has already been sent.")
        if self._objections(ident):
            return problem(400, "Bad Request", "Your Campaign is not ready to send.")
        readers = self.readers(ident)
        stored["status"], stored["_sent_at"] = "sending", self.clock.now
        stored["send_time"] = self.clock.moment().isoformat(timespec="seconds")
        stored["emails_sent"] = len(readers)
        self.mails.extend((ident, who) for who in readers)
        return 204, None

    def _schedule(self, ident: str, when: str) -> Reply:
        if not self.paid:
            return problem(403, "Forbidden", "Your plan does not include scheduling.")
        if datetime.fromisoformat(when).minute % 15:
            return problem(400, "Invalid Resource", "schedule_time must be on a quarter hour.")
        if self._objections(ident) or self.campaigns[ident]["status"] != "save":
            return problem(400, "Bad Request", "Your Campaign is not ready to send.")
        self.campaigns[ident]["status"] = "schedule"
        self.campaigns[ident]["send_time"] = when
        seconds = (datetime.fromisoformat(when) - START).total_seconds()
        self.later.append((seconds, lambda: self._send_scheduled(ident)))
        return 204, None

    def _send_scheduled(self, ident: str) -> None:
        if self.campaigns.get(ident, {}).get("status") == "schedule":
            self.campaigns[ident]["status"] = "save"
            self._send(ident)

    def _report(self, ident: str) -> Reply:
        stored = self.campaigns[ident]
        if stored["status"] not in ("sending", "sent"):
            return problem(404, "Resource Not Found", "The requested resource could not be found.")
        return 200, {
            "id": ident,
            "emails_sent": stored["emails_sent"],
            "send_time": stored["send_time"],
            "unsubscribed": 1,
            "abuse_reports": 0,
            "bounces": {"hard_bounces": 1, "soft_bounces": 2, "syntax_errors": 0},
        }
