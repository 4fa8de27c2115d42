"""A press over a folder of its own whose Mailchimp is the fake."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from plugins.blog import Article
from plugins.digest import press as press_module
from plugins.digest.month import Month
from plugins.digest.press import Press
from plugins.digest.transports.mailchimp import Mailchimp
from plugins.digest.transports.mailchimp_account import Clock
from plugins.digest.transports.mailchimp_client import Edge
from tests.digest.samples import NOVEMBER, SITE, TEMPLATES, article
from tests.digest.test_shelf import shelf_of

from .machine import World, world
from .wire import KEY

FIRST = article(
    "the-rush-fee",
    title="The rush fee",
    summary="Katrin asked a fee of 58 euros for haste, and dropped it in a week.",
    question="Would you have dropped the fee?",
    answers=("Yes", "No"),
)
SECOND = article("raise-your-hand", summary="A hand was ignored for twenty seconds in a shop.")


@dataclass
class House:
    """Articles, what is remembered of them, and the account they are mailed through."""

    at: World
    folder: Path
    articles: list[Article] = field(default_factory=lambda: [FIRST, SECOND])
    told: list[str] = field(default_factory=list)

    def press(self, now: datetime | None = None) -> Press:
        """Everything read anew, as each command does."""
        now = now or self.at.fake.clock.moment()
        shelf = shelf_of(self.folder / "editions", *self.articles, now=now)
        section = replace(
            shelf.settings,
            sender="Ann of CX Greetz",
            ledger=str(self.folder / "editions" / "sent.jsonl"),
            trials=str(self.folder / "var" / "ledger.jsonl"),
            outbox=str(self.folder / "var" / "outbox"),
            preview=str(self.folder / "var" / "preview"),
        )
        shelf = replace(shelf, settings=section)
        pelican: dict[str, Any] = {"PATH": str(self.folder)}
        output = self.folder / "output"
        return Press(
            pelican, section, SITE, shelf, (), TEMPLATES, output, now, tell=self.told.append
        )

    def mend(self, slug: str, **changed: Any) -> None:
        """Change an article."""
        found = next(each for each in self.articles if each.slug == slug)
        self.articles[self.articles.index(found)] = replace(found, **changed)

    def send(self, month: Month = NOVEMBER, via: str = "mailchimp") -> Any:
        """Send the edition; then time passes until it is out."""
        press = self.press()
        receipt = press.submit(press.prove(month, via), via)
        self.at.fake.clock.sleep(3600)
        return receipt

    def names(self) -> list[str]:
        """What is kept."""
        kept = (self.folder / "editions").iterdir()
        return sorted(each.name for each in kept if each.name != "published.jsonl")


@contextmanager
def house(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setenv("MAILCHIMP_API_KEY", KEY)
    monkeypatch.setenv("MAILCHIMP_LIST_ID", "aaaa1111")
    with world(folder / "account") as at:
        usual, clock = Mailchimp.open, at.fake.clock

        def here(*given: Any) -> Mailchimp:
            opened = usual(*given)
            counted = Clock(lambda: clock.now, clock.sleep, clock.moment)
            return replace(opened, edge=Edge(KEY, host=at.wire.host), clock=counted)

        monkeypatch.setattr(Mailchimp, "open", here)
        monkeypatch.setattr(press_module, "check_live", lambda *_: [])
        (folder / "editions").mkdir()
        yield House(at, folder)
