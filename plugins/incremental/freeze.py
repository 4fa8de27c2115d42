"""Pelican's objects as records, each content in one of its own, and back again one at a time.

A record holds other contents by name only. What is thawed loads itself when somebody looks at it,
so that a page that shows twelve articles out of ten thousand loads twelve.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pelican.contents import Content

from .store import Doubt

SETTINGS, CONTEXT, CONTENT = "settings", "context", "content"
NAME = " name"
"""Where one that sleeps keeps its name: no attribute is called so."""


class Freezer:
    """Makes records of the contents of one build. *settings* and *context* are what every content
    holds on to; the next build has its own. *read_with* are the settings that some were read with,
    if those are others: what a record holds of them is told by the next build's too."""

    def __init__(
        self, settings: object, context: object, contents: Iterable[Content], *read_with: object
    ) -> None:
        told = dict.fromkeys(map(id, [settings, *read_with]), (SETTINGS, ""))
        self._shared = told | {id(context): (CONTEXT, "")}
        self._names = {id(each): str(each.source_path) for each in contents}

    def know(self, contents: Mapping[str, Any]) -> None:
        """Further contents, by name, that a record may speak of."""
        self._names |= {id(each): name for name, each in contents.items()}

    def content(self, content: Content, without: str = "") -> bytes:
        """The record of a content, *without* one of its attributes."""
        state = vars(content)
        if without in state:
            state = {name: value for name, value in state.items() if name != without}
        return self._record((type(content), state))

    def value(self, value: object) -> bytes:
        """The record of anything else."""
        return self._record(value)

    def _record(self, value: object) -> bytes:
        shared, names = self._shared, self._names

        class Pickler(pickle.Pickler):
            def persistent_id(self, given: object) -> tuple[str, str] | None:
                kind = type(given)
                if kind is str:
                    return None
                if kind is dict:
                    return shared.get(id(given))
                if isinstance(given, Content):
                    name = names.get(id(given))
                    return (CONTENT, name) if name else None
                return None

        file = io.BytesIO()
        Pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
        return file.getvalue()


class Thawer:
    """Makes objects of records again. *read* answers the record of a name."""

    def __init__(
        self,
        read: Callable[[str], bytes],
        settings: Mapping[str, Any],
        context: Mapping[str, Any],
        kinds: Mapping[str, type[Content]],
    ) -> None:
        self._read = read
        self._shared = {SETTINGS: settings, CONTEXT: context}
        self._kinds = kinds
        self._made: dict[str, Any] = {}
        self._asleep: dict[type[Content], type[Content]] = {}

    def content(self, name: str) -> Any:
        """The content of that name, which loads itself when it is first looked at."""
        if name not in self._made:
            if name not in self._kinds:
                raise Doubt(name)
            asleep = self._class_of(self._kinds[name])
            self._made[name] = content = object.__new__(asleep)
            vars(content)[NAME] = name
        return self._made[name]

    @property
    def made(self) -> Mapping[str, Any]:
        """Every content that was asked for, by name."""
        return self._made

    def replace(self, name: str, content: Content) -> None:
        """From now on *content* stands wherever *name* is shown."""
        self._made[name] = content

    def value(self, record: bytes) -> Any:
        """Anything else. Raises Doubt for a record that cannot be read."""
        thawer = self

        class Unpickler(pickle.Unpickler):
            def persistent_load(self, pid: Any) -> Any:
                kind, name = pid
                return thawer.content(name) if kind == CONTENT else thawer._shared[kind]

        try:
            return Unpickler(io.BytesIO(record)).load()
        except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError) as error:
            raise Doubt(str(error)) from error

    def _class_of(self, kind: type[Content]) -> type[Content]:
        """*kind* without values. The first look at one wakes it: it is plain from then on."""
        if kind in self._asleep:
            return self._asleep[kind]

        def wake(sleeper: Any, wanted: str) -> Any:
            name = vars(sleeper).pop(NAME, None)
            if name is None or wanted.startswith("__"):
                raise AttributeError(wanted)
            object.__setattr__(sleeper, "__class__", kind)
            _, state = self.value(self._read(f"{CONTENT} {name}"))
            vars(sleeper).update(state)
            return getattr(sleeper, wanted)

        made: type[Content] = type(kind.__name__, (kind,), {"__getattr__": wake})
        self._asleep[kind] = made
        return made
