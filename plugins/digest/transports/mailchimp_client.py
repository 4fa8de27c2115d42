"""The one place that calls Mailchimp's official client; every call ends in an Answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLong
from dataclasses import dataclass, replace
from threading import Thread
from typing import Any

from mailchimp_marketing import Client
from mailchimp_marketing.api_client import ApiClientError
from requests.exceptions import RequestException

from .mailchimp_answers import Answer, judge

SHAPE_OF_KEY = re.compile(r"[0-9a-z]+-(?P<server>us[0-9]+)")
SHAPE_OF_ID = re.compile(r"(?!.*server)[0-9a-z]{1,40}")
"""The client puts an id into an address unescaped, and rewrites the word "server" in it."""

PAGE = 1000  # campaigns in one answer; Mailchimp's most
LISTED = ("campaigns.id", "campaigns.settings.title", "campaigns.recipients.list_id", "total_items")


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds: to connect; between two bytes; for all of a call that looks, or that acts.

    Mailchimp gives up on a request after 120 seconds, so an action that lasts longer than we wait
    has ended there too.
    """

    connect: float = 10.0
    read: float = 125.0
    look: float = 45.0
    act: float = 150.0


class Edge:
    """Mailchimp's Marketing API. The key leaves this object for its own data centre only."""

    def __init__(self, key: str, timeouts: Timeouts | None = None, host: str = "") -> None:
        """Raise ValueError, before anything is sent, for what has not the shape of a key: the
        client takes the server's name from it. *host* stands in for Mailchimp in tests."""
        shape = SHAPE_OF_KEY.fullmatch(key)
        if shape is None:
            raise ValueError("not a Mailchimp key")
        self.timeouts = timeouts or Timeouts()
        pair = (self.timeouts.connect, self.timeouts.read)
        self._client = Client({"api_key": key, "server": shape["server"], "timeout": pair})
        if host:
            self._client.api_client.host = host

    def audience(self, ident: str) -> Answer:
        call = self._client.lists.get_list
        wanted = ["id", "name", "stats.member_count"]
        return self._look({"id": str, "stats": dict}, call, ident, fields=wanted)

    def listing(self, offset: int) -> Answer:
        """One page of all campaigns, oldest first, so that a new one does not move the others."""
        call = self._client.campaigns.list
        return self._look(
            {"campaigns": list, "total_items": int},
            call,
            fields=list(LISTED),
            count=PAGE,
            offset=offset,
            sort_field="create_time",
            sort_dir="ASC",
        )

    def campaign(self, ident: str) -> Answer:
        return self._look({"id": str, "status": str}, self._client.campaigns.get, ident)

    def content(self, ident: str) -> Answer:
        wanted = ["html", "plain_text"]
        return self._look({"html": str}, self._client.campaigns.get_content, ident, fields=wanted)

    def checklist(self, ident: str) -> Answer:
        wanted = ["is_ready", "items"]
        return self._look(
            {"is_ready": bool}, self._client.campaigns.get_send_checklist, ident, fields=wanted
        )

    def report(self, ident: str) -> Answer:
        wanted = ["id", "emails_sent", "send_time", "unsubscribed", "abuse_reports", "bounces"]
        return self._look(
            {"emails_sent": int}, self._client.reports.get_campaign_report, ident, fields=wanted
        )

    def create(self, body: Mapping[str, Any]) -> Answer:
        return self._act({"id": str, "status": str}, self._client.campaigns.create, dict(body))

    def change(self, ident: str, body: Mapping[str, Any]) -> Answer:
        return self._act({"id": str}, self._client.campaigns.update, ident, dict(body))

    def fill(self, ident: str, html: str, text: str) -> Answer:
        body = {"html": html, "plain_text": text}
        return self._act({"html": str}, self._client.campaigns.set_content, ident, body)

    def send(self, ident: str) -> Answer:
        return self._act(None, self._client.campaigns.send, ident)

    def schedule(self, ident: str, moment: str) -> Answer:
        return self._act(None, self._client.campaigns.schedule, ident, {"schedule_time": moment})

    def test(self, ident: str, addresses: Sequence[str]) -> Answer:
        body = {"test_emails": list(addresses), "send_type": "html"}
        return self._act(None, self._client.campaigns.send_test_email, ident, body)

    def remove(self, ident: str) -> Answer:
        return self._act(None, self._client.campaigns.remove, ident)

    def _look(
        self, expected: Mapping[str, type], call: Callable[..., Any], *given: Any, **named: Any
    ) -> Answer:
        result = _within(self.timeouts.look, lambda: call(*given, **named))
        return self._without_key(judge(result, expected))

    def _act(
        self, expected: Mapping[str, type] | None, call: Callable[..., Any], *given: Any
    ) -> Answer:
        result = _within(self.timeouts.act, lambda: call(*given))
        return self._without_key(judge(result, expected))

    def _without_key(self, answer: Answer) -> Answer:
        key = self._client.api_client.api_key
        return replace(answer, words=answer.words.replace(key, "(the key)"))


def _within(seconds: float, call: Callable[[], Any]) -> Any:
    """What *call* returned, or the ApiClientError that it raised or that says it took too long.

    The client's own time-out counts from one byte to the next, so an answer that drips would last
    for ever. The call runs in a thread that is left behind then: what it may still do is what
    Mailchimp may still do with any call whose fate is unknown.
    """
    future: Future[Any] = Future()

    def work() -> None:
        try:
            future.set_result(call())
        except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits
            future.set_exception(error)

    Thread(target=work, daemon=True).start()
    try:
        return future.result(seconds)
    except TookTooLong:
        return ApiClientError(RequestException("no whole answer in time"))
    except ApiClientError as error:
        return error
