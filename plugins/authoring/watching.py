"""The site built again at every save while it is served."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Protocol

from watchfiles import watch

from .preview import HERE, Channel, Told, open_server

PAUSE = 250
"""Milliseconds without a save, after which it is looked whether a build has ended."""
PATIENCE = 10.0
"""Seconds that a build has to end when the preview does."""
Show = Callable[[Mapping[str, str]], None]
"""Is told pages, by their path."""
Glances = dict[str, tuple[str, str]]
"""By the path of a text, the path of its page and the page."""


class Desk(Protocol):
    """Who builds. Of its methods ``begin`` alone may be at work while others are."""

    def begin(self) -> Told:
        """Bring the site up to date, whatever happened since it was built."""

    def open(self) -> None:
        """Get ready for patches of what is built now."""

    def patch(self, paths: Iterable[str], show: Show) -> Told | None:
        """Bring it up to date after *paths* were saved, and *show* the pages that are known before
        all is in place; None where only ``begin`` can."""

    def glance(self, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """What can be told of *paths* before all else is: of each the path of a page, and it."""

    def rest(self) -> None:
        """Nobody has saved anything for a while."""

    def stop(self) -> None:
        """End ``begin``, if it is at work."""

    def about(self, address: str, page: str) -> str:
        """What an editor sees beside the finished *page* at *address*, as HTML; or nothing."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A build that failed in a way that nobody foresaw."""

    said: tuple[str, ...]
    code: int = 1


@dataclass(slots=True)
class Round:
    """What becomes of a save. Where a patch will do, it is a page at once. Else its own page is
    shown at once, and all others follow from a build.

    *begun* are the pages of what the build at work was begun for, *newer* those of what was saved
    *later*, each by the path of its text.
    """

    desk: Desk
    channel: Channel
    say: Callable[[str], None]
    build: Thread | None = None
    later: set[str] = field(default_factory=set)
    begun: Glances = field(default_factory=dict)
    newer: Glances = field(default_factory=dict)
    over: bool = False

    def whole(self) -> None:
        """Build the site."""
        if self.over:
            return
        try:
            told = self.desk.begin()
            if not self.over:
                self.begun = {}
                self.tell(told)
                with self.channel.busy:
                    self.desk.open()
        except Exception as error:  # noqa: BLE001 - the author has to hear of it all the same
            if not self.over:
                self.tell(Broken((f"the build broke off: {error}",)))

    def saved(self, paths: set[str]) -> None:
        """Do what is to be done about *paths*, and about what waits; there may be none."""
        changed = paths
        if self.build and not self.build.is_alive():
            changed, self.build, self.later = paths | self.later, None, set()
        if not changed:
            if not self.build:
                self.desk.rest()
            return
        with self.channel.busy:
            shown = self.channel.number
            told = None if self.build else self.desk.patch(changed, self._show)
            glances = {} if told else self.desk.glance(paths)  # of what waits they are shown
        if told and not told.code and self.channel.number > shown:
            self.newer = {}
            self.channel.settle()
            self.hear(told)
        elif told:
            self.newer = {}
            self.tell(told)
        else:
            self._follow(paths, glances)
        gc.collect()  # what a page is made with holds on to itself

    def _follow(self, paths: set[str], glances: Mapping[str, tuple[str, str]]) -> None:
        """Show what is known of *paths*, and have the site built, now or when the build at work has
        ended. Of a text that cannot be shown any more no older page is."""
        begins = self.build is None
        kept = {path: each for path, each in self.newer.items() if path not in paths}
        if begins:
            self.begun, self.newer = {**kept, **glances}, {}
        else:
            self.later |= paths
            self.begun = {path: each for path, each in self.begun.items() if path not in paths}
            self.newer = {**kept, **glances}
        self._show({})
        if begins:
            self.build = Thread(target=self.whole, daemon=True)
            self.build.start()

    def _show(self, pages: Mapping[str, str]) -> None:
        ahead = {**dict(self.begun.values()), **dict(self.newer.values()), **pages}
        if ahead != self.channel.ahead:
            self.channel.show(ahead)

    def end(self) -> None:
        """Leave the site as the last whole build made it."""
        self.over = True
        self.desk.stop()
        if self.build:
            self.build.join(PATIENCE)
        self.desk.rest()

    def tell(self, told: Told) -> None:
        """A build or a patch is in place."""
        self.hear(told)
        self.channel.tell(told, dict(self.newer.values()))

    def hear(self, told: Told) -> None:
        """What the terminal has of it."""
        for line in told.said:
            self.say(line)


def serve(
    folder: Path,
    port: int,
    desk: Desk,
    watched: Iterable[Path],
    say: Callable[[str], None],
) -> None:
    """Have *desk* build now and after every change of *watched*, and serve *folder*, until Ctrl-C.
    What is saved while a build is at work is built by the next."""
    logging.getLogger("watchfiles").setLevel(logging.ERROR)  # it tells of Ctrl-C
    channel = Channel()
    round_ = Round(desk, channel, say)
    with open_server(folder, port, channel, desk.about) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        changes = watch(
            *watched, raise_interrupt=False, step=10, yield_on_timeout=True, rust_timeout=PAUSE
        )
        try:
            next(changes, None)  # it watches from here on, during the first build too
            round_.whole()
            say(f"look at http://{HERE}:{server.server_port}/ (Ctrl-C ends it)")
            for changed in changes:
                round_.saved({path for _, path in changed})
        except KeyboardInterrupt:
            pass  # also in the middle of a build: the last whole one stays
        finally:
            round_.end()
            channel.end()
            server.shutdown()
