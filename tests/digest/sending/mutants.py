"""Mistakes made on purpose in the transport, each with a test that must fail by it.

python -m tests.digest.sending.mutants: try all, a line each. As a plugin of pytest (-p), with
MUTANT in the environment, it makes one of them before any test runs.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from plugins.digest import delivery
from plugins.digest.transports import (
    mailchimp,
    mailchimp_account,
    mailchimp_answers,
    mailchimp_client,
    mailchimp_protocol,
    mailchimp_run,
)
from plugins.digest.transports.mailchimp_answers import Answer, Fate
from plugins.digest.transports.mailchimp_order import Order

ROOT = Path(__file__).parents[3]
HERE = "tests/digest/sending"


def no_thread_limit() -> None:
    def at_any_length(_seconds: float, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except mailchimp_client.ApiClientError as error:
            return error

    mailchimp_client._within = at_any_length


def any_audience() -> None:
    Order.names = lambda self, campaign: campaign.title == self.title  # type: ignore[method-assign]


def another_audience_than_begun() -> None:
    mailchimp.Mailchimp._require_one_audience = lambda _self, _drive: None  # type: ignore[method-assign]


def not_asked_before_it_is_sent() -> None:
    class Blind:
        def __init__(self, transport: Any) -> None:
            self.transport = transport

        def __getattr__(self, name: str) -> Any:
            return getattr(self.transport, name)

        def find(self, _key: str) -> None:
            return None

    usual = delivery.deliver
    delivery.deliver = lambda m, k, transport, *rest: usual(m, k, Blind(transport), *rest)


def not_looked_for_in_the_list() -> None:
    usual = mailchimp_account.Account.look

    def look(self: Any, *given: Any) -> Any:
        view = usual(self, *given)
        return replace(view, listed=frozenset(each.id for each in view.campaigns))

    mailchimp_account.Account.look = look  # type: ignore[method-assign]


def no_band() -> None:
    Order.object_to = lambda _self, _recipients: ""  # type: ignore[method-assign]


def _line_after(method: str, state: str) -> None:
    """Keep the line *state* back until the call that it announces is over."""
    usual = getattr(mailchimp_run.Drive, method)
    write = mailchimp_run.Drive.write

    def late(self: Any, *given: Any) -> None:
        kept: list[tuple[Any, ...]] = []

        def hold(inner: Any, now: str, *more: Any, **named: Any) -> None:
            if now == state:
                kept.append((now, *more))
            else:
                write(inner, now, *more, **named)

        mailchimp_run.Drive.write = hold  # type: ignore[method-assign]
        try:
            usual(self, *given)
        finally:
            mailchimp_run.Drive.write = write  # type: ignore[method-assign]
            for each in kept:
                write(self, *each)

    setattr(mailchimp_run.Drive, method, late)


def creating_after_the_call() -> None:
    _line_after("_create", "creating")


def sending_after_the_call() -> None:
    _line_after("_launch", "sending")


def a_second_campaign_after_an_attempt() -> None:
    usual = mailchimp_protocol.decide

    def decide(past: Any, *given: Any) -> Any:
        return usual(replace(past, attempted=False, ready=False), *given)

    mailchimp_protocol.decide = mailchimp_run.decide = decide


def done_is_any_document() -> None:
    usual = mailchimp_answers.judge

    def judge(result: Any, expected: Any) -> Answer:
        if isinstance(result, dict):
            return Answer(Fate.DONE, status=200, body=result)
        return usual(result, expected)

    mailchimp_client.judge = judge


def done_is_any_200() -> None:
    usual = mailchimp_answers.judge

    def judge(result: Any, expected: Any) -> Answer:
        status = int(getattr(result, "status_code", 0) or 0)
        return Answer(Fate.DONE, status=200) if status == 200 else usual(result, expected)

    mailchimp_client.judge = judge


def content_not_read_back() -> None:
    mailchimp_run.compare_content = lambda *_given, **_named: ""


def settings_not_read_back() -> None:
    mailchimp_run.compare_settings = lambda _body, _stored: ""


def key_in_an_error() -> None:
    mailchimp_client.Edge._without_key = lambda _self, answer: answer  # type: ignore[method-assign]


def key_in_a_traceback() -> None:
    mailchimp_client.Edge.__repr__ = lambda self: self._client.api_client.api_key  # type: ignore[method-assign]


def correction_for_everybody() -> None:
    usual = mailchimp.Mailchimp.correcting

    def correcting(self: Any, key: str) -> Any:
        made = usual(self, key)
        return replace(made, order=replace(made.order, conditions=(), most=0))

    mailchimp.Mailchimp.correcting = correcting  # type: ignore[method-assign]


def correction_while_it_is_sent() -> None:
    mailchimp.WENT = ("sending", "sent", "sending")  # type: ignore[assignment]


def trusts_what_it_is_told() -> None:
    """Takes a 204 for a sent edition, and looks no more."""
    usual = mailchimp_run.Drive._launch

    def launch(self: Any, campaign: Any, goal: Any) -> None:
        usual(self, campaign, goal)
        self.account.look = lambda *_given: mailchimp_run.View((replace(campaign, status="sent"),))

    mailchimp_run.Drive._launch = launch  # type: ignore[method-assign]


@dataclass(frozen=True)
class Mutant:
    """What is done wrong, and the test that must fail by it."""

    make: Callable[[], None]
    caught_by: str

    @property
    def name(self) -> str:
        return self.make.__name__


MUTANTS = (
    Mutant(no_thread_limit, "test_client.py::test_an_answer_that_drips_is_cut_off"),
    Mutant(any_audience, "test_normal.py::test_sends_once_and_says_so_ever_after"),
    Mutant(
        another_audience_than_begun,
        "test_refusals.py::test_another_audience_than_the_one_it_was_begun_for",
    ),
    Mutant(
        not_asked_before_it_is_sent,
        "../test_delivery.py::test_a_lost_ledger_is_made_good_by_the_provider",
    ),
    Mutant(
        not_looked_for_in_the_list,
        "test_faults.py::test_a_second_machine_runs_before_a_call_of_the_first[30.0-edition]",
    ),
    Mutant(no_band, "test_refusals.py::test_a_number_of_readers_outside_the_band"),
    Mutant(creating_after_the_call, "test_normal.py::test_each_step_is_on_the_disk_before_it"),
    Mutant(sending_after_the_call, "test_normal.py::test_each_step_is_on_the_disk_before_it"),
    Mutant(
        a_second_campaign_after_an_attempt,
        "test_verbs.py::test_a_draft_that_was_ready_and_is_gone_is_never_made_again",
    ),
    Mutant(
        done_is_any_document,
        "test_faults.py::test_a_call_that_fails_once[200 with wrong types-edition]",
    ),
    Mutant(
        done_is_any_200, "test_faults.py::test_a_call_that_fails_once[200 with nothing-edition]"
    ),
    Mutant(
        content_not_read_back, "test_refusals.py::test_content_that_mailchimp_changes_is_refused"
    ),
    Mutant(settings_not_read_back, "test_refusals.py::test_a_segment_that_appears_is_refused"),
    Mutant(
        key_in_an_error,
        "test_faults.py::test_a_call_that_fails_once[401 that repeats the key-edition]",
    ),
    Mutant(key_in_a_traceback, "test_normal.py::test_the_transport_is_opened_by_its_name"),
    Mutant(
        correction_for_everybody, "test_faults.py::test_the_calls_of_an_ordinary_run[correction]"
    ),
    Mutant(
        correction_while_it_is_sent,
        "test_correction.py::test_it_waits_until_everybody_has_got_the_wrong_one",
    ),
    Mutant(
        trusts_what_it_is_told,
        "test_faults.py::test_a_call_that_fails_once[a success that is a lie-edition]",
    ),
)


def pytest_configure() -> None:
    """Make the mistake that the environment names."""
    name = os.environ.get("MUTANT")
    for each in MUTANTS:
        if each.name == name:
            each.make()


def run(mutant: Mutant, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run its test, or *tests*, with the mistake made."""
    chosen = tests or (str(Path(HERE, mutant.caught_by)),)
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-x",
            "-p",
            "tests.digest.sending.mutants",
            "--no-header",
            *chosen,
        ],
        cwd=ROOT,
        env={**os.environ, "MUTANT": mutant.name},
        capture_output=True,
        text=True,
        check=False,
    )


if __name__ == "__main__":
    for each in MUTANTS:
        done = run(each, *sys.argv[1:])
        failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
        verdict = {0: "LIVES", 1: "caught"}.get(done.returncode, f"broke ({done.returncode})")
        print(f"{verdict:8} {each.name:38} {failed[0][7:150] if failed else ''}", flush=True)
