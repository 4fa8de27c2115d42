"""A run in a process of its own, started as users start it, that can be killed at any moment.

python -m tests.digest.sending.killed FOLDER HOST [LINE MOMENT]: kills itself at the ledger's line
with that number, "before" it, with "half" of it written, or "after" it.
"""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from plugins.blog import ProblemsFound
from plugins.blog.problems import Uncertain
from plugins.digest.delivery import deliver
from plugins.digest.ledger import Entry, Ledger
from plugins.digest.transports.mailchimp import Mailchimp
from plugins.digest.transports.mailchimp_account import Clock
from plugins.digest.transports.mailchimp_client import Edge

from .machine import KEY, LIST, MESSAGE, MONTH_KEY, SETTINGS


@dataclass(frozen=True)
class DeadlyLedger(Ledger):
    """A ledger whose line with a given number is the last thing its process does."""

    line: int = -1
    moment: str = ""

    def record(self, entry: Entry) -> None:
        written = len(self.path.read_bytes().splitlines()) if self.path.exists() else 0
        if written != self.line:
            super().record(entry)
            return
        if self.moment != "before":
            super().record(entry)
        if self.moment == "half":
            whole = self.path.read_bytes()
            start = whole.rstrip(b"\n").rfind(b"\n") + 1
            os.truncate(self.path, (start + len(whole)) // 2)
        os.kill(os.getpid(), signal.SIGKILL)


class Elapsing:
    """Time that a sleep moves on at once: a killed process has nothing to wait for."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def main(folder: str, host: str, line: str = "-1", moment: str = "") -> int:
    ledger = DeadlyLedger(Path(folder) / "sent.jsonl", int(line), moment)
    environment = {"MAILCHIMP_API_KEY": KEY, "MAILCHIMP_LIST_ID": LIST}
    time = Elapsing()
    opened = Mailchimp.open(SETTINGS, ledger, environment)
    clock = Clock(lambda: time.now, time.sleep, lambda: datetime.now(UTC))
    transport = replace(opened, edge=Edge(KEY, host=host), clock=clock)
    try:
        receipt = deliver(MESSAGE, MONTH_KEY, transport, ledger, datetime.now(UTC))
    except ProblemsFound as problems:
        print(problems)
        return 1
    except Uncertain as uncertain:
        print(uncertain)
        return 2
    print(receipt.outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
