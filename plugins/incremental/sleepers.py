"""Which contents somebody looked at: each sleeps until then, and is put to sleep again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

NAME = " name"
"""Where one that sleeps keeps its name: no attribute is called so."""


class Sleepers:
    """Contents of which each look is noticed, whatever looks: a template, a filter, a property.

    What is asleep has a class that answers nothing but by waking: then it is as it was, and its
    name is in ``awake``. ``seen`` are those that were looked at before the last rest.
    """

    def __init__(self, contents: Mapping[str, Any]) -> None:
        self._contents = contents
        self._kinds = {name: type(each) for name, each in contents.items()}
        self._asleep = {kind: self._class_of(kind) for kind in set(self._kinds.values())}
        self._states: dict[str, dict[str, Any]] = {}
        self.awake: dict[str, None] = {}
        self.seen: dict[str, None] = {}

    @contextmanager
    def sleeping(self) -> Iterator[None]:
        """Inside they sleep; afterwards all are awake."""
        self._states = {name: vars(each) for name, each in self._contents.items()}
        self.awake = dict.fromkeys(self._contents)
        self.rest()
        try:
            yield
        finally:
            self.wake()

    def wake(self) -> None:
        """Let all be as they were, until the next rest."""
        for name in self._contents.keys() - self.awake.keys():
            self._wake(name, self._contents[name])

    def begin(self) -> dict[str, None]:
        """From here on ``looks`` answers what is looked at; who nests gives the answer back to
        ``end``."""
        outer = self.seen  # no copies: of ten thousand contents that would be seen
        outer |= self.awake
        self.rest()
        self.seen = {}
        return outer

    def looks(self) -> dict[str, None]:
        """What was looked at since the last ``begin``."""
        return self.seen | self.awake

    def end(self, outer: dict[str, None]) -> None:
        """All of that was looked at for what began before, too."""
        outer |= self.seen
        outer |= self.awake
        self.seen = outer

    def rest(self) -> None:
        """Put to sleep all that are awake."""
        for name in self.awake:
            content = self._contents[name]
            object.__setattr__(content, "__class__", self._asleep[self._kinds[name]])
            object.__setattr__(content, "__dict__", {NAME: name})
        self.awake.clear()

    def states(self) -> Iterator[tuple[str, type[Any], dict[str, Any]]]:
        """Name, class and attributes of each, without waking any."""
        for name, state in self._states.items():
            yield name, self._kinds[name], state

    def _wake(self, name: str, content: Any) -> None:
        object.__setattr__(content, "__class__", self._kinds[name])
        object.__setattr__(content, "__dict__", self._states[name])
        self.awake[name] = None

    def _class_of(self, kind: type[Any]) -> type[Any]:
        def look(sleeper: Any, wanted: str) -> Any:
            self._wake(object.__getattribute__(sleeper, "__dict__")[NAME], sleeper)
            return getattr(sleeper, wanted)

        def change(sleeper: Any, wanted: str, value: object) -> None:
            self._wake(object.__getattribute__(sleeper, "__dict__")[NAME], sleeper)
            setattr(sleeper, wanted, value)

        return type(kind.__name__, (kind,), {"__getattribute__": look, "__setattr__": change})
