"""The edge to the official client: where the key goes, and what each answer is taken for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from mailchimp_marketing.api_client import ApiClientError

from plugins.blog import ProblemsFound
from plugins.digest.ledger import Ledger
from plugins.digest.transports.mailchimp import Mailchimp
from plugins.digest.transports.mailchimp_answers import Fate, judge
from plugins.digest.transports.mailchimp_client import SHAPE_OF_ID, Edge

from .description import answer_faults, find_call
from .machine import LIST, QUICK, SETTINGS, judge_secrecy, world
from .wire import KEY, Fault


def test_the_key_goes_to_its_own_data_centre() -> None:
    client = Edge(KEY)._client.api_client
    assert client.host.replace("server", client.server) == "https://us21.api.mailchimp.com/3.0"
    assert client.timeout == (10.0, 125.0)


@pytest.mark.parametrize("key", ["", "abc", "abc-us21 ", "x-evil.example/", "a-us1.evil", "É-us1"])
def test_what_is_no_key_makes_no_client(key: str) -> None:
    with pytest.raises(ValueError, match="not a Mailchimp key"):
        Edge(key)


@pytest.mark.parametrize("ident", ["", "a/b", "../x", "myserver1", "server", "a b", "A1", "a" * 41])
def test_what_is_no_id_is_never_put_into_an_address(ident: str) -> None:
    assert SHAPE_OF_ID.fullmatch(ident) is None


def test_two_audiences_are_one_too_many(tmp_path: Path) -> None:
    settings = replace(SETTINGS, audience="cccc3333")
    environment = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}
    with pytest.raises(ProblemsFound, match="two different audiences"):
        Mailchimp.open(settings, Ledger(tmp_path / "sent.jsonl"), environment)


def response(status: int) -> requests.Response:
    made = requests.Response()
    made.status_code = status
    return made


WORDS = '{"title": "T", "status": 400, "detail": "No."}'


@pytest.mark.parametrize(
    ("result", "fate"),
    [
        (response(204), Fate.DONE),
        (response(200), Fate.UNKNOWN),
        (response(429), Fate.THROTTLED),
        (response(403), Fate.THROTTLED),
        (response(500), Fate.UNKNOWN),
        ("<html>", Fate.UNKNOWN),
        ({"id": "x"}, Fate.UNKNOWN),
        (ApiClientError(WORDS, 400), Fate.REFUSED),
        (ApiClientError(WORDS, 403), Fate.REFUSED),
        (ApiClientError("<html>", 403), Fate.THROTTLED),
        (ApiClientError("<html>", 404), Fate.UNKNOWN),
        (ApiClientError(WORDS, 408), Fate.UNKNOWN),
        (ApiClientError(WORDS, 500), Fate.UNKNOWN),
        (ApiClientError(requests.exceptions.ConnectTimeout()), Fate.UNSENT),
        (ApiClientError(requests.exceptions.ReadTimeout()), Fate.UNKNOWN),
        (ApiClientError(requests.exceptions.ChunkedEncodingError()), Fate.UNKNOWN),
    ],
)
def test_the_fate_of_an_action(result: object, fate: Fate) -> None:
    assert judge(result, None).fate is fate


def test_a_document_counts_only_with_what_it_should_hold() -> None:
    assert judge({"id": "x", "status": "save"}, {"id": str, "status": str}).fate is Fate.DONE
    assert judge({"id": "x"}, {"id": str, "status": str}).fate is Fate.UNKNOWN
    assert judge(response(204), {"id": str}).fate is Fate.UNKNOWN


def test_a_mistake_of_ours_keeps_its_traceback(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        edge = at.machine().open().edge
        with pytest.raises(TypeError, match="not JSON serializable"):
            edge.change("aa", {"settings": {"title": datetime.now(UTC)}})
        assert at.fake.asked == []
        judge_secrecy(at)


def test_an_answer_that_drips_is_cut_off(tmp_path: Path) -> None:
    """Each byte arrives in time, and the whole never: the limit is for the whole."""
    with world(tmp_path) as at:
        edge = at.machine(timeouts=QUICK).open().edge
        at.wire.plan = lambda *_: Fault("drip", "drip", acts=True)
        for call in (edge.audience, edge.remove):
            answer = call("aa")
            assert answer.fate is Fate.UNKNOWN
            assert answer.words == "the connection to Mailchimp broke off"


def test_the_fake_answers_as_the_description_says(tmp_path: Path) -> None:
    with world(tmp_path) as at:
        machine = at.machine()
        machine.run()
        (ident,) = at.campaigns()
        topics = at.fake.people.add_category(LIST, "Topics", "Courage")["id"]
        for path in (
            "/campaigns",
            f"/campaigns/{ident}",
            f"/campaigns/{ident}/content",
            f"/campaigns/{ident}/send-checklist",
            f"/reports/{ident}",
            f"/lists/{LIST}",
            f"/lists/{LIST}/interest-categories",
            f"/lists/{LIST}/interest-categories/{topics}/interests",
            f"/lists/{LIST}/members",
        ):
            found = find_call("GET", path)
            assert found
            status, document = at.fake.respond("GET", path, {}, "")
            assert (status, answer_faults(found[2], document)) == (200, [])


@pytest.mark.parametrize(
    ("verb", "path", "query", "body"),
    [
        ("POST", "/campaigns", {}, '{"type": "regular", "segments_opts": {}}'),
        ("POST", "/campaigns", {}, '{"settings": {}}'),
        ("POST", "/campaigns", {}, '{"type": "regular", "recipients": {"segments_opts": {}}}'),
        ("PATCH", "/campaigns/aa", {}, '{"settings": {"title": "T"}}'),
        ("GET", "/campaigns", {"title": ["T"]}, ""),
        ("GET", "/campaigns", {"count": ["1001"]}, ""),
        ("GET", "/campaigns", {"fields": ["c,a,m,p"]}, ""),
        ("GET", "/campaigns", {"status": ["archived"]}, ""),
        ("POST", "/campaigns/aa/actions/send", {}, "{}"),
        ("POST", "/campaigns/aa/actions/replicate", {}, ""),
    ],
)
def test_the_fake_refuses_what_the_description_does_not_know(
    verb: str, path: str, query: dict[str, list[str]], body: str, tmp_path: Path
) -> None:
    with world(tmp_path) as at:
        status, _ = at.fake.respond(verb, path, query, body)
        assert status in (400, 404)
        assert at.fake.violations
