"""The author's desk while a preview runs: every save becomes a page, whatever was saved."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..blog.opening import open_run
from ..blog.problems import ProblemsFound
from ..incremental.lock import alone
from ..incremental.patch import Bench
from ..incremental.stamp import place_of
from .keeping import place_for
from .memory import Memory, Told
from .patching import Show, bench_for, glance, patch, patch_at_once, unseen, warm
from .told import HOME, ROOT


@dataclass(slots=True)
class Desk:
    """Builds *content* into *output*: by a patch in this process, which is ready at once, else by
    *command* in one of its own: a broken file cannot take the server with it, and memory does not
    grow from save to save."""

    content: str | None
    output: str
    command: list[str]
    memory: Memory | None = None
    bench: Bench | None = None
    building: subprocess.Popen[str] | None = None
    stopped: bool = False

    def begin(self) -> Told:
        """Bring the site up to date, whatever happened since it was built."""
        self.memory = None
        with subprocess.Popen(  # noqa: S603 - our own verb
            self.command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for us: it is told once, and clears up
        ) as self.building:
            if self.stopped:
                self.stop()
            said = "".join(self.building.communicate())
        return Told(tuple(said.strip().splitlines()), self.building.returncode)

    def stop(self) -> None:
        """End a build that is at work, and any that begins: the last whole one stays in place."""
        self.stopped = True
        if self.building:
            # A build that is interrupted takes away what it had begun.
            end = signal.SIGINT if os.name == "posix" else signal.SIGTERM
            self.building.send_signal(end)

    def open(self) -> None:
        """Know of the build what the next patch needs; nothing, if it cannot be patched."""
        self.memory = self.bench = None
        gc.unfreeze()
        gc.collect()
        place = self._place()
        try:
            run = open_run(HOME, self.content, self.output)
            with alone(place):
                self.memory = Memory.open(run, place)
                self.bench = bench_for(self.memory)
                if patch(self.memory, self.bench) is None:
                    self.memory = None
                else:
                    warm(self.memory, self.bench)
        except ProblemsFound:
            self.memory = None
        gc.collect()
        gc.freeze()  # it stays till the next build: only what a patch makes is looked through

    def patch(self, paths: Iterable[str], show: Show = unseen) -> Told | None:
        """Bring it up to date after *paths* were saved, and answer what there is to say; None
        where the whole site has to be built. Pages are shown before feeds follow."""
        told = None
        if self.memory and self.bench:
            with alone(self.memory.place):
                told = patch_at_once(self.memory, self.bench, tuple(paths), show)
        if told is None:
            self.memory = None  # what it knows does not hold any more: nobody may keep it
        return told

    def glance(self, paths: Iterable[str]) -> Mapping[str, tuple[str, str]]:
        """What was saved, by its path, before the site is built: a path in the output, a page."""
        return glance(self._place(), self.bench, paths) if self.bench else {}

    def rest(self) -> None:
        """Nobody saves anything: time to put on disk what is known."""
        if self.memory and self.memory.fresh:
            with alone(self.memory.place):
                self.memory.settle()

    def about(self, address: str, page: str) -> str:
        """What an editor sees beside the finished *page* at *address*."""
        from .sheet import sheet_of

        try:
            run = open_run(HOME, self.content)
            return sheet_of(run, place_for("check", self.content, None), address, page)
        except ProblemsFound:
            return ""  # the build has told of it

    def _place(self) -> Path:
        return place_of(ROOT, self.content, self.output)
