from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from plugins.blog import ProblemsFound
from plugins.digest.delivery import ALREADY, PUT, READY, REWRITTEN, Receipt, Transport, deliver
from plugins.digest.ledger import SUBMITTED, Ledger
from plugins.digest.message import Message
from plugins.digest.transports import open_ledger, open_transport
from plugins.digest.transports.outbox import Outbox
from tests.digest.samples import ROOT, SETTINGS, edition, mailed

AT = datetime(2026, 12, 3, 8, tzinfo=UTC)
DAY = datetime(2026, 11, 19, 8, tzinfo=UTC)
MESSAGE = mailed(edition())


@dataclass
class Post:
    """A provider that keeps what it is given."""

    sent: list[str] = field(default_factory=list)
    outcome: str = SUBMITTED
    name: str = "post"
    final: bool = True

    def find(self, key: str) -> Receipt | None:
        return Receipt(key, self.name, "7", outcome=ALREADY) if key in self.sent else None

    def send(self, message: Message, key: str) -> Receipt:  # noqa: ARG002
        self.sent.append(key)
        return Receipt(key, self.name, "7", outcome=self.outcome)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger.jsonl")


def test_twice_is_already_sent(ledger: Ledger):
    post: Transport = Post()
    assert deliver(MESSAGE, "k", post, ledger, AT).outcome == SUBMITTED
    again = deliver(MESSAGE, "k", post, ledger, AT)
    assert (again.outcome, again.submitted) == (ALREADY, "2026-12-03T08:00:00+00:00")
    assert post.sent == ["k"]
    assert len(list(ledger)) == 1


def test_a_lost_ledger_is_made_good_by_the_provider(ledger: Ledger):
    post = Post(sent=["k"])
    assert deliver(MESSAGE, "k", post, ledger, AT).outcome == ALREADY
    assert post.sent == ["k"]
    assert ledger.find("k", "post") is not None


def test_a_draft_is_not_recorded_as_submitted(ledger: Ledger):
    assert deliver(MESSAGE, "k", Post(outcome=READY), ledger, AT).outcome == READY
    assert ledger.find("k", "post") is None


def test_the_claim_is_held_while_it_is_sent(ledger: Ledger):
    class Twice(Post):
        def send(self, message: Message, key: str) -> Receipt:
            return deliver(message, key, Post(), ledger, AT)

    with pytest.raises(ProblemsFound):
        deliver(MESSAGE, "k", Twice(), ledger, AT)


def test_the_outbox_writes_again_says_already_and_rewrites(tmp_path: Path, ledger: Ledger):
    outbox = Outbox(tmp_path / "outbox", DAY)
    assert deliver(MESSAGE, "k", outbox, ledger, AT).outcome == PUT
    place = tmp_path / "outbox" / "k"
    assert sorted(path.name for path in place.iterdir()) == [
        "message.eml",
        "message.html",
        "message.txt",
    ]
    stamp = (place / "message.eml").stat().st_mtime_ns
    assert deliver(MESSAGE, "k", outbox, ledger, AT).outcome == ALREADY
    assert (place / "message.eml").stat().st_mtime_ns == stamp
    changed = mailed(edition(settings={"sender": "Somebody else"}))
    assert deliver(changed, "k", outbox, ledger, AT).outcome == REWRITTEN
    assert [entry.note for entry in ledger] == [PUT, REWRITTEN]


def test_a_trial_never_blocks_a_real_send(tmp_path: Path, ledger: Ledger):
    deliver(MESSAGE, "k", Outbox(tmp_path / "outbox", DAY), ledger, AT)
    assert deliver(MESSAGE, "k", Post(), ledger, AT).outcome == SUBMITTED
    assert open_ledger("outbox", SETTINGS).path != open_ledger("mailchimp", SETTINGS).path


def test_the_outbox_loads_no_client():
    script = """
import sys
from plugins.digest.transports import open_transport
from tests.digest.test_delivery import DAY, SETTINGS, Ledger, Path
open_transport("outbox", SETTINGS, Ledger(Path("x")), DAY)
print([name for name in sys.modules if name.startswith(("mailchimp", "requests"))])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_an_unknown_transport_is_a_problem(ledger: Ledger):
    with pytest.raises(ProblemsFound) as found:
        open_transport("pigeon", SETTINGS, ledger, DAY)
    assert '"pigeon" is not a way to send; choose outbox or mailchimp' in str(found.value)
